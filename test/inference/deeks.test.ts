import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { deeks, effectiveSampleSize } from "../../src/inference/influence/deeks.js";
import type { Study } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadReference, type ReferenceDeeks } from "../fixtures.js";
import { expectClose, expectRelative } from "../tolerance.js";

const study = (id: string, tp: number, fp: number, fn: number, tn: number): Study => ({ id, tp, fp, fn, tn });

function expectDeeks(got: ReturnType<typeof deeks>, expected: ReferenceDeeks): void {
  expect(got.reason).toBeNull();
  expect(got.points).toHaveLength(expected.n);
  expect(got.df).toBe(expected.df);
  for (const name of ["slope", "slopeStandardError", "intercept", "interceptStandardError", "t"] as const) {
    expectClose(got[name], expected[name], 1e-12, name);
  }
  expectRelative(got.pValue, expected.pValue, 1e-10, "P");
}

describe("deeks", () => {
  it.each(fixtureNames)("agrees with R's weighted lm under every correction for %s", (name) => {
    const studies = loadFixture(name);
    const { deeks: reference } = loadReference(name);
    expectDeeks(deeks(studies), reference.single);
    expectDeeks(deeks(studies, { correction: { when: "all" } }), reference.all);
    // 0.5 in every study whether or not a cell is 0, sample sizes counting it: the same as tables that hold it already
    const always = studies.map(({ id, tp, fp, fn, tn }) => study(id, tp + 0.5, fp + 0.5, fn + 0.5, tn + 0.5));
    expectDeeks(deeks(always), reference.alwaysWithCorrectedSampleSizes);
    if (studies.some(({ tp, fp, fn, tn }) => tp * fp * fn * tn === 0)) {
      const corrected = deeks(studies, { correction: { when: "all" }, effectiveSampleSize: "corrected" });
      expectDeeks(corrected, reference.alwaysWithCorrectedSampleSizes);
    }
  });

  it("weights by 4·n₁·n₀/(n₁ + n₀)", () => {
    expect(effectiveSampleSize({ tp: 20, fn: 10, fp: 5, tn: 25 })).toBe(60);
    expect(effectiveSampleSize({ tp: 5, fn: 5, fp: 30, tn: 60 })).toBe(36);
    const { points } = deeks([study("a", 20, 5, 10, 25)]);
    expect(points[0]).toEqual({ id: "a", x: 1 / Math.sqrt(60), y: Math.log(10), weight: 60 });
  });

  it("lets studies with a zero cell drop out without a correction", () => {
    const got = deeks(loadFixture("auditc"), { correction: { when: "none" } });
    expect(got.points).toHaveLength(12);
    expect(got.excluded.map(({ id }) => id)).toEqual(["S07", "S08"]);
    expect(got.excluded[0]!.reason).toMatch(/zero cell/);
  });

  it("does not depend on the order of the studies, and turns nothing when diseased and non-diseased change roles", () => {
    const studies = loadFixture("glas");
    const one = deeks(studies);
    fc.assert(
      fc.property(fc.shuffledSubarray(studies, { minLength: studies.length }), (shuffled) => {
        const other = deeks(shuffled);
        expectClose(other.slope, one.slope!, 1e-11);
        expectClose(other.pValue, one.pValue!, 1e-11);
      }),
      { numRuns: 20 },
    );
    const mirrored = deeks(studies.map(({ id, tp, fp, fn, tn }) => study(id, tn, fn, fp, tp)));
    expectClose(mirrored.slope, one.slope!, 1e-11);
    expectClose(mirrored.t, one.t!, 1e-11);
  });

  it("is not defined with two studies, with one sample size, without an odds ratio", () => {
    const two = deeks([study("a", 9, 2, 1, 8), study("b", 20, 3, 4, 30)]);
    expect(two).toMatchObject({ slope: null, t: null, df: null, pValue: null });
    expect(two.reason).toMatch(/at least three studies.*got 2/);
    const same = deeks([study("a", 9, 2, 1, 8), study("b", 8, 3, 2, 7), study("c", 7, 1, 3, 9)]);
    expect(same.reason).toMatch(/same effective sample size/);
    expect(same.slope).toBeNull();
    const healthy = deeks([study("a", 0, 2, 0, 8), study("b", 8, 3, 2, 7), study("c", 7, 1, 3, 19)]);
    expect(healthy.excluded).toEqual([{ id: "a", reason: "it has no diseased participants" }]);
    expect(healthy.reason).toMatch(/got 2/);
    expect(deeks([]).reason).toMatch(/got 0/);
  });

  it("gives the line but no test where the studies lie exactly on it", () => {
    const flat = deeks([study("a", 9, 1, 1, 9), study("b", 18, 2, 2, 18), study("c", 36, 4, 4, 36)]);
    expectClose(flat.slope, 0, 1e-12);
    expectClose(flat.intercept, Math.log(81), 1e-12);
    expect([flat.t, flat.pValue, flat.df]).toEqual([null, null, 1]);
    expect(flat.reason).toMatch(/exactly on a line/);
  });

  it("says how to read the P value, whatever it is, and survives JSON", () => {
    const got = deeks(loadFixture("auditc"));
    expect(got.cautions.join(" ")).toMatch(/0\.10.*power is low.*varies/);
    expect(deeks([]).cautions).toEqual(got.cautions);
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
    expect(() => deeks([], { correction: { value: -1 } })).toThrow(InputError);
  });
});
