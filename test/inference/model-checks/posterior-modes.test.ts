import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { outliers } from "../../../src/inference/influence/model-checks/outliers.js";
import { posteriorModes } from "../../../src/inference/influence/model-checks/posterior-modes.js";
import { empiricalBayes } from "../../../src/inference/point/empirical-bayes.js";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../../src/models/normal/fit-reitsma.js";
import { expit, logit } from "../../../src/numeric/distributions/logistic.js";
import { loadFixture, loadReference } from "../../fixtures.js";
import { expectClose, tolerance } from "../../tolerance.js";
import { binomialFitFrom } from "../reference-fit.js";

type Pairs = readonly (readonly [number, number])[];
const lme4: Readonly<Record<string, { readonly mode: Pairs; readonly variance: Pairs }>> = JSON.parse(
  readFileSync(new URL("../../../fixtures/model-checks/lme4.json", import.meta.url), "utf8"),
);
const sets = ["auditc", "dementia", "scheidler_lag", "gould"];

/** The maximum of Laplace's likelihood, to the digits of the reference. */
function laplaceOf(name: string) {
  const reference = loadReference(name).binomial.laplace;
  return binomialFitFrom(reference, loadFixture(name));
}

describe("posteriorModes", () => {
  it.each(sets)("are lme4's ranef for %s, with its conditional variances", (name) => {
    const fit = laplaceOf(name);
    const { mode, variance } = lme4[name]!;
    const { varSensitivity: p11, varSpecificity: p22, covariance: p12 } = fit.betweenStudy;
    posteriorModes(fit).forEach((row, i) => {
      const { tp, fp, fn, tn, id } = fit.studies[i]!;
      for (const j of [0, 1] as const) {
        expectClose(row.mode[j], mode[i]![j], tolerance.closedForm, `${id} mode ${j}`);
        expectClose(row.variance[j], variance[i]![j], tolerance.estimate, `${id} variance ${j}`);
      }
      // (Ψ⁻¹ + W)⁻¹ at lme4's modes, W = diag(n p q)
      const determinant = p11 * p22 - p12 * p12;
      const weight = (n: number, logOdds: number): number => n * expit(logOdds) * expit(-logOdds);
      const h11 = p22 / determinant + weight(tp + fn, row.means[0] + mode[i]![0]);
      const h22 = p11 / determinant + weight(tn + fp, row.means[1] + mode[i]![1]);
      const curvature = h11 * h22 - (p12 / determinant) ** 2;
      expectClose(row.variance[0], h22 / curvature, 1e-10, `${id} variance in matrix form`);
      expectClose(row.variance[1], h11 / curvature, 1e-10, `${id} variance in matrix form`);
    });
  });

  it("are the posterior means in the normal model", () => {
    const fit = fitReitsma(loadFixture("dementia"));
    const means = empiricalBayes(fit);
    posteriorModes(fit).forEach(({ mode, means: fixed }, i) => {
      expectClose(fixed[0] + mode[0], logit(means[i]!.sensitivity.estimate!), 1e-12);
      expectClose(fixed[1] + mode[1], logit(means[i]!.specificity.estimate!), 1e-12);
    });
  });

  it("are exactly on a line, with no width across it, at a correlation of −1", () => {
    const fit = fitBinomial(loadFixture("telomerase"));
    const slope = -Math.sqrt(fit.betweenStudy.varSpecificity / fit.betweenStudy.varSensitivity);
    for (const { mode, variance } of posteriorModes(fit)) {
      expectClose(mode[1], slope * mode[0], 1e-12);
      expectClose(variance[1], slope * slope * variance[0], 1e-12);
    }
  });

  it("come with means of the study's own covariate values", () => {
    const fit = fitBinomial(loadFixture("scheidler"), { moderators: ["modality"] });
    const groups = new Set(posteriorModes(fit).map(({ means }) => means.join()));
    expect(groups.size).toBe(3);
  });
});

describe("outliers", () => {
  it.each(sets)("divides lme4's random effects of %s by their own standard deviation", (name) => {
    const fit = laplaceOf(name);
    const { mode, variance } = lme4[name]!;
    const { points, reason } = outliers(fit);
    expect(reason).toBeNull();
    points.forEach(({ id, sensitivity, specificity, outlying }, i) => {
      const expected = [fit.betweenStudy.varSensitivity, fit.betweenStudy.varSpecificity].map(
        (between, j) => mode[i]![j]! / Math.sqrt(between - variance[i]![j]!),
      );
      expectClose(sensitivity, expected[0]!, 1e-5, `${id} sensitivity`);
      expectClose(specificity, expected[1]!, 1e-5, `${id} specificity`);
      expect(outlying).toBe(expected.some((r) => Math.abs(r) > 2));
    });
  });

  it("names the study that differs, in both models", () => {
    const studies = [...loadFixture("skin_tests"), { id: "odd", tp: 95, fn: 5, tn: 10, fp: 90 }];
    for (const fit of [fitReitsma(studies), fitBinomial(studies)]) {
      expect(
        outliers(fit)
          .points.filter(({ outlying }) => outlying)
          .map(({ id }) => id),
      ).toEqual(["odd"]);
    }
  });

  it("has null and a reason where a logit has no variance between studies", () => {
    const fixed = outliers(fitReitsma(loadFixture("skin_tests"), { method: "fixed" }));
    expect(fixed.reason).toBe("no variance of logit sensitivity and logit specificity between studies");
    expect(fixed.points.every(({ sensitivity, specificity }) => sensitivity === null && specificity === null)).toBe(
      true,
    );
    expect(fixed.points.some(({ outlying }) => outlying)).toBe(false);
  });

  it("has null and a reason for a study without diseased participants in a fit without correlation", () => {
    const studies = [...loadFixture("auditc"), { id: "healthy", tp: 0, fn: 0, tn: 10, fp: 190 }];
    const { points, reason } = outliers(fitBinomial(studies, { correlation: 0 }));
    expect(points.at(-1)).toMatchObject({ id: "healthy", sensitivity: null });
    expect(points.at(-1)!.specificity).not.toBeNull();
    expect(reason).toMatch(/without participants/);
  });
});
