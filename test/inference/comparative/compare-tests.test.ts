import { describe, expect, it } from "vitest";
import { compareTests } from "../../../src/inference/comparative/compare-tests.js";
import { rankTests } from "../../../src/inference/comparative/rank-tests.js";
import type { Comparison } from "../../../src/inference/comparative/test-comparison.js";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitComparative } from "../../../src/models/comparative/fit-comparative.js";
import { forTest } from "../../../src/models/comparative/for-test.js";
import { type ReferenceOptimum, STRUCTURES, sets, studiesOf } from "../../models/comparative/optima.js";
import { expectClose, expectRelative } from "../../tolerance.js";

interface ReferenceRatio {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly z: number;
}

const isRatio = (value: unknown): value is ReferenceRatio =>
  typeof value === "object" && value !== null && "z" in value;

function expectContrasts(ours: readonly Comparison[], reference: ReferenceOptimum): void {
  for (const expected of reference.comparisons) {
    const found = ours.find(({ test }) => test === expected.test)!;
    for (const [name, value] of Object.entries(expected)) {
      if (!isRatio(value)) continue;
      const quantity = found[name as keyof Comparison] as ReferenceRatio;
      expectClose(quantity.estimate, value.estimate, 1e-8, `${expected.test}, ${name}`);
      expectClose(quantity.lower, value.lower, 1e-5, `${expected.test}, ${name}, lower`);
      expectClose(quantity.upper, value.upper, 1e-5, `${expected.test}, ${name}, upper`);
      expectRelative(quantity.z, value.z, 1e-5, `${expected.test}, ${name}, z`);
    }
  }
}

const NULLS = { sensitivity: "sameSensitivity", specificity: "sameSpecificity", joint: "none" } as const;

describe("compareTests", () => {
  it.each([
    ["ascus", "row-common"],
    ["ascus", "row-separate"],
    ["ascus", "study"],
    ["ascus", "nested-diagonal"],
    ["schuetz_direct", "nested-diagonal"],
  ])("has the contrasts and likelihood ratio tests of independent optima: %s, %s", (name, structure) => {
    const set = sets[name]!;
    const reference = set.fits[structure]!;
    const comparison = compareTests(studiesOf(set), {
      test: "test",
      ...STRUCTURES[structure],
      reference: set.reference,
      evidence: "direct",
    });
    expectContrasts(comparison.comparisons, reference);
    for (const [hypothesis, key] of Object.entries(NULLS)) {
      const test = comparison[hypothesis as keyof typeof NULLS];
      expectClose(test.chiSquared, reference.lrt[key]!.chi2, 1e-6, hypothesis);
      expect(test.df).toBe(reference.lrt[key]!.df);
    }
    expectClose(
      comparison.equalVariances?.chiSquared ?? null,
      set.structureTests["row-common : row-separate"]!.chi2,
      1e-6,
    );
    if (structure === "nested-diagonal") {
      expectClose(
        comparison.testByStudy?.chiSquared ?? null,
        set.structureTests["study : nested-diagonal"]!.chi2,
        1e-6,
      );
    }
  });

  const { rows } = sets.ascus!;
  const studies = studiesOf({ rows });
  const options = { test: "test", structure: "independent" } as const;

  it("is antisymmetric in test and reference", () => {
    const one = compareTests(studies, { ...options, prevalence: 0.3 }).comparisons[0]!;
    const other = compareTests(studies, { ...options, prevalence: 0.3, reference: "HC2" }).comparisons[0]!;
    for (const name of ["relativeSensitivity", "relativeFalseAlarms", "relativeDor", "relativeNlr"] as const) {
      expectClose(one[name].estimate * other[name].estimate, 1, 1e-9, name);
      expectClose(one[name].lower! * other[name].upper!, 1, 1e-7, name);
    }
    expectClose(one.differenceSensitivity.estimate, -other.differenceSensitivity.estimate, 1e-9);
    const { per1000 } = one;
    expectClose(per1000?.fewerMissed.estimate ?? null, 300 * one.differenceSensitivity.estimate, 1e-9);
    expectClose(per1000?.fewerFalseAlarms.lower ?? null, 700 * one.differenceSpecificity.lower!, 1e-9);
  });

  it("has wider limits by t", () => {
    const z = compareTests(studies, options).comparisons[0]!.relativeSensitivity;
    const t = compareTests(studies, { ...options, interval: "t" }).comparisons[0]!.relativeSensitivity;
    expect(t.estimate).toBe(z.estimate);
    expectClose(Math.log(t.upper! / t.estimate) / Math.log(z.upper! / z.estimate), 2.306004135 / 1.959963985, 1e-8);
  });

  it("counts the evidence and keeps all studies beside the head-to-head ones", () => {
    const set = sets.schuetz!;
    const few = set.rows.filter(
      ([study], i) => i % 4 === 0 || set.rows.filter(([other]) => other === study).length === 2,
    );
    const comparison = compareTests(studiesOf({ rows: few }), { test: "test", model: "normal", reference: "MRI" });
    const { both, kind } = comparison.comparisons[0]!.studies;
    expect([both, kind]).toEqual([5, "mixed"]);
    expect(comparison.direct?.fit.k).toBe(5);
    expect(comparison.direct?.directReason).toMatch(/these are the studies/);
    expect(comparison.evidence.components).toEqual([["CT", "MRI"]]);
  });

  it("takes joint tables, McNemar's test and the paired ratio, and refuses margins that contradict the rows", () => {
    const joint = {
      study: "Andersson 2005",
      tests: ["RepC", "HC2"],
      diseased: [5, 1, 1, 3],
      nonDiseased: [10, 4, 7, 21],
    } as const;
    const [paired] = compareTests(studies, { ...options, joint: [joint] }).paired;
    expect(paired?.sensitivity).toMatchObject({ n: 10, testAlone: 1, referenceAlone: 1, mcNemar: 1 });
    expect(paired?.specificity).toMatchObject({ n: 42, testAlone: 4, referenceAlone: 7 });
    expectClose(paired?.specificity.mcNemar ?? null, 0.548828125, 1e-12);
    const wrong = { ...joint, diseased: [4, 1, 1, 4] as const };
    expect(() => compareTests(studies, { ...options, joint: [wrong] })).toThrow(/not the 2×2 table of its row/);
  });

  it("refuses one test, and a prevalence that is none", () => {
    const one = studies.filter(({ covariates }) => covariates?.test === "HC2");
    expect(() => compareTests(one, { test: "test" })).toThrow(/needs two tests/);
    expect(() => compareTests(studies, { test: "test", prevalence: 20 })).toThrow(/between 0 and 1/);
  });

  it("survives JSON", () => {
    const comparison = compareTests(studies, { ...options, prevalence: 0.1 });
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});

describe("fitComparative, where other models say what it must be", () => {
  const studies = studiesOf(sets.ascus!);
  const of = (test: string) => studies.filter(({ covariates }) => covariates?.test === test);

  it("with a covariance for each test is separate bivariate models", () => {
    const fit = fitComparative(studies, { test: "test", structure: "independent", variances: "unequal" });
    const apart = ["RepC", "HC2"].map((test) => fitBinomial(of(test), { nodes: 31 }));
    expectClose(fit.logLik, apart[0]!.logLik + apart[1]!.logLik, 1e-10);
    apart.forEach((one, t) => {
      expectClose(fit.coefficients[t]!.estimate, one.coefficients[0]!.estimate, 1e-6);
      expectClose(fit.coefficients[2 + t]!.standardError, one.coefficients[1]!.standardError, 1e-5);
    });
  });

  it.each([{}, { within: "diagonal" }] as const)("of one test is the bivariate model: %o", (within) => {
    const single = of("RepC");
    const fit = fitBinomial(single, { nodes: 31 });
    const shared = fitComparative(single, { test: "test", structure: "shared" });
    const nested = fitComparative(single, { test: "test", structure: "nested", ...within });
    expectClose(shared.logLik, fit.logLik, 1e-9);
    expectClose(nested.logLik, fit.logLik, 1e-7);
    expectClose(nested.totalVariation.RepC!.varSpecificity, fit.betweenStudy.varSpecificity, 1e-4);
  });

  it("does not mind names, the order of rows, or which condition is called disease", () => {
    const fit = fitComparative(studies, { test: "test", structure: "nested", within: "diagonal" });
    const turned = [...studies].reverse().map((study) => ({
      ...study,
      tp: study.tn,
      fn: study.fp,
      fp: study.fn,
      tn: study.tp,
      covariates: { test: study.covariates?.test === "HC2" ? "A" : "B" },
    }));
    const other = fitComparative(turned, { test: "test", structure: "nested", within: "diagonal", reference: "B" });
    expectClose(other.logLik, fit.logLik, 1e-9);
    const [hc2] = fit.coefficients.filter(({ test, outcome }) => test === "HC2" && outcome === "sensitivity");
    const [a] = other.coefficients.filter(({ test, outcome }) => test === "A" && outcome === "specificity");
    expectClose(a!.estimate, hc2!.estimate, 1e-7);
  });

  it("warns of a test that is never wrong", () => {
    const rows = ["A", "B", "C", "D", "E"].flatMap((cluster, i) => [
      { id: `${cluster}1`, cluster, tp: 10 + i, fp: 3, fn: 0, tn: 30 + i, covariates: { test: "X" } },
      { id: `${cluster}2`, cluster, tp: 8 + i, fp: 4, fn: 2, tn: 29 + i, covariates: { test: "Y" } },
    ]);
    const fit = fitComparative(rows, { test: "test", structure: "independent", robust: false });
    expect(fit.warnings.map(({ code }) => code)).toContain("unanimous-test");
    expect(fit.convergence).toMatchObject({ converged: false, unbounded: [{ outcome: "sensitivity", test: "X" }] });
    const { comparisons, sensitivity, tests } = compareTests(fit);
    expect(comparisons[0]!.relativeSensitivity).toMatchObject({ lower: null, upper: null, standardError: null });
    expect(comparisons[0]!.relativeSpecificity.lower).toBeGreaterThan(0);
    expect(tests[0]!.sensitivity).toMatchObject({ estimate: 1, upper: 1 });
    // the likelihood tends to that of Y alone, whose 10 of 60 miss against none of 60: twice the difference of one and of two proportions
    expect(sensitivity.chiSquared).toBeGreaterThan(8);
    expect(sensitivity.reason).toBeNull();
    expect(() => rankTests(fit)).toThrow(expect.objectContaining({ code: "no-covariance" }));
    expect(() => compareTests(fit, { interval: "profile" })).toThrow(expect.objectContaining({ code: "bad-option" }));
  });

  it("gives no standard errors and limits where the information has no inverse", () => {
    const known = fitComparative(studiesOf({ rows: sets.ascus!.rows }), { test: "test", structure: "shared" });
    const nothing = { standardError: null, z: null, pValue: null, lower: null, upper: null };
    const fit: typeof known = {
      ...known,
      covariance: null,
      parameterCovariance: null,
      coefficients: known.coefficients.map((coefficient) => ({ ...coefficient, ...nothing })),
    };
    const { tests, comparisons } = compareTests(fit);
    expect(tests[0]!.sensitivity).toMatchObject({ lower: null, upper: null });
    expect(comparisons[0]!.relativeSensitivity).toMatchObject(nothing);
    expect(() => forTest(fit, "HC2")).toThrow(expect.objectContaining({ code: "no-covariance" }));
    expect(() => rankTests(fit)).toThrow(expect.objectContaining({ code: "no-covariance" }));
  });

  it("of studies taken apart into their rows is independent", () => {
    const apart = studies.map(({ cluster: _, ...study }) => study);
    const nested = fitComparative(apart, { test: "test", structure: "nested" });
    const independent = fitComparative(studies, { test: "test", structure: "independent" });
    expectClose(nested.logLik, independent.logLik, 1e-7);
  });

  it("chooses by the number of studies with both tests, and says why", () => {
    const choose = (paired: number) => {
      const rows = studies.map((study) =>
        Number(study.id.split(" ").at(-1)) % 10 < paired ? study : { ...study, cluster: study.id },
      );
      return fitComparative(rows, { test: "test", model: "normal" });
    };
    expect(choose(0)).toMatchObject({
      structure: "independent",
      robust: false,
      choice: expect.stringMatching(/^No study/),
    });
    expect(choose(3)).toMatchObject({ structure: "independent", choice: expect.stringMatching(/^3 studies have/) });
    expect(choose(7)).toMatchObject({ structure: "nested", within: "unstructured" });
    const robust = studies.map((study) =>
      Number(study.id.split(" ").at(-1)) % 10 < 3 ? study : { ...study, cluster: study.id },
    );
    expect(fitComparative(robust, { test: "test" })).toMatchObject({ structure: "independent", robust: true });
  });

  it("refuses rows without a test, names spelt in two ways, and three tests by four effects", () => {
    const [first, ...rest] = studies;
    expect(() => fitComparative([{ ...first!, covariates: { tset: "HC2" } }, ...rest], { test: "test" })).toThrow(
      /Did you mean "tset"/,
    );
    expect(() => fitComparative([{ ...first!, covariates: { test: "hc 2" } }, ...rest], { test: "test" })).toThrow(
      /in case or blanks alone/,
    );
    const three = [{ ...first!, covariates: { test: "VIA" } }, ...rest];
    expect(() => fitComparative(three, { test: "test", structure: "unstructured" })).toThrow(/two tests, got 3/);
    expect(() => fitComparative(studies, { test: "test", reference: "HC3" })).toThrow(/Did you mean "HC2"/);
    expect(() => fitComparative(studies, { test: "test", nodes: 3 })).toThrow(/from 5/);
  });
});
