import { describe, expect, it } from "vitest";
import { predictAt } from "../../src/inference/point/predict-at.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { expit, logit } from "../../src/numeric/distributions/logistic.js";
import { loadFixture, loadReference, metaRegressions } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("predictAt", () => {
  it("gives the accuracy of each test from the reference's coefficients (ASCUS, Arbyn 2013)", () => {
    const [, reference] = metaRegressions(loadReference("ascus"))[0]!;
    const fit = fitBinomial(loadFixture("ascus"), { moderators: ["test"] });
    const [intercept, repc] = reference.quadrature21.sensitivity;
    const hc2 = predictAt(fit, { test: "HC2" }).summary;
    const cytology = predictAt(fit, { test: "RepC" }).summary;
    expectClose(hc2.sensitivity.estimate, expit(intercept!), tolerance.estimate);
    expectClose(cytology.sensitivity.estimate, expit(intercept! + repc!), tolerance.estimate);
    const v = reference.quadrature21.covariance;
    const se = Math.sqrt(v[0]![0]! + 2 * v[0]![1]! + v[1]![1]!);
    expectClose(logit(cytology.sensitivity.upper), intercept! + repc! + 1.959963984540054 * se, 1e-5);
  });

  it("takes numeric moderators anywhere", () => {
    const studies = loadFixture("catheter");
    const fit = fitReitsma(studies, { moderators: ["type", "prevalence"] });
    const at = (prevalence: number): number =>
      predictAt(fit, { type: "Quantitative", prevalence }).summary.logits.specificity.estimate;
    const slope = fit.coefficients.find(({ outcome, term }) => outcome === "specificity" && term === "prevalence")!;
    expectClose(at(30) - at(10), 20 * slope.estimate, 1e-12);
  });

  it("has prediction intervals with k − q − 1 degrees of freedom", () => {
    const fit = fitReitsma(loadFixture("auditc"), { correction: { when: "all" } });
    const { newStudy, summary } = predictAt(fit, {});
    expect(summary).toEqual(summaryPoint(fit));
    expect(newStudy.degreesOfFreedom).toBe(12);
    const { sensitivity: a, covariance, betweenStudy } = loadReference("auditc").normal.reml.all;
    // R 4.2.2: qt(0.975, 12)
    const half = 2.17881282966723 * Math.sqrt(covariance[0]![0]! + betweenStudy.varSensitivity);
    expectClose(newStudy.sensitivity.lower, expit(a - half), tolerance.estimate);
    expectClose(newStudy.sensitivity.upper, expit(a + half), tolerance.estimate);
  });

  it("has no prediction interval, with a reason, where no degrees of freedom are left", () => {
    const { newStudy } = predictAt(fitReitsma(loadFixture("skin_tests").slice(0, 2), { minStudies: 2 }), {});
    expect(newStudy).toMatchObject({ sensitivity: { lower: null, upper: null }, degreesOfFreedom: null });
    expect(newStudy.reason).not.toBeNull();
  });

  it("wants a value for every moderator", () => {
    const fit = fitReitsma(loadFixture("catheter"), { moderators: ["type", "prevalence"] });
    expect(() => predictAt(fit, { type: "Quantitative" })).toThrow(/"prevalence" needs a number/);
    expect(() => predictAt(fit, { type: "Quantitative", prevalence: 5, year: 1990 })).toThrow(
      /"year" is not a moderator/,
    );
  });
});
