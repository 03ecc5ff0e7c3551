import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import { maxNorm, minimize } from "../../numeric/optimize/minimize.js";
import { withPositiveDiagonals, zeroDiagonals } from "./boundary.js";
import { learnCurvature } from "./curvature.js";
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
/** The same where the log-likelihood alone is wanted, to 1e-8 or better: the finer of two rules that agree to this. */
const FINE_ENOUGH = 3e-9;
/** By how much, relative to itself, a coarse log-likelihood may move otherwise than its score says. */
const COARSE_NOISE = 1e-6;
/** Where the estimates have all digits, and where the log-likelihood alone has. */
const STATIONARY: Ending = { gradient: 1e-10, decrement: 0 };
const FLAT: Ending = { gradient: 1e-6, decrement: 1e-10 };
/** Score below which a search has converged. */
const STILL = 1e-5;

/** Where a search may end: by its slope, or by the log-likelihood that a step would still bring. */
interface Ending {
  readonly gradient: number;
  readonly decrement: number;
}

/** Steps by the finest rules with the curvature of coarse ones, which is as good as its own but for the last digits, and learns from each step. */
function polish(search: Search, candidate: Candidate, nodes: readonly GroupNodes[], ending: Ending) {
  const { free } = candidate;
  const n = free.length;
  const objective = objectiveOf(search, nodes, candidate.parameters, free);
  let x = Float64Array.from(free, (position) => candidate.parameters[position]!);
  let gradient = new Float64Array(n);
  let value = objective(x, gradient);
  let decrement = Number.POSITIVE_INFINITY;
  const hessian = Float64Array.from(candidate.found.hessian);
  for (let steps = 0; steps < 12 && maxNorm(gradient) > ending.gradient; steps++) {
    const factor = Float64Array.from(hessian);
    if (!choleskyInPlace(factor, n)) break;
    const down = Float64Array.from(gradient);
    choleskySolveInPlace(factor, n, down);
    decrement = down.reduce((sum, value, i) => sum + (value * gradient[i]!) / 2, 0);
    if (decrement <= ending.decrement) break;
    const next = x.map((xi, i) => xi - down[i]!);
    const nextGradient = new Float64Array(n);
    const nextValue = objective(next, nextGradient);
    search.iterations++;
    if (!(maxNorm(nextGradient) < maxNorm(gradient)) || nextValue > value + 1e-8) break;
    learnCurvature(
      hessian,
      next.map((xi, i) => xi - x[i]!),
      nextGradient.map((slope, i) => slope - gradient[i]!),
    );
    x = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return {
    parameters: place(candidate.parameters, free, x),
    gradientNorm: maxNorm(gradient),
    logLik: 0 - value,
    ended: maxNorm(gradient) < STILL || decrement <= ending.decrement,
  };
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

/** The candidate of greatest likelihood by rules that are as fine as those of any of them, the first of those that tie. */
function highest(search: Search, candidates: readonly Candidate[]): Candidate {
  const followed = candidates.filter(({ found }) => found.reason !== "stopped");
  const [first, ...others] = followed.length > 0 ? followed : candidates;
  if (others.length === 0) return first!;
  const nodes = first!.rules.nodes.map((own, group) =>
    others.reduce<GroupNodes>(
      (finest, { rules }) => (rules.nodes[group]![0] > finest[0] ? rules.nodes[group]! : finest),
      own,
    ),
  );
  const score = new Float64Array(search.likelihood.parameters);
  const costOf = ({ parameters }: Candidate): number => {
    search.evaluations++;
    return 0 - search.likelihood.evaluate(parameters, nodes, score);
  };
  return others
    .map((candidate) => ({ candidate, value: costOf(candidate) }))
    .reduce((one, other) => (other.value < one.value - BOUNDARY_LOSS ? other : one), {
      candidate: first!,
      value: costOf(first!),
    }).candidate;
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
  const best = highest(
    search,
    refined.map((one) => one.best),
  );
  const { nodes, error } = search.likelihood.choose(best.parameters, information ? FINE : FINE_ENOUGH, true);
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
    converged: end.ended && best.found.definite && (!information || covariance !== null),
    iterations: search.iterations,
    evaluations: search.evaluations,
    quadrature: { nodes: Math.max(0, ...nodes.flat()), error },
  };
}
