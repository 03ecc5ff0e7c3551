import { logBinomialCoefficient } from "../numeric/distributions/gamma.js";
import { expit, log1pExp } from "../numeric/distributions/logistic.js";
import { exp, hypot, log } from "../numeric/elementary.js";
import { positiveDefiniteInverse } from "../numeric/linear/matrix.js";
import { type Minimum, minimize } from "../numeric/optimize/minimize.js";
import { gradientDifferences } from "../numeric/optimize/newton.js";
import { gaussHermite } from "../numeric/quadrature/gauss-hermite.js";

/** One binomial observation: successes of trials, its row of the fixed effects' design, and of the random effects'. */
export interface BinomialRow {
  readonly successes: number;
  readonly trials: number;
  readonly x: readonly number[];
  /** One or two numbers. */
  readonly z: readonly number[];
}

/** A mixed logistic model of rows in groups that share their random effects. */
export interface GroupedLogisticModel {
  readonly groups: readonly (readonly BinomialRow[])[];
  /** Number of fixed effects. */
  readonly fixed: number;
  /** Number of random effects, 0 to 2, with an unstructured covariance. */
  readonly random: 0 | 1 | 2;
  /** Quadrature nodes per random effect. */
  readonly nodes: number;
}

/** What `fitGroupedLogistic` found. */
export interface GroupedLogisticFit {
  readonly fixed: readonly number[];
  /** Of the fixed effects: their block of the inverse observed information; `null` where that is singular. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Covariance of the random effects. */
  readonly between: readonly (readonly number[])[];
  /** With the binomial coefficients. */
  readonly logLik: number;
  readonly converged: boolean;
}

/** Lower triangular factor [a 0; b c] of the random effects' covariance. */
type Factor = readonly [a: number, b: number, c: number];

/** The group's log-likelihood given whitened random effects (v₁, v₂), with their standard normal kernel. */
function conditional(
  rows: readonly BinomialRow[],
  eta: readonly number[],
  [a, b, c]: Factor,
  v1: number,
  v2: number,
): number {
  let sum = -0.5 * (v1 * v1 + v2 * v2);
  for (let i = 0; i < rows.length; i++) {
    const { successes, trials, z } = rows[i]!;
    const u = (z[0] ?? 0) * a * v1 + (z[1] ?? 0) * (b * v1 + c * v2);
    const value = eta[i]! + u;
    sum += successes * value - trials * log1pExp(value);
  }
  return sum;
}

interface Mode {
  readonly v1: number;
  readonly v2: number;
  readonly h11: number;
  readonly h12: number;
  readonly h22: number;
}

/** The posterior mode of the whitened random effects and the negative curvature there, by Newton's method with halving. */
function findMode(rows: readonly BinomialRow[], eta: readonly number[], factor: Factor): Mode {
  const [a, b, c] = factor;
  let [v1, v2] = [0, 0];
  for (let iteration = 0; ; iteration++) {
    let [g1, g2, h11, h12, h22] = [-v1, -v2, 1, 0, 1];
    for (let i = 0; i < rows.length; i++) {
      const { successes, trials, z } = rows[i]!;
      const d1 = (z[0] ?? 0) * a + (z[1] ?? 0) * b;
      const d2 = (z[1] ?? 0) * c;
      const p = expit(eta[i]! + d1 * v1 + d2 * v2);
      const residual = successes - trials * p;
      const weight = trials * p * (1 - p);
      g1 += residual * d1;
      g2 += residual * d2;
      h11 += weight * d1 * d1;
      h12 += weight * d1 * d2;
      h22 += weight * d2 * d2;
    }
    const determinant = h11 * h22 - h12 * h12;
    const step1 = (h22 * g1 - h12 * g2) / determinant;
    const step2 = (h11 * g2 - h12 * g1) / determinant;
    if (Math.abs(step1) + Math.abs(step2) < 1e-13 * (1 + Math.abs(v1) + Math.abs(v2)) || iteration >= 100) {
      return { v1, v2, h11, h12, h22 };
    }
    const before = conditional(rows, eta, factor, v1, v2);
    let share = 1;
    while (share > 1e-6 && conditional(rows, eta, factor, v1 + share * step1, v2 + share * step2) < before - 1e-12) {
      share /= 2;
    }
    v1 += share * step1;
    v2 += share * step2;
  }
}

/**
 * The integral over the group's random effects by the rule around the posterior mode: v = mode + T·x with T·Tᵀ = H⁻¹, turned so
 * that on the scale of the effects the second depends on the second node alone, as Stata places them.
 */
function integrateGroup(
  rows: readonly BinomialRow[],
  eta: readonly number[],
  factor: Factor,
  model: GroupedLogisticModel,
): number {
  if (model.random === 0) return conditional(rows, eta, factor, 0, 0);
  const { v1, v2, h11, h12, h22 } = findMode(rows, eta, factor);
  const { nodes, logScaledWeights } = gaussHermite(model.nodes);
  const determinant = h11 * h22 - h12 * h12;
  const [, b, c] = factor;
  const lower11 = Math.sqrt(h22 / determinant);
  const lower21 = -h12 / Math.sqrt(determinant * h22);
  const lower22 = 1 / Math.sqrt(h22);
  const m1 = b * lower11 + c * lower21;
  const m2 = c * lower22;
  const length = hypot(m1, m2);
  const [cos, sin] = length > 0 ? [m2 / length, m1 / length] : [1, 0];
  const t11 = lower11 * cos;
  const t12 = lower11 * sin;
  const t21 = lower21 * cos - lower22 * sin;
  const t22 = lower21 * sin + lower22 * cos;
  const centre = conditional(rows, eta, factor, v1, v2);
  const planar = model.random === 2;
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    for (let j = 0; j < (planar ? nodes.length : 1); j++) {
      const x = nodes[i]!;
      const y = planar ? nodes[j]! : 0;
      const weight = logScaledWeights[i]! + (planar ? logScaledWeights[j]! : 0);
      sum += exp(weight - centre + conditional(rows, eta, factor, v1 + t11 * x + t12 * y, v2 + t21 * x + t22 * y));
    }
  }
  return centre + log(sum) - 0.5 * log(planar ? determinant : h11);
}

function factorOf(parameters: ArrayLike<number>, { fixed, random }: GroupedLogisticModel): Factor {
  if (random === 0) return [0, 0, 0];
  if (random === 1) return [parameters[fixed]!, 0, 0];
  return [parameters[fixed]!, parameters[fixed + 1]!, parameters[fixed + 2]!];
}

function logLikelihood(parameters: ArrayLike<number>, model: GroupedLogisticModel): number {
  const factor = factorOf(parameters, model);
  let sum = 0;
  for (const rows of model.groups) {
    const eta = rows.map(({ x }) => x.reduce((total, value, j) => total + value * parameters[j]!, 0));
    sum += integrateGroup(rows, eta, factor, model);
  }
  return sum;
}

/** The negative log-likelihood with its gradient by central differences. */
function objectiveOf(model: GroupedLogisticModel): (x: Float64Array, gradient: Float64Array) => number {
  return (x, gradient) => {
    const at = Float64Array.from(x);
    for (let j = 0; j < x.length; j++) {
      const step = 1e-5 * Math.max(1, Math.abs(x[j]!));
      at[j] = x[j]! + step;
      const ahead = logLikelihood(at, model);
      at[j] = x[j]! - step;
      gradient[j] = (logLikelihood(at, model) - ahead) / (2 * step);
      at[j] = x[j]!;
    }
    return -logLikelihood(x, model);
  };
}

/** The elements of the factor of a covariance matrix of one or two random effects. */
function factorStart(between: readonly (readonly number[])[]): readonly number[] {
  const a = Math.sqrt(between[0]![0]!);
  if (between.length === 1) return [a];
  const b = a > 0 ? between[1]![0]! / a : 0;
  return [a, b, Math.sqrt(Math.max(0, between[1]![1]! - b * b))];
}

/** Starts of the elements of the random effects' factor, by their number. */
const STARTS: Readonly<Record<0 | 1 | 2, readonly (readonly number[])[]>> = {
  0: [[]],
  1: [[0.7], [0.2]],
  2: [
    [0.7, -0.2, 0.6],
    [0.7, 0.3, 0.4],
    [0.3, -0.2, 0.1],
  ],
};

/**
 * Maximum likelihood in a logistic model whose rows share one or two normal random effects by group, by adaptive
 * Gauss–Hermite quadrature: what the programs need beyond the bivariate model, such as midas's null model with one random
 * intercept, and comparative designs in which two tests share the effects of a study. Small problems only: gradients are
 * differences.
 *
 * @param start of the fixed effects
 * @param near covariance of the random effects to start from; several are tried without one
 */
export function fitGroupedLogistic(
  model: GroupedLogisticModel,
  start: readonly number[],
  near?: readonly (readonly number[])[],
): GroupedLogisticFit {
  const objective = objectiveOf(model);
  // The best start is looked for with one node, which is cheap, and followed with all of them.
  const coarse = objectiveOf({ ...model, nodes: 1 });
  const best = (near === undefined ? STARTS[model.random] : [factorStart(near)])
    .map((spread) => minimize(coarse, [...start, ...spread], { gradientTolerance: 0.01 }))
    .reduce<Minimum | null>((least, found) => (least === null || found.value < least.value ? found : least), null)!;
  const polished = minimize(objective, best.x, { gradientTolerance: 1e-6 });
  const size = model.fixed + STARTS[model.random][0]!.length;
  const hessian = new Float64Array(size * size);
  gradientDifferences(objective, size, 1e-3)(polished.x, hessian);
  const rows = Array.from({ length: size }, (_, i) => Array.from(hessian.subarray(i * size, (i + 1) * size)));
  const inverse = positiveDefiniteInverse(rows);
  const [a, b, c] = factorOf(polished.x, model);
  const constant = model.groups
    .flat()
    .reduce((sum, { successes, trials }) => sum + logBinomialCoefficient(trials, successes), 0);
  const between =
    model.random === 2
      ? [
          [a * a, a * b],
          [a * b, b * b + c * c],
        ]
      : model.random === 1
        ? [[a * a]]
        : [];
  return {
    fixed: Array.from(polished.x.subarray(0, model.fixed)),
    covariance: inverse === null ? null : inverse.slice(0, model.fixed).map((row) => row.slice(0, model.fixed)),
    between,
    logLik: constant - polished.value,
    converged: polished.gradientNorm < 1e-3,
  };
}
