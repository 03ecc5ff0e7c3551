import { describe, expect, it } from "vitest";
import { empiricalBayes } from "../../src/inference/point/empirical-bayes.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { expit, log1pExp, logit } from "../../src/numeric/distributions/logistic.js";
import { loadFixture } from "../fixtures.js";
import { expectClose } from "../tolerance.js";

describe("empiricalBayes", () => {
  it("has the posterior means and variances of the normal model in matrix form: ΨW(y − μ), Ψ − ΨWΨ", () => {
    const studies = loadFixture("dementia");
    const fit = fitReitsma(studies, { correction: { when: "all" } });
    const { varSensitivity: p11, varSpecificity: p22, covariance: p12 } = fit.betweenStudy;
    const [a, b] = fit.coefficients.map(({ estimate }) => estimate) as [number, number];
    empiricalBayes(fit).forEach((row, i) => {
      const { tp, fp, fn, tn } = studies[i]!;
      const [v11, v22] = [1 / (tp + 0.5) + 1 / (fn + 0.5) + p11, 1 / (tn + 0.5) + 1 / (fp + 0.5) + p22];
      const determinant = v11 * v22 - p12 * p12;
      const r = [Math.log((tp + 0.5) / (fn + 0.5)) - a, Math.log((tn + 0.5) / (fp + 0.5)) - b] as const;
      const weighted = [(v22 * r[0] - p12 * r[1]) / determinant, (v11 * r[1] - p12 * r[0]) / determinant] as const;
      expectClose(row.sensitivity.estimate, expit(a + p11 * weighted[0] + p12 * weighted[1]), 1e-12, row.id);
      const variance = p11 - (p11 * p11 * v22 - 2 * p11 * p12 * p12 + p12 * p12 * v11) / determinant;
      const half = (logit(row.sensitivity.upper!) - logit(row.sensitivity.lower!)) / 2;
      expectClose(half, 1.959963984540054 * Math.sqrt(variance), 1e-10, row.id);
    });
  });

  it("has the posterior means and variances of the binomial model by brute force on a grid", () => {
    const studies = loadFixture("telomerase").slice(0, 8).concat(loadFixture("asthma"));
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const [m1, m2] = fit.coefficients.map(({ estimate }) => estimate) as [number, number];
    const a = Math.sqrt(varSensitivity);
    const b = covariance / a;
    const c = Math.sqrt(varSpecificity - b * b);
    const rows = empiricalBayes(fit);
    for (const i of [0, 3, 7, 12]) {
      const { tp, fn, tn, fp } = studies[i]!;
      let [mass, first, second] = [0, 0, 0];
      for (let v1 = -8; v1 <= 8; v1 += 0.02) {
        for (let v2 = -8; v2 <= 8; v2 += 0.02) {
          const u = a * v1;
          const [x1, x2] = [m1 + u, m2 + b * v1 + c * v2];
          const log = tp * x1 - (tp + fn) * log1pExp(x1) + tn * x2 - (tn + fp) * log1pExp(x2) - (v1 * v1 + v2 * v2) / 2;
          const weight = Math.exp(log + 200);
          mass += weight;
          first += weight * u;
          second += weight * u * u;
        }
      }
      const mean = first / mass;
      const { estimate, lower, upper } = rows[i]!.sensitivity;
      expectClose(estimate, expit(m1 + mean), 1e-7, `${i}`);
      const half = 1.959963984540054 * Math.sqrt(second / mass - mean * mean);
      expectClose((logit(upper!) - logit(lower!)) / 2, half, 1e-6, `${i} interval`);
    }
  });

  it("lies between the study's own value and the mean for an uncorrelated fit", () => {
    const studies = loadFixture("glas").filter(({ tp, fp, fn, tn }) => Math.min(tp, fp, fn, tn) > 0);
    const fit = fitReitsma(studies, { correlation: 0 });
    const pooled = summaryPoint(fit).specificity.estimate;
    empiricalBayes(fit).forEach(({ specificity }, i) => {
      const own = studies[i]!.tn / (studies[i]!.tn + studies[i]!.fp);
      expect(specificity.estimate).toBeGreaterThanOrEqual(Math.min(own, pooled));
      expect(specificity.estimate).toBeLessThanOrEqual(Math.max(own, pooled));
    });
  });

  it("has an estimate for a study without diseased participants, from its specificity and the correlation", () => {
    const studies = [...loadFixture("auditc"), { id: "healthy", tp: 0, fn: 0, tn: 10, fp: 190 }];
    const fit = fitBinomial(studies);
    const row = empiricalBayes(fit).at(-1)!;
    expect(row.id).toBe("healthy");
    // low specificity goes with high sensitivity here
    expect(fit.betweenStudy.correlation!).toBeLessThan(-0.5);
    expect(row.sensitivity.estimate).toBeGreaterThan(summaryPoint(fit).sensitivity.estimate);
  });

  it("is the mean, without width, where there is no variation between studies", () => {
    const fit = fitReitsma(loadFixture("skin_tests"), { method: "fixed" });
    const pooled = summaryPoint(fit).sensitivity.estimate;
    for (const { sensitivity } of empiricalBayes(fit)) {
      expect(sensitivity).toEqual({ estimate: pooled, lower: pooled, upper: pooled, level: 0.95 });
    }
    expect(() => empiricalBayes(fit, { level: 0 })).toThrow(/level/);
  });
});
