import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportionInterval } from "../../src/accuracy/proportion-interval.js";
import {
  limitLevel,
  limitMethods,
  lowerPasses,
  lowerReaches,
  upperPasses,
  upperReaches,
} from "../../src/reconstruct/read/proportion-limits.js";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";

const methods = fc.constantFrom(...limitMethods);

describe("printed confidence limits", () => {
  it("of every method are those that accuracy computes by quantiles and closed forms", () => {
    fc.assert(
      fc.property(
        methods,
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        fc.constantFrom(0.9, 0.95, 0.99),
        (method, n, x, level) => {
          const successes = x % (n + 1);
          const { lower, upper } = proportionInterval(successes, n, { method, level })!;
          const at = limitLevel(level);
          const reached = level === 0.95 ? 3e-5 : 1e-9;
          const asked = [lowerReaches, upperReaches].map((test, i) =>
            test(method, successes, n, [lower, upper][i]! - reached, at),
          );
          const passed = [lowerPasses, upperPasses].map((test, i) =>
            test(method, successes, n, [lower, upper][i]! + reached, at),
          );
          expect([asked, passed]).toEqual([
            [true, true],
            [false, false],
          ]);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it("of a known method leave the successes whose limits round to them, and no others", () => {
    fc.assert(
      fc.property(
        methods,
        fc.integer({ min: 1, max: 120 }),
        fc.nat(120),
        fc.integer({ min: 1, max: 3 }),
        (method, n, x, decimals) => {
          const successes = x % (n + 1);
          const limitsOf = (k: number): [string, string] => {
            const { lower, upper } = proportionInterval(k, n, { method })!;
            return [lower.toFixed(decimals), upper.toFixed(decimals)];
          };
          const [lower, upper] = limitsOf(successes);
          const { tables } = reconstruct({ n, diseased: n, sensitivityInterval: { lower, upper, method } });
          const expected = Array.from({ length: n + 1 }, (_, k) => k).filter(
            (k) => limitsOf(k).join() === `${lower},${upper}`,
          );
          const found = tables.map(({ tp }) => tp);
          expect(found).toEqual(expect.arrayContaining(expected));
          // Beyond these only limits at a tie may be found, and those that the tabled 1.96 moves over one.
          const half = 0.5 * 10 ** -decimals;
          for (const k of found.filter((one) => !expected.includes(one))) {
            const limits = proportionInterval(k, n, { method })!;
            const off = Math.max(Math.abs(limits.lower - Number(lower)), Math.abs(limits.upper - Number(upper)));
            expect(off).toBeLessThan(half + 1e-5);
          }
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  it("without a stated method say which methods fit: Araujo's interval of 62/68 is Clopper and Pearson's", () => {
    // 62/68: exact 0.8178 to 0.9670, Wilson 0.8206 to 0.9591.
    const report = { n: 131, diseased: 68, sensitivity: "0.912", specificity: "0.714" };
    const exact = reconstruct({ ...report, sensitivityInterval: { lower: "0.818", upper: "0.967" } });
    expect(exact).toMatchObject({ status: "unique", intervalMethods: { sensitivityInterval: ["clopper-pearson"] } });
    const wilson = reconstruct({ ...report, sensitivityInterval: { lower: "0.821", upper: "0.959" } });
    expect(wilson.intervalMethods.sensitivityInterval).toContain("wilson");
    expect(wilson.intervalMethods.sensitivityInterval).not.toContain("clopper-pearson");
  });

  it("without a stated method that fit under none are left aside with a warning", () => {
    const { status, intervalMethods, warnings } = reconstruct({
      n: 131,
      diseased: 68,
      sensitivity: "0.912",
      specificity: "0.714",
      sensitivityInterval: { lower: "0.700", upper: "0.967" },
    });
    expect(status).toBe("unique");
    expect(intervalMethods).toEqual({ sensitivityInterval: [] });
    expect(warnings.map(({ code }) => code)).toEqual(["limits-fit-no-method"]);
  });

  it("of no known method that no table has are judged in bounded time, however large the study", () => {
    const contradictory = [
      { n: 194_185, sensitivity: "0.877", sensitivityInterval: { lower: "0.883", upper: "0.89" } },
      { n: 1_000_000, sensitivity: "0.85", sensitivityInterval: { lower: "0.86", upper: "0.90" }, specificity: "0.9" },
      { sensitivity: "0.85", sensitivityInterval: { lower: "0.86", upper: "0.90" }, specificity: "0.9" },
    ];
    const before = process.cpuUsage().user;
    for (const report of contradictory) expect(reconstruct(report).status).toBe("inconsistent");
    expect(reconstruct(contradictory[2]!).conflicts).toEqual([
      "The sensitivity interval 0.86 to 0.90 does not hold its own estimate, sensitivity 0.85.",
    ]);
    // asymmetric about its estimate as no method makes it: perhaps a bootstrap, so the rest is taken
    const odd = reconstruct({ n: 500, sensitivity: "0.85", sensitivityInterval: { lower: "0.80", upper: "0.99" } });
    expect([odd.status, odd.warnings[0]?.code]).toEqual(["underdetermined", "limits-fit-no-method"]);
    expect(process.cpuUsage().user - before).toBeLessThan(10e6);
  });

  it("that don't hold their own estimate are inconsistent, whatever the method", () => {
    const limits = { lower: "0.80", upper: "0.90" };
    const { status, conflicts } = reconstruct({ n: 131, diseased: 68, sensitivity: "0.96 (0.80–0.90)" });
    expect(status).toBe("inconsistent");
    expect(conflicts).toEqual([
      "The sensitivity interval 0.80 to 0.90 does not hold its own estimate: no table that has the other numbers given n 131 and " +
        "diseased 68 has a sensitivity between these limits.",
    ]);
    // The estimate may be known by its cells alone.
    expect(reconstruct({ tp: 62, fn: 2, fp: 5, tn: 50, sensitivityInterval: limits }).status).toBe("inconsistent");
    expect(reconstruct({ tp: 54, fn: 10, fp: 5, tn: 50, sensitivityInterval: limits }).status).toBe("unique");
  });

  it("of a stated method must hold", () => {
    const { status, conflicts, misses, notes } = reconstruct({
      n: 131,
      diseased: 68,
      sensitivity: "0.912",
      specificity: "0.714",
      sensitivityInterval: { lower: "0.818", upper: "0.967", method: "wilson" },
    });
    expect(status).toBe("inconsistent");
    expect(conflicts).toEqual(["sensitivity interval 0.818 to 0.967 (wilson) is not possible among 68 diseased."]);
    expect(notes.map(({ message }) => message)).toEqual([
      "Tables fit if the sensitivity interval 0.818 to 0.967 was computed by another method than stated: clopper-pearson.",
    ]);
    expect(misses.map(({ field }) => field)).toContain("sensitivityInterval");
  });

  it("bound the margins where these aren't reported", () => {
    const report = {
      sensitivity: "0.912",
      specificity: "0.714",
      sensitivityInterval: { lower: "0.818", upper: "0.967", method: "exact" },
      specificityInterval: { lower: "0.587", upper: "0.821", method: "exact" },
    } as const;
    const { status, tables } = reconstruct(report);
    expect(status).toBe("unique");
    expect(tables).toEqual([{ tp: 62, fp: 18, fn: 6, tn: 45 }]);
  });

  it("are refused where they cannot be limits", () => {
    const limits =
      (sensitivityInterval: object): (() => unknown) =>
      () =>
        reconstruct({ n: 10, sensitivityInterval: sensitivityInterval as never });
    expect(limits({ lower: "0.9", upper: "0.8" })).toThrow(/lower limit 0\.9 lies above the upper limit 0\.8/);
    expect(limits({ lower: "0.8", upper: "0.9", level: 120 })).toThrow(/level/);
    expect(limits({ lower: "0.8", upper: "0.9", method: "magic" })).toThrow(/wilson \| clopper-pearson/);
    expect(limits({ lower: "0.8", upper: "120" })).toThrow(/above 100/);
    expect(() => reconstruct({ n: 10, sensitivityInterval: "0.8-0.9" as never })).toThrow(/wanted \{ lower, upper \}/);
  });
});
