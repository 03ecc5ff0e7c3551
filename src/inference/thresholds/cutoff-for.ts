import { checkNames } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { accuracyAt, checkProbability, observedCutoffs, type ThresholdAccuracy } from "./accuracy-at.js";
import {
  type CurveGradient,
  checkThresholdFit,
  cutoffEstimate,
  groupCurves,
  type LimitQuantiles,
  withQuantiles,
} from "./group-curves.js";

/** The accuracy that is wanted: one of the two. */
export type WantedAccuracy =
  | {
      /** Sensitivity that the cut-off is to have. */
      readonly sensitivity: number;
    }
  | {
      /** Specificity that the cut-off is to have. */
      readonly specificity: number;
    };

/** How `cutoffFor` computes. */
export interface CutoffForOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** `"t"`: limits by Student's t with k − 2 degrees of freedom, for few studies. Default `"z"`. */
  readonly interval?: LimitQuantiles;
  /** Probability of disease before the test, for the predictive values. */
  readonly prevalence?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** The cut-off of a wanted accuracy. */
export interface CutoffForAccuracy {
  /** The cut-off; `null` where no value of the marker has this accuracy. */
  readonly cutoff: PartialEstimate;
  /** The accuracy at the estimated cut-off, taken as fixed; `null` without a cut-off. */
  readonly accuracy: ThresholdAccuracy | null;
  /** Whether the cut-off lies outside all that were reported: extrapolation. */
  readonly outside: boolean;
}

/**
 * The cut-off at which sensitivity (or specificity) has a given value, in a study with average random effects:
 * h(c) = μ + σ·F⁻¹(p), p the share of the group below the cut-off. Its interval is that of h(c) by the delta method, computed on the
 * cut-offs of an identity fit and on their logarithms otherwise.
 *
 * @throws InputError unless one accuracy strictly between 0 and 1 is given (`bad-option`), and what `accuracyAt` throws
 *
 * @example
 * ```ts
 * import { cutoffFor, fitThresholds, readThresholdStudies } from "dta-meta";
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
 * cutoffFor(fit, { sensitivity: 0.8 }).cutoff.estimate!.toFixed(1); // "16.8"
 * ```
 */
export function cutoffFor(
  fit: ThresholdFit,
  wanted: WantedAccuracy,
  options: CutoffForOptions = {},
): CutoffForAccuracy {
  checkThresholdFit(fit);
  checkNames("options", options, THRESHOLD_OPTIONS);
  const level = checkLevel(options.level ?? fit.level);
  const curves = withQuantiles(groupCurves(fit, options.at), fit, options.interval ?? "z", level);
  const given = Object.entries(wanted ?? {}).filter(([, value]) => value !== undefined);
  const [entry] = given;
  if (given.length !== 1 || (entry![0] !== "sensitivity" && entry![0] !== "specificity")) {
    throw new InputError("bad-option", "cutoffFor takes one of { sensitivity } and { specificity }.", {
      where: "wanted",
      got: wanted,
      wanted: "{ sensitivity: 0.95 } or { specificity: 0.95 }",
    });
  }
  const [name, value] = entry!;
  const target = checkProbability(name, value);
  const diseased = name === "sensitivity";
  const positive = diseased ? target : 1 - target;
  const z = curves.latent.quantile(curves.sign === 1 ? 1 - positive : positive);
  const [m, sigma] = diseased ? [curves.m1, curves.sigma1] : [curves.m0, curves.sigma0];
  const gradient: CurveGradient = diseased ? [1, sigma * z, 0, 0, 0] : [0, 0, 1, sigma * z, 0];
  const cutoff = cutoffEstimate(curves, fit.scale === "identity", m + sigma * z, gradient, level);
  if (cutoff.estimate === null) return { cutoff, accuracy: null, outside: true };
  const [low, high] = observedCutoffs(fit);
  return {
    cutoff,
    accuracy: accuracyAt(fit, [cutoff.estimate], options)[0]!,
    outside: cutoff.estimate < low || cutoff.estimate > high,
  };
}
