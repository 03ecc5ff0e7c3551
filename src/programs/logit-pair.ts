import { expit, logit } from "../numeric/distributions/logistic.js";
import { normalCdf } from "../numeric/distributions/normal.js";
import { exp, log } from "../numeric/elementary.js";
import { findRoot } from "../numeric/optimize/root.js";
import { gaussHermite } from "../numeric/quadrature/gauss-hermite.js";

/** Two jointly normal logits: of sensitivity and of specificity. */
export interface LogitPair {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
}

/**
 * A function of sensitivity and specificity whose distribution is asked for. For a given value of one of the two it is monotone
 * in the other; the one is chosen so that the other lies within (0, 1) for targets of interest, which keeps the integrand smooth.
 */
export interface PairFunction {
  readonly value: (sensitivity: number, specificity: number) => number;
  readonly given: "sensitivity" | "specificity";
  /** Whether it rises with the other. */
  readonly rises: boolean;
  /** The other's value at which it is `target`; outside (0, 1) where it never is. */
  readonly otherAt: (target: number, given: number) => number;
}

export const POSITIVE_RATIO: PairFunction = {
  value: (se, sp) => se / (1 - sp),
  given: "sensitivity",
  rises: true,
  otherAt: (target, se) => 1 - se / target,
};
export const NEGATIVE_RATIO: PairFunction = {
  value: (se, sp) => (1 - se) / sp,
  given: "specificity",
  rises: false,
  otherAt: (target, sp) => 1 - sp * target,
};
export const INVERSE_NEGATIVE_RATIO: PairFunction = {
  value: (se, sp) => sp / (1 - se),
  given: "specificity",
  rises: true,
  otherAt: (target, sp) => 1 - sp / target,
};

const NODES = 80;

/** E f(logit sensitivity, logit specificity), by a product Gauss–Hermite rule. */
export function pairMean(pair: LogitPair, f: (sensitivity: number, specificity: number) => number): number {
  const { nodes, weights } = gaussHermite(NODES);
  const sd = Math.sqrt(pair.varSensitivity);
  const slope = pair.covariance / sd;
  const rest = Math.sqrt(Math.max(0, pair.varSpecificity - slope * slope));
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const se = expit(pair.sensitivity + sd * nodes[i]!);
    for (let j = 0; j < nodes.length; j++) {
      const sp = expit(pair.specificity + slope * nodes[i]! + rest * nodes[j]!);
      sum += weights[i]! * weights[j]! * f(se, sp);
    }
  }
  return sum;
}

/** P(g ≤ target): given the one logit, the other is normal and g monotone in it. */
export function pairCdf(pair: LogitPair, g: PairFunction, target: number): number {
  const { nodes, weights } = gaussHermite(NODES);
  const [mean, variance, otherMean, otherVariance] =
    g.given === "sensitivity"
      ? [pair.sensitivity, pair.varSensitivity, pair.specificity, pair.varSpecificity]
      : [pair.specificity, pair.varSpecificity, pair.sensitivity, pair.varSensitivity];
  const sd = Math.sqrt(variance);
  const slope = pair.covariance / sd;
  const rest = Math.sqrt(Math.max(0, otherVariance - slope * slope));
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const at = g.otherAt(target, expit(mean + sd * nodes[i]!));
    const bound = at <= 0 ? Number.NEGATIVE_INFINITY : at >= 1 ? Number.POSITIVE_INFINITY : logit(at);
    const below = normalCdf((bound - otherMean - slope * nodes[i]!) / rest);
    sum += weights[i]! * (g.rises ? below : 1 - below);
  }
  return sum;
}

/** The value that a positive quantity with this distribution function stays below with probability p; NaN where out of reach. */
export function quantileOf(cdf: (x: number) => number, p: number, low: number, high: number): number {
  if (!(cdf(low) <= p && cdf(high) >= p)) return Number.NaN;
  return exp(findRoot((x) => cdf(exp(x)) - p, log(low), log(high)));
}

/** Standard error of a sample quantile of n draws: √(p(1 − p)/n)/f(x). */
export function quantileError(cdf: (x: number) => number, p: number, x: number, n: number): number {
  const step = 1e-4 * x;
  const density = (cdf(x + step) - cdf(x - step)) / (2 * step);
  return Math.sqrt((p * (1 - p)) / n) / density;
}
