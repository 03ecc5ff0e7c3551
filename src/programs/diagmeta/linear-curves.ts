import type { PartialEstimate } from "../../base/estimate.js";
import { type GroupCurves, transformed } from "../../inference/thresholds/group-curves.js";
import { latentDistributions } from "../../models/thresholds/latent-distribution.js";
import { markerScale } from "../../models/thresholds/marker-scale.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import type { LinearThresholdFit } from "./linear-fit.js";

/** What of a linear fit its curves depend on. */
export type LinearLines = Pick<LinearThresholdFit, "coefficients" | "covariance"> & {
  readonly options: Pick<LinearThresholdFit["options"], "distribution" | "log">;
};

/**
 * The lines as two distributions, of location −α/β and scale 1/β.
 */
export function linearCurves({ coefficients, covariance, options }: LinearLines): GroupCurves {
  const { alpha0, alpha1, beta0, beta1 } = coefficients;
  const [m0, m1] = [-alpha0 / beta0, -alpha1 / beta1];
  return {
    m1,
    sigma1: 1 / beta1,
    m0,
    sigma0: 1 / beta0,
    latent: latentDistributions[options.distribution],
    scale: markerScale(options.log ? "log" : "identity", null),
    sign: 1,
    // m = −α/β: ∂m/∂α = −1/β, ∂m/∂β = −m/β; s = −ln β: ∂s/∂β = −1/β
    variance: ([byM1, byS1, byM0, byS0]) =>
      quadraticForm(covariance, [
        -byM0 / beta0,
        -byM1 / beta1,
        (-byM0 * m0 - byS0) / beta0,
        (-byM1 * m1 - byS1) / beta1,
      ]),
  };
}

/** F of a line at x, with the limits that diagmeta prints: `added` joins the variance of the line. */
export function printedProportion(
  fit: LinearLines,
  group: 0 | 1,
  x: number,
  added: number,
  level: number,
): PartialEstimate {
  const { cdf } = latentDistributions[fit.options.distribution];
  const { alpha0, alpha1, beta0, beta1 } = fit.coefficients;
  const eta = group === 0 ? alpha0 + beta0 * x : alpha1 + beta1 * x;
  const gradient = group === 0 ? [1, 0, x, 0] : [0, 1, 0, x];
  const variance = quadraticForm(fit.covariance, gradient) + added;
  // both distributions are symmetric
  const of = group === 0 ? cdf : (value: number) => cdf(-value);
  return transformed(of(eta), eta, variance, level, of);
}
