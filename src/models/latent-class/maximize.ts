import { climb } from "../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import { minimize } from "../../numeric/optimize/minimize.js";
import { A, B, C, FIRST_KIND, inFree, type LatentData, latentObjective, S } from "./likelihood.js";
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

/** On the way to an optimum. */
export const COARSE_NODES = 15;
/** For the curvature on the way, good to three digits and more. */
const CURVATURE_NODES = 18;

/** Ends of coarse searches that lie this close in log-likelihood are one. */
const SAME = 0.01;
/** Error of the value against its score, relative to the value: what rules of 21 nodes and more leave. */
const VALUE_ERROR = 1e-8;
/** The search ends where no component of the score exceeds this: some 1e-6 standard errors. */
const STATIONARY = 2e-6;
/** Closer to the edge than this a parameter is tried on it. */
const NEAR = 0.12;

/** Positions that may be tried at 0, their edge: c against b, s, and each φ. */
function nearEdges(full: Float64Array, free: readonly number[]): number[] {
  return free.filter((position) => {
    const size = Math.abs(full[position]!);
    if (position === C) return size < NEAR * Math.max(Math.abs(full[B]!), 0.2);
    return (position === S || position >= FIRST_KIND) && size < NEAR;
  });
}

/** Climbs to the optimum in the free parameters, starting from a coarse one; curvature by a cheaper rule, but at the end. */
function refine(data: LatentData, nodes: number, start: Float64Array, free: readonly number[]): LatentOptimum {
  const full = Float64Array.from(start);
  const n = free.length;
  const objective = inFree(latentObjective(data, ruleWith(nodes)), full, free);
  const curvature = withDifferencedHessian(
    inFree(latentObjective(data, ruleWith(Math.min(nodes, CURVATURE_NODES))), full, free),
    n,
    1e-4,
  );
  const ignored = new Float64Array(n);
  const result = climb(
    (x, gradient, hessian) => {
      if (hessian !== null) curvature(x, ignored, hessian);
      return objective(x, gradient);
    },
    free.map((position) => full[position]!),
    { hessianLater: true, gradientTolerance: STATIONARY, valueError: VALUE_ERROR, maxIterations: 30 },
  );
  free.forEach((position, j) => {
    full[position] = result.x[j]!;
  });
  return {
    full,
    free,
    logLik: -result.value,
    hessian: result.hessian,
    gradientNorm: result.gradientNorm,
    converged: result.definite && result.converged,
    iterations: result.iterations,
    evaluations: result.evaluations,
  };
}

/** The optimum with its curvature by the rule that found it. */
function withCurvature(data: LatentData, nodes: number, optimum: LatentOptimum): LatentOptimum {
  const { full, free } = optimum;
  const n = free.length;
  const hessian = new Float64Array(n * n);
  const curved = withDifferencedHessian(inFree(latentObjective(data, ruleWith(nodes)), full, free), n, 1e-4);
  curved(
    Float64Array.from(free, (position) => full[position]!),
    new Float64Array(n),
    hessian,
  );
  return { ...optimum, hessian, evaluations: optimum.evaluations + 2 * n + 1 };
}

/** Where a coarse search from a start ends. */
export function searchFrom(
  data: LatentData,
  start: Float64Array,
  free: readonly number[],
): { readonly full: Float64Array; readonly logLik: number; readonly evaluations: number } {
  const objective = inFree(latentObjective(data, ruleWith(COARSE_NODES)), start, free);
  const found = minimize(
    objective,
    free.map((position) => start[position]!),
    { gradientTolerance: 5e-3, maxIterations: 80, maxStep: 1, valueError: 1e-9 },
  );
  const full = Float64Array.from(start);
  free.forEach((position, j) => {
    full[position] = found.x[j]!;
  });
  return { full, logLik: -found.value, evaluations: found.evaluations };
}

/** The best optimum over several starts, on its edges where these are as good, and how the starts compared. */
export function maximizeLatent(
  data: LatentData,
  nodes: number,
  starts: readonly Float64Array[],
  free: readonly number[],
  onStart: (done: number) => void,
): { readonly optimum: LatentOptimum; readonly agreeing: number; readonly spread: number } {
  const ends = starts.map((start, i) => {
    const end = searchFrom(data, start, free);
    onStart(i + 1);
    return end;
  });
  const best = ends.reduce((x, y) => (y.logLik > x.logLik ? y : x));
  const worst = ends.reduce((least, { logLik }) => Math.min(least, logLik), best.logLik);
  let optimum = refine(data, nodes, best.full, free);
  for (;;) {
    const edges = nearEdges(optimum.full, optimum.free);
    const tried = edges.map((position) => {
      const full = Float64Array.from(optimum.full);
      full[position] = 0;
      return refine(
        data,
        nodes,
        full,
        optimum.free.filter((other) => other !== position),
      );
    });
    const better = tried.filter(({ logLik }) => logLik >= optimum.logLik - 1e-6);
    if (better.length === 0) break;
    const chosen = better.reduce((x, y) => (y.logLik > x.logLik ? y : x));
    optimum = {
      ...chosen,
      iterations: chosen.iterations + optimum.iterations,
      evaluations: chosen.evaluations + optimum.evaluations,
    };
  }
  const evaluations = ends.reduce((sum, end) => sum + end.evaluations, optimum.evaluations);
  return {
    optimum: normalized(withCurvature(data, nodes, { ...optimum, evaluations })),
    agreeing: ends.filter(({ logLik }) => best.logLik - logLik < SAME).length,
    spread: best.logLik - worst,
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
