/** Points with weights, position by position. */
export interface WeightedPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weights: readonly number[];
}

/** A straight line with the standard errors of its coefficients. */
export interface WeightedLine {
  readonly slope: number;
  readonly slopeStandardError: number;
  readonly intercept: number;
  readonly interceptStandardError: number;
  /** Share of the weighted variation of y around its mean that the line leaves, 0 to 1. */
  readonly unexplained: number;
}

/**
 * Weighted least squares of y on x with an intercept. Standard errors take the residual variance, on n − 2 degrees of
 * freedom, for unknown: only the ratios of the weights matter (R's `lm(weights)`, Stata's aweights). Sums are taken around
 * the weighted means. Infinite or NaN where x does not vary or n ≤ 2.
 */
export function weightedLine({ x, y, weights }: WeightedPoints): WeightedLine {
  const n = x.length;
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < n; i++) {
    weight += weights[i]!;
    sumX += weights[i]! * x[i]!;
    sumY += weights[i]! * y[i]!;
  }
  const meanX = sumX / weight;
  const meanY = sumY / weight;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    xx += weights[i]! * (x[i]! - meanX) ** 2;
    xy += weights[i]! * (x[i]! - meanX) * (y[i]! - meanY);
    yy += weights[i]! * (y[i]! - meanY) ** 2;
  }
  const slope = xy / xx;
  let residual = 0;
  for (let i = 0; i < n; i++) residual += weights[i]! * (y[i]! - meanY - slope * (x[i]! - meanX)) ** 2;
  const variance = residual / (n - 2);
  return {
    slope,
    slopeStandardError: Math.sqrt(variance / xx),
    intercept: meanY - slope * meanX,
    interceptStandardError: Math.sqrt(variance * (1 / weight + meanX ** 2 / xx)),
    unexplained: yy > 0 ? residual / yy : 0,
  };
}
