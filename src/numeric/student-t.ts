import { requireNumber, requirePositive, requireProbability } from "./domain.js";
import { incompleteBetaAtOdds, incompleteBetaLogOdds } from "./incomplete-beta.js";
import { normalQuantile, normalUpperTail } from "./normal.js";

/** P(T > t) of Student's t with df degrees of freedom. */
export function studentTUpperTail(t: number, df: number): number {
  requirePositive(df, "df");
  requireNumber(t, "t");
  if (df === Number.POSITIVE_INFINITY) return normalUpperTail(t);
  if (t === 0) return 0.5;
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  const root = Math.abs(t) / Math.sqrt(df);
  const outside = 0.5 * incompleteBetaAtOdds(0.5, df / 2, root * root, 2 * Math.log(root)).upper;
  return t >= 0 ? outside : 1 - outside;
}

/** P(T ≤ t) of Student's t with df degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df);
}

/** The t with P(T ≤ t) = p. */
export function studentTQuantile(p: number, df: number): number {
  requireProbability(p, "p");
  requirePositive(df, "df");
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const logOdds =
    tail <= 0.25
      ? -incompleteBetaLogOdds(2 * tail, df / 2, 0.5)
      : incompleteBetaLogOdds(2 * Math.abs(p - 0.5), 0.5, df / 2);
  const size = Math.exp(logOdds / 2) * Math.sqrt(df);
  return p < 0.5 ? -size : size;
}

/** The t with P(T > t) = q. */
export function studentTUpperQuantile(q: number, df: number): number {
  return -studentTQuantile(q, df);
}
