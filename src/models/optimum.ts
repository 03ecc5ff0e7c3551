import { bestClimb } from "../numeric/optimize/best-climb.js";
import { type Climb, type ClimbOptions, climb } from "../numeric/optimize/climb.js";
import type { FreeParameters } from "./between-study.js";
import type { Convergence, EdgeComparison } from "./fit-core.js";
import {
  choleskyOf,
  FIXED,
  LINE,
  type PsiModel,
  type PsiObjective,
  project,
  restrict,
  SENSITIVITY,
  SPACES,
  SPECIFICITY,
  type Space,
} from "./psi-spaces.js";
import { TOLERANCES } from "./tolerances.js";

/** How a search goes, where it differs from the default. */
export interface SearchOptions extends Pick<ClimbOptions, "valueError" | "maxIterations" | "byGradientAlone"> {
  /** The search ends where a Newton step would bring less than this. Default `TOLERANCES.decrement`. */
  readonly decrement?: number;
}

/** Where a climb ended, in the part of the parameter space that it was kept to. */
interface End {
  readonly space: Space;
  readonly value: number;
  readonly full: Float64Array;
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
  /** Where the climbs ended, on every edge and off them: starts for a finer search. */
  readonly ends: readonly End[];
  readonly iterations: number;
  readonly evaluations: number;
}

/** Whether two points are one, to some hundredths. */
const close = (x: Float64Array, y: Float64Array): boolean =>
  x.every((value, i) => Math.abs(value - y[i]!) < 0.02 + 0.05 * Math.abs(value));

/** The best end in a space, to the precision that comparisons need, with its climb. */
interface Found extends End {
  readonly climb: Climb;
}

/** Which edges were looked at, and how far they lie below the top. */
function compareEdges(ends: readonly End[], top: number): EdgeComparison[] {
  const zeros = ends.filter(({ space }) => space.level >= 2);
  const line = ends.filter(({ space }) => space === LINE);
  const ofSign = (sign: number): readonly End[] =>
    line.filter(({ full }) => Math.sign(choleskyOf(full)[0] * choleskyOf(full)[1]) === sign);
  const rows = [
    ["correlation 1", line.length > 0 ? [...ofSign(1), ...zeros] : []],
    ["correlation -1", line.length > 0 ? [...ofSign(-1), ...zeros] : []],
    ["varSpecificity 0", ends.filter(({ space }) => space === SENSITIVITY)],
    ["varSensitivity 0", ends.filter(({ space }) => space === SPECIFICITY)],
    ["both variances 0", ends.filter(({ space }) => space === FIXED)],
  ] as const;
  return rows.flatMap(([edge, among]) => {
    const value = Math.min(...among.map((end) => end.value));
    return Number.isFinite(value) ? [{ edge, logLik: -value, deficit: Math.max(0, value - top) }] : [];
  });
}

/**
 * The global optimum of a model: its whole parameter space is searched from every start and so is each of its edges (a
 * correlation of ±1, either variance 0, both 0), and they are compared. An edge stands unless a wider space has a better
 * optimum; from an edge that stands the search goes on into the whole, and leaves it where the likelihood rises off it.
 *
 * @param from points to start from, or the optimum of a coarser function, whose ends are followed up unless hopelessly low
 */
export function maximizeOverPsi(
  objective: PsiObjective,
  model: PsiModel,
  from: readonly Float64Array[] | Optimum,
  { decrement = TOLERANCES.decrement, ...options }: SearchOptions = {},
): Optimum {
  const spaces: readonly Space[] = SPACES[model];
  const whole = spaces[0]!;
  const coarse = "ends" in from ? from : null;
  const ends: End[] = [];
  let iterations = 0;
  let evaluations = 0;

  const search = (space: Space, starts: readonly Float64Array[], known = Number.POSITIVE_INFINITY): Found => {
    const { at, pick, expand } = restrict(objective, space);
    const found = bestClimb(at, starts.map(pick), {
      ...options,
      gradientTolerance: 0,
      decrementTolerance: TOLERANCES.scout,
      known,
      same: (x, y) => close(expand(x), expand(y)),
    });
    iterations += found.iterations;
    evaluations += found.evaluations;
    const toFound = (end: Climb): Found => ({ space, climb: end, value: end.value, full: expand(end.x) });
    const best = toFound(found.best);
    ends.push(...(found.ends.length > 0 ? found.ends.map(toFound) : [best]));
    return best;
  };
  const followed = (space: Space, { ends: known, climb: { value } }: Optimum): Float64Array[] =>
    distinct(known.filter((end) => end.space === space && end.value < value + TOLERANCES.hopeless));

  let best: Found | null = null;
  let inside: Found | null = null;
  for (const space of spaces) {
    const starts: readonly Float64Array[] =
      coarse !== null
        ? followed(space, coarse)
        : project(
            space,
            inside === null ? (from as readonly Float64Array[]) : [inside.full, (from as readonly Float64Array[])[0]!],
          );
    if (starts.length === 0) continue;
    const found = search(space, starts, best?.value);
    inside ??= found;
    if (best === null || !isBetter(best, found)) best = found;
  }
  if (best === null) throw new Error("a search without a start");
  if (best.space !== whole) {
    const escaped = search(whole, project(whole, [best.full]));
    if (isBetter(escaped, best)) best = escaped;
  }
  const unsearched = coarse?.ends.filter(({ space }) => !ends.some((end) => end.space === space)) ?? [];
  const optimum: Optimum = {
    full: best.full,
    free: best.space.free,
    boundary: best.space === whole ? "none" : best.space.boundary,
    climb: best.climb,
    start: coarse?.start ?? (from as readonly Float64Array[])[0]!,
    edges: compareEdges([...ends, ...unsearched], best.value),
    ends,
    iterations: iterations + (coarse?.iterations ?? 0),
    evaluations: evaluations + (coarse?.evaluations ?? 0),
  };
  return decrement < TOLERANCES.scout ? climbOn(objective, optimum, { ...options, decrement }) : optimum;
}

/** Goes to the top from an optimum of nearly the same function, or of this one to less precision, on the edge that it lies on. */
export function climbOn(
  objective: PsiObjective,
  from: Optimum,
  { decrement = TOLERANCES.decrement, ...options }: SearchOptions = {},
): Optimum {
  const { at, pick, expand } = restrict(objective, from);
  const last = climb(at, pick(from.full), {
    ...options,
    gradientTolerance: 0,
    decrementTolerance: decrement,
    radius: 0.1,
  });
  const full = expand(last.x);
  return {
    ...from,
    full,
    climb: last,
    edges: from.edges.map((edge) => ({ ...edge, deficit: Math.max(0, -last.value - edge.logLik) })),
    iterations: from.iterations + last.iterations,
    evaluations: from.evaluations + last.evaluations,
  };
}

/** The optimum with a Hessian that is the slope of the gradient. */
export function climbedExactly(objective: PsiObjective, optimum: Optimum): Optimum {
  const { exactly, pick } = restrict(objective, optimum);
  if (exactly === null) return optimum;
  const hessian = optimum.climb.hessian.slice();
  exactly(pick(optimum.full), optimum.climb.gradient.slice(), hessian);
  return { ...optimum, climb: { ...optimum.climb, hessian } };
}

/** The points of ends that are not one another, best first. */
function distinct(ends: readonly End[]): Float64Array[] {
  const points: Float64Array[] = [];
  for (const { full } of [...ends].sort((x, y) => x.value - y.value)) {
    if (!points.some((point) => close(point, full))) points.push(full);
  }
  return points;
}

/** Whether a wider space's optimum takes the place of a narrower one's (or, of two as narrow, which is higher). */
function isBetter(wider: Found, narrower: Found): boolean {
  const gain = narrower.climb.value - wider.climb.value;
  if (wider.space.level === narrower.space.level) return gain > 0;
  return gain > TOLERANCES.loss || (gain > TOLERANCES.edge && wider.climb.definite);
}
