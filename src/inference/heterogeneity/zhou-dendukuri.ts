import { type BetweenStudy, type BivariateFit, traitsOf } from "../../models/fit.js";
import { exp } from "../../numeric/elementary.js";

/** Zhou and Dendukuri's I², each logit's own and the bivariate one, as proportions. */
export interface ZhouDendukuri {
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly bivariate: number | null;
  readonly reason: string | null;
}

/** |Ψ| = s²A·s²B − sAB², exactly 0 on the boundary. */
export function generalizedVariance({ varSensitivity, varSpecificity, covariance, correlation }: BetweenStudy): number {
  if (correlation === null || Math.abs(correlation) === 1) return 0;
  return Math.max(0, varSensitivity * varSpecificity - covariance * covariance);
}

/**
 * The share of the variance of the observed logits that lies between studies (Zhou & Dendukuri 2014, Stat Med 33:2701,
 * doi:10.1002/sim.6115), against the expected within-study variances
 *
 *   W₁ = (e^(s²A/2 + a) + e^(s²A/2 − a) + 2)·mean(1/n₁),  likewise W₀ with s²B, b and n₀:
 *
 * I²(Se) = s²A/(s²A + W₁), I²(Sp) = s²B/(s²B + W₀), and bivariate √|Ψ|/(√|Ψ| + √(W₁W₀)). a and b are the mean logits, s² their
 * between-study variances, n₁ and n₀ the diseased and the non-diseased of each study.
 *
 * Stata's metadta prints the same. R's mada squares the standard errors of the coefficients where Ψ belongs and divides by
 * the test-positive and test-negative margins: 40.4 % on AUDIT-C (Kriston 2008) where this formula gives 84.1 %.
 *
 * Not defined, with a reason: a fixed-effect fit; a fit with moderators; no study with diseased, or none with non-diseased participants.
 */
export function zhouDendukuri(fit: BivariateFit): ZhouDendukuri {
  const none = { sensitivity: null, specificity: null, bivariate: null };
  if (traitsOf(fit).assumesNoVariation(fit)) {
    return { ...none, reason: "a fixed-effect fit assumes that nothing lies between studies" };
  }
  if (fit.design.moderators.length > 0) {
    return { ...none, reason: "defined for a fit without moderators, whose studies share one mean" };
  }
  const meanReciprocal = (margins: readonly number[]): number => {
    const known = margins.filter((n) => n > 0);
    return known.reduce((sum, n) => sum + 1 / n, 0) / known.length;
  };
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const within = (mean: number, variance: number, margins: readonly number[]): number =>
    (exp(variance / 2 + mean) + exp(variance / 2 - mean) + 2) * meanReciprocal(margins);
  const [a, b] = [fit.coefficients[0]!.estimate, fit.coefficients[1]!.estimate];
  const w1 = within(
    a,
    varSensitivity,
    fit.studies.map(({ tp, fn }) => tp + fn),
  );
  const w0 = within(
    b,
    varSpecificity,
    fit.studies.map(({ fp, tn }) => fp + tn),
  );
  if (!Number.isFinite(w1) || !Number.isFinite(w0)) {
    return { ...none, reason: "the expected within-study variance is not finite" };
  }
  const between = Math.sqrt(generalizedVariance(fit.betweenStudy));
  return {
    sensitivity: varSensitivity / (varSensitivity + w1),
    specificity: varSpecificity / (varSpecificity + w0),
    bivariate: between / (between + Math.sqrt(w1 * w0)),
    reason: null,
  };
}
