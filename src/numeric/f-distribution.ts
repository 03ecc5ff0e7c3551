import { requireNumber, requirePositive, requireProbability } from "./domain.js";
import { incompleteBetaAtOdds, incompleteBetaLogOdds } from "./incomplete-beta.js";
import type { Tails } from "./tails.js";

function tails(x: number, d1: number, d2: number): Tails {
  requirePositive(d1, "d1");
  requirePositive(d2, "d2");
  requireNumber(x, "x");
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const ratio = d1 / d2;
  return incompleteBetaAtOdds(d1 / 2, d2 / 2, ratio * x, Math.log(ratio) + Math.log(x));
}

/** P(F ≤ x) of Fisher's F with d1 (numerator) and d2 (denominator) degrees of freedom. */
export function fCdf(x: number, d1: number, d2: number): number {
  return tails(x, d1, d2).lower;
}

/** P(F > x) of Fisher's F with d1 and d2 degrees of freedom. */
export function fUpperTail(x: number, d1: number, d2: number): number {
  return tails(x, d1, d2).upper;
}

/** The x with P(F ≤ x) = p. */
export function fQuantile(p: number, d1: number, d2: number): number {
  requireProbability(p, "p");
  requirePositive(d1, "d1");
  requirePositive(d2, "d2");
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const logOdds = p <= 0.5 ? incompleteBetaLogOdds(p, d1 / 2, d2 / 2) : -incompleteBetaLogOdds(1 - p, d2 / 2, d1 / 2);
  return Math.exp(logOdds) * (d2 / d1);
}

/** The x with P(F > x) = q. */
export function fUpperQuantile(q: number, d1: number, d2: number): number {
  return 1 / fQuantile(q, d2, d1);
}
