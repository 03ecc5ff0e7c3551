import { type CurvedObjective, climb } from "../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import { A, B, C, curvedLatentObjective, FIRST_KIND, inFree, type LatentData, S } from "./likelihood.js";
import type { LatentRule } from "./study-integral.js";

/** An optimum in the full vector of parameters. */
export interface LatentOptimum {
  readonly full: Float64Array;
  /** Positions that are free there: neither fixed beforehand nor on the edge. */
  readonly free: readonly number[];
  readonly logLik: number;
  /** Of minus the log-likelihood in the free parameters, row by row. */
  readonly hessian: Float64Array;
  readonly gradientNorm: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
}

/** A rule with about that many points per dimension over ±6 standard deviations. */
export function ruleWith(nodes: number): LatentRule {
  return { points: Math.max(5, Math.round(nodes / 3)), step: 15 / (nodes - 1), cut: nodes >= 19 ? 22 : 14 };
}

/** From the starts to the modes: values within some 0.02. */
const SEARCH: LatentRule = { points: 4, step: 1.25, cut: 14 };
/** Along profiles: values within some 0.0005. */
export const PROFILE: LatentRule = { points: 5, step: 15 / 14, cut: 14 };
/** Where modes and edges are compared, and for the curvature of the last steps: values within some 5e-5. */
const COMPARE: LatentRule = { points: 6, step: 1, cut: 17 };

/** Ends of coarse searches that lie this close in log-likelihood are one. */
const SAME = 0.01;
/** Ends this close to the best, apart from it by so much in some parameter, may be better by a better rule. */
const RIVAL = 0.2;
const APART = 0.1;
/** Error of the value against its score, relative to the value: what rules of 21 nodes and more leave. */
const VALUE_ERROR = 1e-8;
/** The like of the rules on the way. */
const ROUGH_VALUE_ERROR = 1e-6;
/** The search ends where no component of the score exceeds this: some 1e-6 standard errors. */
const STATIONARY = 2e-6;
/** Closer to the edge than this a parameter is tried on it. */
const NEAR = 0.12;
/** Longest step of a search, in logits: a longer one may leap out of a valley onto the plateau where a margin runs away. */
const LONGEST = 3;
/** The curvature of the last steps is computed anew after so many. */
const STALE = 4;

/** Positions that may be tried at 0, their edge: c against b, s, and each φ. */
function nearEdges(full: Float64Array, free: readonly number[]): number[] {
  return free.filter((position) => {
    const size = Math.abs(full[position]!);
    if (position === C) return size < NEAR * Math.max(Math.abs(full[B]!), 0.2);
    return (position === S || position >= FIRST_KIND) && size < NEAR;
  });
}

/** Curvature in the free parameters: exact without dependence, else by differences of the score. */
function curvatureOf(data: LatentData, rule: LatentRule, full: Float64Array, free: readonly number[]): CurvedObjective {
  const objective = inFree(curvedLatentObjective(data, rule), full, free);
  if (data.dependenceDiseased === 0 && data.dependenceNonDiseased === 0) return objective;
  return withDifferencedHessian((x, gradient) => objective(x, gradient, null), free.length, 1e-4);
}

/** Climbs to the optimum by the rule asked for, starting from one by a coarser rule, whose curvature shows the way. */
function refine(data: LatentData, nodes: number, from: LatentEnd, free: readonly number[]): LatentOptimum {
  const full = Float64Array.from(from.full);
  const n = free.length;
  const rule = ruleWith(nodes);
  const objective = inFree(curvedLatentObjective(data, rule), full, free);
  const curvature = curvatureOf(data, rule.points < COMPARE.points ? rule : COMPARE, full, free);
  const ignored = new Float64Array(n);
  const known = new Float64Array(n * n);
  const here = new Float64Array(n);
  const slope = new Float64Array(n);
  let value = Number.NaN;
  let age = STALE;
  const result = climb(
    (x, gradient, hessian) => {
      if (!x.every((coordinate, j) => coordinate === here[j]) || Number.isNaN(value)) {
        value = objective(x, slope, null);
        here.set(x);
      }
      gradient.set(slope);
      if (hessian !== null) {
        if (age >= STALE) curvature(x, ignored, known);
        age = age >= STALE ? 1 : age + 1;
        hessian.set(known);
      }
      return value;
    },
    free.map((position) => full[position]!),
    { hessianLater: true, gradientTolerance: STATIONARY, valueError: VALUE_ERROR, maxIterations: 30 },
  );
  free.forEach((position, j) => {
    full[position] = result.x[j]!;
  });
  const hessian = new Float64Array(n * n);
  curvatureOf(data, rule, full, free)(result.x, ignored, hessian);
  return {
    full,
    free,
    logLik: -result.value,
    hessian,
    gradientNorm: result.gradientNorm,
    converged: result.definite && result.converged,
    iterations: result.iterations,
    evaluations: result.evaluations + from.evaluations,
  };
}

/** Where a search by a coarser rule ended. */
export interface LatentEnd {
  readonly full: Float64Array;
  readonly logLik: number;
  readonly evaluations: number;
}

/** Where a search from a start ends by a rule, to within what matters to later ones. */
export function searchFrom(
  data: LatentData,
  start: Float64Array,
  free: readonly number[],
  rule: LatentRule,
  left = 1e-3,
): LatentEnd {
  const found = climb(
    inFree(curvedLatentObjective(data, rule), start, free),
    free.map((position) => start[position]!),
    {
      decrementTolerance: left,
      gradientTolerance: 1e-5,
      maxIterations: 60,
      maxRadius: LONGEST,
      valueError: ROUGH_VALUE_ERROR,
    },
  );
  const full = Float64Array.from(start);
  free.forEach((position, j) => {
    full[position] = found.x[j]!;
  });
  return { full, logLik: -found.value, evaluations: found.evaluations };
}

/** Whether two ends lie at one place but for the signs that the likelihood leaves open. */
function samePlace(one: LatentEnd, other: LatentEnd): boolean {
  return one.full.every((value, position) => Math.abs(Math.abs(value) - Math.abs(other.full[position]!)) < APART);
}

/** The ends that a better rule may find to be the best: one for each place. */
function rivalsAmong(ends: readonly LatentEnd[], best: number): LatentEnd[] {
  const rivals: LatentEnd[] = [];
  for (const end of [...ends].sort((x, y) => y.logLik - x.logLik)) {
    if (best - end.logLik > RIVAL) break;
    if (!rivals.some((rival) => samePlace(rival, end))) rivals.push(end);
  }
  return rivals;
}

const higher = (x: LatentEnd, y: LatentEnd): LatentEnd => (y.logLik > x.logLik ? y : x);

/**
 * The best mode that each start leads to: where its climb ends, or an optimum at a correlation of ±1 beyond it, where a mixture often
 * has another. Ends that are known lead where they led before.
 */
function modesFrom(
  data: LatentData,
  starts: readonly Float64Array[],
  free: readonly number[],
  onStart: (done: number) => void,
): { readonly ends: LatentEnd[]; readonly evaluations: number } {
  const explored: { readonly end: LatentEnd; readonly mode: LatentEnd }[] = [];
  let evaluations = 0;
  const climbed = (start: Float64Array, positions: readonly number[]): LatentEnd => {
    const end = searchFrom(data, start, positions, SEARCH);
    evaluations += end.evaluations;
    return end;
  };
  const held = free.filter((position) => position !== C);
  const ends = starts.map((start, i) => {
    const end = climbed(start, free);
    onStart(i + 1);
    const known = explored.find((before) => samePlace(before.end, end));
    if (known !== undefined) return known.mode;
    const size = Math.sqrt(end.full[B]! * end.full[B]! + end.full[C]! * end.full[C]!);
    const edges = [-1, 1].map((sign) => {
      const full = Float64Array.from(end.full);
      full[B] = sign * Math.sign(full[A]! || 1) * size;
      full[C] = 0;
      return climbed(full, held);
    });
    const mode = edges.reduce(higher, end);
    explored.push({ end, mode });
    return mode;
  });
  return { ends, evaluations };
}

/** The best optimum over several starts, on its edges where these are as good, and how the starts compared. */
export function maximizeLatent(
  data: LatentData,
  nodes: number,
  starts: readonly Float64Array[],
  free: readonly number[],
  onStart: (done: number) => void,
): { readonly optimum: LatentOptimum; readonly agreeing: number; readonly spread: number } {
  const modes = modesFrom(data, starts, free, onStart);
  const { ends } = modes;
  let { evaluations } = modes;
  const best = ends.reduce((most, { logLik }) => Math.max(most, logLik), Number.NEGATIVE_INFINITY);
  const worst = ends.reduce((least, { logLik }) => Math.min(least, logLik), best);
  const compared = (from: LatentEnd, positions: readonly number[]): LatentEnd => {
    const end = searchFrom(data, from.full, positions, COMPARE, 1e-9);
    evaluations += end.evaluations;
    return end;
  };
  let end = rivalsAmong(ends, best)
    .map((rival) => compared(rival, free))
    .reduce(higher);
  let inside = free;
  for (;;) {
    const tried = nearEdges(end.full, inside).map((position) => {
      const full = Float64Array.from(end.full);
      full[position] = 0;
      return {
        position,
        held: compared(
          { ...end, full },
          inside.filter((other) => other !== position),
        ),
      };
    });
    const better = tried.filter(({ held }) => held.logLik >= end.logLik - 1e-6);
    if (better.length === 0) break;
    const chosen = better.reduce((x, y) => (y.held.logLik > x.held.logLik ? y : x));
    inside = inside.filter((other) => other !== chosen.position);
    end = chosen.held;
  }
  return {
    optimum: normalized(refine(data, nodes, { ...end, evaluations }, inside)),
    agreeing: ends.filter(({ logLik }) => best - logLik < SAME).length,
    spread: best - worst,
  };
}

/** The signs that the likelihood leaves open: s, a, c and every φ not negative; the Hessian follows. */
function normalized(optimum: LatentOptimum): LatentOptimum {
  const sign = optimum.full.map(() => 1);
  const negative = (position: number): boolean => optimum.full[position]! < 0;
  for (let position = 0; position < sign.length; position++) {
    if ((position === S || position === C || position >= FIRST_KIND) && negative(position)) sign[position] = -1;
  }
  if (negative(A)) {
    sign[A] = -1;
    sign[B] = -1;
  }
  const n = optimum.free.length;
  const hessian = optimum.hessian.map((value, at) => {
    const i = optimum.free[Math.floor(at / n)]!;
    const j = optimum.free[at % n]!;
    return value * sign[i]! * sign[j]!;
  });
  return { ...optimum, full: optimum.full.map((value, position) => value * sign[position]! + 0), hessian };
}
