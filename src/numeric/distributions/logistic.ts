import { exp, log, log1p } from "../elementary.js";
/**
 * The logistic function expit(x) = 1 / (1 + e^−x), the inverse of {@link logit}.
 *
 * Full relative accuracy for every x: below 0 it is computed as e^x / (1 + e^x), so that expit(−745) is the least
 * positive double and not 0. The complement 1 − expit(x) is expit(−x); never subtract.
 */
export function expit(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/**
 * The log odds ln(p / (1 − p)) of a probability p. −∞ at 0, ∞ at 1, NaN outside [0, 1].
 *
 * Between 1/4 and 3/4 it is computed as ln(1 + (2p − 1) / (1 − p)), which keeps its relative accuracy around p = 1/2.
 */
export function logit(p: number): number {
  if (p > 0.25 && p < 0.75) return log1p((2 * p - 1) / (1 - p));
  return log(p) - log1p(-p);
}

/**
 * ln(1 + e^x), the negative log of 1 − expit(x), also called softplus.
 *
 * Neither overflows for large x (where it tends to x) nor loses relative accuracy for very negative x (where it tends
 * to e^x). ln expit(x) is −log1pExp(−x).
 */
export function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
