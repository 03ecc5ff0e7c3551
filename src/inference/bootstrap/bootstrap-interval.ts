import { normalCdf, normalQuantile } from "../../numeric/distributions/normal.js";

/** What corrects a percentile interval: for the draws' lopsidedness about the estimate, and for a standard error that changes with it. */
export interface BcaCorrection {
  /** z₀: the normal quantile of the share of draws below the estimate. */
  readonly bias: number;
  /** a: a sixth of the skewness of the jackknife's influences. */
  readonly acceleration: number;
}

/** Limits of an interval, and how far another seed would move them. */
export interface DrawnInterval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly monteCarloError: { readonly lower: number | null; readonly upper: number | null };
  /** Why there are none; `null` where there are. */
  readonly reason: string | null;
}

const NONE = { lower: null, upper: null };

/** No interval, and why. */
export const noInterval = (reason: string): DrawnInterval => ({ ...NONE, monteCarloError: NONE, reason });

/** The p quantile of sorted numbers, at position p(n + 1) − 1 between neighbours (R's type 6), never outside them. */
export function quantileOfSorted(sorted: readonly number[], p: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const below = Math.floor(position);
  const [low, high] = [sorted[below]!, sorted[Math.min(sorted.length - 1, below + 1)]!];
  return low + (position - below) * (high - low);
}

/** Half the distance of the quantiles one binomial standard deviation of ranks to either side. */
function quantileError(sorted: readonly number[], p: number): number {
  const ranks = Math.sqrt((p * (1 - p)) / sorted.length);
  return (quantileOfSorted(sorted, Math.min(1, p + ranks)) - quantileOfSorted(sorted, Math.max(0, p - ranks))) / 2;
}

/** The interval between two quantiles of sorted draws; none where less than one draw lies beyond a limit. */
function between(sorted: readonly number[], [low, high]: readonly [number, number], level: number): DrawnInterval {
  if (sorted.length * Math.min(low, 1 - high) < 1) {
    return noInterval(`${sorted.length} usable draws are too few for a ${100 * level} % interval`);
  }
  return {
    lower: quantileOfSorted(sorted, low),
    upper: quantileOfSorted(sorted, high),
    monteCarloError: { lower: quantileError(sorted, low), upper: quantileError(sorted, high) },
    reason: null,
  };
}

/** The interval between the quantiles of the draws. */
export function percentileInterval(sorted: readonly number[], level: number): DrawnInterval {
  const tail = (1 - level) / 2;
  return between(sorted, [tail, 1 - tail], level);
}

/**
 * z₀ = Φ⁻¹(#{draws < estimate}/B) and a = Σ dᵢ³/(6 (Σ dᵢ²)^{3/2}) with dᵢ = (mean of the jackknife values) − (the i-th): Efron
 * 1987, J Am Stat Assoc 82:171; Efron & Tibshirani 1993, An Introduction to the Bootstrap, equations 14.14, 14.15. `null` where all draws lie on one side, or leaving out a study changes nothing.
 */
export function bcaCorrection(
  sorted: readonly number[],
  estimate: number,
  jackknife: readonly number[],
): BcaCorrection | null {
  const below = sorted.filter((value) => value < estimate).length;
  if (below === 0 || below === sorted.length) return null;
  const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
  let [squares, cubes] = [0, 0];
  for (const value of jackknife) {
    const d = mean - value;
    squares += d * d;
    cubes += d * d * d;
  }
  if (!(squares > 0)) return null;
  return { bias: normalQuantile(below / sorted.length), acceleration: cubes / (6 * squares * Math.sqrt(squares)) };
}

/** The levels of the quantiles that a correction puts in the place of α and 1 − α: Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))). */
export function correctedLevels({ bias, acceleration }: BcaCorrection, level: number): readonly [number, number] {
  const corrected = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  const tail = (1 - level) / 2;
  return [corrected(tail), corrected(1 - tail)];
}

/** The bias-corrected and accelerated interval. */
export function bcaInterval(sorted: readonly number[], correction: BcaCorrection, level: number): DrawnInterval {
  const levels = correctedLevels(correction, level);
  if (levels[0] < levels[1]) return between(sorted, levels, level);
  return noInterval("the correction turns the interval round: the estimate lies too far from most draws");
}
