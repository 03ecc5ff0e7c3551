import { log, log1p } from "../elementary.js";
import { requireProbability, requireWhole } from "./domain.js";
import { logBinomialCoefficient, logGap, stirlingError } from "./gamma.js";

/**
 * ln of the probability of x successes in n independent trials, each of probability p: ln C(n, x) + x ln p + (n − x) ln(1 − p).
 * −∞ where the probability is 0.
 *
 * In Loader's saddle-point form (2000, Fast and accurate computation of binomial probabilities): with d = x − np,
 * −np·h(d/np) − nq·h(−d/nq) + ½ ln(n / (2πx(n − x))) + δ(n) − δ(x) − δ(n − x), h(u) = (1 + u)·ln(1 + u) − u and δ =
 * {@link stirlingError}, so that large terms don't cancel; R's `dbinom(log = TRUE)` agrees.
 *
 * @throws InputError `outside-domain` unless 0 ≤ x ≤ n are whole numbers and p is a probability
 */
export function binomialLogProbability(x: number, n: number, p: number): number {
  requireWhole(n, "n");
  requireWhole(x, "x");
  requireWhole(n - x, "n − x");
  requireProbability(p, "p");
  if (x === 0) return n === 0 ? 0 : n * log1p(0 - p);
  if (x === n) return n * log(p);
  if (p === 0 || p === 1) return Number.NEGATIVE_INFINITY;
  const rest = n - x;
  // 1 − p is exact here, and n(1 − p) keeps the digits that np would lose beside n.
  if (p > 0.5) return binomialLogProbability(rest, n, 1 - p);
  if (n < 30) return logBinomialCoefficient(n, x) + x * log(p) + rest * log1p(-p);
  // x·g(np/x − 1) = np·h(d/np) with g = logGap, and likewise for the failures.
  const excess = n * p - x;
  const up = excess / x;
  const down = -excess / rest;
  const gapX = up < -0.4 ? up - log((n / x) * p) : logGap(up);
  const gapRest = down < -0.4 ? down - log(n / rest) - log1p(-p) : logGap(down);
  const scale = 0.5 * log(n / (2 * Math.PI * x) / rest);
  return scale + (stirlingError(n) - stirlingError(x) - stirlingError(rest)) - x * gapX - rest * gapRest;
}
