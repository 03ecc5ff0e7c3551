import { InputError } from "../../base/errors.js";
import { studentTUpperTail } from "../distributions/student-t.js";
import { square } from "../elementary.js";

/** A straight line y = intercept + slope·x fitted by weighted least squares. */
export interface WeightedLine {
  readonly intercept: number;
  readonly slope: number;
  /** Standard errors, from the residual variance; `null` without residual degrees of freedom. */
  readonly interceptStandardError: number | null;
  readonly slopeStandardError: number | null;
  /** Square root of Σ w·residual² / df; `null` without residual degrees of freedom. */
  readonly residualStandardDeviation: number | null;
  /** Residual degrees of freedom: points of positive weight, minus 2. */
  readonly df: number;
  /** slope / its standard error; `null` where that is 0 or unknown. */
  readonly t: number | null;
  /** Two-sided P value of `t` from Student's t with `df` degrees of freedom. */
  readonly pValue: number | null;
}

/**
 * Fits y = intercept + slope·x by least squares with weights w ≥ 0 (inverse variances up to a factor, which the residuals
 * estimate). With means x̄, ȳ weighted by w: slope = Σw(x − x̄)(y − ȳ) / Σw(x − x̄)², intercept = ȳ − slope·x̄,
 * s² = Σw·residual² / df, Var(slope) = s² / Σw(x − x̄)², Var(intercept) = s²·(1/Σw + x̄² / Σw(x − x̄)²).
 * Agrees with R's `lm(y ~ x, weights = w)`; points of weight 0 do not count.
 *
 * @returns `null` where no line is defined: fewer than two points, or all at one x
 * @throws InputError `length-mismatch` unless x, y and the weights are equally long, `outside-domain` for a weight below 0
 */
export function weightedLine(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[],
): WeightedLine | null {
  if (x.length !== y.length || x.length !== weights.length) {
    throw new InputError(
      "length-mismatch",
      `x, y and the weights differ in length: ${x.length}, ${y.length}, ${weights.length}.`,
      {
        got: [x.length, y.length, weights.length],
        wanted: "one length",
      },
    );
  }
  let total = 0;
  let points = 0;
  let sumX = 0;
  let sumY = 0;
  for (const [i, w] of weights.entries()) {
    if (!(w >= 0)) {
      throw new InputError("outside-domain", `A weight must be at least 0, got ${w}.`, {
        where: `weights[${i}]`,
        got: w,
      });
    }
    if (w === 0) continue;
    points += 1;
    total += w;
    sumX += w * x[i]!;
    sumY += w * y[i]!;
  }
  const meanX = sumX / total;
  const meanY = sumY / total;
  let squares = 0;
  let products = 0;
  let spread = 0;
  for (const [i, w] of weights.entries()) {
    if (w === 0) continue;
    const deviation = x[i]! - meanX;
    squares += w * deviation * deviation;
    products += w * deviation * (y[i]! - meanY);
    spread = Math.max(spread, Math.abs(deviation));
  }
  // Equal x may differ from their mean by rounding.
  if (points < 2 || !(spread > 4 * points * Number.EPSILON * Math.abs(meanX))) return null;
  const slope = products / squares;
  const intercept = meanY - slope * meanX;
  const df = points - 2;
  if (df === 0) {
    return {
      intercept,
      slope,
      interceptStandardError: null,
      slopeStandardError: null,
      residualStandardDeviation: null,
      df,
      t: null,
      pValue: null,
    };
  }
  const residualSquares = weights.reduce(
    (sum, w, i) => (w === 0 ? sum : sum + w * square(y[i]! - meanY - slope * (x[i]! - meanX))),
    0,
  );
  const variance = residualSquares / df;
  const slopeStandardError = Math.sqrt(variance / squares);
  const t = slopeStandardError > 0 ? slope / slopeStandardError : null;
  return {
    intercept,
    slope,
    interceptStandardError: Math.sqrt(variance * (1 / total + (meanX * meanX) / squares)),
    slopeStandardError,
    residualStandardDeviation: Math.sqrt(variance),
    df,
    t,
    pValue: t === null ? null : 2 * studentTUpperTail(Math.abs(t), df),
  };
}
