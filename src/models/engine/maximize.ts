import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import { type Climb, climb } from "../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import { type Minimum, maxNorm, minimize, type Objective } from "../../numeric/optimize/minimize.js";
import { rankAbove, stepsOffEdge, withPositiveDiagonals, withRanks, zeroDiagonals } from "./boundary.js";
import type { GroupNodes } from "./group-integral.js";
import type { GroupedLikelihood } from "./likelihood.js";
import type { ParameterLayout } from "./model.js";

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

/** Errors of a group's log-likelihood that are suffered while searching, while climbing, in the curvature, and at last. */
const COARSE = 1e-3;
const MEDIUM = 1e-5;
const CURVED = 1e-7;
const FINE = 3e-10;
const CURVED_COARSELY = 1e-4;
/** By how much, relative to itself, a coarse log-likelihood may move otherwise than its score says. */
const COARSE_NOISE = 1e-6;
/** Standard deviations below this, logits along the axes of a covariance, are tried at 0; and a step off the edge to compare. */
const NEAR_ZERO = 0.08;
const OFF_EDGE = 0.05;
/** Iterations before boundaries are compared, and at most. */
const EARLY = 10;
const CLIMBS = 60;
/** Log-likelihood that a boundary may cost: what the medium rules leave in doubt. */
const BOUNDARY_LOSS = 1e-6;
/** Log-likelihood that a climb by medium rules may leave: far below their error. */
const LEFT = 1e-9;
/** Score at which the estimates have all digits, and at which the log-likelihood alone has. */
const STATIONARY = 1e-10;
const FLAT = 1e-6;
/** Searches that end within this of the best are followed to the end: coarse rules can't tell them apart. */
const TIE = 0.05;

interface Search {
  readonly likelihood: GroupedLikelihood;
  readonly model: ParameterLayout;
  evaluations: number;
  iterations: number;
}

/** Minus log-likelihood in the free parameters, the others held. */
function objectiveOf(
  search: Search,
  nodes: readonly GroupNodes[],
  at: ArrayLike<number>,
  free: readonly number[],
): Objective {
  const parameters = Float64Array.from(at);
  const score = new Float64Array(parameters.length);
  return (x, gradient) => {
    for (let i = 0; i < free.length; i++) parameters[free[i]!] = x[i]!;
    search.evaluations++;
    const value = search.likelihood.evaluate(parameters, nodes, score);
    for (let i = 0; i < free.length; i++) gradient[i] = 0 - score[free[i]!]!;
    return Number.isFinite(value) ? 0 - value : Number.POSITIVE_INFINITY;
  };
}

const place = (at: ArrayLike<number>, free: readonly number[], x: Float64Array): Float64Array => {
  const parameters = Float64Array.from(at);
  free.forEach((position, i) => {
    parameters[position] = x[i]!;
  });
  return parameters;
};

/** One search by rules of medium fineness. */
interface Candidate {
  readonly parameters: Float64Array;
  /** Ranks of the factors. */
  readonly ranks: readonly number[];
  readonly free: readonly number[];
  readonly rules: Rules;
  readonly found: Climb;
}

/** Where a coarse maximum led, and the valley that it led through before boundaries were compared. */
interface Refined {
  readonly best: Candidate;
  readonly inside: Candidate;
}

/** Rules of a climb: those of its values, and coarser ones whose curvature is good enough for its steps. */
interface Rules {
  readonly nodes: readonly GroupNodes[];
  readonly forCurvature: readonly GroupNodes[];
}

function climbFrom(
  search: Search,
  rules: Rules,
  start: ArrayLike<number>,
  ranks: readonly number[],
  maxIterations: number,
  known = Number.POSITIVE_INFINITY,
): Candidate {
  const { fixed, factors } = search.model;
  const { spread, held } = withRanks(Array.from(start).slice(fixed), factors, ranks);
  const from = [...Array.from(start).slice(0, fixed), ...spread];
  const free = from.flatMap((_, i) => (held.includes(i - fixed) ? [] : [i]));
  const objective = objectiveOf(search, rules.nodes, from, free);
  const curved = withDifferencedHessian(
    objectiveOf(search, rules.forCurvature, from, free),
    free.length,
    search.likelihood.step,
  );
  const ignored = new Float64Array(free.length);
  const found = climb(
    (x, gradient, hessian) => {
      if (hessian !== null) curved(x, ignored, hessian);
      return objective(x, gradient);
    },
    free.map((position) => from[position]!),
    {
      gradientTolerance: 1e-5,
      decrementTolerance: LEFT,
      maxIterations,
      valueError: 1e-12,
      hessianLater: true,
      stop: ({ value, promise }) => value - 2 * promise > known,
    },
  );
  search.iterations += found.iterations;
  return { found, ranks, free, rules, parameters: place(from, free, found.x) };
}

/** Whether no small step off the edge brings log-likelihood. */
function isMaximumOffEdge(search: Search, { parameters, ranks, rules, found }: Candidate): boolean {
  const { fixed, factors } = search.model;
  const score = new Float64Array(parameters.length);
  const head = parameters.subarray(0, fixed);
  return stepsOffEdge(parameters.subarray(fixed), factors, ranks, OFF_EDGE).every((spread) => {
    search.evaluations++;
    return 0 - search.likelihood.evaluate([...head, ...spread], rules.nodes, score) >= found.value - BOUNDARY_LOSS;
  });
}

/** Tries the boundaries near a maximum: all at once, else one factor and one rank after the other. */
function compareBoundaries(search: Search, inside: Candidate): Candidate {
  const { fixed, factors } = search.model;
  const spread = inside.parameters.subarray(fixed);
  const near = factors.map((factor) => rankAbove(spread, factor, NEAR_ZERO));
  let best = inside;
  const attempt = (ranks: readonly number[]): boolean => {
    const tried = climbFrom(search, inside.rules, best.parameters, ranks, CLIMBS);
    if (!(tried.found.value <= inside.found.value + BOUNDARY_LOSS) || !isMaximumOffEdge(search, tried)) return false;
    best = tried;
    return true;
  };
  if (near.every((rank, index) => rank === factors[index]!.size) || attempt(near)) return best;
  factors.forEach((factor, index) => {
    for (let rank = near[index]!; rank < factor.size; rank++) {
      if (attempt(best.ranks.map((other, i) => (i === index ? rank : other)))) break;
    }
  });
  return best;
}

/**
 * Follows a coarse maximum by medium rules. Boundaries are compared early: towards one the way is long and flat. Given up where
 * the quadratic at hand has its foot above the best that is known.
 */
function refine(search: Search, from: Minimum, known: number): Refined {
  const rules = {
    nodes: search.likelihood.choose(from.x, MEDIUM).nodes,
    forCurvature: search.likelihood.choose(from.x, CURVED_COARSELY).nodes,
  };
  const full = search.model.factors.map(({ size }) => size);
  const inside = climbFrom(search, rules, from.x, full, EARLY, known);
  const edge = compareBoundaries(search, inside);
  if (edge !== inside || inside.found.reason !== "iterations") return { best: edge, inside };
  const further = climbFrom(search, rules, inside.parameters, full, CLIMBS, known);
  return { best: compareBoundaries(search, further), inside: further };
}

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

/** Whether the quadratic about a maximum lies so little higher where a coarse search ended that no other maximum is there. */
function isInValley({ parameters, found: { hessian, definite } }: Candidate, { x }: Minimum, layout: ParameterLayout) {
  const here = turned(parameters, layout);
  const away = turned(x, layout).map((value, i) => value - here[i]!);
  const n = away.length;
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += away[i]! * hessian[i * n + j]! * away[j]!;
  return definite && sum < 2 * TIE;
}

/** The same parameters by factors whose diagonals are not negative. */
const turned = (x: Float64Array, { fixed, factors }: ParameterLayout): number[] => [
  ...x.subarray(0, fixed),
  ...withPositiveDiagonals(x.subarray(fixed), factors),
];

/** Whether two coarse searches ended at the same place, signs of the factors' columns apart. */
function sameMaximum(one: Minimum, other: Minimum, layout: ParameterLayout): boolean {
  const [first, second] = [turned(one.x, layout), turned(other.x, layout)];
  return first.every((value, i) => Math.abs(value - second[i]!) < 0.02);
}
