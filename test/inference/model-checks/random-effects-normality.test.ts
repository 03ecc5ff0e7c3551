import { describe, expect, it } from "vitest";
import { randomEffectsNormality } from "../../../src/inference/influence/model-checks/random-effects-normality.js";
import { modelChecks } from "../../../src/inference/influence/model-checks.js";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../../src/models/normal/fit-reitsma.js";
import { expit } from "../../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../../src/numeric/random/random.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose, tolerance } from "../../tolerance.js";

type Points = readonly { readonly expected: number; readonly observed: number }[];

/** The largest distance of points from the diagonal. */
const farthest = (points: Points): number =>
  points.reduce((most, { expected, observed }) => Math.max(most, Math.abs(expected - observed)), 0);

/** k studies of 400 and 400 whose true logits are made of two draws each, with correlation −0.5. */
function simulated(k: number, draw: () => number) {
  const random = seededRandom(11);
  return Array.from({ length: k }, (_, i) => {
    const v1 = draw();
    const v2 = -0.5 * v1 + Math.sqrt(0.75) * draw();
    const tp = random.binomial(400, expit(1.5 + 0.8 * v1));
    const tn = random.binomial(400, expit(1 + 0.6 * v2));
    return { id: `S${i}`, tp, fn: 400 - tp, tn, fp: 400 - tn };
  });
}

describe("randomEffectsNormality", () => {
  it("has the Mahalanobis distances of the observed logits in the normal model, and P = exp(−D²/2)", () => {
    const studies = loadFixture("skin_tests");
    const fit = fitReitsma(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const byId = new Map(randomEffectsNormality(fit).points.map((point) => [point.id, point]));
    for (const { id, tp, fp, fn, tn } of studies) {
      const r1 = Math.log(tp / fn) - fit.coefficients[0]!.estimate;
      const r2 = Math.log(tn / fp) - fit.coefficients[1]!.estimate;
      const [v11, v22] = [1 / tp + 1 / fn + varSensitivity, 1 / tn + 1 / fp + varSpecificity];
      const expected = (v22 * r1 * r1 - 2 * covariance * r1 * r2 + v11 * r2 * r2) / (v11 * v22 - covariance ** 2);
      const { squaredDistance, df, pValue, observed } = byId.get(id)!;
      expectClose(squaredDistance, expected, 1e-10, id);
      expectClose(pValue, Math.exp(-expected / 2), 1e-10, id);
      expectClose(observed, 1 - Math.exp(-expected / 2), 1e-10, id);
      expect(df).toBe(2);
    }
  });

  it("is in ascending order with i/(k + 1) beside it", () => {
    const { points } = randomEffectsNormality(fitBinomial(loadFixture("auditc")));
    expect(points).toHaveLength(14);
    points.forEach(({ expected, observed }, i) => {
      expectClose(expected, (i + 1) / 15, tolerance.closedForm);
      if (i > 0) expect(observed).toBeGreaterThanOrEqual(points[i - 1]!.observed);
    });
  });

  it("lies along the diagonal for normal random effects, and off it for skewed ones, in both models", () => {
    const random = seededRandom(3);
    const normal = simulated(400, random.normal);
    // a centred exponential of variance 1
    const skewed = simulated(400, () => -Math.log(1 - random.uniform()) - 1);
    // the Kolmogorov–Smirnov limit of 1 %, 1.63/√k
    const limit = 1.63 / Math.sqrt(400);
    for (const [fit, other] of [
      [fitReitsma(normal), fitReitsma(skewed)],
      [fitBinomial(normal, { nodes: 7 }), fitBinomial(skewed, { nodes: 7 })],
    ] as const) {
      expect(farthest(randomEffectsNormality(fit).points)).toBeLessThan(limit);
      expect(farthest(randomEffectsNormality(other).points)).toBeGreaterThan(limit);
    }
  });

  it("gives a study with an empty margin one degree of freedom", () => {
    const studies = [...loadFixture("skin_tests"), { id: "healthy", tp: 0, fn: 0, tn: 30, fp: 5 }];
    const { points } = randomEffectsNormality(fitBinomial(studies));
    expect(points.find(({ id }) => id === "healthy")!.df).toBe(1);
    expect(points.filter(({ df }) => df === 1)).toHaveLength(1);
  });

  it("has no points, with a reason, for too few studies and for a fit without random effects", () => {
    const two = randomEffectsNormality(fitReitsma(loadFixture("auditc").slice(0, 2), { minStudies: 2 }));
    expect(two).toEqual({ points: [], reason: expect.stringMatching(/2 studies are too few/) });
    const fixed = randomEffectsNormality(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(fixed).toEqual({ points: [], reason: expect.stringMatching(/no random effects/) });
  });
});

describe("modelChecks", () => {
  it("is plain data on easy and hard data, at the boundary, and with moderators", () => {
    for (const fit of [
      fitBinomial(loadFixture("auditc")),
      fitBinomial(loadFixture("telomerase")),
      fitBinomial(loadFixture("xpert"), { nodes: 7 }),
      fitReitsma(loadFixture("auditc"), { method: "fixed" }),
      fitReitsma(loadFixture("auditc"), { method: "mm" }),
      fitReitsma(loadFixture("scheidler"), { moderators: ["modality"] }),
    ]) {
      const checks = modelChecks(fit);
      expect(JSON.parse(JSON.stringify(checks))).toEqual(checks);
      expect(checks.goodnessOfFit.residuals).toHaveLength(fit.k);
      expect(checks.outliers.points).toHaveLength(fit.k);
    }
  });
});
