import { requireNumber, requirePositive, requireProbability } from "./domain.js";
import { incompleteBeta, incompleteBetaLogOdds } from "./incomplete-beta.js";
import { expit } from "./logistic.js";
import type { Tails } from "./tails.js";

function tails(x: number, a: number, b: number): Tails {
  requirePositive(a, "a");
  requirePositive(b, "b");
  requireNumber(x, "x");
  return incompleteBeta(a, b, x, 1 - x);
}

/** P(X ≤ x) of the beta distribution with shapes a and b. */
export function betaCdf(x: number, a: number, b: number): number {
  return tails(x, a, b).lower;
}

/** P(X > x) of the beta distribution with shapes a and b. */
export function betaUpperTail(x: number, a: number, b: number): number {
  return tails(x, a, b).upper;
}

function logOdds(p: number, a: number, b: number): number {
  requireProbability(p, "p");
  requirePositive(a, "a");
  requirePositive(b, "b");
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return p <= 0.5 ? incompleteBetaLogOdds(p, a, b) : -incompleteBetaLogOdds(1 - p, b, a);
}

/** The x with P(X ≤ x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  return expit(logOdds(p, a, b));
}

/** The x with P(X > x) = q. */
export function betaUpperQuantile(q: number, a: number, b: number): number {
  return expit(-logOdds(q, b, a));
}
