import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { stratifiedLogistic } from "../../src/inference/compare/stratified-logistic.js";
import { mantelHaenszel } from "../../src/inference/univariate/mantel-haenszel.js";
import { poolUnivariate } from "../../src/inference/univariate/univariate.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/univariate/${name}.json`, import.meta.url), "utf8")) as T;

interface LogEstimate {
  readonly log: number;
  readonly standardError: number;
}

interface ReferenceProportion {
  readonly logit: number;
  readonly standardError: number;
  readonly deviance: number;
  readonly clopperPearson: readonly [number, number];
  readonly pearson: number;
}

const fixedEffect = read<{
  sets: Record<
    string,
    {
      k: number;
      mantelHaenszel: Record<"plr" | "nlr" | "dor", LogEstimate>;
      logistic: {
        dor: LogEstimate & { deviance: number; informative: number };
        sensitivity: ReferenceProportion;
        specificity: ReferenceProportion;
      };
    }
  >;
  scheidlerByModality: {
    groups: Record<string, LogEstimate & { k: number; tauSquared: number; q: number }>;
    between: { q: number; df: number; pValue: number };
  };
}>("fixed-effect");

const gp73 = read<{ studies: Study[]; printed: Record<string, string[]> }>("gp73-yang-2015");

const ratios = ["plr", "nlr", "dor"] as const;
const setNames = Object.keys(fixedEffect.sets);

describe("Mantel–Haenszel and logistic pooling", () => {
  it.each(setNames)("agree with metafor's rma.mh and R's glm for %s", (name) => {
    const studies = loadFixture(name);
    const reference = fixedEffect.sets[name]!;
    expect(studies).toHaveLength(reference.k);
    for (const measure of ratios) {
      const { log, variance } = mantelHaenszel(studies, measure);
      expectClose(log, reference.mantelHaenszel[measure].log, tolerance.closedForm, measure);
      expectClose(Math.sqrt(variance), reference.mantelHaenszel[measure].standardError, tolerance.closedForm, measure);
    }
    const { dor } = reference.logistic;
    const fit = stratifiedLogistic(studies)!;
    expectClose(fit.log, dor.log, 1e-9, "ln DOR");
    expectClose(Math.sqrt(fit.variance), dor.standardError, 1e-9, "standard error");
    expectClose(fit.deviance, dor.deviance, 1e-9, "deviance");
    expect(fit.informative).toBe(dor.informative);
  });

  it("solves its own score equation: the fitted tables keep their margins and sum to the observed true positives", () => {
    // the derivative of the profile log-likelihood by δ is 0 at the estimate, by finite differences of the deviance
    const studies = loadFixture("auditc");
    const { log, variance } = stratifiedLogistic(studies)!;
    const deviance = (delta: number): number =>
      studies.reduce((sum, { tp, fp, fn, tn }) => {
        // αᵢ by Newton on the margin of positives
        let alpha = 0;
        const p = (shift: number): number => 1 / (1 + Math.exp(-(alpha + shift)));
        for (let step = 0; step < 60; step++) {
          const [one, none] = [p(delta), p(0)];
          const excess = tp + fp - (tp + fn) * one - (fp + tn) * none;
          alpha += excess / ((tp + fn) * one * (1 - one) + (fp + tn) * none * (1 - none));
        }
        const log0 = (x: number, share: number): number => (x > 0 ? x * Math.log(share) : 0);
        return sum - 2 * (log0(tp, p(delta)) + log0(fn, 1 - p(delta)) + log0(fp, p(0)) + log0(tn, 1 - p(0)));
      }, 0);
    const h = 1e-3;
    const [below, at, above] = [deviance(log - h), deviance(log), deviance(log + h)];
    expectClose((above - below) / (2 * h), 0, 1e-3);
    expectClose((above - 2 * at + below) / (2 * h * h), 1 / variance, 1e-5);
  });

  it("has no common odds ratio where it is infinite", () => {
    expect(stratifiedLogistic([{ tp: 5, fp: 0, fn: 2, tn: 9 }])).toBeNull();
    expect(stratifiedLogistic([{ tp: 5, fp: 3, fn: 0, tn: 0 }])).toBeNull();
    expect(stratifiedLogistic([])).toBeNull();
  });
});

describe("poolUnivariate", () => {
  it("reproduces GP73 (Yang 2015, Meta-DiSc 1.4) to every printed digit", () => {
    const print = (
      measure: "sensitivity" | "specificity" | "plr" | "nlr" | "dor",
      method: "pooled" | "dl",
    ): string[] => {
      const { estimate } = poolUnivariate(gp73.studies, { measure, method, around: "mh" }).overall;
      return [estimate.estimate!, estimate.lower!, estimate.upper!].map((value) => value.toFixed(2));
    };
    for (const measure of ["sensitivity", "specificity"] as const) {
      expect(print(measure, "pooled"), measure).toEqual(gp73.printed[measure]);
    }
    for (const measure of ratios) {
      // printed bounds that end in 5 are rounded up: 8.585098 is 8.59 in print and by toFixed
      expect(print(measure, "dl"), measure).toEqual(gp73.printed[measure]);
    }
  });

  it("differs from Meta-DiSc's GP73 when Q is taken around the inverse-variance estimate", () => {
    const { estimate } = poolUnivariate(gp73.studies, { measure: "plr" }).overall;
    expect([estimate.estimate!, estimate.lower!, estimate.upper!].map((value) => value.toFixed(3))).toEqual([
      "4.327",
      "2.300",
      "8.138",
    ]);
  });

  it("gives the random-effects pool of ln DOR as metafor, on the scale of odds ratios", () => {
    const { univariate } = loadReference("auditc");
    for (const method of ["dl", "reml"] as const) {
      const { overall } = poolUnivariate(loadFixture("auditc"), {
        measure: "dor",
        method,
        correction: { when: "all" },
      });
      const expected = univariate.logDor[method];
      expectClose(overall.estimate.estimate, Math.exp(expected.estimate), 1e-10);
      expectClose(overall.estimate.lower, Math.exp(expected.lower), 1e-10);
      expectClose(overall.estimate.upper, Math.exp(expected.upper), 1e-10);
      expectClose(overall.scaleEstimate, expected.estimate, 1e-10);
      expectClose(overall.tauSquared, expected.tauSquared, 1e-10);
    }
  });

  it.each(setNames)("pools sums and logistic proportions of %s as R, with their own tests of heterogeneity", (name) => {
    const studies = loadFixture(name);
    for (const measure of ["sensitivity", "specificity"] as const) {
      const reference = fixedEffect.sets[name]!.logistic[measure];
      const logistic = poolUnivariate(studies, { measure, method: "logistic" }).overall;
      expectClose(logistic.scaleEstimate, reference.logit, tolerance.closedForm);
      expectClose(logistic.standardError, reference.standardError, tolerance.closedForm);
      expectClose(logistic.q, reference.deviance, 1e-11);
      const { overall, test } = poolUnivariate(studies, { measure, method: "pooled" });
      expectClose(overall.estimate.lower, reference.clopperPearson[0], tolerance.closedForm);
      expectClose(overall.estimate.upper, reference.clopperPearson[1], tolerance.closedForm);
      expectClose(overall.q, reference.pearson, tolerance.closedForm);
      expect(test).toMatch(/Pearson/);
      const { equality } = loadReference(name);
      expectClose(overall.q, equality[measure].chiSquared, tolerance.closedForm);
      expectClose(overall.pValue, equality[measure].pValue, tolerance.closedForm);
    }
  });

  it("pools by subgroup and compares the subgroups, as metafor", () => {
    const { groups, between } = fixedEffect.scheidlerByModality;
    const got = poolUnivariate(loadFixture("scheidler"), { measure: "dor", by: "modality" });
    expect(got.subgroups.map(({ level }) => level)).toEqual(Object.keys(groups).sort());
    for (const group of got.subgroups) {
      const expected = groups[group.level]!;
      expect(group.k).toBe(expected.k);
      expectClose(group.scaleEstimate, expected.log, 1e-11, group.level);
      expectClose(group.standardError, expected.standardError, 1e-11, group.level);
      expectClose(group.tauSquared, expected.tauSquared, 1e-11, group.level);
      expectClose(group.q, expected.q, 1e-11, group.level);
    }
    expectClose(got.between!.q, between.q, 1e-10);
    expect(got.between!.df).toBe(between.df);
    expectClose(got.between!.pValue, between.pValue, 1e-10);
  });

  it("splits the fixed-effect Q into Q within and Q between exactly", () => {
    const got = poolUnivariate(loadFixture("scheidler"), { measure: "plr", method: "fixed", by: "modality" });
    const within = got.subgroups.reduce((sum, { q }) => sum + q!, 0);
    expectClose(within + got.between!.q, got.overall.q!, 1e-11);
  });

  it("pools proportions as they are on request", () => {
    const studies: Study[] = [
      { id: "a", tp: 8, fp: 1, fn: 2, tn: 9 },
      { id: "b", tp: 15, fp: 1, fn: 5, tn: 19 },
    ];
    const { estimate } = poolUnivariate(studies, {
      measure: "sensitivity",
      method: "fixed",
      scale: "identity",
    }).overall;
    const weights = [10 / 0.16, 20 / 0.1875];
    expectClose(estimate.estimate, (0.8 * weights[0]! + 0.75 * weights[1]!) / (weights[0]! + weights[1]!), 1e-12);
  });

  it("does not depend on the order of the studies, and mirrors when diseased and non-diseased change roles", () => {
    const studies = loadFixture("glas");
    const turned = studies.map((study) => ({ ...study, tp: study.tn, fn: study.fp, tn: study.tp, fp: study.fn }));
    for (const method of ["dl", "reml", "fixed", "mh"] as const) {
      const one = poolUnivariate(studies, { measure: "plr", method }).overall;
      const reversed = poolUnivariate([...studies].reverse(), { measure: "plr", method }).overall;
      expectClose(reversed.estimate.lower, one.estimate.lower!, 1e-10);
      if (method === "mh") continue; // Mantel–Haenszel weights of a risk ratio are not symmetric in numerator and denominator
      const nlr = poolUnivariate(turned, { measure: "nlr", method }).overall;
      expectClose(nlr.estimate.estimate! * one.estimate.estimate!, 1, 1e-10);
      expectClose(nlr.tauSquared, one.tauSquared!, 1e-10);
    }
    fc.assert(
      fc.property(fc.constantFrom("dl", "fixed", "mh", "logistic"), (method) => {
        const one = poolUnivariate(studies, { measure: "dor", method }).overall;
        const other = poolUnivariate(turned, { measure: "dor", method }).overall;
        expectClose(other.estimate.upper, one.estimate.upper!, 1e-9);
      }),
      { numRuns: 8 },
    );
  });

  it("says that it ignores the correlation, what it corrected and what it left out", () => {
    const got = poolUnivariate([...loadFixture("auditc"), { id: "healthy", tp: 0, fp: 1, fn: 0, tn: 9 }], {
      measure: "dor",
    });
    expect(got.label).toMatch(/ignoring the correlation/);
    expect(got.corrections.map(({ id }) => id)).toEqual(["S07", "S08"]);
    expect(got.excluded).toEqual([{ id: "healthy", reason: "it has no diseased participants" }]);
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
  });

  it("gives one study its estimate without heterogeneity, and none nothing, each with a reason", () => {
    const one: Study = { id: "a", tp: 8, fp: 1, fn: 2, tn: 9 };
    for (const method of ["dl", "mh", "logistic"] as const) {
      const { overall, between } = poolUnivariate([one], { measure: "dor", method });
      expectClose(overall.estimate.estimate, 36, 1e-9, method);
      expect([overall.q, overall.iSquared.estimate, between]).toEqual([null, null, null]);
      expect(overall.reason, method).toMatch(/at least two studies/);
      const none = poolUnivariate([], { measure: "dor", method }).overall;
      expect(none.estimate.estimate).toBeNull();
      expect(none.reason).toMatch(/No study/);
    }
  });

  it("gives null and a reason where a sum of cells is 0", () => {
    const perfect: Study[] = [
      { id: "a", tp: 8, fp: 0, fn: 2, tn: 9 },
      { id: "b", tp: 6, fp: 0, fn: 1, tn: 12 },
    ];
    const specificity = poolUnivariate(perfect, { measure: "specificity", method: "logistic" }).overall;
    expect(specificity.estimate).toEqual({ estimate: 1, lower: null, upper: null, level: 0.95 });
    expect(specificity.reason).toMatch(/sum of cells is 0/);
    const pooled = poolUnivariate(perfect, { measure: "specificity", method: "pooled" }).overall;
    expect(pooled.estimate.upper).toBe(1);
    expectClose(pooled.estimate.lower, 0.025 ** (1 / 21), tolerance.closedForm);
    expect(poolUnivariate(perfect, { measure: "dor", method: "logistic" }).overall.estimate.estimate).toBeNull();
  });

  it("refuses a method that does not fit the measure, and an unknown covariate", () => {
    const studies = loadFixture("auditc");
    expect(() => poolUnivariate(studies, { measure: "sensitivity", method: "mh" })).toThrow(
      /does not pool sensitivity.*reml/,
    );
    expect(() => poolUnivariate(studies, { measure: "plr", method: "logistic" })).toThrow(InputError);
    expect(() => poolUnivariate(studies, { measure: "dor", by: "modality" })).toThrow(
      /no study has a value of "modality"/,
    );
    expect(() => poolUnivariate(studies, { measure: "auc" as "dor" })).toThrow(/measure must be/);
  });
});
