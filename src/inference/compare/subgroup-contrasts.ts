import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import type { BivariateFit } from "../../models/fit.js";
import { type MeanLogits, meanLogits } from "../../models/mean-logits.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { exp } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { type MeanInterval, meanCritical } from "../point/mean-interval.js";

/** One level against the reference level. */
export interface SubgroupContrast {
  /** The level that is compared. */
  readonly level: string;
  /** The level that it is compared with. */
  readonly reference: string;
  /** Sensitivity of `level` over that of `reference`; interval by the delta method on the log scale. */
  readonly relativeSensitivity: PartialEstimate;
  /** Specificity of `level` over that of `reference`, likewise. */
  readonly relativeSpecificity: PartialEstimate;
  /** Sensitivity of `level` less that of `reference`; Wald interval on the natural scale. */
  readonly sensitivityDifference: PartialEstimate;
  /** Specificity of `level` less that of `reference`, likewise. */
  readonly specificityDifference: PartialEstimate;
}

/** Variances of the four means and the covariance between the same logit in the two levels. */
interface Pair {
  readonly means: readonly [MeanLogits, MeanLogits];
  /** Covariance of the two mean logit sensitivities, and of the two mean logit specificities. */
  readonly across: readonly [number, number];
  /** Degrees of freedom of Student's t for a difference whose two parts have these variances. */
  readonly degreesOfFreedom: (variance: number, other: number) => number;
}

/** Level and kind of the intervals. */
interface Interval {
  readonly confidence: number;
  readonly interval: MeanInterval;
}

function contrast(
  level: string,
  reference: string,
  { means, across, degreesOfFreedom }: Pair,
  { confidence, interval }: Interval,
): SubgroupContrast {
  const [one, other] = means;
  /** Half the width of the interval of gx·x + gy·y. */
  const halfWidth = (gx: number, gy: number, varX: number, varY: number, covariance: number): number => {
    const [partX, partY] = [gx * gx * varX, gy * gy * varY];
    const variance = Math.max(0, partX + partY + 2 * gx * gy * covariance);
    return meanCritical(interval, confidence, degreesOfFreedom(partX, partY)) * Math.sqrt(variance);
  };
  const ratio = (x: number, y: number, varX: number, varY: number, covariance: number): PartialEstimate => {
    // ∂ ln p/∂ logit p = 1 − p
    const [gx, gy] = [expit(-x), -expit(-y)];
    const half = halfWidth(gx, gy, varX, varY, covariance);
    const estimate = expit(x) / expit(y);
    const upper = finiteOrNull(estimate * exp(half));
    return { estimate, lower: estimate * exp(-half), upper, level: confidence };
  };
  const difference = (x: number, y: number, varX: number, varY: number, covariance: number): PartialEstimate => {
    const [gx, gy] = [expit(x) * expit(-x), -expit(y) * expit(-y)];
    const half = halfWidth(gx, gy, varX, varY, covariance);
    const estimate = expit(x) - expit(y);
    return { estimate, lower: estimate - half, upper: estimate + half, level: confidence };
  };
  const sensitivity = [
    one.sensitivity,
    other.sensitivity,
    one.varSensitivity,
    other.varSensitivity,
    across[0],
  ] as const;
  const specificity = [
    one.specificity,
    other.specificity,
    one.varSpecificity,
    other.varSpecificity,
    across[1],
  ] as const;
  return {
    level,
    reference,
    relativeSensitivity: ratio(...sensitivity),
    relativeSpecificity: ratio(...specificity),
    sensitivityDifference: difference(...sensitivity),
    specificityDifference: difference(...specificity),
  };
}

/** Two levels of one regression: their means share the intercept. Student's t has its k − q degrees of freedom. */
export function regressionContrast(
  fit: BivariateFit,
  by: string,
  level: string,
  reference: string,
  interval: MeanInterval,
): SubgroupContrast {
  const means = [meanLogits(fit, { [by]: level }), meanLogits(fit, { [by]: reference })] as const;
  const [row, other] = [means[0].row, means[1].row];
  const zeros = row.map(() => 0);
  const across = [
    quadraticForm(fit.covariance, [...row, ...zeros], [...other, ...zeros]),
    quadraticForm(fit.covariance, [...zeros, ...row], [...zeros, ...other]),
  ] as const;
  const degreesOfFreedom = () => fit.k - row.length;
  return contrast(level, reference, { means, across, degreesOfFreedom }, { confidence: fit.level, interval });
}

/**
 * Two separate fits are independent. Student's t has the degrees of freedom of two means with variances of their own: Satterthwaite 1946,
 * Biometrics Bull 2:110, doi:10.2307/3002019.
 */
export function independentContrast(
  level: string,
  fit: BivariateFit,
  reference: string,
  referenceFit: BivariateFit,
  interval: MeanInterval,
): SubgroupContrast {
  const means = [meanLogits(fit), meanLogits(referenceFit)] as const;
  const [one, other] = [fit.k - 1, referenceFit.k - 1];
  const degreesOfFreedom = (v: number, w: number): number => ((v + w) * (v + w)) / ((v * v) / one + (w * w) / other);
  return contrast(level, reference, { means, across: [0, 0], degreesOfFreedom }, { confidence: fit.level, interval });
}
