import type { BetweenStudy } from "./fit-core.js";
import type { LocalDerivatives } from "./model.js";

/** The random effects of one study given its data: deviations of its true logits from their means. */
export interface RandomEffects {
  /** Posterior means of (sensitivity, specificity). */
  readonly mean: readonly [number, number];
  /** Posterior variances. */
  readonly variance: readonly [number, number];
  /** Variances of the posterior means over repeated data, s² − posterior variance: what standardised residuals divide by. */
  readonly spread: readonly [number, number];
}

/** Random effects from a study's derivatives: mean Ψs, covariance Ψ − ΨIΨ (see `studyDerivatives`). */
export function randomEffectsOf(
  { varSensitivity: p11, varSpecificity: p22, covariance: p12 }: BetweenStudy,
  { score, information }: LocalDerivatives,
): RandomEffects {
  const [s1, s2] = score;
  const [i11, i12, i22] = information;
  const spread1 = p11 * p11 * i11 + 2 * p11 * p12 * i12 + p12 * p12 * i22;
  const spread2 = p12 * p12 * i11 + 2 * p12 * p22 * i12 + p22 * p22 * i22;
  return {
    mean: [p11 * s1 + p12 * s2, p12 * s1 + p22 * s2],
    variance: [Math.max(0, p11 - spread1), Math.max(0, p22 - spread2)],
    spread: [Math.max(0, spread1), Math.max(0, spread2)],
  };
}
