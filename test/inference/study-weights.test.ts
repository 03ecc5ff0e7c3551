import { describe, expect, it } from "vitest";
import { studyWeights } from "../../src/inference/influence/study-weights.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { loadFixture } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("studyWeights", () => {
  it.each(["auditc", "dementia", "smoking"])("adds up to 1 in %s, for both models", (name) => {
    const studies = loadFixture(name);
    for (const fit of [fitReitsma(studies), fitBinomial(studies)]) {
      const weights = studyWeights(fit);
      expect(weights.map(({ id }) => id)).toEqual(fit.studies.map(({ id }) => id));
      for (const outcome of ["sensitivity", "specificity"] as const) {
        expectClose(
          weights.reduce((sum, weight) => sum + weight[outcome]!, 0),
          1,
          tolerance.closedForm,
        );
        expect(weights.every((weight) => weight[outcome]! >= 0)).toBe(true);
      }
    }
  });

  it("is the inverse-variance weight of a univariate meta-analysis where the logits are uncorrelated", () => {
    const fit = fitReitsma(loadFixture("dementia"), { correlation: 0, correction: { when: "all" } });
    const weights = studyWeights(fit);
    const inverse = fit.studies.map(
      ({ tp, fn }) => 1 / (1 / (tp + 0.5) + 1 / (fn + 0.5) + fit.betweenStudy.varSensitivity),
    );
    const total = inverse.reduce((sum, weight) => sum + weight, 0);
    weights.forEach(({ sensitivity }, i) => {
      expectClose(sensitivity, inverse[i]! / total, tolerance.closedForm);
    });
  });

  it("agrees with the variance parts worked out by 2×2 matrices", () => {
    const fit = fitReitsma(loadFixture("telomerase").slice(1, 6), { minStudies: 5 });
    const { varSensitivity: s1, varSpecificity: s2, covariance: c } = fit.betweenStudy;
    type M = readonly [number, number, number, number];
    const inverse = ([a, b, d, e]: M): M => [e, -b, -d, a].map((x) => x / (a * e - b * d)) as unknown as M;
    const times = ([a, b, d, e]: M, [p, q, r, s]: M): M => [a * p + b * r, a * q + b * s, d * p + e * r, d * q + e * s];
    const parts = fit.studies.map(({ tp, fp, fn, tn }) => inverse([1 / tp + 1 / fn + s1, c, c, 1 / tn + 1 / fp + s2]));
    const sum = parts.reduce<M>((total, part) => total.map((x, i) => x + part[i]!) as unknown as M, [0, 0, 0, 0]);
    const v = inverse(sum);
    studyWeights(fit).forEach(({ sensitivity, specificity }, i) => {
      const part = times(times(v, parts[i]!), v);
      expectClose(sensitivity, part[0] / v[0], tolerance.closedForm);
      expectClose(specificity, part[3] / v[3], tolerance.closedForm);
    });
  });

  it("refuses a fit with moderators", () => {
    const studies = loadFixture("scheidler");
    expect(() => studyWeights(fitReitsma(studies, { moderators: ["modality"] }))).toThrow(/moderators/);
  });
});
