import { describe, expect, it } from "vitest";
import { parameterScores } from "../../src/inference/influence/parameter-scores.js";
import { studyDerivatives } from "../../src/inference/influence/study-derivatives.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import type { BivariateFit } from "../../src/models/fit.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { loadFixture } from "../fixtures.js";
import { expectClose } from "../tolerance.js";
import { bruteForceLogLik, gradientOf, hessianOf } from "./slow-binomial.js";

/** (a, b, c) with Ψ = LLᵀ, L = [a 0; b c]. */
function factorOf([v1, v2, covariance]: readonly [number, number, number]): [number, number, number] {
  const a = Math.sqrt(v1);
  const b = covariance / a;
  return [a, b, Math.sqrt(v2 - b * b)];
}

describe("studyDerivatives", () => {
  it("are derivatives of brute-force integrals in the binomial model, for a study without diseased participants too", () => {
    const studies = [...loadFixture("asthma").slice(0, 9), { id: "healthy", tp: 0, fn: 0, tn: 21, fp: 9 }];
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const [a, b, c] = factorOf([varSensitivity, varSpecificity, covariance]);
    const means = fit.coefficients.map(({ estimate }) => estimate);
    studyDerivatives(fit).forEach(({ row, score, information }, i) => {
      const logLik = (m: readonly number[]): number => bruteForceLogLik(studies[i]!, [m[0]!, m[1]!, a, b, c]);
      const gradient = gradientOf(logLik, means);
      const hessian = hessianOf(logLik, means);
      const { id } = studies[i]!;
      expect(row).toEqual([1]);
      for (const j of [0, 1] as const) expectClose(score[j], gradient[j]!, 1e-7, `${id} score ${j}`);
      expectClose(information[0], -hessian[0]![0]!, 1e-5, `${id} 11`);
      expectClose(information[1], -hessian[0]![1]!, 1e-5, `${id} 12`);
      expectClose(information[2], -hessian[1]![1]!, 1e-5, `${id} 22`);
    });
    expect(studyDerivatives(fit).at(-1)!.information.slice(0, 2)).toEqual([0, 0]);
  }, 60000);

  it("are W(y − mean) and W in the normal model", () => {
    const studies = loadFixture("skin_tests");
    const fit = fitReitsma(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    studyDerivatives(fit).forEach(({ score, information: [w11, w12, w22] }, i) => {
      const { tp, fp, fn, tn } = studies[i]!;
      const [v11, v22] = [1 / tp + 1 / fn + varSensitivity, 1 / tn + 1 / fp + varSpecificity];
      // W·V = identity
      expectClose(w11 * v11 + w12 * covariance, 1, 1e-12);
      expectClose(w11 * covariance + w12 * v22, 0, 1e-12);
      expectClose(w12 * covariance + w22 * v22, 1, 1e-12);
      const r1 = Math.log(tp / fn) - fit.coefficients[0]!.estimate;
      const r2 = Math.log(tn / fp) - fit.coefficients[1]!.estimate;
      // V·s = r
      expectClose(v11 * score[0] + covariance * score[1], r1, 1e-12);
      expectClose(covariance * score[0] + v22 * score[1], r2, 1e-12);
    });
  });
});

describe("parameterScores", () => {
  it("are derivatives of brute-force integrals by the means and by Ψ in the binomial model", () => {
    const studies = loadFixture("asthma").slice(0, 8);
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const theta = [...fit.coefficients.map(({ estimate }) => estimate), varSensitivity, varSpecificity, covariance];
    parameterScores(fit).forEach((scores, i) => {
      const logLik = ([m1, m2, v1, v2, cov]: readonly number[]): number =>
        bruteForceLogLik(studies[i]!, [m1!, m2!, ...factorOf([v1!, v2!, cov!])]);
      gradientOf(logLik, theta).forEach((expected, j) => {
        expectClose(scores[j]!, expected, 1e-6, `${studies[i]!.id} ${j}`);
      });
    });
  }, 60000);

  const scheidler = loadFixture("scheidler");
  it.each<[string, BivariateFit]>([
    ["REML", fitReitsma(loadFixture("dementia"))],
    ["maximum likelihood", fitReitsma(loadFixture("dementia"), { method: "ml" })],
    ["REML with moderators", fitReitsma(scheidler, { moderators: ["modality"] })],
    ["the binomial model", fitBinomial(loadFixture("dementia"))],
    ["the binomial model with moderators", fitBinomial(scheidler, { moderators: ["modality"] })],
  ])("add up to 0 at the optimum of %s", (_, fit) => {
    const scores = parameterScores(fit);
    expect(scores).toHaveLength(fit.k);
    for (let j = 0; j < scores[0]!.length; j++) {
      const total = scores.reduce((sum, row) => sum + row[j]!, 0);
      const size = scores.reduce((sum, row) => sum + Math.abs(row[j]!), 0);
      expect(Math.abs(total)).toBeLessThan(1e-7 * size);
    }
  });
});
