import { type Climb, climb } from "../../numeric/optimize/climb.js";
import type { Minimum, Objective } from "../../numeric/optimize/minimize.js";
import { rankAbove, stepsOffEdge, withPositiveDiagonals, withRanks } from "./boundary.js";
import { withLearntHessian } from "./curvature.js";
import type { GroupNodes } from "./group-integral.js";
import type { GroupedLikelihood } from "./likelihood.js";
import type { ParameterLayout } from "./model.js";

/** Errors of a group's log-likelihood that are suffered in the values of a climb, and in its curvature. */
const MEDIUM = 1e-5;
const CURVED_COARSELY = 1e-3;
/** Standard deviations below this, logits along the axes of a covariance, are tried at 0; and a step off the edge to compare. */
const NEAR_ZERO = 0.08;
const OFF_EDGE = 0.05;
/** Iterations before boundaries are compared, and at most. */
const EARLY = 10;
const CLIMBS = 60;
/** Log-likelihood that a boundary may cost: what the medium rules leave in doubt. */
export const BOUNDARY_LOSS = 1e-6;
/** Log-likelihood that a climb by medium rules may leave: far below their error. */
const LEFT = 1e-9;
/** Searches that end within this of the best are followed to the end: coarse rules can't tell them apart. */
export const TIE = 0.05;

/** A likelihood with its layout, and what was spent on it. */
export interface Search {
  readonly likelihood: GroupedLikelihood;
  readonly model: ParameterLayout;
  evaluations: number;
  iterations: number;
}

/** Minus log-likelihood in the free parameters, the others held. */
export function objectiveOf(
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

/** All parameters, with the free ones as `x` has them. */
export const place = (at: ArrayLike<number>, free: readonly number[], x: Float64Array): Float64Array => {
  const parameters = Float64Array.from(at);
  free.forEach((position, i) => {
    parameters[position] = x[i]!;
  });
  return parameters;
};

/** One search by rules of medium fineness. */
export interface Candidate {
  readonly parameters: Float64Array;
  /** Ranks of the factors. */
  readonly ranks: readonly number[];
  readonly free: readonly number[];
  readonly rules: Rules;
  readonly found: Climb;
}

/** Where a coarse maximum led, and the valley that it led through before boundaries were compared. */
export interface Refined {
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
  const forCurvature = objectiveOf(search, rules.forCurvature, from, free);
  const learnt = withLearntHessian(objective, forCurvature, free.length, search.likelihood.step);
  const climbOn = (x: ArrayLike<number>, left: number): Climb =>
    climb(learnt.restarted(), x, {
      gradientTolerance: 1e-5,
      decrementTolerance: LEFT,
      maxIterations: left,
      valueError: 1e-12,
      hessianLater: true,
      stop: ({ value, promise }) => value - 2 * promise > known,
    });
  let found = climbOn(
    free.map((position) => from[position]!),
    maxIterations,
  );
  let iterations = found.iterations;
  // what ends by a Hessian that was learnt has to end by one that was computed
  while (
    !learnt.isComputed() &&
    found.reason !== "iterations" &&
    found.reason !== "stopped" &&
    iterations < maxIterations
  ) {
    found = climbOn(found.x, maxIterations - iterations);
    iterations += found.iterations;
  }
  search.iterations += iterations;
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

/** Ranks of a candidate's factors with what lies near 0 left out. */
function ranksNear({ model: { fixed, factors } }: Search, { parameters, ranks }: Candidate): number[] {
  const spread = parameters.subarray(fixed);
  return factors.map((factor, index) => Math.min(ranks[index]!, rankAbove(spread, factor, NEAR_ZERO)));
}

/** Tries the boundaries near a maximum: all at once, else one factor and one rank after the other, and those that these lead to. */
function compareBoundaries(search: Search, inside: Candidate): Candidate {
  const { factors } = search.model;
  if (inside.found.reason === "stopped") return inside;
  const near = ranksNear(search, inside);
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
  if (best !== inside) {
    const nearer = ranksNear(search, best);
    if (nearer.some((rank, index) => rank < best.ranks[index]!)) attempt(nearer);
  }
  return best;
}

/**
 * Follows a coarse maximum by medium rules. Boundaries are compared early: towards one the way is long and flat. Given up where
 * the quadratic at hand has its foot above the best that is known.
 */
export function refine(search: Search, from: Minimum, known: number): Refined {
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

/** Whether the quadratic about a maximum lies so little higher where a coarse search ended that no other maximum is there. */
export function isInValley(
  { parameters, found: { hessian, definite } }: Candidate,
  { x }: Minimum,
  layout: ParameterLayout,
) {
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
export function sameMaximum(one: Minimum, other: Minimum, layout: ParameterLayout): boolean {
  const [first, second] = [turned(one.x, layout), turned(other.x, layout)];
  return first.every((value, i) => Math.abs(value - second[i]!) < 0.02);
}
