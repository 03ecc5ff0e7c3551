import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import type { BivariateFit } from "../../models/fit.js";
import { type MeanLogits, meanLogits } from "../../models/mean-logits.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { exp } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { normalCritical } from "../point/wald.js";

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
}

function contrast(level: string, reference: string, { means, across }: Pair, confidence: number): SubgroupContrast {
  const z = normalCritical(confidence);
  const [one, other] = means;
  const ratio = (x: number, y: number, varX: number, varY: number, covariance: number): PartialEstimate => {
    // ∂ ln p/∂ logit p = 1 − p
    const [gx, gy] = [expit(-x), -expit(-y)];
    const half = z * Math.sqrt(Math.max(0, gx * gx * varX + gy * gy * varY + 2 * gx * gy * covariance));
    const estimate = expit(x) / expit(y);
    const upper = finiteOrNull(estimate * exp(half));
    return { estimate, lower: estimate * exp(-half), upper, level: confidence };
  };
  const difference = (x: number, y: number, varX: number, varY: number, covariance: number): PartialEstimate => {
    const [gx, gy] = [expit(x) * expit(-x), -expit(y) * expit(-y)];
    const half = z * Math.sqrt(Math.max(0, gx * gx * varX + gy * gy * varY + 2 * gx * gy * covariance));
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

/** Two levels of one regression: their means share the intercept. */
export function regressionContrast(fit: BivariateFit, by: string, level: string, reference: string): SubgroupContrast {
  const means = [meanLogits(fit, { [by]: level }), meanLogits(fit, { [by]: reference })] as const;
  const [row, other] = [means[0].row, means[1].row];
  const zeros = row.map(() => 0);
  const across = [
    quadraticForm(fit.covariance, [...row, ...zeros], [...other, ...zeros]),
    quadraticForm(fit.covariance, [...zeros, ...row], [...zeros, ...other]),
  ] as const;
  return contrast(level, reference, { means, across }, fit.level);
}

/** Two separate fits are independent. */
export function independentContrast(
  level: string,
  fit: BivariateFit,
  reference: string,
  referenceFit: BivariateFit,
): SubgroupContrast {
  const means = [meanLogits(fit), meanLogits(referenceFit)] as const;
  return contrast(level, reference, { means, across: [0, 0] }, fit.level);
}
