import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { heterogeneity } from "../../src/inference/heterogeneity/heterogeneity.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose } from "../tolerance.js";
import { binomialFitFrom, normalFitFrom } from "./reference-fit.js";

const stata = new URL("../../fixtures/stata/", import.meta.url);
const csfTau = readStudies(readFileSync(new URL("csf_tau.csv", stata), "utf8"));

describe("heterogeneity", () => {
  it.each(fixtureNames)("has metafor's Q, I² and τ² of both logits of %s", (name) => {
    const { univariate } = loadReference(name);
    const fit = fitReitsma(loadFixture(name), { correction: { when: "all" } });
    // studies without diseased participants are not in the normal model, nor in the reference
    const got = heterogeneity(fit);
    for (const [outcome, reference] of [
      [got.sensitivity, univariate.logitSensitivity],
      [got.specificity, univariate.logitSpecificity],
    ] as const) {
      expectClose(outcome.q, reference.dl.q, 1e-8, "Q");
      expect(outcome.df).toBe(reference.dl.df);
      expectClose(outcome.pValue, reference.dl.pValue, 1e-8, "P");
      expectClose(outcome.iSquared.estimate, reference.dl.iSquaredPercent / 100, 1e-8, "I²");
      expectClose(outcome.tauSquared, reference.dl.tauSquared, 1e-8, "τ² (DL)");
      expectClose(outcome.reml.tauSquared, reference.reml.tauSquared, 1e-8, "τ² (REML)");
      expectClose(outcome.reml.iSquared.estimate, reference.reml.iSquaredPercent / 100, 1e-8, "I² (REML)");
      const [lower, upper] = reference.dl.iSquaredPercentQProfile ?? [null, null];
      if (lower !== null) expectClose(outcome.iSquared.lower, lower / 100, 1e-8, "I² lower");
      if (upper !== null) expectClose(outcome.iSquared.upper, upper / 100, 1e-8, "I² upper");
    }
  });

  it.each(fixtureNames)("has Zhou and Dendukuri's I² of %s with Ψ and the right margins, for both models", (name) => {
    const { normal, binomial } = loadReference(name);
    const studies = loadFixture(name);
    const fits = [
      [normalFitFrom(normal.reml.all, fitReitsma(studies).studies), normal.reml.all.iSquared!],
      [binomialFitFrom(binomial.quadrature21, studies), binomial.quadrature21.iSquared],
    ] as const;
    for (const [fit, expected] of fits) {
      const got = heterogeneity(fit);
      expectClose(got.sensitivity.zhouDendukuri, expected.sensitivity, 1e-8, "sensitivity");
      expectClose(got.specificity.zhouDendukuri, expected.specificity, 1e-8, "specificity");
      // at a correlation of ±1 the reference's determinant is 0 but for rounding
      expectClose(got.bivariate.iSquared, expected.bivariate, 1e-7, "bivariate");
    }
  });

  it("gives 84.1 % for AUDIT-C, where mada prints 40.4 %", () => {
    const { bivariate } = heterogeneity(fitReitsma(loadFixture("auditc"), { correction: { when: "all" } }));
    expectClose(bivariate.iSquared, 0.840890119249422, 1e-6);
    expect(bivariate.iSquaredWords).toEqual(["substantial", "considerable"]);
  });

  // Stata log of Nyaga & Arbyn 2023, Res Synth Methods 14:544: metadta
  it("prints metadta's numbers for CSF tau", () => {
    const got = heterogeneity(fitBinomial(csfTau));
    expect((100 * got.bivariate.iSquared!).toFixed(2)).toBe("59.43");
    expect((100 * got.sensitivity.zhouDendukuri!).toFixed(2)).toBe("48.17");
    expect((100 * got.specificity.zhouDendukuri!).toFixed(2)).toBe("78.26");
    expect(got.bivariate.generalizedTauSquared.toFixed(2)).toBe("0.11");
    expect(got.randomVersusFixed.chiSquared!.toFixed(2)).toBe("91.40");
    expect(got.randomVersusFixed.df).toBe(3);
    expect(got.threshold.correlation!.toFixed(2)).toBe("-0.60");
    expect(got.threshold.proportion!.toFixed(2)).toBe("0.36");
  });

  it("prints metadta's numbers for telomerase, on the boundary, where the determinant is exactly 0", () => {
    const got = heterogeneity(fitBinomial(loadFixture("telomerase")));
    expect((100 * got.sensitivity.zhouDendukuri!).toFixed(2)).toBe("50.62");
    // metadta 60.30; with its optimiser stopping at ρ = −0.99999 it has 0.01 % where the limit is 0
    expect((100 * got.specificity.zhouDendukuri!).toFixed(1)).toBe("60.3");
    expect(got.bivariate).toMatchObject({ iSquared: 0, generalizedTauSquared: 0 });
    expect(got.randomVersusFixed.chiSquared!.toFixed(2)).toBe("104.33");
    expect(got.threshold.proportion).toBe(1);
  });

  it("has the median odds ratio of a variance of 1: exp(√2·0.6745) = 2.5957 (Larsen & Merlo 2005)", () => {
    const reference = loadReference("auditc").normal.reml.all;
    const fit = normalFitFrom(
      { ...reference, betweenStudy: { varSensitivity: 1, varSpecificity: 0, covariance: 0 } },
      loadFixture("auditc"),
    );
    expectClose(heterogeneity(fit).sensitivity.medianOddsRatio, 2.595742, 1e-6);
    expect(heterogeneity(fit).specificity.medianOddsRatio).toBe(1);
  });

  it.each(fixtureNames)("has Spearman's rank correlation of the threshold for %s", (name) => {
    const reference = loadReference(name).threshold.all;
    if (reference?.rho == null) return;
    const { threshold } = heterogeneity(fitReitsma(loadFixture(name), { correction: { when: "all" } }));
    expectClose(threshold.spearman.rho, reference.rho, 1e-12);
    expect(threshold.caution).not.toBe("");
  });

  it("tests random against fixed effects with moderators too, for both models", () => {
    const studies = loadFixture("scheidler");
    // R 4.2.2: glm(cbind(tp, fn) ~ modality, binomial) and glm(cbind(tn, fp) ~ modality, binomial): log-likelihoods added
    const fixed = -260.984317662019;
    const fit = fitBinomial(studies, { moderators: ["modality"] });
    const test = heterogeneity(fit).randomVersusFixed;
    expect(test.df).toBe(3);
    expectClose(test.chiSquared, 2 * (fit.logLik - fixed), 1e-8);
    const reml = heterogeneity(fitReitsma(studies, { moderators: ["modality"] }));
    const ml = heterogeneity(fitReitsma(studies, { moderators: ["modality"], method: "ml" }));
    expectClose(reml.randomVersusFixed.chiSquared, ml.randomVersusFixed.chiSquared!, 1e-9);
    expect(reml.bivariate).toMatchObject({ iSquared: null, reason: expect.stringMatching(/without moderators/) });
  });

  it("has nothing to test, and no correlation, in a fixed-effect fit", () => {
    const got = heterogeneity(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(got.randomVersusFixed).toMatchObject({
      chiSquared: null,
      pValue: null,
      reason: expect.stringMatching(/no between-study/),
    });
    expect(got.threshold).toMatchObject({ correlation: null, proportion: null });
    expect(got.bivariate).toMatchObject({ iSquared: null, generalizedTauSquared: 0, reason: expect.any(String) });
  });

  it("has null and reasons where only one study has a logit", () => {
    const studies = [
      { id: "A", tp: 9, fn: 1, tn: 8, fp: 2 },
      { id: "B", tp: 0, fn: 0, tn: 7, fp: 3 },
      { id: "C", tp: 0, fn: 0, tn: 9, fp: 3 },
      { id: "D", tp: 0, fn: 0, tn: 6, fp: 2 },
    ];
    const got = heterogeneity(fitBinomial(studies, { minStudies: 1 }));
    expect(got.sensitivity).toMatchObject({ q: null, tauSquared: null, reason: expect.any(String) });
    expect(got.specificity.q).not.toBeNull();
    expect(got.threshold.spearman.rho).toBeNull();
    expect(got.threshold.reason).not.toBeNull();
  });

  it("names every formula and loses nothing as JSON", () => {
    const got = heterogeneity(fitBinomial(loadFixture("auditc")));
    for (const name of ["q", "iSquared", "tauSquared", "medianOddsRatio", "zhouDendukuri", "spearman", "proportion"]) {
      expect(got.formulas[name]).toBeTruthy();
    }
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
  });
});
