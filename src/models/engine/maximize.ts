import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import { maxNorm, minimize } from "../../numeric/optimize/minimize.js";
import { withPositiveDiagonals, zeroDiagonals } from "./boundary.js";
import type { GroupNodes } from "./group-integral.js";
import type { GroupedLikelihood } from "./likelihood.js";
import type { ParameterLayout } from "./model.js";
import {
  BOUNDARY_LOSS,
  type Candidate,
  isInValley,
  objectiveOf,
  place,
  type Refined,
  refine,
  type Search,
  sameMaximum,
  TIE,
} from "./refine.js";

/** A maximum of a likelihood of grouped data. */
export interface MixedFit {
  /** Fixed effects, then covariance parameters; diagonals of factors are not negative. */
  readonly parameters: readonly number[];
  /** With the binomial coefficients. */
  readonly logLik: number;
  /** Positions in `parameters` of diagonal elements that are 0 at the optimum. */
  readonly zero: readonly number[];
  /** Positions that are free at the optimum: all but `zero` and what is not identified without them. */
  readonly free: readonly number[];
  /** Inverse observed information of the free parameters; `null` where not asked for, or not positive definite. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Largest component of the score over the free parameters. */
  readonly gradientNorm: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
  /** Most nodes of a rule, outer and inner, and what the next finer rules would change in the log-likelihood. */
  readonly quadrature: { readonly nodes: number; readonly error: number | null };
}

/** How a maximum is searched. */
export interface MaximizeOptions {
  /** Whether the information is wanted, and not the likelihood alone. Default true. */
  readonly information?: boolean;
}

/** Errors of a group's log-likelihood that are suffered while searching, in the information, and at last. */
const COARSE = 1e-3;
const CURVED = 1e-7;
const FINE = 3e-10;
/** By how much, relative to itself, a coarse log-likelihood may move otherwise than its score says. */
const COARSE_NOISE = 1e-6;
/** Score at which the estimates have all digits, and at which the log-likelihood alone has. */
const STATIONARY = 1e-10;
const FLAT = 1e-6;

/** Newton steps by the finest rules with the curvature of coarse ones, which is as good as its own but for the last digits. */
function polish(search: Search, candidate: Candidate, nodes: readonly GroupNodes[], stationary: number) {
  const { free } = candidate;
  const n = free.length;
  const objective = objectiveOf(search, nodes, candidate.parameters, free);
  let x = Float64Array.from(free, (position) => candidate.parameters[position]!);
  let gradient = new Float64Array(n);
  let value = objective(x, gradient);
  const factor = Float64Array.from(candidate.found.hessian);
  if (choleskyInPlace(factor, n)) {
    for (let step = 0; step < 12 && maxNorm(gradient) > stationary; step++) {
      const change = Float64Array.from(gradient);
      choleskySolveInPlace(factor, n, change);
      const next = x.map((xi, i) => xi - change[i]!);
      const nextGradient = new Float64Array(n);
      const nextValue = objective(next, nextGradient);
      search.iterations++;
      if (!(maxNorm(nextGradient) < maxNorm(gradient)) || nextValue > value + 1e-8) break;
      x = next;
      gradient = nextGradient;
      value = nextValue;
    }
  }
  return { parameters: place(candidate.parameters, free, x), gradientNorm: maxNorm(gradient), logLik: 0 - value };
}

/** The inverse of the observed information in the free parameters, by differences of the score. */
function inverseInformation(search: Search, parameters: Float64Array, free: readonly number[]): number[][] | null {
  const n = free.length;
  const { nodes } = search.likelihood.choose(parameters, CURVED, true);
  const hessian = new Float64Array(n * n);
  const x = Float64Array.from(free, (position) => parameters[position]!);
  withDifferencedHessian(objectiveOf(search, nodes, parameters, free), n, search.likelihood.step)(
    x,
    new Float64Array(n),
    hessian,
  );
  if (!choleskyInPlace(hessian, n)) return null;
  const inverse = new Float64Array(n * n);
  choleskyInverse(hessian, n, inverse, new Float64Array(n));
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => (inverse[i * n + j]! + inverse[j * n + i]!) / 2),
  );
}

/**
 * The maximum of a likelihood of grouped data. Searches from every start by coarse rules, follows the best by finer ones with
 * a trust region that leaves saddles, compares the boundaries near by (an element of a factor at 0: a variance of 0 or a
 * correlation of ±1), and ends by rules that are right to 1e-9 a group, chosen group by group.
 */
export function maximizeMixed(
  likelihood: GroupedLikelihood,
  model: ParameterLayout,
  starts: readonly (readonly number[])[],
  { information = true }: MaximizeOptions = {},
): MixedFit {
  const search: Search = { likelihood, model, evaluations: 0, iterations: 0 };
  const coarse = starts.map((start) => {
    const all = start.map((_, i) => i);
    const { nodes } = search.likelihood.choose(start, COARSE);
    const found = minimize(objectiveOf(search, nodes, start, all), start, {
      gradientTolerance: 0.01,
      maxIterations: 100,
      valueError: COARSE_NOISE,
    });
    search.iterations += found.iterations;
    return found;
  });
  const least = Math.min(...coarse.map(({ value }) => value));
  const refined: Refined[] = [];
  for (const found of coarse) {
    if (!(found.value <= least + TIE)) continue;
    const known = coarse.slice(0, coarse.indexOf(found)).some((other) => sameMaximum(other, found, model));
    if (!known && !refined.some(({ inside }) => isInValley(inside, found, model))) {
      refined.push(refine(search, found, Math.min(...refined.map(({ best }) => best.found.value))));
    }
  }
  const best = refined
    .map((one) => one.best)
    .reduce((one, other) => (other.found.value < one.found.value - BOUNDARY_LOSS ? other : one));
  const { nodes, error } = search.likelihood.choose(best.parameters, FINE, true);
  const end = polish(search, best, nodes, information ? STATIONARY : FLAT);
  const covariance = information ? inverseInformation(search, end.parameters, best.free) : null;
  const parameters = [
    ...end.parameters.subarray(0, model.fixed),
    ...withPositiveDiagonals(end.parameters.subarray(model.fixed), model.factors),
  ];
  return {
    parameters,
    logLik: end.logLik,
    zero: zeroDiagonals(model.factors, best.ranks).map((position) => position + model.fixed),
    free: best.free,
    covariance,
    gradientNorm: end.gradientNorm,
    converged: end.gradientNorm < 1e-5 && best.found.definite && (!information || covariance !== null),
    iterations: search.iterations,
    evaluations: search.evaluations,
    quadrature: { nodes: Math.max(0, ...nodes.flat()), error },
  };
}
