import { sumError } from "./sum-error.js";

/** A summary of weighted draws of one quantity. */
export interface WeightedSummary {
  readonly mean: number;
  readonly sd: number;
  readonly quantiles: readonly number[];
  /** Monte Carlo standard errors of the mean, of the sd and of each quantile; `null` where the tail is too heavy for draws to tell. */
  readonly meanError: number | null;
  readonly sdError: number | null;
  readonly quantileErrors: readonly number[];
}

/** Σw² of weights of sum 1: the reciprocal is the number of independent draws that would say as much of a typical mean. */
export function sumOfSquares(weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * weights[i]!;
  return sum;
}

/** Positions of the values in ascending order; equal values by position, so that every engine sorts alike. */
export function sortedPositions(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]! || i - j);
}

/**
 * The weighted quantiles at `probabilities` (ascending): the distribution function's inverse, linear between the middles of the
 * draws' steps.
 */
export function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  order: Uint32Array,
  probabilities: readonly number[],
): number[] {
  const n = order.length;
  const result: number[] = [];
  let position = 0;
  let below = 0;
  for (const p of probabilities) {
    while (position < n && below + 0.5 * weights[order[position]!]! < p) {
      below += weights[order[position]!]!;
      position++;
    }
    if (position === 0) {
      result.push(values[order[0]!]!);
    } else if (position === n) {
      result.push(values[order[n - 1]!]!);
    } else {
      const here = order[position]!;
      const before = order[position - 1]!;
      const high = below + 0.5 * weights[here]!;
      const low = below - 0.5 * weights[before]!;
      const share = high > low ? (p - low) / (high - low) : 1;
      result.push(values[before]! + share * (values[here]! - values[before]!));
    }
  }
  return result;
}

/** A quantile's error is read off the distribution function over so many of its own errors to either side. */
const BAND = 2;

/** How far a quantile moves when the distribution function moves by its Monte Carlo error at p. */
function quantileError(
  values: Float64Array,
  weights: Float64Array,
  order: Uint32Array,
  quantile: number,
  p: number,
): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const off = (values[i]! <= quantile ? 1 : 0) - p;
    sum += weights[i]! * weights[i]! * off * off;
  }
  const error = Math.sqrt(sum);
  const [from, to] = [Math.max(0, p - BAND * error), Math.min(1, p + BAND * error)];
  const [low, high] = weightedQuantiles(values, weights, order, [from, to]);
  return (error * (high! - low!)) / (to - from);
}

/**
 * Mean, standard deviation and quantiles of weighted draws (weights of sum 1), each with the standard error of self-normalised
 * importance sampling, √Σw²(f − E f)² with f the quantity, its squared distance from the mean, or whether it lies below the quantile.
 * Heavy tails of the first two are followed beyond the draws (`sumError`); the last is carried to the quantile by the quantiles at
 * p ± twice the error of p (after Woodruff 1952, J Am Stat Assoc 47:635, doi:10.1080/01621459.1952.10483443).
 */
export function summarizeWeighted(
  values: Float64Array,
  weights: Float64Array,
  probabilities: readonly number[],
  order = sortedPositions(values),
): WeightedSummary {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += weights[i]! * values[i]!;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    variance += weights[i]! * d * d;
  }
  const sd = Math.sqrt(variance);
  const ofMean = new Float64Array(n);
  const ofVariance = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    ofMean[i] = weights[i]! * d;
    ofVariance[i] = weights[i]! * (d * d - variance);
  }
  const varianceError = sumError(ofVariance);
  const quantiles = weightedQuantiles(values, weights, order, probabilities);
  return {
    mean,
    sd,
    quantiles,
    meanError: sumError(ofMean),
    sdError: varianceError === null ? null : sd > 0 ? varianceError / (2 * sd) : 0,
    quantileErrors: quantiles.map((quantile, j) => quantileError(values, weights, order, quantile, probabilities[j]!)),
  };
}

/**
 * Systematic resampling: `count` positions drawn with the weights' probabilities, each position taken ⌊count·w⌋ or ⌈count·w⌉ times
 * (Kitagawa 1996, J Comput Graph Stat 5:1).
 */
export function resamplePositions(weights: Float64Array, count: number, uniform: number): Uint32Array {
  const picked = new Uint32Array(count);
  let cumulative = weights[0]!;
  let i = 0;
  for (let j = 0; j < count; j++) {
    const target = (j + uniform) / count;
    while (cumulative < target && i < weights.length - 1) cumulative += weights[++i]!;
    picked[j] = i;
  }
  return picked;
}
