import { checkNames } from "../../base/check-options.js";
import { checkArray, checkLevel } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { atanh, exp, tanh } from "../../numeric/elementary.js";
import { normalCritical } from "../point/wald.js";
import {
  type CurveGradient,
  checkThresholdFit,
  combineGradients,
  distances,
  type GroupCurves,
  groupCurves,
  type LimitQuantiles,
  transformed,
  withQuantiles,
} from "./group-curves.js";

/** How `accuracyAt` computes. */
export interface AccuracyAtOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** `"t"`: limits by Student's t with k − 2 degrees of freedom, for few studies. Default `"z"`. */
  readonly interval?: LimitQuantiles;
  /** Probability of disease before the test, for the predictive values. */
  readonly prevalence?: number;
  /** Level of the prediction intervals; `level` by default. */
  readonly prediction?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** Limits within which the accuracy of a new study at the cut-off lies. */
export interface PredictionLimits {
  /** Lower limit. */
  readonly lower: number;
  /** Upper limit. */
  readonly upper: number;
  /** Probability that a new study lies between them. */
  readonly level: number;
}

/** Accuracy at one cut-off. Limits are `null` where the data do not identify them. */
export interface ThresholdAccuracy {
  /** The cut-off. */
  readonly cutoff: number;
  /** Probability that a diseased person is positive. */
  readonly sensitivity: PartialEstimate;
  /** Probability that a person without the disease is negative. */
  readonly specificity: PartialEstimate;
  /** Positive likelihood ratio. */
  readonly plr: PartialEstimate;
  /** Negative likelihood ratio. */
  readonly nlr: PartialEstimate;
  /** Diagnostic odds ratio. */
  readonly dor: PartialEstimate;
  /** Sensitivity + specificity − 1. */
  readonly youden: PartialEstimate;
  /** Positive predictive value at the prevalence; `null` without one. */
  readonly ppv: PartialEstimate | null;
  /** Negative predictive value at the prevalence; `null` without one. */
  readonly npv: PartialEstimate | null;
  /** Where the accuracy of a new study lies; `null` where there is no covariance to compute it from. */
  readonly prediction: {
    /** Of sensitivity. */
    readonly sensitivity: PredictionLimits;
    /** Of specificity. */
    readonly specificity: PredictionLimits;
  } | null;
  /** Studies that report this very cut-off. */
  readonly observed: number;
  /** Whether the cut-off lies outside all that were reported: extrapolation. */
  readonly outside: boolean;
}

/** Least and largest cut-off that a study reports. */
export function observedCutoffs({ studies }: Pick<ThresholdFit, "studies">): readonly [low: number, high: number] {
  const all = studies.flatMap(({ points }) => points.map(({ cutoff }) => cutoff));
  return [Math.min(...all), Math.max(...all)];
}

/** Logs of sensitivity, specificity and their complements, with the derivatives by the η of their group. */
export function logAccuracy({ latent, sign }: GroupCurves, eta1: number, eta0: number) {
  const { logCdf, logSurvival, logDensity } = latent;
  const [positive, negative] = sign === 1 ? [logSurvival, logCdf] : [logCdf, logSurvival];
  const part = (value: number, eta: number, direction: number) => ({
    value,
    slope: direction * sign * exp(logDensity(eta) - value),
  });
  return {
    sensitivity: part(positive(eta1), eta1, -1),
    missed: part(negative(eta1), eta1, 1),
    specificity: part(negative(eta0), eta0, 1),
    falsePositive: part(positive(eta0), eta0, -1),
  };
}

/**
 * Sensitivity and specificity at cut-offs, with what follows from them, in a study with average random effects.
 *
 * Limits of sensitivity and specificity are those of the standardised distance between cut-off and location (on the logit scale for
 * the logistic distribution), of the ratios those of their logarithms, of the predictive values those of their logits, of Youden's
 * index those of its Fisher transform; the covariance of both groups is in all of them, and λ's in those of a Box–Cox fit.
 * A prediction interval adds the between-study variance τ²/σ² + (sd of the log scale)²·η² to that of η.
 *
 * @returns one row a cut-off, in the order asked for
 * @throws InputError on a cut-off that is no number, or not above 0 on the log and Box–Cox scales (`bad-cutoff`), on a `prevalence` outside (0, 1)
 *   (`bad-option`) or a level (`bad-level`), and where `at` does not fit the moderators (`covariate-values-needed`, `unknown-moderator`)
 *
 * @example
 * ```ts
 * import { accuracyAt, fitThresholds, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const fit = fitThresholds(readThresholdStudies(csv), { alternatives: false });
 * const [at25, at60] = accuracyAt(fit, [25, 60], { prevalence: 0.2 });
 * at25!.specificity.estimate!.toFixed(2); // "0.83"
 * at60!.outside; // true
 * ```
 */
export function accuracyAt(
  fit: ThresholdFit,
  cutoffs: readonly number[],
  options: AccuracyAtOptions = {},
): ThresholdAccuracy[] {
  checkThresholdFit(fit);
  checkArray("cutoffs", cutoffs, "an array of cut-offs");
  checkNames("options", options, THRESHOLD_OPTIONS);
  const level = checkLevel(options.level ?? fit.level);
  const curves = withQuantiles(groupCurves(fit, options.at), fit, options.interval ?? "z", level);
  const predictionLevel = checkLevel(options.prediction ?? level);
  const prevalence = options.prevalence === undefined ? null : checkProbability("prevalence", options.prevalence);
  const [low, high] = observedCutoffs(fit);
  return cutoffs.map((cutoff) => {
    checkCutoff("cutoffs", cutoff, fit.scale !== "identity");
    return {
      cutoff,
      ...atCutoff(curves, cutoff, level, prevalence),
      prediction: predictionAt(fit, curves, cutoff, predictionLevel),
      observed: fit.studies.filter(({ points }) => points.some((point) => point.cutoff === cutoff)).length,
      outside: cutoff < low || cutoff > high,
    };
  });
}

/** No marker has cut-offs beyond this; squares of what lies farther out are no numbers any more. */
const FARTHEST = 1e100;

/** Returns a finite cut-off, above 0 where it must be; throws `InputError` (`bad-cutoff`) on anything else. */
export function checkCutoff(name: string, cutoff: number, positive: boolean): number {
  if (typeof cutoff === "number" && Math.abs(cutoff) <= FARTHEST && (!positive || cutoff > 0)) return cutoff;
  throw new InputError(
    "bad-cutoff",
    `${name}: got ${shown(cutoff)}, wanted a cut-off, a number${positive ? " above 0, since the fit is on the scale of logarithms or powers" : ""}.`,
    { where: name, got: cutoff, wanted: "a cut-off of the marker" },
  );
}

/** Returns a probability strictly between 0 and 1; throws `InputError` (`bad-option`) on anything else. */
export function checkProbability(name: string, value: number): number {
  if (typeof value === "number" && value > 0 && value < 1) return value;
  throw new InputError("bad-option", `${name} must lie between 0 and 1, such as 0.2, got ${shown(value)}.`, {
    where: name,
    got: value,
    wanted: "a number between 0 and 1, ends excluded",
  });
}

/** The estimates at one cut-off. */
export function atCutoff(
  curves: GroupCurves,
  cutoff: number,
  level: number,
  prevalence: number | null,
): Pick<ThresholdAccuracy, "sensitivity" | "specificity" | "plr" | "nlr" | "dor" | "youden" | "ppv" | "npv"> {
  const { diseased, nonDiseased } = distances(curves, cutoff);
  const { latent, sign, variance } = curves;
  const logs = logAccuracy(curves, diseased.eta, nonDiseased.eta);
  const above = (eta: number): number => (sign === 1 ? exp(latent.logSurvival(eta)) : latent.cdf(eta));
  const below = (eta: number): number => (sign === 1 ? latent.cdf(eta) : exp(latent.logSurvival(eta)));
  const ratio = (value: number, gradient: CurveGradient): PartialEstimate => {
    const { estimate, lower, upper } = transformed(exp(value), value, variance(gradient), level, exp);
    return { estimate: finiteOrNull(estimate!), lower: nullable(lower), upper: nullable(upper), level };
  };
  const onDiseased = (slope: number): CurveGradient => combineGradients([slope, diseased.gradient]);
  const logPlr = logs.sensitivity.value - logs.falsePositive.value;
  const logNlr = logs.missed.value - logs.specificity.value;
  const byPlr = combineGradients(
    [logs.sensitivity.slope, diseased.gradient],
    [-logs.falsePositive.slope, nonDiseased.gradient],
  );
  const byNlr = combineGradients([1, onDiseased(logs.missed.slope)], [-logs.specificity.slope, nonDiseased.gradient]);
  const sensitivity = exp(logs.sensitivity.value);
  const specificity = exp(logs.specificity.value);
  const youden = sensitivity - exp(logs.falsePositive.value);
  const byYouden = combineGradients(
    [sensitivity * logs.sensitivity.slope, diseased.gradient],
    [specificity * logs.specificity.slope, nonDiseased.gradient],
  );
  const fisher = 1 / (1 - youden * youden);
  const predictive = (odds: number, gradient: CurveGradient): PartialEstimate =>
    transformed(expit(odds), odds, variance(gradient), level, expit);
  return {
    sensitivity: transformed(sensitivity, diseased.eta, variance(diseased.gradient), level, above),
    specificity: transformed(specificity, nonDiseased.eta, variance(nonDiseased.gradient), level, below),
    plr: ratio(logPlr, byPlr),
    nlr: ratio(logNlr, byNlr),
    dor: ratio(logPlr - logNlr, combineGradients([1, byPlr], [-1, byNlr])),
    youden: transformed(youden, atanh(youden), variance(combineGradients([fisher, byYouden])), level, tanh),
    ppv: prevalence === null ? null : predictive(logit(prevalence) + logPlr, byPlr),
    npv: prevalence === null ? null : predictive(-logit(prevalence) - logNlr, combineGradients([-1, byNlr])),
  };
}

const nullable = (value: number | null): number | null => (value === null ? null : finiteOrNull(value));

function predictionAt(
  fit: ThresholdFit,
  curves: GroupCurves,
  cutoff: number,
  level: number,
): ThresholdAccuracy["prediction"] {
  const { diseased, nonDiseased } = distances(curves, cutoff);
  const { betweenStudy } = fit;
  const { latent, sign, variance } = curves;
  const limits = (
    eta: number,
    estimated: number | null,
    tau2: number,
    sigma: number,
    sdLogScale: number | null,
    upwards: boolean,
  ) => {
    if (estimated === null) return null;
    const between = tau2 / (sigma * sigma) + (sdLogScale ?? 0) * (sdLogScale ?? 0) * eta * eta;
    const half = normalCritical(level) * Math.sqrt(estimated + between);
    const of = upwards ? (e: number) => exp(latent.logSurvival(e)) : latent.cdf;
    const ends = [of(eta - half), of(eta + half)];
    return { lower: Math.min(...ends), upper: Math.max(...ends), level };
  };
  const sensitivity = limits(
    diseased.eta,
    variance(diseased.gradient),
    betweenStudy.varDiseased,
    curves.sigma1,
    betweenStudy.sdLogScaleDiseased,
    sign === 1,
  );
  const specificity = limits(
    nonDiseased.eta,
    variance(nonDiseased.gradient),
    betweenStudy.varNonDiseased,
    curves.sigma0,
    betweenStudy.sdLogScaleNonDiseased,
    sign === -1,
  );
  return sensitivity === null || specificity === null ? null : { sensitivity, specificity };
}
