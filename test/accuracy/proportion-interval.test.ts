import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ProportionMethod,
  proportionInterval,
  proportionMethods,
} from "../../src/accuracy/proportion-interval.js";
import { InputError } from "../../src/base/errors.js";
import { betaCdf } from "../../src/numeric/distributions/beta-distribution.js";
import { expectClose, tolerance } from "../tolerance.js";

type Limits = readonly [number, number];

interface ReferenceInterval {
  readonly successes: number;
  readonly trials: number;
  readonly level: number;
  readonly wilson: Limits;
  readonly clopperPearson: Limits;
  readonly jeffreys: Limits;
  readonly agrestiCoull: Limits;
  readonly wald: Limits;
}

const { intervals } = JSON.parse(
  readFileSync(new URL("../../fixtures/accuracy/intervals.json", import.meta.url), "utf8"),
) as { intervals: ReferenceInterval[] };

const keys: Readonly<Record<ProportionMethod, "wilson" | "clopperPearson" | "jeffreys" | "agrestiCoull" | "wald">> = {
  wilson: "wilson",
  "clopper-pearson": "clopperPearson",
  jeffreys: "jeffreys",
  "agresti-coull": "agrestiCoull",
  wald: "wald",
};

describe("proportionInterval", () => {
  it.each(proportionMethods)("agrees with R for %s, whole and fractional counts, at three levels", (method) => {
    expect(intervals.length).toBeGreaterThan(40);
    for (const reference of intervals) {
      const { successes, trials, level } = reference;
      const interval = proportionInterval(successes, trials, { method, level })!;
      const [lower, upper] = reference[keys[method]];
      const what = `${method} ${successes}/${trials} at ${level}`;
      expectClose(interval.estimate, successes / trials, tolerance.closedForm, what);
      expectClose(interval.lower, lower, tolerance.closedForm, `${what}, lower`);
      expectClose(interval.upper, upper, tolerance.closedForm, `${what}, upper`);
      expect(interval.level).toBe(level);
    }
  });

  it("prints what Newcombe 1998 (Stat Med 17:857) has in Table I", () => {
    const printed: [number, number, ProportionMethod, string, string][] = [
      [81, 263, "wald", "0.2522", "0.3638"],
      [81, 263, "wilson", "0.2553", "0.3662"],
      [81, 263, "clopper-pearson", "0.2527", "0.3676"],
      [15, 148, "wilson", "0.0624", "0.1605"],
      [15, 148, "clopper-pearson", "0.0578", "0.1617"],
      [0, 20, "wilson", "0.0000", "0.1611"],
      [0, 20, "clopper-pearson", "0.0000", "0.1684"],
      [1, 29, "wilson", "0.0061", "0.1718"],
      [1, 29, "clopper-pearson", "0.0009", "0.1776"],
    ];
    for (const [x, n, method, lower, upper] of printed) {
      const interval = proportionInterval(x, n, { method })!;
      expect([interval.lower.toFixed(4), interval.upper.toFixed(4)], `${method} ${x}/${n}`).toEqual([lower, upper]);
    }
  });

  it("is exactly 0 below no success and exactly 1 above no failure, whatever the size", () => {
    for (const method of proportionMethods) {
      for (const n of [1, 2, 7, 56, 839, 12345, 1e7]) {
        expect(proportionInterval(0, n, { method })!.lower, `${method} 0/${n}`).toBe(0);
        expect(proportionInterval(n, n, { method })!.upper, `${method} ${n}/${n}`).toBe(1);
      }
    }
  });

  it("keeps the digits of a small lower limit", () => {
    // The score equation at the limit: (p̂ − p)²·n = z²·p(1 − p)
    const { lower } = proportionInterval(1, 1e9)!;
    const z = 1.959963984540054;
    expectClose(((1e-9 - lower) ** 2 * 1e9) / (z * z * lower * (1 - lower)), 1, 1e-12);
  });

  it("cuts off tails of half the error by Clopper–Pearson", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const x = Math.min(n - 1, Math.max(1, Math.round(share * n)));
        if (x < 1 || x >= n) return;
        const { lower, upper } = proportionInterval(x, n, { method: "clopper-pearson", level: 0.9 })!;
        expectClose(betaCdf(lower, x, n - x + 1), 0.05, 1e-12);
        expectClose(betaCdf(upper, x + 1, n - x), 0.95, 1e-12);
      }),
    );
  });

  it("holds the estimate, lies in [0, 1], narrows with the level and mirrors successes and failures", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...proportionMethods),
        (n, share, method) => {
          const x = Math.round(share * n);
          const wide = proportionInterval(x, n, { method, level: 0.99 })!;
          const narrow = proportionInterval(x, n, { method, level: 0.8 })!;
          const mirrored = proportionInterval(n - x, n, { method, level: 0.99 })!;
          expect(wide.lower).toBeGreaterThanOrEqual(0);
          expect(wide.upper).toBeLessThanOrEqual(1);
          expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
          expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
          expect(wide.lower).toBeLessThanOrEqual(wide.estimate + 1e-15);
          expect(wide.upper).toBeGreaterThanOrEqual(wide.estimate - 1e-15);
          expectClose(mirrored.lower, 1 - wide.upper, tolerance.closedForm);
        },
      ),
    );
  });

  it("is null without trials, and says what is wrong with bad input", () => {
    expect(proportionInterval(0, 0)).toBeNull();
    expect(() => proportionInterval(5, 4)).toThrow(InputError);
    expect(() => proportionInterval(-1, 4)).toThrow(/0 ≤ successes ≤ trials/);
    expect(() => proportionInterval(1, 4, { level: 95 })).toThrow(/between 0 and 1/);
    expect(() => proportionInterval(1, 4, { method: "exact" as ProportionMethod })).toThrow(/"clopper-pearson"/);
  });
});
