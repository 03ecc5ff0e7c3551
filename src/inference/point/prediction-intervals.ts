import { checkOptions } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import { type BivariateFit, type Outcome, type PosteriorDraw, traitsOf } from "../../models/fit.js";
import { type CovariateValues, meanLogits, rowAt } from "../../models/mean-logits.js";
import type { PenalizedPsi } from "../../models/penalized.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { normalMixtureQuantile } from "../../numeric/distributions/normal-mixture.js";
import { studentTUpperQuantile } from "../../numeric/distributions/student-t.js";
import { type ModelPoint, pointOfDraw } from "../functional.js";
import { unanimousMargins } from "./unanimous-margins.js";

/** How `predictionIntervals` computes. */
export interface PredictionIntervalsOptions {
  /** Level of the intervals; that of the fit by default. */
  readonly level?: number;
  /** Variances between studies, from `penalizedPsi(fit)`, advised with few studies; those of the fit by default. */
  readonly psi?: PenalizedPsi;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** Where a new study's true sensitivity and specificity are expected, each by itself. */
export interface PredictionIntervals {
  /** Of a new study's true sensitivity, a proportion. */
  readonly sensitivity: PartialEstimate;
  /** Of a new study's true specificity, a proportion. */
  readonly specificity: PartialEstimate;
  /** Degrees of freedom of the t distribution; `null` where none are left, and for a fit with draws, which needs none. */
  readonly degreesOfFreedom: number | null;
  /** Why limits are missing; `null` where they are there. */
  readonly reason: string | null;
}

/** The least number of studies for a prediction interval, as for a prediction region. */
const LEAST_STUDIES = 4;

/**
 * Prediction intervals of sensitivity and of specificity, expit(a ± t·√(s² + Var a)): a the mean logit, s² its variance
 * between studies, t the quantile of Student's distribution with k − q − 1 degrees of freedom (q columns in the design of a
 * logit, so k − 2 without moderators). They are the margins; the two together are `regions(fit).prediction`.
 *
 * Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137, doi:10.1111/j.1467-985X.2008.00552.x, with their k − 2.
 * Stata's midas (version 3) has the same form with k − 3 degrees of freedom, and with 1.96 in another of its plots.
 *
 * For a fit with draws from a posterior distribution they are its predictive intervals: median and quantiles of a new study, whose
 * distribution is the mixture of every draw's normal distribution between studies.
 *
 * Limits are `null`, with a reason, for fewer than four studies without a prior and for a fixed-effect fit.
 *
 * @throws InputError for a level outside (0, 1) (`bad-level`), or where `at` does not fit the model's moderators
 *   (`covariate-values-needed`, `unknown-moderator`, `bad-moderator-value`)
 *
 * @example
 * ```ts
 * import { fitReitsma, predictionIntervals, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { sensitivity } = predictionIntervals(fitReitsma(readStudies(csv)));
 * sensitivity.lower?.toFixed(3); // "0.270"
 * sensitivity.upper?.toFixed(3); // "0.979"
 * ```
 */
export function predictionIntervals(fit: BivariateFit, options: PredictionIntervalsOptions = {}): PredictionIntervals {
  checkFit(fit);
  checkOptions(options);
  const level = checkLevel(options.level ?? fit.level);
  if (fit.draws !== undefined) return fromPosterior(fit, fit.draws, level, options.at);
  const predicting = { ...fit, ...options.psi };
  const means = meanLogits(predicting, options.at);
  const left = fit.k - means.row.length - 1;
  const degreesOfFreedom = left > 0 ? left : null;
  const reason = missingReason(fit, degreesOfFreedom);
  const t = reason === null ? studentTUpperQuantile((1 - level) / 2, left) : null;
  const interval = (mean: number, variance: number, between: number): PartialEstimate => {
    if (t === null) return { estimate: expit(mean), lower: null, upper: null, level };
    const half = t * Math.sqrt(between + variance);
    return { estimate: expit(mean), lower: expit(mean - half), upper: expit(mean + half), level };
  };
  const { varSensitivity, varSpecificity } = predicting.betweenStudy;
  // where the results of a margin all agree, nothing is known of how it varies
  const margins = options.at === undefined ? unanimousMargins(fit, level) : [];
  const unanimous = (outcome: Outcome): PartialEstimate | null => {
    const margin = margins.find((one) => one.outcome === outcome);
    return margin === undefined ? null : { estimate: margin.value, lower: null, upper: null, level };
  };
  return {
    sensitivity: unanimous("sensitivity") ?? interval(means.sensitivity, means.varSensitivity, varSensitivity),
    specificity: unanimous("specificity") ?? interval(means.specificity, means.varSpecificity, varSpecificity),
    degreesOfFreedom,
    reason,
  };
}

function fromPosterior(
  fit: BivariateFit,
  draws: readonly PosteriorDraw[],
  level: number,
  at: CovariateValues | undefined,
): PredictionIntervals {
  const row = rowAt(fit, at);
  const points = draws.map((draw) => pointOfDraw(draw, row));
  const weights = draws.map(({ weight }) => weight);
  const interval = (means: readonly number[], variances: readonly number[]): PartialEstimate => {
    const mixture = { weights, means, standardDeviations: variances.map(Math.sqrt) };
    const quantile = (p: number): number => expit(normalMixtureQuantile(mixture, p));
    return { estimate: quantile(0.5), lower: quantile((1 - level) / 2), upper: quantile((1 + level) / 2), level };
  };
  const of = (name: keyof ModelPoint): number[] => points.map((point) => point[name]);
  return {
    sensitivity: interval(of("sensitivity"), of("varSensitivity")),
    specificity: interval(of("specificity"), of("varSpecificity")),
    degreesOfFreedom: null,
    reason: null,
  };
}

function missingReason(fit: BivariateFit, degreesOfFreedom: number | null): string | null {
  if (traitsOf(fit).assumesNoVariation(fit)) {
    return "a fixed-effect fit assumes that there is no variation between studies";
  }
  if (fit.k < LEAST_STUDIES) return `${fit.k} studies say too little about the variation between studies`;
  return degreesOfFreedom === null ? `${fit.k} studies leave no degrees of freedom` : null;
}
