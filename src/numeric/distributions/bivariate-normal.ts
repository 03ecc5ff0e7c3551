import { atan2, cos, exp, sin } from "../elementary.js";
import { integrate } from "../quadrature/integrate.js";
import { normalCdf } from "./normal.js";

/**
 * P(X ≤ h, Y ≤ k) of two standard normal variables with correlation ρ: Φ(h)Φ(k) + (1/2π) ∫₀^{arcsin ρ}
 * exp(−(h² + k² − 2hk sin θ)/(2 cos² θ)) dθ (Plackett 1954, Biometrika 41:351, doi:10.1093/biomet/41.3-4.351), to 1e-12.
 *
 * @param correlation −1 to 1; at ±1 the two are one variable, or one and its negative
 */
export function bivariateNormalCdf(h: number, k: number, correlation: number): number {
  if (correlation >= 1) return normalCdf(Math.min(h, k));
  if (correlation <= -1) return Math.max(0, normalCdf(h) - normalCdf(-k));
  if (h === Number.NEGATIVE_INFINITY || k === Number.NEGATIVE_INFINITY) return 0;
  if (h === Number.POSITIVE_INFINITY) return normalCdf(k);
  if (k === Number.POSITIVE_INFINITY) return normalCdf(h);
  const end = atan2(correlation, Math.sqrt((1 - correlation) * (1 + correlation)));
  const density = (theta: number): number => {
    const c = cos(theta);
    return exp((2 * h * k * sin(theta) - h * h - k * k) / (2 * c * c));
  };
  const area = end === 0 ? 0 : integrate(density, Math.min(0, end), Math.max(0, end), { tolerance: 1e-13 });
  const sum = normalCdf(h) * normalCdf(k) + (Math.sign(end) * area) / (2 * Math.PI);
  return Math.min(1, Math.max(0, sum));
}
