import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccuracyOptions, accuracy } from "../../src/accuracy/accuracy.js";
import { InputError } from "../../src/base/errors.js";
import type { TwoByTwo } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const ratios = ["plr", "nlr", "dor"] as const;
const proportions = ["sensitivity", "specificity"] as const;
const measures = [
  "sensitivity",
  "specificity",
  "plr",
  "nlr",
  "dor",
  "ppv",
  "npv",
  "accuracy",
  "youden",
  "f1",
  "prevalence",
] as const;

type Triple = readonly [number | null, number | null, number | null];
type Reference = Readonly<Record<(typeof ratios)[number] | (typeof proportions)[number], Triple>>;

const mada = JSON.parse(readFileSync(new URL("../../fixtures/accuracy/mada.json", import.meta.url), "utf8")) as {
  tables: { set: string; study: string; table: TwoByTwo; all: Reference; single: Reference; none: Reference }[];
};

const cells = fc.record({ tp: fc.nat(200), fp: fc.nat(200), fn: fc.nat(200), tn: fc.nat(200) });

const expectMaybe = (actual: number | null | undefined, expected: number | null, what: string): void => {
  if (expected === null) expect(actual ?? null, what).toBeNull();
  else expectClose(actual ?? null, expected, tolerance.closedForm, what);
};

describe("accuracy", () => {
  it.each(fixtureNames)("agrees with mada and R study by study for %s", (name) => {
    const { perStudy } = loadReference(name);
    if (perStudy === undefined) return;
    loadFixture(name).forEach((study, i) => {
      const wilson = accuracy(study);
      const exact = accuracy(study, { interval: "clopper-pearson" });
      for (const measure of proportions) {
        const expected = perStudy[measure];
        expectMaybe(wilson[measure]?.estimate, expected.estimate[i]!, `${study.id} ${measure}`);
        for (const [side, end] of [
          ["lower", 0],
          ["upper", 1],
        ] as const) {
          expectMaybe(wilson[measure]?.[side], expected.wilson[i]![end]!, `${study.id} ${measure} Wilson ${side}`);
          expectMaybe(
            exact[measure]?.[side],
            expected.clopperPearson[i]![end]!,
            `${study.id} ${measure} exact ${side}`,
          );
        }
      }
      for (const measure of ratios) {
        const expected = perStudy[measure];
        expectMaybe(wilson[measure]?.estimate, expected.estimate[i]!, `${study.id} ${measure}`);
        expectMaybe(wilson[measure]?.lower, expected.interval[i]![0], `${study.id} ${measure} lower`);
        expectMaybe(wilson[measure]?.upper, expected.interval[i]![1], `${study.id} ${measure} upper`);
      }
    });
  });

  it("corrects the table itself where the caller names a correction, as mada does", () => {
    expect(mada.tables.length).toBeGreaterThan(20);
    for (const { set, study, table, ...byScope } of mada.tables) {
      for (const when of ["all", "single", "none"] as const) {
        const got = accuracy(table, { correction: { when } });
        for (const measure of [...proportions, ...ratios]) {
          const [estimate, lower, upper] = byScope[when][measure];
          const what = `${set} ${study} ${when} ${measure}`;
          expectMaybe(got[measure]?.estimate, estimate, what);
          // mada gives one finite limit beside an undefined one (0 beside NaN); here an undefined interval is null
          if (lower === null || upper === null) continue;
          expectClose(got[measure]?.lower ?? null, lower, tolerance.closedForm, `${what} lower`);
          expectClose(got[measure]?.upper ?? null, upper, tolerance.closedForm, `${what} upper`);
        }
      }
    }
  });

  it("prints AUDIT-C's first study as mada's vignette does (Doebler & Holling, madad)", () => {
    const got = accuracy({ tp: 47, fp: 101, fn: 9, tn: 738 }, { correction: { when: "all" } });
    const print = (x: { estimate: number; lower: number | null; upper: number | null } | null): string[] =>
      [x!.estimate, x!.lower!, x!.upper!].map((value) => value.toFixed(3));
    expect(print(got.sensitivity)).toEqual(["0.833", "0.716", "0.908"]);
    expect(print(got.specificity)).toEqual(["0.879", "0.855", "0.899"]);
    expect(print(got.dor)).toEqual(["36.379", "17.587", "75.251"]);
    expect(print(got.plr)).toEqual(["6.897", "5.556", "8.561"]);
    expect(print(got.nlr)).toEqual(["0.190", "0.106", "0.339"]);
  });

  it("takes Youden's limits from Newcombe's method 10 (1998, Stat Med 17:873, Table II)", () => {
    // p₁ − p₂ is sensitivity less false positive rate
    const difference = (a: number, m: number, b: number, n: number): string[] => {
      const { youden } = accuracy({ tp: a, fn: m - a, fp: b, tn: n - b });
      return [youden!.estimate, youden!.lower, youden!.upper].map((value) => value.toFixed(4));
    };
    expect(difference(56, 70, 48, 80)).toEqual(["0.2000", "0.0524", "0.3339"]);
    expect(difference(9, 10, 3, 10)).toEqual(["0.6000", "0.1705", "0.8090"]);
    expect(difference(10, 10, 0, 20)).toEqual(["1.0000", "0.6791", "1.0000"]);
  });

  it("gives Youden a Wald interval with Wald limits", () => {
    const { youden } = accuracy({ tp: 40, fn: 10, fp: 20, tn: 80 }, { interval: "wald" });
    const half = 1.959963984540054 * Math.sqrt((0.8 * 0.2) / 50 + (0.2 * 0.8) / 100);
    expectClose(youden!.estimate, 0.6, tolerance.closedForm);
    expectClose(youden!.lower, 0.6 - half, tolerance.closedForm);
    expectClose(youden!.upper, 0.6 + half, tolerance.closedForm);
  });

  it("computes predictive values, accuracy, F1 and prevalence from the table", () => {
    const got = accuracy({ tp: 30, fp: 10, fn: 20, tn: 140 });
    expectClose(got.ppv!.estimate, 0.75, tolerance.closedForm);
    expectClose(got.npv!.estimate, 0.875, tolerance.closedForm);
    expectClose(got.accuracy!.estimate, 0.85, tolerance.closedForm);
    expectClose(got.prevalence!.estimate, 0.25, tolerance.closedForm);
    expectClose(got.f1!.estimate, (2 * 0.6 * 0.75) / (0.6 + 0.75), tolerance.closedForm);
    // F1 = 2q/(1 + q), q = 30/60 with the Wilson limits of R's prop.test(30, 60, correct = FALSE)
    const [low, high] = [0.3773502424155578, 0.6226497575844423];
    expectClose(got.f1!.lower, (2 * low) / (1 + low), tolerance.closedForm);
    expectClose(got.f1!.upper, (2 * high) / (1 + high), tolerance.closedForm);
  });

  it("corrects the ratios alone by default, and says so", () => {
    const table = { tp: 12, fp: 0, fn: 3, tn: 20 };
    const got = accuracy(table);
    expect(got.correction).toBe(0.5);
    expect(got.corrected).toBe("ratios");
    expect(got.specificity!.estimate).toBe(1);
    expectClose(got.plr!.estimate, 12.5 / 16 / (0.5 / 21), tolerance.closedForm);
    const named = accuracy(table, { correction: {} });
    expect(named.corrected).toBe("all");
    expectClose(named.specificity!.estimate, 20.5 / 21, tolerance.closedForm);
    const whole = accuracy({ tp: 12, fp: 1, fn: 3, tn: 20 });
    expect([whole.correction, whole.corrected]).toEqual([0, "none"]);
    expect(accuracy({ tp: 12, fp: 1, fn: 3, tn: 20 }, { correction: { when: "all", value: 0.1 } }).correction).toBe(
      0.1,
    );
  });

  it("is null where a margin is empty", () => {
    const noDiseased = accuracy({ tp: 0, fp: 3, fn: 0, tn: 17 });
    for (const measure of ["sensitivity", "plr", "nlr", "dor", "youden"] as const) {
      expect(noDiseased[measure], measure).toBeNull();
    }
    expectClose(noDiseased.specificity!.estimate, 0.85, tolerance.closedForm);
    expect(noDiseased.prevalence!.estimate).toBe(0);
    const noPositives = accuracy({ tp: 0, fp: 0, fn: 4, tn: 17 });
    expect(noPositives.ppv).toBeNull();
    expect(noPositives.f1!.estimate).toBe(0);
    const nobody = accuracy({ tp: 0, fp: 0, fn: 0, tn: 0 });
    for (const measure of measures) expect(nobody[measure], measure).toBeNull();
  });

  it("is null for an infinite ratio, and knows the value of a ratio of 0 without its limits", () => {
    const { plr, nlr, dor } = accuracy({ tp: 10, fp: 0, fn: 0, tn: 20 }, { correction: { when: "none" } });
    expect(plr).toBeNull();
    expect(dor).toBeNull();
    expect(nlr).toEqual({ estimate: 0, lower: null, upper: null, level: 0.95 });
  });

  it("changes sensitivity with specificity when diseased and non-diseased change roles", () => {
    fc.assert(
      fc.property(
        cells,
        fc.constantFrom<AccuracyOptions>({}, { interval: "jeffreys" }, { correction: {} }),
        (table, options) => {
          const { tp, fp, fn, tn } = table;
          const one = accuracy(table, options);
          const other = accuracy({ tp: tn, fp: fn, fn: fp, tn: tp }, options);
          expect(other.sensitivity).toEqual(one.specificity);
          expect(other.ppv).toEqual(one.npv);
          expect(other.accuracy).toEqual(one.accuracy);
          if (one.dor !== null) expectClose(other.dor!.upper, one.dor.upper!, tolerance.closedForm);
          if (one.plr !== null) expectClose(other.nlr!.lower! * one.plr.upper!, 1, tolerance.closedForm);
          if (one.youden !== null) expectClose(other.youden!.lower, one.youden.lower, tolerance.closedForm);
        },
      ),
    );
  });

  it("holds every estimate between its limits, and survives JSON", () => {
    fc.assert(
      fc.property(cells, (table) => {
        const got = accuracy(table);
        expect(JSON.parse(JSON.stringify(got))).toEqual(got);
        for (const measure of measures) {
          const value = got[measure];
          if (value === null) continue;
          expect(value.lower!, measure).toBeLessThanOrEqual(value.estimate + 1e-12);
          expect(value.upper!, measure).toBeGreaterThanOrEqual(value.estimate - 1e-12);
        }
        if (got.plr !== null) {
          expectClose(got.dor!.estimate, got.plr.estimate / got.nlr!.estimate, tolerance.closedForm);
        }
      }),
    );
  });

  it("names the cell that is no count", () => {
    const bad =
      (table: unknown): (() => void) =>
      () =>
        accuracy(table as TwoByTwo);
    expect(bad({ tp: -1, fp: 1, fn: 1, tn: 1 })).toThrow(/tp must be a whole number/);
    expect(bad({ tp: 1, fp: 1.5, fn: 1, tn: 1 })).toThrow(/fp must be a whole number/);
    expect(bad({ tp: 1, fp: 1, tn: 1 })).toThrow(InputError);
    expect(() => accuracy({ tp: 1, fp: 1, fn: 1, tn: 1 }, { level: 1 })).toThrow(/level/);
    expect(() => accuracy({ tp: 1, fp: 1, fn: 1, tn: 1 }, { correction: { value: 2 } })).toThrow(/correction/);
  });
});
