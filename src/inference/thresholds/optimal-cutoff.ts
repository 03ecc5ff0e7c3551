import { checkNames } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { exp } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";
import { atCutoff, checkProbability, observedCutoffs } from "./accuracy-at.js";
import {
  type CurveGradient,
  checkThresholdFit,
  combineGradients,
  cutoffEstimate,
  type GroupCurves,
  groupCurves,
  type LimitQuantiles,
  withQuantiles,
} from "./group-curves.js";

/** What the optimal cut-off weighs. */
export interface OptimalCutoffOptions {
  /** Weight of sensitivity, that of specificity being its rest to 1. Default ½: Youden's index. */
  readonly weight?: number;
  /** Probability of disease; with `cost`, instead of `weight`. */
  readonly prevalence?: number;
  /** Cost of a false negative over that of a false positive. Default 1 where `prevalence` is given. */
  readonly cost?: number;
  /** `"t"`: limits by Student's t with k − 2 degrees of freedom, for few studies. Default `"z"`. */
  readonly interval?: LimitQuantiles;
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** The best cut-off and its accuracy. */
export interface OptimalCutoff {
  /** The cut-off; `null` where no cut-off is better than calling everybody positive, or negative. */
  readonly cutoff: PartialEstimate;
  /** Sensitivity at the estimated cut-off, taken as fixed; `null` without a cut-off. */
  readonly sensitivity: PartialEstimate | null;
  /** Specificity there. */
  readonly specificity: PartialEstimate | null;
  /** Sensitivity + specificity − 1 there; with weight ½ its limits hold for the maximum too (envelope theorem). */
  readonly youden: PartialEstimate | null;
  /** Weight of sensitivity. */
  readonly weight: number;
  /** Whether the cut-off lies outside all that were reported: extrapolation. */
  readonly outside: boolean;
  /** Why a number is missing; `null` where none is. */
  readonly reason: string | null;
}

const SCAN = 4000;

/** d/dx of weight·sensitivity + (1 − weight)·specificity, and its own slope, at x on the model's scale. */
export function slopesAt({ m1, sigma1, m0, sigma0, latent, sign }: GroupCurves, weight: number, x: number) {
  const eta1 = (x - m1) / sigma1;
  const eta0 = (x - m0) / sigma0;
  const f1 = (sign * weight * exp(latent.logDensity(eta1))) / sigma1;
  const f0 = (sign * (1 - weight) * exp(latent.logDensity(eta0))) / sigma0;
  const bend1 = latent.logDensitySlope(eta1);
  const bend0 = latent.logDensitySlope(eta0);
  const second = (f0 * bend0) / sigma0 - (f1 * bend1) / sigma1;
  // −f₁(η₁)/σ₁ by m₁ and ln σ₁ is f₁ψ₁/σ₁² and (1 + η₁ψ₁)f₁/σ₁, and the like for 0
  const gradient: CurveGradient = [
    (f1 * bend1) / sigma1,
    f1 * (1 + eta1 * bend1),
    (-f0 * bend0) / sigma0,
    -f0 * (1 + eta0 * bend0),
    0,
  ];
  return { first: f0 - f1, second, gradient };
}

/** The x where the weighted accuracy is highest; `null` where it is highest at an end. */
export function bestLocation(curves: GroupCurves, weight: number): number | null {
  const { m1, sigma1, m0, sigma0, latent, sign } = curves;
  const objective = (x: number): number => {
    const [a, b] = [latent.cdf((x - m1) / sigma1), latent.cdf((x - m0) / sigma0)];
    return sign === 1 ? (1 - weight) * b - weight * a : weight * a - (1 - weight) * b;
  };
  const low = Math.min(m1 + sigma1 * latent.quantile(1e-8), m0 + sigma0 * latent.quantile(1e-8));
  const high = Math.max(m1 + sigma1 * latent.quantile(1 - 1e-8), m0 + sigma0 * latent.quantile(1 - 1e-8));
  const at = (i: number): number => low + ((high - low) * i) / SCAN;
  let best = 0;
  for (let i = 1; i <= SCAN; i++) if (objective(at(i)) > objective(at(best))) best = i;
  if (best === 0 || best === SCAN) return null;
  const left = at(best - 1);
  const right = at(best + 1);
  const first = (x: number): number => slopesAt(curves, weight, x).first;
  return first(left) > 0 && first(right) < 0 ? findRoot(first, left, right) : null;
}

function weightOf({ weight, prevalence, cost }: OptimalCutoffOptions): number {
  if (weight !== undefined && (prevalence !== undefined || cost !== undefined)) {
    throw new InputError("bad-option", "weight, or prevalence and cost, not both: they say the same thing twice.", {
      where: "weight",
      got: weight,
      wanted: "weight alone, or prevalence with cost",
    });
  }
  if (weight !== undefined) return checkProbability("weight", weight);
  if (prevalence === undefined && cost === undefined) return 0.5;
  if (prevalence === undefined) {
    throw new InputError("bad-option", "cost needs the prevalence beside it.", {
      where: "prevalence",
      wanted: "a prevalence",
    });
  }
  const ratio = cost ?? 1;
  if (!(typeof ratio === "number" && ratio > 0 && Number.isFinite(ratio))) {
    throw new InputError("bad-option", `cost must be a number above 0, got ${shown(ratio)}.`, {
      where: "cost",
      got: ratio,
      wanted: "a number above 0",
    });
  }
  const missed = checkProbability("prevalence", prevalence) * ratio;
  return missed / (missed + 1 - prevalence);
}

/**
 * The cut-off that maximises weight·sensitivity + (1 − weight)·specificity in a study with average random effects.
 *
 * Weight ½, the default, is Youden's index. A prevalence π with costs C of false negatives and false positives gives the weight
 * π·C_fn/(π·C_fn + (1 − π)·C_fp): the cut-off of least expected cost. The maximum is looked for among 4,000 places and solved for
 * to the last digit; with widths that differ the curve may have two stationary points, of which one is a minimum. The interval
 * follows from the implicit function theorem, dx/dθ = −J_xθ/J_xx, for every distribution and weight, on the cut-offs of an
 * identity fit and on their logarithms otherwise.
 *
 * @throws InputError on weights, prevalences and costs that make no sense (`bad-option`), and what `accuracyAt` throws
 *
 * @example
 * ```ts
 * import { fitThresholds, optimalCutoff, readThresholdStudies } from "dta-meta";
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
 * optimalCutoff(fit).cutoff.estimate!.toFixed(1); // "22.4"
 * ```
 */
export function optimalCutoff(fit: ThresholdFit, options: OptimalCutoffOptions = {}): OptimalCutoff {
  checkThresholdFit(fit);
  checkNames("options", options, THRESHOLD_OPTIONS);
  const level = checkLevel(options.level ?? fit.level);
  const curves = withQuantiles(groupCurves(fit, options.at), fit, options.interval ?? "z", level);
  const weight = weightOf(options);
  const x = bestLocation(curves, weight);
  const none = (reason: string): OptimalCutoff => ({
    cutoff: { estimate: null, lower: null, upper: null, level },
    sensitivity: null,
    specificity: null,
    youden: null,
    weight,
    outside: true,
    reason,
  });
  if (x === null)
    return none("at this weight no cut-off is better than calling everybody positive, or everybody negative");
  const { second, gradient } = slopesAt(curves, weight, x);
  const cutoff = cutoffEstimate(curves, fit.scale === "identity", x, combineGradients([-1 / second, gradient]), level);
  if (cutoff.estimate === null) return none("the best place on the model's scale is no value of the marker");
  const [low, high] = observedCutoffs(fit);
  const { sensitivity, specificity, youden } = atCutoff(curves, cutoff.estimate, level, null);
  return {
    cutoff,
    sensitivity,
    specificity,
    youden,
    weight,
    outside: cutoff.estimate < low || cutoff.estimate > high,
    reason: cutoff.lower === null ? "the data do not identify the parameters, so that there are no limits" : null,
  };
}
