import { HOPELESS } from "../numeric/optimize/best-climb.js";
import { type Climb, climber } from "../numeric/optimize/climb.js";
import { close, compareEdges, type Found, isBetter, type Optimum, type SearchOptions } from "./optimum.js";
import { LINE, opposite, type PsiObjective, restrictor, SPACES, type Space, WHOLE } from "./psi-spaces.js";
import { isAtTop } from "./search-story.js";
import { TOLERANCES } from "./tolerances.js";

/** Where an optimum is, and in which part of the parameter space. */
export interface Landmark {
  readonly space: Space;
  readonly full: Float64Array;
}

/** All optima of a function, on every edge and off them: what a search of nearly the same function has to look at. */
export interface Landscape {
  readonly top: Landmark;
  readonly others: readonly Landmark[];
}

/** What a function is at a landmark, in the coordinates that are free there. */
export type LandmarkView = Pick<Climb, "value" | "gradient" | "hessian">;

/** The landscape that a search has found; `null` where its top does not stand alone: on an edge of a variance, or not reached. */
export function landscapeOf(optimum: Optimum): Landscape | null {
  const space = [...SPACES.correlated, ...SPACES.uncorrelated].find(({ free }) => free === optimum.free);
  if (space === undefined || space.level > 1 || !isAtTop(optimum) || !optimum.climb.definite) return null;
  const others: Landmark[] = [];
  const seen: Landmark[] = [{ space, full: optimum.full }];
  for (const { space, full } of optimum.ends) {
    if (seen.some((one) => one.space === space && close(one.full, full))) continue;
    seen.push({ space, full });
    others.push({ space, full });
  }
  // from an edge of the correlation another optimum may come up inside, where none was
  if (space === LINE) {
    const across = opposite(optimum.full);
    others.push({ space: WHOLE, full: across }, { space: WHOLE, full: opposite(across) });
  }
  return { top: seen[0]!, others };
}

/** What a Newton step may promise on the way to the optimum of all studies but one: two standard errors. */
const REACH = 2;
/** A curvature off an edge that is surely one. */
const SURELY_BENT = 0.01;

/** How a search near a landscape goes, where it differs from the default. */
export interface NearOptions extends SearchOptions {
  /** What a Newton step may promise anywhere on the way. */
  readonly reach?: number;
  /** Whether the valley has to be convex all along; otherwise at its end alone. Default true. */
  readonly convex?: boolean;
  /** By how much the top has to beat the others, for a function that is not exact. Default 0. */
  readonly margin?: number;
}

/** To the optimum of studies drawn from the fit: five parameters move by chance, and 1e-8 standard errors are near enough. */
export const NEAR_DRAW: NearOptions = { reach: 30, convex: false, decrement: 5e-17 };

/**
 * The global optimum of a function whose landscape is nearly known, without a search of the whole; `null` where that is not
 * proven, and the whole has to be searched. The old top leads to the new one through a valley that is convex all along and no
 * step of which is long. Each other optimum is climbed from where it was, until its own
 * quadratic shows, ten times over, that it stays below the top; one that does not is an answer only for a whole search. On a correlation
 * of ±1 the likelihood has to fall off the edge.
 */
export function nearLandscape(
  objective: PsiObjective,
  { top, others }: Landscape,
  { decrement = TOLERANCES.decrement, margin = 0, reach = REACH, convex = true, ...options }: NearOptions = {},
): (view?: (landmark: Landmark) => LandmarkView) => Optimum | null {
  const on = restrictor(objective);
  const climb = climber(objective.size);
  const toTop = on(top.space);
  const toOthers = others.map(({ space, full }) => {
    const restricted = on(space);
    return { ...restricted, from: restricted.pick(full) };
  });
  const from = toTop.pick(top.full);
  return (view) => {
    const last = climb(toTop.at, from, {
      ...options,
      known: view?.(top),
      gradientTolerance: 0,
      decrementTolerance: decrement,
      stop: ({ promise, target }) => (convex && target === null) || promise > reach,
    });
    const arrived = last.converged && last.decrement <= Math.max(decrement, TOLERANCES.converged);
    if (!(arrived && last.definite)) return null;
    const best: Found = { space: top.space, value: last.value, full: toTop.expand(last.x), climb: last };
    if (top.space === LINE && !fallsOff(objective, best.full)) return null;
    const ends: Found[] = [best];
    let { iterations, evaluations } = last;
    for (const [i, landmark] of others.entries()) {
      const { at, from, expand } = toOthers[i]!;
      const found = climb(at, from, {
        ...options,
        known: view?.(landmark),
        gradientTolerance: 0,
        decrementTolerance: TOLERANCES.scout,
        stop: ({ value, promise }) => value - HOPELESS * promise > last.value + margin,
      });
      iterations += found.iterations;
      evaluations += found.evaluations;
      const end: Found = { space: landmark.space, value: found.value, full: expand(found.x), climb: found };
      if (!stands(best, end, margin)) return null;
      ends.push(end);
    }
    return {
      full: best.full,
      free: top.space.free,
      boundary: top.space === LINE ? "correlation" : "none",
      climb: last,
      start: top.full,
      edges: compareEdges(ends, last.value),
      ends,
      iterations,
      evaluations,
    };
  };
}

/** Whether a top stays the answer beside another optimum. */
function stands(top: Found, other: Found, margin: number): boolean {
  const gain = other.value - top.value;
  if (other.space.level > top.space.level) return gain > margin && isBetter(top, other);
  if (gain > margin + TOLERANCES.edge) return true;
  if (!close(other.full, top.full)) return false;
  return other.space.level === top.space.level ? gain > -TOLERANCES.edge : !isBetter(other, top);
}

/** Whether the likelihood falls where the correlation leaves ±1: even in c, it has no slope there. */
function fallsOff(objective: PsiObjective, full: Float64Array): boolean {
  const { size } = objective;
  const hessian = new Float64Array(size * size);
  objective.at(full, new Float64Array(size), hessian, WHOLE.free.length < 3);
  return hessian[size * size - 1]! > SURELY_BENT;
}
