import { exp, log } from "../elementary.js";
import { requireNumber, requirePositive, requireProbability } from "./domain.js";
import { incompleteBetaAtOdds, incompleteBetaLogOdds } from "./incomplete-beta.js";
import { normalQuantile, normalUpperTail } from "./normal.js";

/** From here on Student's t is the normal distribution: the tails at t differ by a factor of some 1 + t⁴ / (4·df). */
const AS_GOOD_AS_NORMAL = 1e20;

/**
 * The upper tail P(T > t) of Student's t distribution with df > 0 degrees of freedom, whole or not, ∞ for the normal.
 *
 * For t > 0 it is ½ I_x(df/2, ½), x = df / (df + t²). Relative error below 1e-12 for t of any size and df of 0.001 or more.
 *
 * @throws InputError `outside-domain` unless df > 0, and if t is NaN
 */
export function studentTUpperTail(t: number, df: number): number {
  requirePositive(df, "df");
  requireNumber(t, "t");
  if (df >= AS_GOOD_AS_NORMAL) return normalUpperTail(t);
  if (t === 0) return 0.5;
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  const root = Math.abs(t) / Math.sqrt(df);
  const outside = 0.5 * incompleteBetaAtOdds(0.5, df / 2, root * root, 2 * log(root)).upper;
  return t > 0 ? outside : 1 - outside;
}

/** The distribution function P(T ≤ t) of Student's t, which is P(T > −t); see {@link studentTUpperTail}. */
export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df);
}

/**
 * The quantile of Student's t: the t with P(T ≤ t) = p. −∞ at p = 0, ∞ at p = 1, and where the quantile overflows.
 *
 * From the nearer tail, and from P(|T| ≤ t) for p between ¼ and ¾, so that it keeps its relative accuracy around t = 0.
 * For p close to 1 use {@link studentTUpperQuantile}, which takes 1 − p.
 *
 * @throws InputError `outside-domain` if p is no probability or df is not above 0
 */
export function studentTQuantile(p: number, df: number): number {
  requireProbability(p, "p");
  requirePositive(df, "df");
  if (df >= AS_GOOD_AS_NORMAL) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const logOdds =
    tail <= 0.25
      ? -incompleteBetaLogOdds(2 * tail, df / 2, 0.5)
      : incompleteBetaLogOdds(2 * Math.abs(p - 0.5), 0.5, df / 2);
  const size = exp(logOdds / 2) * Math.sqrt(df);
  return p < 0.5 ? -size : size;
}

/** The t with P(T > t) = q, that is −studentTQuantile(q, df). */
export function studentTUpperQuantile(q: number, df: number): number {
  // 0 − t, not −t: the median is 0, not −0.
  return 0 - studentTQuantile(q, df);
}
