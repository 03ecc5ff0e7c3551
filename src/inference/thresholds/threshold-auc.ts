import type { PartialEstimate } from "../../base/estimate.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { exp } from "../../numeric/elementary.js";
import { type CurveGradient, type GroupCurves, transformed } from "./group-curves.js";

/** Standardised values beyond which no distribution has a share that matters. */
const FAR = 46;

/**
 * The area under the summary ROC curve: the probability that a diseased person has a higher value (a lower one, where those are
 * positive) than one without the disease, ∫ S₁(x) f₀(x) dx, with its derivatives. The trapezoidal rule, exact to rounding for
 * smooth integrands that fall off on both sides.
 */
export function curveArea({ m1, sigma1, m0, sigma0, latent, sign }: GroupCurves): {
  readonly area: number;
  readonly gradient: CurveGradient;
} {
  const narrow = Math.min(1, sigma1 / sigma0);
  const step = 0.1 * narrow;
  let above = 0;
  let below = 0;
  let byM1 = 0;
  let byS1 = 0;
  let byM0 = 0;
  let byS0 = 0;
  for (let z = -FAR; z <= FAR; z += step) {
    const weight = step * exp(latent.logDensity(z));
    if (weight === 0) continue;
    const eta = (m0 + sigma0 * z - m1) / sigma1;
    above += weight * exp(latent.logSurvival(eta));
    below += weight * latent.cdf(eta);
    const density = weight * exp(latent.logDensity(eta));
    byM1 += density / sigma1;
    byS1 += density * eta;
    byM0 -= density / sigma1;
    byS0 -= (density * sigma0 * z) / sigma1;
  }
  return {
    area: sign === 1 ? above : below,
    gradient: [sign * byM1, sign * byS1, sign * byM0, sign * byS0, 0],
  };
}

/** The area with its interval by the delta method on the logit scale. */
export function areaEstimate(curves: GroupCurves, level: number): PartialEstimate {
  const { area, gradient } = curveArea(curves);
  const slope = area * (1 - area);
  const variance = curves.variance(gradient);
  return transformed(area, logit(area), variance === null ? null : variance / (slope * slope), level, expit);
}
