import { expit, logit } from "../numeric/distributions/logistic.js";
import { log } from "../numeric/elementary.js";

/** A closed range of real numbers that a quantity may have; ends may be infinite. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

export const range = (lower: number, upper: number): Range => ({ lower, upper });

/** The part of a range within another; `null` where they don't meet. */
export function intersect(a: Range, b: Range): Range | null {
  const lower = Math.max(a.lower, b.lower);
  const upper = Math.min(a.upper, b.upper);
  return lower <= upper ? { lower, upper } : null;
}

/** Whether two ranges are apart, by more than rounding noise relative to their size. */
export function apart(a: Range, b: Range): boolean {
  const ends = [a.lower, a.upper, b.lower, b.upper].filter(Number.isFinite).map(Math.abs);
  const noise = 1e-9 * Math.max(1e-6, ...ends);
  return a.lower > b.upper + noise || b.lower > a.upper + noise;
}

/** The image of a range under a rising function. */
export const rising = ({ lower, upper }: Range, f: (x: number) => number): Range => ({
  lower: f(lower),
  upper: f(upper),
});

/** The image of a range under a falling function. */
export const falling = ({ lower, upper }: Range, f: (x: number) => number): Range => ({
  lower: f(upper),
  upper: f(lower),
});

export const add = (a: Range, b: Range): Range => range(a.lower + b.lower, a.upper + b.upper);
export const subtract = (a: Range, b: Range): Range => range(a.lower - b.upper, a.upper - b.lower);
export const scale = (a: Range, factor: number): Range =>
  factor >= 0 ? range(a.lower * factor, a.upper * factor) : range(a.upper * factor, a.lower * factor);

const product = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);

/** All products of one number from each range. */
export function multiply(a: Range, b: Range): Range {
  const corners = [
    product(a.lower, b.lower),
    product(a.lower, b.upper),
    product(a.upper, b.lower),
    product(a.upper, b.upper),
  ];
  return range(Math.min(...corners), Math.max(...corners));
}

/** All quotients of non-negative ranges; a denominator that may be 0 leaves the quotient without upper end. */
export function divide(a: Range, b: Range): Range {
  return range(
    b.upper === Number.POSITIVE_INFINITY ? 0 : a.lower / b.upper,
    b.lower <= 0 ? Number.POSITIVE_INFINITY : a.upper / b.lower,
  );
}

/** Squares of a range of numbers. */
export function square(a: Range): Range {
  const ends = [a.lower * a.lower, a.upper * a.upper];
  return range(a.lower <= 0 && a.upper >= 0 ? 0 : Math.min(...ends), Math.max(...ends));
}

/** The part of a range from `low` to `high`; where there is none, the nearer end. */
export const clamp = ({ lower, upper }: Range, low: number, high: number): Range =>
  range(Math.min(high, Math.max(low, lower)), Math.max(low, Math.min(high, upper)));

/** 1 − x. */
export const complement = (a: Range): Range => falling(a, (x) => 1 - x);

/** Logits of proportions; −∞ and ∞ at 0 and 1. */
export const logits = (a: Range): Range => rising(clamp(a, 0, 1), logit);
export const proportions = (a: Range): Range => rising(a, expit);

/** Logarithms of non-negative numbers; −∞ at 0. */
export const logs = (a: Range): Range => rising(range(Math.max(0, a.lower), Math.max(0, a.upper)), log);
