import { hypot, square } from "../../numeric/elementary.js";
import { choleskyInPlace, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import { type Minimum, maxNorm, minimize } from "../../numeric/optimize/minimize.js";
import { gradientDifferences, newtonPolish } from "../../numeric/optimize/newton.js";
import {
  type BoundaryCandidate,
  type CholeskyParameters,
  type FreeParameters,
  nearbyBoundaries,
} from "../between-study.js";
import type { BetweenStudy, Convergence } from "../fit-core.js";
import type { BinomialCounts } from "./counts.js";
import { binomialStarts, typicalStandardError } from "./starts.js";
import { type BinomialTarget, binomialTarget, choleskyOf } from "./target.js";

/** The optimum of the binomial model at a number of nodes, and how it was found. */
export interface BinomialOptimum {
  readonly nodes: number;
  /** Coefficients, a, b, c; a ≥ 0 and c ≥ 0. */
  readonly full: Float64Array;
  /** What is free there: less than was asked for on a boundary. */
  readonly free: FreeParameters;
  readonly boundary: Convergence["boundary"];
  readonly logLik: number;
  /** Observed information about the coefficients and the free ones of (a, b, c), row by row. */
  readonly information: Float64Array;
  readonly gradientNorm: number;
  /** ½ gᵀI⁻¹g, by how much a Newton step would still raise the log-likelihood; `null` where I is not positive definite. */
  readonly decrement: number | null;
  readonly iterations: number;
  readonly evaluations: number;
}

/** Modes of the Laplace likelihood this far below the best are not followed up. */
const HOPELESS = 4;

/** The boundaries of the target's own model that a point lies near. */
function boundariesNear(target: BinomialTarget, { x }: Minimum, scale: number): BoundaryCandidate[] {
  return nearbyBoundaries(choleskyOf(target.expand(x)), target.free, scale).filter(
    ({ free }) => free.length < target.free.length && free.every((name) => target.free.includes(name)),
  );
}

/** Whether two minima are one, but for the precision of the search and the signs that the likelihood doesn't see. */
function isSameMode(x: Minimum, y: Minimum): boolean {
  return (
    Math.abs(x.value - y.value) < 1e-3 &&
    x.x.every((value, i) => Math.abs(Math.abs(value) - Math.abs(y.x[i]!)) < 0.1 + 0.05 * Math.abs(value))
  );
}

/** Distinct local optima of the Laplace likelihood, best first: the warm starts for more nodes. */
function laplaceModes(
  target: BinomialTarget,
  starts: readonly Float64Array[],
  scale: number,
): { modes: Minimum[]; iterations: number } {
  const enough = 3;
  const minima: Minimum[] = [];
  for (const point of starts) {
    minima.push(minimize(target.objective, target.pick(point), { gradientTolerance: 1e-3, maxIterations: 150 }));
    if (minima.length !== enough) continue;
    // Stop early where the first few agree; near a boundary modes lie close together, and all starts are tried.
    const values = minima.map((minimum) => minimum.value);
    const near = boundariesNear(target, minima[0]!, scale);
    if (Math.max(...values) - Math.min(...values) < 1e-4 && near.length === 0) break;
  }
  const modes: Minimum[] = [];
  for (const minimum of minima.filter(({ value }) => Number.isFinite(value)).sort((x, y) => x.value - y.value)) {
    const best = modes[0]?.value ?? minimum.value;
    if (!modes.some((mode) => isSameMode(mode, minimum)) && minimum.value < best + HOPELESS && modes.length < 3)
      modes.push(minimum);
  }
  return { modes, iterations: minima.reduce((sum, minimum) => sum + minimum.iterations, 0) };
}

/** Newton's method may raise the value by its quadrature error, where the score is the true one's. */
const POLISH = { gradientTolerance: 1e-10, maxIterations: 12, valueError: 1e-7 } as const;
/**
 * Where between-study variances are so large that the quadrature's value is off by more than that, value and score have their
 * tops in different places; the last word is the score's.
 */
const COARSE_POLISH = { gradientTolerance: 1e-10, maxIterations: 30, valueError: 1e-3 } as const;
const AT_TOP = 1e-7;

/**
 * Goes to the nearest optimum: by Newton's method where that works from here, else by BFGS and then Newton's method. Where
 * the information by Louis' identity is too coarse to end on, it is replaced by differences of the score.
 */
function climb(target: BinomialTarget, start: Float64Array): Minimum {
  const { objective, hessianAt, roughHessianAt } = target;
  const gradient = new Float64Array(target.size);
  const value = objective(start, gradient);
  const gradientNorm = maxNorm(gradient);
  const from: Minimum = { x: start, value, gradient, gradientNorm, iterations: 0, evaluations: 1, converged: false };
  const direct = newtonPolish(objective, roughHessianAt, from, POLISH);
  if (direct.gradientNorm < AT_TOP) return direct;
  const near = minimize(objective, start, { gradientTolerance: 1e-6, valueError: 1e-9 });
  const polished = newtonPolish(objective, hessianAt, near, POLISH);
  if (polished.gradientNorm < AT_TOP) return polished;
  const slope = gradientDifferences(objective, target.size);
  const differenced = newtonPolish(objective, slope, polished, POLISH);
  if (differenced.gradientNorm < AT_TOP) return differenced;
  return newtonPolish(objective, slope, differenced, COARSE_POLISH);
}

/** Whether the log-likelihood falls in every direction of the parameters that a boundary point leaves out. */
function fallsOffBoundary(target: BinomialTarget, full: Float64Array, free: FreeParameters): boolean {
  const n = target.size;
  const hessian = new Float64Array(n * n);
  target.hessianAt(target.pick(full), hessian);
  const left = target.free.flatMap((name, i) => (free.includes(name) ? [] : [n - target.free.length + i]));
  const m = left.length;
  const block = new Float64Array(m * m);
  left.forEach((row, i) => {
    left.forEach((column, j) => {
      // A curvature within 1e-3 of 0 moves the log-likelihood by less than the tolerance: the boundary stands.
      block[i * m + j] = hessian[row * n + column]! + (i === j ? 1e-3 : 0);
    });
  });
  return choleskyInPlace(block, m);
}

/** Points off a boundary, in all directions, to restart from. */
function offBoundary(full: Float64Array, scale: number): Float64Array[] {
  const [a, b, c] = choleskyOf(full);
  const coefficients = full.slice(0, -3);
  const step = 0.3 * scale + 0.1 * hypot(a, b, c);
  const shifts: CholeskyParameters[] = [
    [0, 0, step],
    [step, step, step / 3],
    [step, -step, step / 3],
  ];
  return shifts.map((shift) => Float64Array.from([...coefficients, a + shift[0], b + shift[1], c + shift[2]]));
}

/**
 * The global maximum at `nodes` with the given parameters free. Quasi-Newton on the Laplace likelihood from several starts;
 * from each of its modes to the optimum at `nodes`; then the boundaries that lie near are tried exactly, and kept where they
 * are no worse and the log-likelihood falls off them.
 */
export function maximizeBinomial(
  counts: BinomialCounts,
  nodes: number,
  free: FreeParameters,
  startFrom?: BetweenStudy,
): BinomialOptimum {
  const laplace = binomialTarget(counts, 1, free);
  const { modes, iterations: searched } = laplaceModes(
    laplace,
    binomialStarts(counts, free.includes("b"), startFrom),
    typicalStandardError(counts),
  );
  const warm = modes.map((mode) => laplace.expand(mode.x));
  const optimum = climbFrom(counts, nodes, free, warm);
  return {
    ...optimum,
    iterations: optimum.iterations + searched,
    evaluations: optimum.evaluations + laplace.evaluations(),
  };
}

/** The best optimum at `nodes` that can be reached from the given points, boundaries included. */
export function climbFrom(
  counts: BinomialCounts,
  nodes: number,
  free: FreeParameters,
  points: readonly Float64Array[],
): BinomialOptimum {
  const scale = typicalStandardError(counts);
  const target = binomialTarget(counts, nodes, free);
  let evaluations = 0;
  let iterations = 0;
  const run = (on: BinomialTarget, point: ArrayLike<number>): Minimum => {
    const minimum = climb(on, on.pick(point));
    iterations += minimum.iterations;
    return minimum;
  };
  const inside = points.map((point) => run(target, point)).reduce((x, y) => (y.value < x.value ? y : x));
  let best = { on: target, minimum: inside, boundary: "none" as Convergence["boundary"] };
  for (const candidate of boundariesNear(target, inside, scale)) {
    const edge = binomialTarget(counts, nodes, candidate.free);
    const from = target.expand(inside.x);
    from.set(candidate.start, from.length - 3);
    const minimum = run(edge, from);
    evaluations += edge.evaluations();
    if (!(minimum.value <= best.minimum.value + 1e-8)) continue;
    const full = edge.expand(minimum.x);
    if (fallsOffBoundary(target, full, candidate.free)) {
      best = { on: edge, minimum, boundary: candidate.kind };
      break;
    }
    for (const start of offBoundary(full, scale)) {
      const escaped = run(target, start);
      if (escaped.value < best.minimum.value) best = { on: target, minimum: escaped, boundary: "none" };
    }
  }
  const full = canonical(best.on.expand(best.minimum.x));
  const at = best.on.pick(full);
  const n = best.on.size;
  const gradient = new Float64Array(n);
  const information = new Float64Array(n * n);
  const value = best.on.objective(at, gradient);
  best.on.hessianAt(at, information);
  return {
    nodes,
    full,
    free: best.on.free,
    boundary: best.boundary,
    logLik: -value,
    information,
    gradientNorm: maxNorm(gradient),
    decrement: newtonDecrement(gradient, information, n),
    iterations,
    evaluations: evaluations + target.evaluations() + (best.on === target ? 0 : 1),
  };
}

/** a and c are taken positive; the likelihood does not change. */
function canonical(full: Float64Array): Float64Array {
  const [a, b, c] = choleskyOf(full);
  const result = full.slice();
  result.set([Math.abs(a), (a < 0 ? -b : b) + 0, Math.abs(c)], full.length - 3);
  return result;
}

function newtonDecrement(gradient: Float64Array, information: Float64Array, n: number): number | null {
  const factor = information.slice();
  if (!choleskyInPlace(factor, n)) return null;
  const step = gradient.slice();
  choleskySolveInPlace(factor, n, step);
  return 0.5 * gradient.reduce((sum, g, i) => sum + g * step[i]!, 0);
}

/**
 * The optimum with its information from differences of the score. At few nodes for the data, Louis' identity and the slope of
 * the score differ by the quadrature's error; this is the slope, which is what the estimates were solved with.
 */
export function withDifferencedInformation(counts: BinomialCounts, optimum: BinomialOptimum): BinomialOptimum {
  const target = binomialTarget(counts, optimum.nodes, optimum.free);
  const information = new Float64Array(square(target.size));
  gradientDifferences(target.objective, target.size)(target.pick(optimum.full), information);
  return { ...optimum, information, evaluations: optimum.evaluations + target.evaluations() };
}
