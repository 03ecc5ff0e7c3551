import { describe, expect, it } from "vitest";
import { regions } from "../../src/inference/curve/regions.js";
import type { RocPoint } from "../../src/inference/curve/sroc.js";
import { fitBayes } from "../../src/models/bayes/fit-bayes.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { logit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { normalFitFrom } from "./reference-fit.js";

/** How many standard deviations a point of ROC space lies from (a, b), by the covariance [[v11, v12], [v12, v22]]. */
function mahalanobis(
  { fpr, sensitivity }: RocPoint,
  [a, b]: readonly [number, number],
  [v11, v12, v22]: readonly [number, number, number],
): number {
  const x = logit(sensitivity) - a;
  const y = -logit(fpr) - b;
  return Math.sqrt((v22 * x * x - 2 * v12 * x * y + v11 * y * y) / (v11 * v22 - v12 * v12));
}

describe("regions", () => {
  it.each(fixtureNames)("has the reference's radii, and the reference's points lie on its ellipses, for %s", (name) => {
    const { from, regions: reference } = loadReference(name).sroc;
    const fit = normalFitFrom(from, loadFixture(name));
    expectClose(regions(fit).radius, reference.criticalF, tolerance.distribution, "F");
    const chi = regions(fit, { critical: "chi-squared" });
    expectClose(chi.radius, reference.criticalChiSquared, tolerance.distribution, "chi-squared");
    const psi = from.betweenStudy;
    const v = from.covariance;
    const known: [number, number, number] = [v[0]![0]!, v[0]![1]!, v[1]![1]!];
    const total: [number, number, number] = [
      known[0] + psi.varSensitivity,
      known[1] + psi.covariance,
      known[2] + psi.varSpecificity,
    ];
    const centre = [from.sensitivity, from.specificity] as const;
    for (const [ours, theirs, covariance] of [
      [chi.confidence!, reference.confidence, known],
      [chi.prediction!, reference.prediction, total],
    ] as const) {
      for (const point of ours) expectClose(mahalanobis(point, centre, covariance), chi.radius!, 1e-9, "our point");
      for (const [fpr, sensitivity] of theirs) {
        expectClose(mahalanobis({ fpr, sensitivity }, centre, covariance), chi.radius!, 1e-9, "their point");
      }
    }
  });

  it("closes its polygons, and passes through the ends of the sensitivity's own interval of that radius", () => {
    const fit = fitReitsma(loadFixture("dementia"));
    const { confidence, radius } = regions(fit, { points: 20000 });
    expect(confidence!.length).toBe(20001);
    expect(confidence!.at(-1)).toEqual(confidence![0]);
    const highest = Math.max(...confidence!.map((point) => logit(point.sensitivity)));
    const { estimate, standardError } = fit.coefficients[0]!;
    expectClose(highest, estimate + radius! * standardError, 1e-7);
  });

  it("tilts with the covariance: of correlated logits, sensitivity and specificity fall and rise against each other", () => {
    const fit = fitReitsma(loadFixture("auditc"));
    expect(fit.betweenStudy.correlation!).toBeLessThan(-0.5);
    const prediction = regions(fit).prediction!;
    const highest = prediction.reduce((best, point) => (point.sensitivity > best.sensitivity ? point : best));
    const lowest = prediction.reduce((best, point) => (point.sensitivity < best.sensitivity ? point : best));
    expect(highest.fpr).toBeGreaterThan(lowest.fpr);
  });

  it("uses the degrees of freedom that the moderators leave", () => {
    const studies = loadFixture("scheidler");
    const fit = fitReitsma(studies, { moderators: ["modality"] });
    const one = regions(fit, { at: { modality: "CT" } });
    // 44 studies, 3 columns: F(2, 40); R 4.2.2: sqrt(2 * qf(0.95, 2, 40))
    expectClose(one.radius, 2.54233239087, 1e-9);
    expect(one.prediction).not.toBeNull();
  });

  it("stays thin where the correlation is −1, and has no NaN", () => {
    const fit = fitReitsma(loadFixture("ascus_repc"), { method: "ml" });
    for (const { fpr, sensitivity } of regions(fit).prediction!) {
      expect(Number.isFinite(fpr) && Number.isFinite(sensitivity)).toBe(true);
    }
  });

  it("has no regions by F with two studies, and no prediction region with three", () => {
    const studies = loadFixture("skin_tests");
    const two = regions(fitReitsma(studies.slice(0, 2), { minStudies: 2 }));
    expect(two).toMatchObject({ confidence: null, prediction: null, radius: null });
    expect(two.reasons.confidence).toMatch(/2 studies leave no degrees of freedom/);
    const three = regions(fitReitsma(studies.slice(0, 3), { minStudies: 3 }));
    expect(three.confidence).not.toBeNull();
    expect(three.prediction).toBeNull();
    expect(three.reasons).toEqual({ confidence: null, prediction: expect.stringMatching(/needs 4/) });
    expect(
      regions(fitReitsma(studies.slice(0, 2), { minStudies: 2 }), { critical: "chi-squared" }).confidence,
    ).not.toBeNull();
  });

  it("has no prediction region for a fixed-effect fit", () => {
    const { prediction, reasons } = regions(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(prediction).toBeNull();
    expect(reasons.prediction).toMatch(/assumes/);
  });

  it("refuses an unknown distribution and too few points", () => {
    const fit = fitReitsma(loadFixture("auditc"));
    expect(() => regions(fit, { critical: "t" as "f" })).toThrow(/critical/);
    expect(() => regions(fit, { points: 2 })).toThrow(/points/);
  });

  it("hold their share of the posterior, and of new studies drawn from it", () => {
    const fit = fitBayes(loadFixture("auditc"), { draws: 4000 });
    const { confidence, prediction, radius, predictionRadius, critical } = regions(fit, { points: 720 });
    expect(critical).toBe("draws");
    // near the radius of two normal variables, heavier tails making it larger
    expect(radius!).toBeGreaterThan(2.3);
    expect(radius!).toBeLessThan(2.9);
    const random = seededRandom(7, 0);
    const shares = { mean: 0, newStudy: 0 };
    for (const { mu1, mu2, sd1, sd2, rho, weight } of fit.draws) {
      const z = random.normal();
      const u = mu1 + sd1 * z;
      const v = mu2 + sd2 * (rho * z + Math.sqrt(1 - rho * rho) * random.normal());
      if (holds(confidence!, mu1, mu2)) shares.mean += weight;
      if (holds(prediction!, u, v)) shares.newStudy += weight;
    }
    expect(shares.mean).toBeCloseTo(0.95, 2);
    // 4,000 draws leave a standard error of 0.35 %
    expect(Math.abs(shares.newStudy - 0.95)).toBeLessThan(0.012);
    expect(predictionRadius!).toBeGreaterThan(radius! * 0.9);
  });
});

/** Whether a point of logits lies within a convex polygon of ROC space, by the sides of its edges on the logit scale. */
function holds(polygon: readonly RocPoint[], sensitivity: number, specificity: number): boolean {
  const corners = polygon.map((point) => [-logit(point.fpr), logit(point.sensitivity)] as const);
  const sides = corners.slice(1).map(([x, y], i) => {
    const [x0, y0] = corners[i]!;
    return (x - x0) * (sensitivity - y0) - (y - y0) * (specificity - x0);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}
