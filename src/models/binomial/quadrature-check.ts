import { choleskyInPlace, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import type { BinomialCounts } from "./counts.js";
import type { DesignScaling } from "./design-scaling.js";
import type { QuadratureCheck } from "./fit.js";
import type { BinomialOptimum } from "./maximize.js";
import { binomialTarget, choleskyOf } from "./target.js";

/** Nodes per dimension of the default fit, before any refinement. */
export const DEFAULT_NODES = 21;

const REFINEMENTS = [DEFAULT_NODES, 31, 45, 61, 91] as const;

/** The next finer rule. */
export function refinedNodes(nodes: number): number {
  const next = REFINEMENTS.find((refined) => refined > nodes);
  return next ?? 2 * Math.ceil(0.75 * nodes) + 1;
}

/** Whether there is a finer rule on the list. */
export function canRefine(nodes: number): boolean {
  return nodes < REFINEMENTS[REFINEMENTS.length - 1]!;
}

/** Refinement has to move nothing by more than this for the default to stop. */
const SETTLED = 1e-6;

/** Whether finer quadrature would leave the fit as it is. */
export function isSettled(check: QuadratureCheck): boolean {
  return (
    Math.abs(check.logLikChange) <= SETTLED && check.coefficientChange <= SETTLED && check.betweenStudyChange <= SETTLED
  );
}

const psi = (full: ArrayLike<number>): number[] => {
  const [a, b, c] = choleskyOf(full);
  return [a * a, b * b + c * c, a * b];
};

const largestChange = (from: readonly number[], to: readonly number[]): number =>
  from.reduce((largest, value, i) => Math.max(largest, Math.abs(to[i]! - value)), 0);

/**
 * What finer quadrature would change: the log-likelihood at the optimum with more nodes, and one Newton step from there.
 * `null` where nothing is integrated (no between-study variance), or where the step is not defined.
 */
export function checkQuadrature(
  counts: BinomialCounts,
  scaling: DesignScaling,
  optimum: BinomialOptimum,
): QuadratureCheck | null {
  if (optimum.free.length === 0) return null;
  const finer = refinedNodes(optimum.nodes);
  const target = binomialTarget(counts, finer, optimum.free);
  const x = target.pick(optimum.full);
  const n = target.size;
  const step = new Float64Array(n);
  const information = new Float64Array(n * n);
  const value = target.objective(x, step);
  target.hessianAt(x, information);
  if (!choleskyInPlace(information, n)) return null;
  choleskySolveInPlace(information, n, step);
  const moved = target.expand(x.map((xi, i) => xi - step[i]!));
  return {
    nodes: optimum.nodes,
    refinedNodes: finer,
    logLikChange: -value - optimum.logLik,
    coefficientChange: largestChange(scaling.original(optimum.full.slice(0, -3)), scaling.original(moved.slice(0, -3))),
    betweenStudyChange: largestChange(psi(optimum.full), psi(moved)),
  };
}
