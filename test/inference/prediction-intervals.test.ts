import { describe, expect, it } from "vitest";
import { predictive } from "../../src/inference/bayes/predictive.js";
import { predictionIntervals } from "../../src/inference/point/prediction-intervals.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBayes } from "../../src/models/bayes/fit-bayes.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { loadFixture } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("predictionIntervals", () => {
  it("is expit(a ± t·√(s² + Var a)) with k − 2 degrees of freedom", () => {
    // k = 14: Student t with 12 degrees of freedom has its 0.975 quantile at 2.17881282966723
    const fit = fitReitsma(loadFixture("auditc"));
    const { logits } = summaryPoint(fit);
    const { sensitivity, specificity, degreesOfFreedom, reason } = predictionIntervals(fit);
    expect(degreesOfFreedom).toBe(12);
    expect(reason).toBeNull();
    const expit = (x: number): number => 1 / (1 + Math.exp(-x));
    for (const [interval, logit, variance] of [
      [sensitivity, logits.sensitivity, fit.betweenStudy.varSensitivity],
      [specificity, logits.specificity, fit.betweenStudy.varSpecificity],
    ] as const) {
      const half = 2.17881282966723 * Math.sqrt(variance + logit.standardError ** 2);
      expectClose(interval.estimate, expit(logit.estimate), tolerance.closedForm);
      expectClose(interval.lower, expit(logit.estimate - half), tolerance.closedForm);
      expectClose(interval.upper, expit(logit.estimate + half), tolerance.closedForm);
    }
  });

  it("is wider than the confidence interval, and wider still at a higher level", () => {
    const fit = fitReitsma(loadFixture("dementia"));
    const summary = summaryPoint(fit).sensitivity;
    const [usual, high] = [predictionIntervals(fit).sensitivity, predictionIntervals(fit, { level: 0.99 }).sensitivity];
    expect(usual.lower!).toBeLessThan(summary.lower);
    expect(usual.upper!).toBeGreaterThan(summary.upper);
    expect(high.lower!).toBeLessThan(usual.lower!);
  });

  it("has no limits for three studies or a fixed-effect fit, and says why", () => {
    const three = predictionIntervals(fitReitsma(loadFixture("auditc").slice(0, 3), { minStudies: 3 }));
    expect([three.sensitivity.lower, three.specificity.upper]).toEqual([null, null]);
    expect(three.reason).toContain("3 studies");
    const fixed = predictionIntervals(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(fixed.sensitivity.upper).toBeNull();
    expect(fixed.reason).toContain("fixed-effect");
  });

  it("is the posterior predictive interval of a fit with draws, as draws of new studies have it", () => {
    const fit = fitBayes(loadFixture("auditc"), { draws: 4000 });
    const exact = predictionIntervals(fit);
    const drawn = predictive(fit).newStudy;
    expect(exact).toMatchObject({ degreesOfFreedom: null, reason: null });
    for (const outcome of ["sensitivity", "specificity"] as const) {
      const { estimate, lower, upper } = exact[outcome];
      expect(Math.abs(estimate! - drawn[outcome].median)).toBeLessThan(0.02);
      expect(Math.abs(lower! - drawn[outcome].lower)).toBeLessThan(0.05);
      expect(Math.abs(upper! - drawn[outcome].upper)).toBeLessThan(0.02);
    }
  });

  it("refuses a level that is none", () => {
    expect(() => predictionIntervals(fitReitsma(loadFixture("auditc")), { level: 95 })).toThrow(/level/);
  });
});
