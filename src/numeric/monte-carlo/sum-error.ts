import { exp, log } from "../elementary.js";
import { fitGeneralizedPareto } from "./pareto-smoothing.js";

/** Above this shape of the terms' tail a sum of draws says nothing of its own error: other draws could move it by any amount (Vehtari et al. 2024, section 3). */
const MOST_SHAPE = 1;
/** Largest terms that are looked at; fewer than `LEAST` say nothing of a tail. */
const LEAST = 5;
/** The tail is followed to where one draw in so many samples of this size would lie. */
const BEYOND = 20;

/** ∫ from 0 to `end` of e^(rate·x), also where the rate is next to 0. */
function growth(rate: number, end: number): number {
  return Math.abs(rate * end) < 1e-9 ? end * (1 + (rate * end) / 2) : (exp(rate * end) - 1) / rate;
}

/**
 * The Monte Carlo standard error of a sum of independent terms of mean 0 in expectation, √Σt². Where the terms have a heavy tail the few
 * largest decide that sum, and most samples have not met them: so the squares of the largest min(n/5, 3√n) are replaced by those of the
 * generalised Pareto distribution fitted to them, followed beyond the sample as far as a sample 20 times as large would reach.
 *
 * @returns `null` where the tail is so heavy (shape above 1) that draws can't tell the error of their sum
 */
export function sumError(terms: Float64Array): number | null {
  const n = terms.length;
  const sizes = terms.map(Math.abs).sort();
  const tail = Math.min(Math.floor(n / 5), Math.ceil(3 * Math.sqrt(n)));
  let body = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const square = sizes[i]! * sizes[i]!;
    if (i < n - tail) body += square;
    else largest += square;
  }
  if (!Number.isFinite(body + largest)) return null;
  const cut = tail < n ? sizes[n - tail - 1]! : 0;
  const excess = sizes.subarray(n - tail).map((size) => size - cut);
  const first = excess.findIndex((value) => value > 0);
  if (tail - first < LEAST || first < 0) return Math.sqrt(body + largest);
  const { shape, scale } = fitGeneralizedPareto(excess.subarray(first));
  if (!(shape <= MOST_SHAPE)) return null;
  // a term in the tail is cut + (scale/shape)(e^(shape·x) − 1), x exponential
  const end = log(BEYOND * tail);
  const k = Math.abs(shape) < 1e-6 ? 1e-6 : shape;
  const slope = scale / k;
  const level = cut - slope;
  const fitted =
    tail *
    (level * level * growth(-1, end) + 2 * level * slope * growth(k - 1, end) + slope * slope * growth(2 * k - 1, end));
  // a term beyond what the distribution has room for counts as it is
  return Math.sqrt(body + Math.max(largest, fitted));
}
