import type { PartialEstimate } from "../base/estimate.js";
import { finiteOrNull } from "../base/finite-or-null.js";
import type { BivariateFit, PosteriorDraw } from "../models/fit.js";
import { covarianceOfMeans, deltaVariance, type ModelGradient, meansOf } from "../models/mean-logits.js";
import { expit, logit } from "../numeric/distributions/logistic.js";
import { exp } from "../numeric/elementary.js";
import { sortedPositions, weightedQuantiles } from "../numeric/monte-carlo/weighted-sample.js";

/** The parameters of a bivariate fit at one row of its design: the two mean logits, and the covariance between studies. */
export interface ModelPoint {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
}

/** How a value is shown, and where its limits lie at `critical` standard errors. */
interface Scale {
  readonly shown: (value: number) => number;
  readonly limits: (value: number, standardError: number, critical: number) => readonly [number, number];
}

const symmetric = (back: (value: number) => number): Scale => ({
  shown: back,
  limits: (value, standardError, critical) => {
    const half = critical * standardError;
    return [back(value - half), back(value + half)];
  },
});

/** The scales on which quantities have symmetric intervals. */
const SCALES = {
  /** As it is. */
  identity: symmetric((value) => value),
  /** A logarithm, shown as what it is the logarithm of. */
  log: symmetric(exp),
  /** A logit, shown as a proportion. */
  logit: symmetric(expit),
  /** A number above 0, its interval symmetric on the log scale. */
  positive: {
    shown: (value) => value,
    limits: (value, standardError, critical) => {
      const half = critical * standardError;
      return [value * exp(-half / value), value * exp(half / value)];
    },
  },
  /** A proportion, its interval symmetric on the logit scale. */
  proportion: {
    shown: (value) => value,
    limits: (value, standardError, critical) => {
      const onLogit = standardError / (value * (1 - value));
      const centre = logit(value);
      return [expit(centre - critical * onLogit), expit(centre + critical * onLogit)];
    },
  },
} as const satisfies Readonly<Record<string, Scale>>;

/** A smooth function of a fit's parameters. */
export interface Quantity {
  readonly value: (at: ModelPoint) => number;
  /** Its derivatives at the fit's estimates. */
  readonly gradient: ModelGradient;
  readonly scale: keyof typeof SCALES;
}

/** An estimate with the standard error on the scale of the quantity's value; `null` where the fit has none. */
export interface QuantityEstimate extends PartialEstimate {
  readonly estimate: number;
  readonly standardError: number | null;
}

/** The parameters of a fit at a row of its design. */
export function pointOf(fit: BivariateFit, row: readonly number[]): ModelPoint {
  const [sensitivity, specificity] = meansOf(fit, row);
  const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
  return { sensitivity, specificity, varSensitivity, varSpecificity, covariance };
}

/**
 * Any smooth function of a fit's parameters with its interval: by the delta method at `critical` standard errors, or, where
 * the fit has draws from a posterior distribution, their median and quantiles.
 *
 * A gradient that is 0 for the between-study covariance asks for the covariance of the coefficients alone, which every fit has.
 */
export function estimateOf(
  fit: BivariateFit,
  row: readonly number[],
  { value, gradient, scale }: Quantity,
  { level, critical }: { readonly level: number; readonly critical: number },
): QuantityEstimate {
  const { shown, limits } = SCALES[scale];
  if (fit.draws !== undefined) return fromDraws(fit.draws, row, value, shown, level);
  const estimate = value(pointOf(fit, row));
  const variance = varianceOf(fit, row, gradient);
  if (variance === null) return { estimate: shown(estimate), lower: null, upper: null, level, standardError: null };
  const standardError = Math.sqrt(variance);
  const [lower, upper] = limits(estimate, standardError, critical);
  return { estimate: shown(estimate), lower: finiteOrNull(lower), upper: finiteOrNull(upper), level, standardError };
}

function varianceOf(fit: BivariateFit, row: readonly number[], gradient: ModelGradient): number | null {
  const [a, b, ...psi] = gradient;
  if (psi.some((derivative) => derivative !== 0)) return deltaVariance(fit, row, gradient);
  const { varSensitivity, varSpecificity, covariance } = covarianceOfMeans(fit, row);
  return Math.max(0, a * a * varSensitivity + 2 * a * b * covariance + b * b * varSpecificity);
}

function fromDraws(
  draws: readonly PosteriorDraw[],
  row: readonly number[],
  value: Quantity["value"],
  shown: (value: number) => number,
  level: number,
): QuantityEstimate {
  const values = Float64Array.from(draws, (draw) => value(pointOfDraw(draw, row)));
  const weights = Float64Array.from(draws, ({ weight }) => weight);
  const order = sortedPositions(values);
  const [lower, estimate, upper] = weightedQuantiles(values, weights, order, [(1 - level) / 2, 0.5, (1 + level) / 2]);
  const centre = values.reduce((sum, x, i) => sum + weights[i]! * x, 0);
  const variance = values.reduce((sum, x, i) => sum + weights[i]! * (x - centre) * (x - centre), 0);
  return {
    estimate: shown(estimate!),
    lower: finiteOrNull(shown(lower!)),
    upper: finiteOrNull(shown(upper!)),
    level,
    standardError: finiteOrNull(Math.sqrt(variance)),
  };
}

/** The parameters of one draw at a row of the design. */
export function pointOfDraw(draw: PosteriorDraw, row: readonly number[]): ModelPoint {
  const { mu1, mu2, sd1, sd2, rho, coefficients } = draw;
  const mean = (intercept: number, offset: number): number =>
    coefficients === undefined ? intercept : row.reduce((sum, x, j) => sum + x * coefficients[offset + j]!, 0);
  return {
    sensitivity: mean(mu1, 0),
    specificity: mean(mu2, row.length),
    varSensitivity: sd1 * sd1,
    varSpecificity: sd2 * sd2,
    covariance: rho * sd1 * sd2,
  };
}
