import { checkNames } from "../../base/check-options.js";
import { checkCount, checkLevel, MOST_POINTS } from "../../base/checks.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { fQuantile } from "../../numeric/distributions/f-distribution.js";
import { acos, cos, exp } from "../../numeric/elementary.js";
import type { RocPoint } from "../curve/sroc.js";
import { checkCutoff } from "./accuracy-at.js";
import { combineGradients, distances, groupCurves } from "./group-curves.js";

/** How `thresholdRegion` computes. */
export interface ThresholdRegionOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** Corners of each polygon, at least 3; 120 by default. The first is repeated at the end. */
  readonly points?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** Where sensitivity and specificity at one cut-off lie, in ROC space. */
export interface ThresholdRegion {
  /** The cut-off. */
  readonly cutoff: number;
  /** Level of both regions, e.g. 0.95. */
  readonly level: number;
  /** Closed polygon around the accuracy at the cut-off in a study with average random effects; `null` where it is not defined. */
  readonly confidence: readonly RocPoint[] | null;
  /** Closed polygon around the accuracy of a new study at the cut-off; `null` where it is not defined. */
  readonly prediction: readonly RocPoint[] | null;
  /** Why the regions are missing; `null` where they are there. */
  readonly reason: string | null;
}

/** Studies less this many are the degrees of freedom. */
const LOCATIONS = 2;

/**
 * The joint confidence and prediction region of sensitivity and specificity at one cut-off, taken as fixed: ellipses of the
 * standardised distances η₁, η₀ between cut-off and locations, with the covariance of both groups, carried into ROC space. Their
 * radius is √(2·F(level; 2, k − 2)), as that of `regions`. The prediction region adds the between-study covariance of the
 * locations, over σ₁ and σ₀, and (sd of the log scale)²·η² of each group.
 *
 * @throws InputError on a cut-off that is no number, or not above 0 on the log and Box–Cox scales (`bad-cutoff`), a level (`bad-level`),
 *   fewer than 3 points (`bad-option`), and where `at` does not fit the moderators (`covariate-values-needed`, `unknown-moderator`)
 *
 * @example
 * ```ts
 * import { fitThresholds, readThresholdStudies, thresholdRegion } from "dta-meta";
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
 * thresholdRegion(fit, 25, { points: 60 }).confidence?.length; // 61
 * ```
 */
export function thresholdRegion(
  fit: ThresholdFit,
  cutoff: number,
  options: ThresholdRegionOptions = {},
): ThresholdRegion {
  checkNames("options", options, ["level", "points", "at"]);
  const curves = groupCurves(fit, options.at);
  const level = checkLevel(options.level ?? fit.level);
  const points = checkCount("points", options.points ?? 120, 3, MOST_POINTS);
  checkCutoff("cutoff", cutoff, fit.scale !== "identity");
  const none = (reason: string): ThresholdRegion => ({ cutoff, level, confidence: null, prediction: null, reason });
  const degreesOfFreedom = fit.k - LOCATIONS;
  if (degreesOfFreedom < 1) return none(`${fit.k} studies leave no degrees of freedom for the F distribution (k − 2)`);
  const { diseased, nonDiseased } = distances(curves, cutoff);
  const v1 = curves.variance(diseased.gradient);
  const v0 = curves.variance(nonDiseased.gradient);
  const sum = curves.variance(combineGradients([1, diseased.gradient], [1, nonDiseased.gradient]));
  if (v1 === null || v0 === null || sum === null) {
    return none("the data do not identify the parameters, so that they have no covariance");
  }
  const covariance = (sum - v1 - v0) / 2;
  const radius = Math.sqrt(2 * fQuantile(level, 2, degreesOfFreedom));
  const { latent, sign, sigma1, sigma0 } = curves;
  const above = (eta: number): number => exp(latent.logSurvival(eta));
  const rocPoint = (eta1: number, eta0: number): RocPoint =>
    sign === 1
      ? { fpr: above(eta0), sensitivity: above(eta1) }
      : { fpr: latent.cdf(eta0), sensitivity: latent.cdf(eta1) };
  const trace = (var1: number, var0: number, cov: number): RocPoint[] => {
    const [sd1, sd0] = [Math.sqrt(Math.max(0, var1)), Math.sqrt(Math.max(0, var0))];
    const correlation = sd1 > 0 && sd0 > 0 ? Math.max(-1, Math.min(1, cov / (sd1 * sd0))) : 0;
    const turn = acos(correlation);
    return Array.from({ length: points + 1 }, (_, i) => {
      const angle = (2 * Math.PI * (i % points)) / points;
      return rocPoint(diseased.eta + radius * sd1 * cos(angle + turn), nonDiseased.eta + radius * sd0 * cos(angle));
    });
  };
  const between = fit.betweenStudy;
  const scaled = (sd: number | null, eta: number): number => (sd === null ? 0 : sd * sd * eta * eta);
  return {
    cutoff,
    level,
    confidence: trace(v1, v0, covariance),
    prediction: trace(
      v1 + between.varDiseased / (sigma1 * sigma1) + scaled(between.sdLogScaleDiseased, diseased.eta),
      v0 + between.varNonDiseased / (sigma0 * sigma0) + scaled(between.sdLogScaleNonDiseased, nonDiseased.eta),
      covariance + between.covariance / (sigma1 * sigma0),
    ),
    reason: null,
  };
}
