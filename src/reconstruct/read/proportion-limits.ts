import { betaCdf } from "../../numeric/distributions/beta-distribution.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";

/** How papers compute the confidence limits of a proportion. */
export type LimitMethod = "wilson" | "clopper-pearson" | "jeffreys" | "agresti-coull" | "wald";

/** Every method. */
export const limitMethods: readonly LimitMethod[] = ["wilson", "clopper-pearson", "jeffreys", "agresti-coull", "wald"];

/** Room for the rounding error of a computed limit; a limit this close to the end of what was printed counts as inside. */
const GUARD = 1e-10;

/** What decides a limit: the tail α/2 and its normal quantile, as programs take it and as tables print it (1.96). */
export interface LimitLevel {
  readonly tail: number;
  readonly zLow: number;
  readonly zHigh: number;
}

/** The tail and quantile of a confidence level. At 95 % both 1.95996… and the tabled 1.96 are admitted, as papers use both. */
export function limitLevel(level: number): LimitLevel {
  const tail = (1 - level) / 2;
  const z = normalUpperQuantile(tail);
  const tabled = Math.round(z * 100) / 100;
  const admitted = Math.abs(tabled - z) < 1e-4 ? tabled : z;
  return { tail, zLow: Math.min(z, admitted), zHigh: Math.max(z, admitted) };
}

/**
 * Whether the lower limit of x successes in n trials is at least b. The limit is not computed: the equation that defines
 * it is asked for its sign at b, so that no inversion is needed.
 *
 * - Wilson (1927): x ≥ n·b and (x − n·b)² ≥ z²·n·b·(1 − b).
 * - Clopper & Pearson (1934): P(X ≥ x | b) = I_b(x, n − x + 1) ≤ α/2.
 * - Jeffreys (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286): I_b(x + ½, n − x + ½) ≤ α/2, the limit 0 at x = 0.
 * - Agresti & Coull (1998) and Wald: centre − z·√(c(1 − c)/m) ≥ b, cut at 0.
 */
function lowerIsAtLeast(method: LimitMethod, x: number, n: number, b: number, z: number, tail: number): boolean {
  if (b <= 0) return true;
  if (b > 1) return false;
  if (b === 1 && method !== "wald") return false;
  switch (method) {
    case "wilson": {
      const excess = x - n * b;
      return excess >= 0 && excess * excess >= z * z * n * b * (1 - b);
    }
    case "clopper-pearson":
      return x > 0 && betaCdf(b, x, n - x + 1) <= tail;
    case "jeffreys":
      return x > 0 && betaCdf(b, x + 0.5, n - x + 0.5) <= tail;
    case "agresti-coull":
      return waldLower((x + (z * z) / 2) / (n + z * z), n + z * z, z) >= b;
    case "wald":
      return waldLower(x / n, n, z) >= b;
  }
}

function waldLower(centre: number, trials: number, z: number): number {
  return centre - z * Math.sqrt((centre * (1 - centre)) / trials);
}

/** Whether the lower limit reaches b (up to the guard), under the larger of the two limits that 1.96 and 1.95996… give. */
export function lowerReaches(method: LimitMethod, x: number, n: number, b: number, level: LimitLevel): boolean {
  return lowerIsAtLeast(method, x, n, b - GUARD, level.zLow, level.tail);
}

/** Whether the lower limit passes b (by more than the guard), under the smaller of the two. */
export function lowerPasses(method: LimitMethod, x: number, n: number, b: number, level: LimitLevel): boolean {
  return lowerIsAtLeast(method, x, n, b + GUARD, level.zHigh, level.tail);
}

/** Whether the upper limit reaches b; every method treats successes and failures alike, so it is 1 − a lower limit. */
export function upperReaches(method: LimitMethod, x: number, n: number, b: number, level: LimitLevel): boolean {
  return !lowerPasses(method, n - x, n, 1 - b, level);
}

/** Whether the upper limit passes b. */
export function upperPasses(method: LimitMethod, x: number, n: number, b: number, level: LimitLevel): boolean {
  return !lowerReaches(method, n - x, n, 1 - b, level);
}
