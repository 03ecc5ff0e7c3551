import { requireNumber, requirePositive, requireProbability } from "./domain.js";
import { incompleteGamma, incompleteGammaLog } from "./incomplete-gamma.js";

/** P(X ≤ x) of chi-squared with df degrees of freedom. */
export function chiSquaredCdf(x: number, df: number): number {
  requirePositive(df, "df");
  return incompleteGamma(df / 2, requireNumber(x, "x") / 2).lower;
}

/** P(X > x) of chi-squared with df degrees of freedom. */
export function chiSquaredUpperTail(x: number, df: number): number {
  requirePositive(df, "df");
  return incompleteGamma(df / 2, requireNumber(x, "x") / 2).upper;
}

function quantile(p: number, df: number, lower: boolean): number {
  requireProbability(p, "p");
  requirePositive(df, "df");
  if (p === 0) return lower ? 0 : Number.POSITIVE_INFINITY;
  if (p === 1) return lower ? Number.POSITIVE_INFINITY : 0;
  return 2 * Math.exp(p <= 0.5 ? incompleteGammaLog(p, df / 2, lower) : incompleteGammaLog(1 - p, df / 2, !lower));
}

/** The x with P(X ≤ x) = p. */
export function chiSquaredQuantile(p: number, df: number): number {
  return quantile(p, df, true);
}

/** The x with P(X > x) = q. */
export function chiSquaredUpperQuantile(q: number, df: number): number {
  return quantile(q, df, false);
}
