import type { PartialEstimate } from "../../base/estimate.js";
import { normalCritical } from "../../inference/point/wald.js";
import { bestLocation } from "../../inference/thresholds/optimal-cutoff.js";
import { exp } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { type LinearLines, linearCurves } from "./linear-curves.js";

/** The optimal cut-off on the model's scale, as printed, with the limits before they are carried back. */
export interface PrintedOptimum {
  readonly x: number;
  readonly cutoff: PartialEstimate;
}

/**
 * diagmeta's optimal cut-off with the limits that it prints: for the normal distribution with slopes of their own by the delta
 * method, for the logistic none. Those that it prints for one common slope rest on a wrong derivative and are left out here.
 */
export function printedOptimum(
  fit: LinearLines & { readonly options: { readonly equalVariances: boolean } },
  weight: number,
  level: number,
): PrintedOptimum | null {
  const x = bestLocation(linearCurves(fit), weight);
  if (x === null) return null;
  const back = fit.options.log ? exp : (value: number) => value;
  if (fit.options.distribution === "logistic" || fit.options.equalVariances) {
    return { x, cutoff: { estimate: back(x), lower: null, upper: null, level } };
  }
  const half = normalCritical(level) * Math.sqrt(quadraticForm(fit.covariance, normalGradient(fit, x)));
  return { x, cutoff: { estimate: back(x), lower: back(x - half), upper: back(x + half), level } };
}

/** ∂x/∂(α₀, α₁, β₀, β₁) at the root of (1 − λ)β₀φ(α₀ + β₀x) = λβ₁φ(α₁ + β₁x), by the implicit function theorem on its logarithm. */
function normalGradient({ coefficients }: LinearLines, x: number): number[] {
  const { alpha0, alpha1, beta0, beta1 } = coefficients;
  const z0 = alpha0 + beta0 * x;
  const z1 = alpha1 + beta1 * x;
  const slope = z1 * beta1 - z0 * beta0;
  return [z0 / slope, -z1 / slope, (z0 * x - 1 / beta0) / slope, (1 / beta1 - z1 * x) / slope];
}
