import { describe, expect, it } from "vitest";
import { scoreInfluence } from "../../../src/inference/influence/model-checks/score-influence.js";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../../src/models/normal/fit-reitsma.js";
import { positiveDefiniteInverse, quadraticForm } from "../../../src/numeric/linear/matrix.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";
import { bruteForceLogLik, gradientOf, hessianOf } from "../slow-binomial.js";

describe("scoreInfluence", () => {
  it("is 2·gᵀVg over means, ln s and atanh ρ by brute-force integrals and differences, as gllamm's cooksd is defined", () => {
    const studies = loadFixture("asthma");
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, correlation } = fit.betweenStudy;
    const theta = [
      ...fit.coefficients.map(({ estimate }) => estimate),
      0.5 * Math.log(varSensitivity),
      0.5 * Math.log(varSpecificity),
      Math.atanh(correlation!),
    ];
    const logLik =
      (study: (typeof studies)[number]) =>
      ([m1, m2, lnS1, lnS2, atanhRho]: readonly number[]): number => {
        const [s1, s2, rho] = [Math.exp(lnS1!), Math.exp(lnS2!), Math.tanh(atanhRho!)];
        return bruteForceLogLik(study, [m1!, m2!, s1, rho * s2, Math.sqrt(1 - rho * rho) * s2]);
      };
    const total = (x: readonly number[]): number => studies.reduce((sum, study) => sum + logLik(study)(x), 0);
    const inverse = positiveDefiniteInverse(hessianOf(total, theta).map((row) => row.map((value) => -value)))!;
    const { points, threshold, reason } = scoreInfluence(fit);
    expect(threshold).toBe((4 * 5) / studies.length);
    expect(reason).toBeNull();
    points.forEach(({ id, cooksDistance, influential }, i) => {
      const expected = 2 * quadraticForm(inverse, gradientOf(logLik(studies[i]!), theta));
      expectClose(cooksDistance, expected, 1e-5, id);
      expect(influential).toBe(expected > threshold!);
    });
  }, 60000);

  it("has the study that differs on top, in both models", () => {
    const studies = [...loadFixture("skin_tests"), { id: "odd", tp: 95, fn: 5, tn: 10, fp: 90 }];
    for (const fit of [fitReitsma(studies), fitBinomial(studies)]) {
      const { points } = scoreInfluence(fit);
      const most = points.reduce((one, other) => (other.cooksDistance > one.cooksDistance ? other : one));
      expect(most).toMatchObject({ id: "odd", influential: true });
    }
  });

  it("keeps to the boundary's surface at a correlation of −1", () => {
    const { points } = scoreInfluence(fitBinomial(loadFixture("telomerase")));
    for (const { cooksDistance } of points) expect(cooksDistance).toBeGreaterThan(0);
    expect(points.every(({ cooksDistance }) => Number.isFinite(cooksDistance))).toBe(true);
  });

  it("is not defined for the method of moments, and says so", () => {
    expect(scoreInfluence(fitReitsma(loadFixture("auditc"), { method: "mm" }))).toEqual({
      points: [],
      threshold: null,
      reason: expect.stringMatching(/maximises no likelihood/),
    });
  });
});
