import type { PartialEstimate } from "../../base/estimate.js";
import { normalCritical } from "../../inference/point/wald.js";
import { bestLocation } from "../../inference/thresholds/optimal-cutoff.js";
import { logit } from "../../numeric/distributions/logistic.js";
import { exp } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { type LinearLines, linearCurves } from "./linear-curves.js";

/** The optimal cut-off on the model's scale, as printed, with the limits before they are carried back. */
export interface PrintedOptimum {
  readonly x: number;
  readonly cutoff: PartialEstimate;
}

/**
 * diagmeta's optimal cut-off with the limits that it prints: for the normal distribution by the delta method, with slopes of their own
 * rightly, with one common slope by a wrong derivative; for the logistic none.
 */
export function printedOptimum(
  fit: LinearLines & { readonly options: { readonly equalVariances: boolean } },
  weight: number,
  level: number,
): PrintedOptimum | null {
  const x = bestLocation(linearCurves(fit), weight);
  if (x === null) return null;
  const back = fit.options.log ? exp : (value: number) => value;
  if (fit.options.distribution === "logistic") {
    return { x, cutoff: { estimate: back(x), lower: null, upper: null, level } };
  }
  const gradient = fit.options.equalVariances ? printedGradient(fit, weight) : normalGradient(fit, x);
  const half = normalCritical(level) * Math.sqrt(quadraticForm(fit.covariance, gradient));
  return { x, cutoff: { estimate: back(x), lower: back(x - half), upper: back(x + half), level } };
}

/**
 * What diagmeta (0.5-1, 0.6-0) takes for ∂x/∂(α₀, α₁, β, 0) of x = (logit((1 − λ)/λ) − (α₁² − α₀²)/2) / (β (α₁ − α₀)), D = α₁ − α₀ and
 * S = logit λ + (α₁² − α₀²)/2: (α₁D − S/β)/D², (S/β − α₀D)/D², −S/(β²D). The first terms lack their 1/β, and logit λ has its sign turned; right
 * where β = 1 and λ = ½.
 */
function printedGradient({ coefficients }: LinearLines, weight: number): number[] {
  const { alpha0, alpha1, beta0: beta } = coefficients;
  const apart = alpha1 - alpha0;
  const sum = logit(weight) + (alpha1 * alpha1 - alpha0 * alpha0) / 2;
  return [
    (alpha1 * apart - sum / beta) / (apart * apart),
    (sum / beta - alpha0 * apart) / (apart * apart),
    -sum / (beta * beta * apart),
    0,
  ];
}

/** ∂x/∂(α₀, α₁, β₀, β₁) at the root of (1 − λ)β₀φ(α₀ + β₀x) = λβ₁φ(α₁ + β₁x), by the implicit function theorem on its logarithm. */
function normalGradient({ coefficients }: LinearLines, x: number): number[] {
  const { alpha0, alpha1, beta0, beta1 } = coefficients;
  const z0 = alpha0 + beta0 * x;
  const z1 = alpha1 + beta1 * x;
  const slope = z1 * beta1 - z0 * beta0;
  return [z0 / slope, -z1 / slope, (z0 * x - 1 / beta0) / slope, (1 / beta1 - z1 * x) / slope];
}
