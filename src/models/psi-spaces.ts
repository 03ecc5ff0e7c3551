import { hypot } from "../numeric/elementary.js";
import type { CurvedObjective } from "../numeric/optimize/climb.js";
import { type CholeskyParameters, type FreeParameters, freePositions } from "./between-study.js";
import type { Convergence } from "./fit-core.js";

/**
 * A negative log-likelihood in (coefficients…, a, b, c), `size` numbers, with gradient and, where asked for, Hessian. On a
 * `line`, c is 0 and its derivatives are not looked at: one random effect is left.
 */
export interface PsiObjective {
  readonly size: number;
  at(full: Float64Array, gradient: Float64Array, hessian: Float64Array | null, line: boolean): number;
  /** The same with the slope of the gradient for a Hessian, where that of `at` is an approximation to step by. */
  exactly?(full: Float64Array, gradient: Float64Array, hessian: Float64Array, line: boolean): number;
}

/** A part of the parameter space that is searched on its own. */
export interface Space {
  readonly free: FreeParameters;
  /** On how many conditions it is narrower than the whole. */
  readonly level: number;
  readonly boundary: Convergence["boundary"];
}

export const WHOLE: Space = { free: ["a", "b", "c"], level: 0, boundary: "none" };
const UNCORRELATED: Space = { free: ["a", "c"], level: 0, boundary: "none" };
export const LINE: Space = { free: ["a", "b"], level: 1, boundary: "correlation" };
export const SENSITIVITY: Space = { free: ["a"], level: 2, boundary: "variance" };
export const SPECIFICITY: Space = { free: ["b"], level: 2, boundary: "variance" };
export const FIXED: Space = { free: [], level: 3, boundary: "variance" };

/** The whole of each model and its edges, widest first. */
export const SPACES = {
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

/** The same coefficients and variances with a strong correlation of the other sign: where another top of the whole would be. */
export function opposite(point: Float64Array): Float64Array {
  const [, b, c] = choleskyOf(point);
  const spread = hypot(b, c);
  const moved = point.slice();
  moved[point.length - 2] = b > 0 ? -0.8 * spread : 0.8 * spread;
  moved[point.length - 1] = 0.6 * spread;
  return moved;
}

/** The points of a space at the coefficients and variances of others; both signs where there is a correlation of ±1. */
export function project(space: Space, points: readonly Float64Array[]): Float64Array[] {
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

/** The objective on any space, its points as arguments and back. */
export function restrictor(objective: PsiObjective) {
  const { size } = objective;
  const full = new Float64Array(size);
  const slope = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  return (space: Pick<Space, "free">): Restricted => restrict(objective, space, { full, slope, curvature });
}

/** The objective on one space. */
export interface Restricted {
  readonly at: CurvedObjective;
  readonly exactly: CurvedObjective | null;
  /** A point of the space from one of the whole. */
  pick(from: Float64Array): Float64Array;
  /** And back; what is not free is 0. */
  expand(x: Float64Array): Float64Array;
}

function restrict(
  objective: PsiObjective,
  { free }: Pick<Space, "free">,
  {
    full,
    slope,
    curvature,
  }: { readonly full: Float64Array; readonly slope: Float64Array; readonly curvature: Float64Array },
): Restricted {
  const { size } = objective;
  const line = !free.includes("c");
  const coefficients = size - 3;
  const positions: number[] = [];
  for (let i = 0; i < coefficients; i++) positions.push(i);
  for (const position of freePositions(free)) positions.push(coefficients + position);
  const n = positions.length;
  const through =
    (evaluate: PsiObjective["at"]): CurvedObjective =>
    (x, gradient, hessian) => {
      full.fill(0);
      for (let i = 0; i < n; i++) full[positions[i]!] = x[i]!;
      const value = evaluate(full, slope, hessian === null ? null : curvature, line);
      for (let i = 0; i < n; i++) {
        gradient[i] = slope[positions[i]!]!;
        if (hessian !== null) {
          for (let j = 0; j < n; j++) hessian[i * n + j] = curvature[positions[i]! * size + positions[j]!]!;
        }
      }
      return value;
    };
  const pick = (from: Float64Array): Float64Array => {
    const to = new Float64Array(n);
    for (let i = 0; i < n; i++) to[i] = from[positions[i]!]!;
    return to;
  };
  const expand = (x: Float64Array): Float64Array => {
    const to = new Float64Array(size);
    for (let i = 0; i < n; i++) to[positions[i]!] = x[i]!;
    return canonical(to);
  };
  const { exactly } = objective;
  return {
    at: through(objective.at),
    exactly: exactly === undefined ? null : through((at, g, h, on) => exactly(at, g, h!, on)),
    pick,
    expand,
  };
}

/** (a, b, c) of a point of the full space. */
export function choleskyOf(full: ArrayLike<number>): CholeskyParameters {
  const from = full.length - 3;
  return [full[from]!, full[from + 1]!, full[from + 2]!];
}

/** a and c are taken positive, and b where a is 0; the likelihood does not change. */
function canonical(full: Float64Array): Float64Array {
  const [a, b, c] = choleskyOf(full);
  const from = full.length - 3;
  full[from] = Math.abs(a);
  full[from + 1] = (a < 0 || (a === 0 && b < 0) ? -b : b) + 0;
  full[from + 2] = Math.abs(c);
  return full;
}
