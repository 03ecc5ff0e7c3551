import { hypot } from "../numeric/elementary.js";
import { bestClimb } from "../numeric/optimize/best-climb.js";
import { type Climb, type ClimbOptions, type CurvedObjective, climb } from "../numeric/optimize/climb.js";
import { type CholeskyParameters, type FreeParameters, freePositions } from "./between-study.js";
import type { Convergence, EdgeComparison } from "./fit-core.js";
import { TOLERANCES } from "./tolerances.js";

/**
 * A negative log-likelihood in (coefficients…, a, b, c), `size` numbers, with gradient and, where asked for, Hessian. On a
 * `line`, c is 0 and its derivatives are not looked at: one random effect is left.
 */
export interface PsiObjective {
  readonly size: number;
  at(full: Float64Array, gradient: Float64Array, hessian: Float64Array | null, line: boolean): number;
}

/** The best optimum over the whole of the parameter space, and how it was found. */
export interface Optimum {
  /** Coefficients, a, b, c; a ≥ 0 and c ≥ 0. */
  readonly full: Float64Array;
  /** What is free there: less than was asked for on an edge. */
  readonly free: FreeParameters;
  readonly boundary: Convergence["boundary"];
  /** The climb that ended there, in the coefficients and the free ones of (a, b, c). */
  readonly climb: Climb;
  /** The point that the search set out from. */
  readonly start: Float64Array;
  readonly edges: readonly EdgeComparison[];
  readonly iterations: number;
  readonly evaluations: number;
}

/** A part of the parameter space that is searched on its own. */
interface Space {
  readonly free: FreeParameters;
  /** On how many conditions it is narrower than the whole. */
  readonly level: number;
  readonly boundary: Convergence["boundary"];
}

const WHOLE: Space = { free: ["a", "b", "c"], level: 0, boundary: "none" };
const UNCORRELATED: Space = { free: ["a", "c"], level: 0, boundary: "none" };
const LINE: Space = { free: ["a", "b"], level: 1, boundary: "correlation" };
const SENSITIVITY: Space = { free: ["a"], level: 2, boundary: "variance" };
const SPECIFICITY: Space = { free: ["b"], level: 2, boundary: "variance" };
const FIXED: Space = { free: [], level: 3, boundary: "variance" };

/** The whole of each model and its edges, widest first. */
const SPACES = {
  correlated: [WHOLE, LINE, SENSITIVITY, SPECIFICITY, FIXED],
  uncorrelated: [UNCORRELATED, SENSITIVITY, SPECIFICITY, FIXED],
  sensitivity: [SENSITIVITY, FIXED],
  specificity: [SPECIFICITY, FIXED],
  none: [FIXED],
} as const satisfies Record<string, readonly Space[]>;

/** Which between-study (co)variances a model has. */
export type PsiModel = keyof typeof SPACES;

/** How many (co)variances that is. */
export const psiParameters = (model: PsiModel): number => SPACES[model][0].free.length;

const isLine = ({ free }: Space): boolean => !free.includes("c");

/** The points of a space at the coefficients and variances of others; both signs where there is a correlation of ±1. */
function project(space: Space, points: readonly Float64Array[]): Float64Array[] {
  return points.flatMap((point) => {
    const [a, b, c] = choleskyOf(point);
    const spread = hypot(b, c);
    const shapes: readonly CholeskyParameters[] =
      space === WHOLE
        ? [[a, b, c]]
        : space === UNCORRELATED
          ? [[a, 0, spread]]
          : space === LINE
            ? [
                [a, spread, 0],
                [a, -spread, 0],
              ]
            : [[space === SENSITIVITY ? a : 0, space === SPECIFICITY ? spread : 0, 0]];
    return shapes.map((shape) => {
      const moved = point.slice();
      moved.set(shape, point.length - 3);
      return moved;
    });
  });
}

/** The objective on a space, its points as arguments and back. */
function restrict(objective: PsiObjective, space: Space) {
  const { size } = objective;
  const line = isLine(space);
  const coefficients = size - 3;
  const positions = [
    ...Array.from({ length: coefficients }, (_, i) => i),
    ...freePositions(space.free).map((position) => coefficients + position),
  ];
  const n = positions.length;
  const full = new Float64Array(size);
  const slope = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const at: CurvedObjective = (x, gradient, hessian) => {
    for (let i = 0; i < n; i++) full[positions[i]!] = x[i]!;
    const value = objective.at(full, slope, hessian === null ? null : curvature, line);
    for (let i = 0; i < n; i++) {
      gradient[i] = slope[positions[i]!]!;
      if (hessian !== null) {
        for (let j = 0; j < n; j++) hessian[i * n + j] = curvature[positions[i]! * size + positions[j]!]!;
      }
    }
    return value;
  };
  const pick = (from: Float64Array): Float64Array => Float64Array.from(positions, (position) => from[position]!);
  const expand = (x: Float64Array): Float64Array => {
    const to = new Float64Array(size);
    for (let i = 0; i < n; i++) to[positions[i]!] = x[i]!;
    return canonical(to);
  };
  return { at, pick, expand };
}

/** (a, b, c) of a point of the full space. */
export function choleskyOf(full: ArrayLike<number>): CholeskyParameters {
  const from = full.length - 3;
  return [full[from]!, full[from + 1]!, full[from + 2]!];
}

/** a and c are taken positive, and b where a is 0; the likelihood does not change. */
function canonical(full: Float64Array): Float64Array {
  const [a, b, c] = choleskyOf(full);
  full.set([Math.abs(a), (a < 0 || (a === 0 && b < 0) ? -b : b) + 0, Math.abs(c)], full.length - 3);
  return full;
}

/** Whether two points are one, to some hundredths. */
const close = (x: Float64Array, y: Float64Array): boolean =>
  x.every((value, i) => Math.abs(value - y[i]!) < 0.02 + 0.05 * Math.abs(value));

/** The best end in a space; its climb is to the precision that comparisons need. */
interface Found {
  readonly space: Space;
  readonly climb: Climb;
  readonly full: Float64Array;
}

/** Which edges were looked at, and how far they lie below the fit. */
function compareEdges(found: readonly Found[], ends: readonly Found[], top: number): EdgeComparison[] {
  const lowest = (among: readonly Found[]): number => Math.min(...among.map(({ climb: { value } }) => value));
  const at = (space: Space): readonly Found[] => found.filter((other) => other.space === space);
  const zeros = found.filter(({ space }) => space.level >= 2);
  const ofSign = (sign: 1 | -1): readonly Found[] => [
    ...ends.filter(({ full }) => Math.sign(choleskyOf(full)[0] * choleskyOf(full)[1]) === sign),
    ...zeros,
  ];
  const rows = [
    ["correlation 1", at(LINE).length > 0 ? ofSign(1) : []],
    ["correlation -1", at(LINE).length > 0 ? ofSign(-1) : []],
    ["varSpecificity 0", at(SENSITIVITY)],
    ["varSensitivity 0", at(SPECIFICITY)],
    ["both variances 0", at(FIXED)],
  ] as const;
  return rows.flatMap(([edge, among]) => {
    const value = lowest(among);
    return Number.isFinite(value) ? [{ edge, logLik: -value, deficit: Math.max(0, value - top) }] : [];
  });
}

/**
 * The global optimum of a model: its whole parameter space is searched from every start and so is each of its edges (a
 * correlation of ±1, either variance 0, both 0), and they are compared. An edge stands unless a wider space has a better
 * optimum; from an edge that stands the search goes on into the whole, and leaves it where the likelihood rises off it.
 */
export function maximizeOverPsi(
  objective: PsiObjective,
  model: PsiModel,
  starts: readonly Float64Array[],
  options: Pick<ClimbOptions, "valueError" | "hessianLater"> = {},
): Optimum {
  const spaces: readonly Space[] = SPACES[model];
  const whole = spaces[0]!;
  let iterations = 0;
  let evaluations = 0;
  const lineEnds: Found[] = [];

  const search = (space: Space, from: readonly Float64Array[], known = Number.POSITIVE_INFINITY): Found => {
    const { at, pick, expand } = restrict(objective, space);
    const search = bestClimb(at, project(space, from).map(pick), {
      ...options,
      gradientTolerance: 0,
      decrementTolerance: TOLERANCES.scout,
      known,
      same: (x, y) => close(expand(x), expand(y)),
    });
    iterations += search.iterations;
    evaluations += search.evaluations;
    const toFound = (found: Climb): Found => ({ space, climb: found, full: expand(found.x) });
    if (space === LINE) lineEnds.push(...search.ends.map(toFound));
    return toFound(search.best);
  };

  const inside = search(whole, starts);
  const found = [
    inside,
    ...spaces.slice(1).map((space) => search(space, [inside.full, ...starts.slice(0, 1)], inside.climb.value)),
  ];
  let best = found.reduceRight((smaller, wider) => (isBetter(wider, smaller) ? wider : smaller));
  if (best.space !== whole) {
    const escaped = search(whole, [best.full]);
    if (isBetter(escaped, best)) best = escaped;
  }
  const { at, pick, expand } = restrict(objective, best.space);
  const last = climb(at, pick(best.full), {
    ...options,
    gradientTolerance: 0,
    decrementTolerance: TOLERANCES.decrement,
    radius: 0.1,
  });
  const full = expand(last.x);
  return {
    full,
    free: best.space.free,
    boundary: best.space === whole ? "none" : best.space.boundary,
    climb: last,
    start: starts[0]!,
    edges: compareEdges(found.slice(1), lineEnds, last.value),
    iterations: iterations + last.iterations,
    evaluations: evaluations + last.evaluations,
  };
}

/** Whether a wider space's optimum takes the place of a narrower one's (or, of two as narrow, which is higher). */
function isBetter(wider: Found, narrower: Found): boolean {
  const gain = narrower.climb.value - wider.climb.value;
  if (wider.space.level === narrower.space.level) return gain > 0;
  return gain > TOLERANCES.loss || (gain > TOLERANCES.edge && wider.climb.definite);
}

/** Whether the search came to rest on a top. */
export const isAtTop = ({ climb: { converged, decrement } }: Optimum): boolean =>
  converged && decrement <= TOLERANCES.converged;

/** The words for a search that did not. */
export const notAtTop = ({ climb: { gradientNorm } }: Optimum): string =>
  `Did not converge: the gradient of the log-likelihood is still ${gradientNorm.toExponential(1)}. Do not use the estimates.`;

/** The story of a search, as a fit tells it. */
export function convergenceOf(
  optimum: Optimum,
  message: string,
  original: (full: Float64Array) => number[] = (full) => Array.from(full),
): Convergence {
  return {
    converged: isAtTop(optimum),
    iterations: optimum.iterations,
    evaluations: optimum.evaluations,
    gradientNorm: optimum.climb.gradientNorm,
    boundary: optimum.boundary,
    message,
    start: original(optimum.start),
    end: original(optimum.full),
    tolerances: { decrement: TOLERANCES.decrement, edge: TOLERANCES.edge },
    return: optimum.climb.reason,
    edges: optimum.edges,
  };
}
