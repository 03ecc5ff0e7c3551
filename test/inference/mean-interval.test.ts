import { describe, expect, it } from "vitest";
import { fitBinomial, fitReitsma, penalizedPsi, predictionIntervals, regions, summaryPoint } from "../../src/index.js";
import { logit } from "../../src/numeric/distributions/logistic.js";
import { studentTUpperQuantile } from "../../src/numeric/distributions/student-t.js";
import { loadFixture } from "../fixtures.js";
import { logLikelihood } from "../long/independent-optimum.js";
import { expectClose } from "../tolerance.js";

describe("intervals of the means", () => {
  const studies = loadFixture("auditc");
  const fit = fitBinomial(studies);

  it("by t are Wald's with k − 1 degrees of freedom", () => {
    const { sensitivity } = summaryPoint(fit, { interval: "t" });
    const { estimate, standardError } = fit.coefficients[0]!;
    expectClose(logit(sensitivity.upper), estimate + studentTUpperQuantile(0.025, fit.k - 1) * standardError, 1e-10);
    expect(summaryPoint(fit, { interval: "z" })).toEqual(summaryPoint(fit));
  });

  it("by profile likelihood lie where no other parameters bring the likelihood nearer than χ²/2", () => {
    const small = loadFixture("glas_bta");
    const exact = fitBinomial(small);
    const upper = logit(summaryPoint(exact, { interval: "profile" }).sensitivity.upper);
    const wald = exact.coefficients[0]!;
    expect(upper).toBeGreaterThan(wald.estimate + wald.standardError);
    // a crude search over the rest with brute-force likelihoods finds no point above the line, and comes close to it
    const line = exact.logLik - 3.841458820694124 / 2;
    const value = (x: readonly number[]): number =>
      logLikelihood(small, [upper, ...x], { deviation: 0.7, logit: 0.5, depth: 25 });
    let at = exact.convergence.end!.slice(1);
    let best = value(at);
    for (let width = 0.2; width > 0.02; width /= 2) {
      for (let moved = true; moved; ) {
        moved = false;
        for (let i = 0; i < at.length; i++) {
          for (const by of [width, -width]) {
            const next = at.map((x, j) => (i === j ? x + by : x));
            const there = value(next);
            if (there > best) [at, best, moved] = [next, there, true];
          }
        }
      }
    }
    expect(best).toBeLessThan(line + 1e-5);
    expect(best).toBeGreaterThan(line - 0.02);
  });

  it("by profile likelihood of the normal model are near those by t where there are many studies", () => {
    const many = fitReitsma(loadFixture("dementia"));
    const profile = summaryPoint(many, { interval: "profile" });
    const t = summaryPoint(many, { interval: "t" });
    expect(Math.abs(logit(profile.sensitivity.upper) - logit(t.sensitivity.upper))).toBeLessThan(0.05);
    expectClose(1 - profile.falsePositiveRate.upper, profile.specificity.lower, 1e-12);
  });

  it("refuse what is not to be had", () => {
    expect(() => summaryPoint(fit, { interval: "bartlett" as "z" })).toThrow(/interval/);
    const moderated = fitBinomial(loadFixture("scheidler"), { moderators: ["modality"] });
    expect(() => summaryPoint(moderated, { interval: "profile", at: { modality: "CT" } })).toThrow(/moderators/);
  });
});

describe("prediction with a penalised Ψ", () => {
  it("is wider on an edge, where the plain Ψ is of rank one", () => {
    const studies = loadFixture("telomerase");
    for (const fit of [fitBinomial(studies), fitReitsma(studies)]) {
      const plain = predictionIntervals(fit).sensitivity;
      const penalized = predictionIntervals(fit, { psi: penalizedPsi(fit) }).sensitivity;
      expect(penalized.lower!).toBeLessThan(plain.lower!);
      expect(penalized.upper!).toBeGreaterThan(plain.upper!);
      expect(regions(fit, { psi: penalizedPsi(fit) }).prediction).not.toBeNull();
      expect(regions(fit, { psi: penalizedPsi(fit) }).confidence).toEqual(regions(fit).confidence);
    }
  });
});
