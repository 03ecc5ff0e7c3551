import { choleskyInPlace, choleskySolveInPlace } from "../numeric/linear/cholesky.js";
import { bestClimb } from "../numeric/optimize/best-climb.js";
import { type Climb, type Climber, type ClimbOptions, climber } from "../numeric/optimize/climb.js";
import { type FreeParameters, freePositions } from "./between-study.js";
import type { Convergence, EdgeComparison } from "./fit-core.js";
import {
  choleskyOf,
  FIXED,
  LINE,
  opposite,
  type PsiModel,
  type PsiObjective,
  project,
  type Restricted,
  restrictor,
  SENSITIVITY,
  SPACES,
  SPECIFICITY,
  type Space,
  WHOLE,
} from "./psi-spaces.js";
import { TOLERANCES } from "./tolerances.js";

/** How a search goes, where it differs from the default. */
export interface SearchOptions extends Pick<ClimbOptions, "valueError" | "maxIterations" | "byGradientAlone"> {
  /** The search ends where a Newton step would bring less than this. Default `TOLERANCES.decrement`. */
  readonly decrement?: number;
}

/** Where a climb ended, in the part of the parameter space that it was kept to. */
export interface End {
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
export const close = (x: Float64Array, y: Float64Array): boolean =>
  x.every((value, i) => Math.abs(value - y[i]!) < 0.02 + 0.05 * Math.abs(value));

/** The best end in a space, to the precision that comparisons need, with its climb. */
export interface Found extends End {
  readonly climb: Climb;
}

/** The edges by name, and which ends lie on them. */
const EDGES: readonly {
  readonly edge: EdgeComparison["edge"];
  readonly space: Space;
  readonly holds: (end: End) => boolean;
}[] = [
  { edge: "correlation 1", space: LINE, holds: (end) => isPerfect(end, 1) },
  { edge: "correlation -1", space: LINE, holds: (end) => isPerfect(end, -1) },
  { edge: "varSpecificity 0", space: SENSITIVITY, holds: ({ space }) => space === SENSITIVITY },
  { edge: "varSensitivity 0", space: SPECIFICITY, holds: ({ space }) => space === SPECIFICITY },
  { edge: "both variances 0", space: FIXED, holds: ({ space }) => space === FIXED },
];

/** Whether a correlation of that sign is 1 there, or would be at any variance that is 0. */
function isPerfect({ space, full }: End, sign: number): boolean {
  if (space !== LINE) return space.level >= 2;
  const [a, b] = choleskyOf(full);
  return Math.sign(a * b) === sign;
}

/** Which edges were looked at, and how far they lie below the top. */
export function compareEdges(ends: readonly End[], top: number): EdgeComparison[] {
  const compared: EdgeComparison[] = [];
  for (const { edge, space, holds } of EDGES) {
    if (!ends.some((end) => end.space === space)) continue;
    let value = Number.POSITIVE_INFINITY;
    for (const end of ends) if (holds(end)) value = Math.min(value, end.value);
    if (Number.isFinite(value)) compared.push({ edge, logLik: -value, deficit: Math.max(0, value - top) });
  }
  return compared;
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
  const on = restrictor(objective);
  const climb = climber(objective.size);
  const whole = spaces[0]!;
  const coarse = "ends" in from ? from : null;
  const ends: End[] = [];
  let iterations = 0;
  let evaluations = 0;

  const search = (space: Space, starts: readonly Float64Array[], lowest = Number.POSITIVE_INFINITY): Found => {
    const { at, pick, expand } = on(space);
    const climbOptions = { ...options, gradientTolerance: 0, decrementTolerance: TOLERANCES.scout };
    const same = (x: Float64Array, y: Float64Array): boolean => close(expand(x), expand(y));
    let found = bestClimb(climb, at, starts.map(pick), { climbOptions, same, lowest });
    if (space === WHOLE && coarse === null) {
      const mirrored = pick(opposite(expand(found.best.x)));
      found = bestClimb(climb, at, [mirrored], { climbOptions, same, lowest, known: found });
    }
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
        : project(space, inside === null ? (from as readonly Float64Array[]) : [inside.full]);
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
    ends: [...ends, ...unsearched],
    iterations: iterations + (coarse?.iterations ?? 0),
    evaluations: evaluations + (coarse?.evaluations ?? 0),
  };
  if (decrement >= TOLERANCES.scout) return optimum;
  return goOn(on(best.space), climb, optimum, { ...options, decrement, known: best.climb });
}

/** Goes to the top from an optimum of nearly the same function, on the edge that it lies on. */
export function climbOn(objective: PsiObjective, from: Optimum, options: SearchOptions = {}): Optimum {
  return goOn(restrictor(objective)(from), climber(objective.size), from, options);
}

function goOn(
  { at, pick, expand }: Restricted,
  climb: Climber,
  from: Optimum,
  { decrement = TOLERANCES.decrement, known, ...options }: SearchOptions & { readonly known?: Climb },
): Optimum {
  // as it was known, before its signs were turned
  const last = climb(at, known?.x ?? pick(from.full), {
    ...options,
    known,
    gradientTolerance: 0,
    decrementTolerance: decrement,
    radius: 0.1,
  });
  return {
    ...from,
    full: expand(last.x),
    climb: last,
    edges: from.edges.map((edge) => ({ ...edge, deficit: Math.max(0, -last.value - edge.logLik) })),
    iterations: from.iterations + last.iterations,
    evaluations: from.evaluations + last.evaluations,
  };
}

/** Where a Newton step leads from an optimum of nearly the same function; nothing is evaluated there, the value is the quadratic's. */
export function newtonStep(optimum: Optimum): Optimum {
  const { climb, full, free } = optimum;
  const n = climb.x.length;
  const factor = climb.hessian.slice();
  const step = climb.gradient.slice();
  if (choleskyInPlace(factor, n)) choleskySolveInPlace(factor, n, step);
  else step.fill(Number.NaN);
  const moved = full.slice();
  const coefficients = full.length - 3;
  let fall = 0;
  for (let i = 0; i < n; i++) {
    const position = i < coefficients ? i : coefficients + freePositions(free)[i - coefficients]!;
    moved[position]! -= step[i]!;
    fall += 0.5 * step[i]! * climb.gradient[i]!;
  }
  return { ...optimum, full: moved, climb: { ...climb, value: climb.value - fall } };
}

/** The optimum with a Hessian that is the slope of the gradient. */
export function climbedExactly(objective: PsiObjective, optimum: Optimum): Optimum {
  const { exactly, pick } = restrictor(objective)(optimum);
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
export function isBetter(wider: Found, narrower: Found): boolean {
  const gain = narrower.climb.value - wider.climb.value;
  if (wider.space.level === narrower.space.level) return gain > 0;
  return gain > TOLERANCES.loss || (gain > TOLERANCES.edge && wider.climb.definite);
}
