import { covarianceOf } from "./boundary.js";
import { mixedLikelihood, withFixedNodes } from "./likelihood.js";
import { maximizeMixed } from "./maximize.js";
import type { MixedLogisticModel } from "./model.js";

/** What `fitGroupedLogistic` found. */
export interface GroupedLogisticFit {
  readonly fixed: readonly number[];
  /** Of the fixed effects: their block of the inverse observed information; `null` where that is singular. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Covariance of the random effects: of the model's one factor, if it has one. */
  readonly between: readonly (readonly number[])[];
  /** With the binomial coefficients. */
  readonly logLik: number;
  readonly converged: boolean;
}

/** Starts of the elements of a factor, by its size. */
const STARTS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  0: [[]],
  1: [[0.7], [0.2]],
  2: [
    [0.7, -0.2, 0.6],
    [0.7, 0.3, 0.4],
    [0.3, -0.2, 0.1],
  ],
};

/**
 * Maximum likelihood in a logistic model of grouped rows with at most one factor, as a program with so many nodes a dimension
 * finds it: the maximum of that approximation, the nodes placed as Stata places them where the cells come in the order of
 * their effects, the last effect first.
 *
 * @param start of the fixed effects
 * @param near elements of the factor to start from; several are tried without one
 */
export function fitGroupedLogistic(
  model: MixedLogisticModel,
  nodes: number,
  start: readonly number[],
  near?: readonly number[],
): GroupedLogisticFit {
  const [factor] = model.factors;
  const likelihood = withFixedNodes(mixedLikelihood(model, "direct"), nodes);
  const spreads = near === undefined ? STARTS[factor?.size ?? 0]! : [near];
  const found = maximizeMixed(
    likelihood,
    model,
    spreads.map((spread) => [...start, ...spread]),
  );
  const { fixed } = model;
  return {
    fixed: found.parameters.slice(0, fixed),
    covariance: found.covariance?.slice(0, fixed).map((row) => row.slice(0, fixed)) ?? null,
    between: factor === undefined ? [] : covarianceOf(found.parameters.slice(fixed), factor),
    logLik: found.logLik,
    converged: found.converged,
  };
}
