import { describe, expect, it } from "vitest";
import { modelChecks } from "../../src/inference/model-checks.js";
import { fitBinomial } from "../../src/models/fit-binomial.js";
import { fitReitsma } from "../../src/models/fit-reitsma.js";
import { chiSquaredCdf } from "../../src/numeric/chi-squared.js";
import { expit } from "../../src/numeric/logistic.js";
import { normalCdf } from "../../src/numeric/normal.js";
import { seededRandom } from "../../src/numeric/random.js";
import { loadFixture } from "../fixtures.js";
import { expectClose } from "../tolerance.js";

/** The largest distance of points from the diagonal. */
const farthest = (points: readonly { readonly empirical: number; readonly theoretical: number }[]): number =>
  Math.max(...points.map(({ empirical, theoretical }) => Math.abs(empirical - theoretical)));

/** k large studies whose true logits are drawn by `draw`, with correlation −0.5. */
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

describe("modelChecks", () => {
  it("has the Mahalanobis distances of the observed logits in the normal model", () => {
    const studies = loadFixture("skin_tests");
    const fit = fitReitsma(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const { distances, points } = modelChecks(fit).randomEffects;
    distances.forEach(({ id, distanceSquared, df, pValue }, i) => {
      const { tp, fp, fn, tn } = studies[i]!;
      const [r1, r2] = [
        Math.log(tp / fn) - fit.coefficients[0]!.estimate,
        Math.log(tn / fp) - fit.coefficients[1]!.estimate,
      ];
      const [v11, v22] = [1 / tp + 1 / fn + varSensitivity, 1 / tn + 1 / fp + varSpecificity];
      const expected = (v22 * r1 * r1 - 2 * covariance * r1 * r2 + v11 * r2 * r2) / (v11 * v22 - covariance ** 2);
      expectClose(distanceSquared, expected, 1e-10, id);
      expect(df).toBe(2);
      expectClose(pValue, Math.exp(-expected / 2), 1e-10, id);
    });
    const sorted = distances.map(({ distanceSquared }) => chiSquaredCdf(distanceSquared, 2)).sort((x, y) => x - y);
    expect(points.map(({ theoretical }) => theoretical)).toEqual(sorted);
    expectClose(points[0]!.empirical, 1 / 11, 1e-15);
  });

  it("lies along the diagonal for normal random effects, and off it for skewed ones, in both models", () => {
    const random = seededRandom(3);
    const normal = simulated(400, random.normal);
    // a centred exponential of variance 1
    const skewed = simulated(400, () => -Math.log(1 - random.uniform()) - 1);
    for (const [fit, other] of [
      [fitReitsma(normal), fitReitsma(skewed)],
      [fitBinomial(normal, { nodes: 7 }), fitBinomial(skewed, { nodes: 7 })],
    ] as const) {
      // the Kolmogorov–Smirnov limit of 1 %, 1.63/√k
      expect(farthest(modelChecks(fit).randomEffects.points)).toBeLessThan(1.63 / Math.sqrt(400));
      expect(farthest(modelChecks(other).randomEffects.points)).toBeGreaterThan(1.63 / Math.sqrt(400));
    }
  });

  it("has deviance residuals around the predicted counts in the binomial model, at 0 and n events too", () => {
    const studies = loadFixture("auditc");
    const fit = fitBinomial(studies);
    const { residuals, points, reason } = modelChecks(fit).goodnessOfFit;
    expect(residuals).toHaveLength(28);
    expect(reason).toBeNull();
    // S07 has no false negative: the deviance is −2·n·ln(fitted), and the residual positive
    const full = residuals.find(({ id, outcome }) => id === "S07" && outcome === "sensitivity")!;
    expect(studies[6]).toMatchObject({ id: "S07", fn: 0, tp: 68 });
    expect(full.value).toBeGreaterThan(0);
    const fitted = Math.exp(-(full.value ** 2) / (2 * 68));
    expect(fitted).toBeGreaterThan(0.95);
    expect(fitted).toBeLessThan(1);
    const values = residuals.map(({ value }) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / 28;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 27);
    expectClose(points[27]!.theoretical, normalCdf((Math.max(...values) - mean) / sd), 1e-12);
  });

  it("gives a study with an empty margin one degree of freedom, and one residual", () => {
    const fit = fitBinomial([...loadFixture("skin_tests"), { id: "healthy", tp: 0, fn: 0, tn: 30, fp: 5 }]);
    const { randomEffects, goodnessOfFit } = modelChecks(fit);
    expect(randomEffects.distances.at(-1)).toMatchObject({ id: "healthy", df: 1 });
    expect(goodnessOfFit.residuals.filter(({ id }) => id === "healthy").map(({ outcome }) => outcome)).toEqual([
      "specificity",
    ]);
  });

  it("stays defined on the boundary and without between-study variance", () => {
    for (const fit of [
      fitBinomial(loadFixture("telomerase")),
      fitReitsma(loadFixture("auditc"), { method: "fixed" }),
    ]) {
      const checks = modelChecks(fit);
      expect(checks.randomEffects.distances).toHaveLength(fit.k);
      expect(JSON.parse(JSON.stringify(checks))).toEqual(checks);
    }
  });

  it("has no points, with a reason, of too few studies or of residuals that don't vary", () => {
    const two = modelChecks(fitReitsma(loadFixture("skin_tests").slice(0, 2), { minStudies: 2 }));
    expect(two.randomEffects).toMatchObject({ points: [], reason: expect.stringMatching(/2 values are too few/) });
    const same = Array.from({ length: 5 }, (_, i) => ({ id: `S${i}`, tp: 30, fn: 10, tn: 30, fp: 10 }));
    expect(modelChecks(fitReitsma(same, { method: "fixed" })).goodnessOfFit).toMatchObject({
      points: [],
      reason: expect.stringMatching(/don't vary/),
    });
  });
});
