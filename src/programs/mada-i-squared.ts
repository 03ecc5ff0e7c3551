import { zhouDendukuri } from "../inference/heterogeneity/zhou-dendukuri.js";
import {
  cochranQ,
  type Effects,
  tauSquaredFromQ,
  typicalVariance,
  weightedMean,
} from "../inference/univariate/inverse-variance.js";
import type { NormalFit } from "../models/fit.js";
import { log, square } from "../numeric/elementary.js";
import type { Study, TwoByTwo } from "../tables/study.js";
import { decimals, type ProgramQuantity, single } from "./program-output.js";

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * mada's I² "by Zhou and Dendukuri": their formula, but fed with squared standard errors of the two means where the
 * between-study variances belong (with the between-study correlation), and with 1/(TP + FP) and 1/(TN + FN) for
 * 1/(TP + FN) and 1/(FP + TN), that is, with the margins of the transposed tables. It takes the first two rows of the table
 * of coefficients for the two means, which in a meta-regression are both of sensitivity.
 */
function zhouSlip(fit: NormalFit, counts: readonly Study[]): number | null {
  // A study without positive, or without negative, results makes the within-study variance infinite.
  if (counts.some(({ tp, fp, fn, tn }) => tp + fp === 0 || tn + fn === 0)) return 0;
  const [varSensitivity, varSpecificity] = [fit.covariance[0]![0]!, fit.covariance[1]![1]!];
  // Where a variance is 0, mada's correlation is what rounding leaves of 0/0.
  const { correlation } = fit.betweenStudy;
  if (correlation === null) return null;
  return zhouDendukuri({
    ...fit,
    betweenStudy: {
      varSensitivity,
      varSpecificity,
      covariance: correlation * Math.sqrt(varSensitivity * varSpecificity),
      correlation,
    },
    coefficients: fit.coefficients.slice(0, 2),
    design: { terms: ["intercept"], moderators: [] },
    studies: counts.map((study) => ({ ...study, fn: study.fp, fp: study.fn })),
  }).bivariate;
}

/**
 * I² of ln θᵢ, θᵢ = ln sensitivity/ln false positive rate (Holling et al. 2020, Commun Stat Simul Comput 49:942), τ² by DerSimonian & Laird,
 * against three kinds of typical variance: Higgins & Thompson's, the harmonic and the arithmetic mean. The "adjusted" ones
 * use variances of a single observation, that is without the studies' sizes.
 */
function hollingValues(cells: readonly TwoByTwo[]): { readonly unadjusted: number[]; readonly adjusted: number[] } {
  const parts = cells.map(({ tp, fp, fn, tn }) => {
    const [p, u] = [tp / (tp + fn), fp / (fp + tn)];
    const spread = (x: number): number => (1 - x) / (x * square(log(x)));
    return {
      value: log(log(p) / log(u)),
      variance: spread(p) / (tp + fn) + spread(u) / (fp + tn),
      single: spread(p) + spread(u),
    };
  });
  const values = parts.map(({ value }) => value);
  const effects: Effects = { values, variances: parts.map(({ variance }) => variance) };
  const q = cochranQ(effects, 0, weightedMean(effects).mean);
  const tauSquared = tauSquaredFromQ(effects, q);
  const against = (variances: readonly number[]): number[] => {
    const harmonic = 1 / mean(variances.map((variance) => 1 / variance));
    return [typicalVariance({ values, variances }), harmonic, mean(variances)].map(
      (s) => tauSquared / (tauSquared + s),
    );
  };
  return { unadjusted: against(effects.variances), adjusted: against(parts.map((part) => part.single)) };
}

/** The I² that mada's `summary` prints, in percent. */
export function madaISquared(
  fit: NormalFit,
  counts: readonly Study[],
  cells: readonly TwoByTwo[],
): Record<string, ProgramQuantity> {
  const one = decimals(1);
  const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
  const { unadjusted, adjusted } = hollingValues(cells);
  const range = (values: readonly number[]): ProgramQuantity => ({
    lower: 100 * Math.min(...values),
    upper: 100 * Math.max(...values),
    format: one,
  });
  return {
    "iSquared.bivariate": single(percent(zhouSlip(fit, counts)), one, {
      slip: "Squared standard errors of the means stand where between-study variances belong, and 1/(TP + FP) where 1/(TP + FN) does; it is no measure of heterogeneity.",
    }),
    "holling.unadjusted": range(unadjusted),
    "holling.adjusted": range(adjusted),
  };
}
