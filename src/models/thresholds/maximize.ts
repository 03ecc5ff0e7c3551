import { exp, hypot } from "../../numeric/elementary.js";
import { type Climb, climb } from "../../numeric/optimize/climb.js";
import { nearbyBoundaries } from "../between-study.js";
import type { LatentDistribution } from "./latent-distribution.js";
import { crudeStarts, offEdges, otherDistribution, withRandomScales } from "./starts.js";
import type { ThresholdData } from "./threshold-data.js";
import {
  type FullLikelihood,
  fullLikelihood,
  negativeOfFree,
  type ParameterPlaces,
  parameterPlaces,
  quadratureOf,
} from "./threshold-model.js";

/** What is estimated beside the locations and the mean scales. */
export interface ThresholdModel {
  readonly distribution: LatentDistribution;
  readonly randomScales: boolean;
  readonly correlated: boolean;
  /** Whether the power of the Box–Cox scale is estimated. */
  readonly power: boolean;
}

/** An optimum, in the full parameter vector on the data's scale. */
export interface ThresholdOptimum {
  readonly full: Float64Array;
  readonly logLik: number;
  /** Places of the free parameters: those on a boundary are not. */
  readonly free: readonly number[];
  /** Parameters of the model, those on a boundary included. */
  readonly parameters: number;
  readonly climb: Climb;
  readonly iterations: number;
  readonly evaluations: number;
  /** Starts tried and starts that ended at the best value. */
  readonly starts: number;
  readonly agreeing: number;
}

/** Nodes while the optimum is far. */
const COARSE_NODES = 7;
/** A boundary is taken where it costs less log-likelihood than this. */
const NO_LOSS = 1e-7;
/** Standard deviations of locations are measured by this share of the distributions' width at least. */
const VISIBLE = 0.1;
/** Standard deviations of log scales below this are tried as 0. */
const SMALL_SCALE_DEVIATION = 0.05;
/** Values at coarse nodes and their gradients have their zeros apart by this much, relative to the value. */
const COARSE_ERROR = 1e-6;

function freePlaces(model: ThresholdModel, { q, s0, s1, a, b, c, t0, t1, lambda }: ParameterPlaces): number[] {
  return [
    ...Array.from({ length: 2 * q }, (_, i) => i),
    s0,
    s1,
    a,
    ...(model.correlated ? [b] : []),
    c,
    ...(model.randomScales ? [t0, t1] : []),
    ...(model.power ? [lambda] : []),
  ];
}

interface Candidate {
  readonly full: Float64Array;
  readonly free: readonly number[];
}

/** The edges of the parameter space that an optimum is near enough to lie on, the most restrictive first. */
function edgesNear(full: Float64Array, free: readonly number[], places: ParameterPlaces): Candidate[] {
  const { a, b, c, t0, t1, s0, s1 } = places;
  const abc = [full[a]!, full[b]!, full[c]!] as const;
  // beside the width of the distributions, lest two variances that are both nothing be measured by each other
  const width = exp(Math.min(full[s0]!, full[s1]!));
  const size = Math.max(hypot(full[b]!, full[c]!), Math.abs(full[a]!), VISIBLE * width);
  const freeNames = (["a", "b", "c"] as const).filter((_, i) => free.includes([a, b, c][i]!));
  const locations = nearbyBoundaries(abc, freeNames, size).map(({ start, free: names }) => ({
    values: start,
    places: names.map((name) => ({ a, b, c })[name]),
  }));
  const flat = [t0, t1].filter((t) => free.includes(t) && Math.abs(full[t]!) < SMALL_SCALE_DEVIATION);
  const scaleSets = flat.length === 2 ? [flat, [flat[0]!], [flat[1]!], []] : [flat, []];
  const unchanged = { values: abc, places: [a, b, c].filter((place) => free.includes(place)) };
  const candidates: Candidate[] = [];
  for (const location of [...locations, unchanged]) {
    for (const zeros of scaleSets.filter((set, i) => i === 0 || set.length < scaleSets[0]!.length)) {
      if (location === unchanged && zeros.length === 0) continue;
      const point = Float64Array.from(full);
      [a, b, c].forEach((place, i) => {
        point[place] = location.values[i]!;
      });
      for (const t of zeros) point[t] = 0;
      candidates.push({
        full: point,
        free: free.filter((place) =>
          [a, b, c].includes(place) ? location.places.includes(place) : !zeros.includes(place),
        ),
      });
    }
  }
  return candidates;
}

/** A search for the optimum of one model. */
export interface Search {
  /** Quadrature nodes of the final climb. */
  readonly nodes: number;
  /** Full vectors to climb from on few nodes. */
  readonly starts: readonly Float64Array[];
  /** Whether the best coarse optimum is enough, its value taken with `nodes`: for comparisons of AIC. */
  readonly rough?: boolean;
}

/** Optima of other models of the same studies, from which a search may start. */
export interface KnownOptima {
  /** Of the model without random scales. */
  readonly common: ThresholdOptimum | null;
  /** Of a model with the same parameters and another scale or distribution. */
  readonly near: { readonly optimum: ThresholdOptimum; readonly distribution: LatentDistribution } | null;
}

/** Starts of a model's search. */
export function startsOf(
  data: ThresholdData,
  q: number,
  model: ThresholdModel,
  { common, near }: KnownOptima,
): readonly Float64Array[] {
  const crude = crudeStarts(data, q, model.distribution, model.correlated);
  const known =
    near === null ? [] : [otherDistribution(offEdges(near.optimum.full, q), q, near.distribution, model.distribution)];
  if (!model.randomScales) return known.length > 0 ? [...known, crude[0]!] : crude;
  const random = withRandomScales(crude[0]!, q, 0.3);
  return common === null
    ? [...known, random]
    : [...known, withRandomScales(common.full, q, 0.15), ...(known.length > 0 ? [] : [random])];
}

/**
 * The maximum-likelihood optimum: climbed to from every start on few nodes, finished on as many as asked for, and compared with
 * the edges of the parameter space that lie near.
 */
export function maximize(
  data: ThresholdData,
  rows: readonly (readonly number[])[],
  model: ThresholdModel,
  { nodes, starts, rough = false }: Search,
): ThresholdOptimum {
  const places = parameterPlaces(rows[0]?.length ?? 1);
  const likelihood = (n: number): FullLikelihood =>
    fullLikelihood(data, rows, quadratureOf(model.distribution, n), model.power);
  const coarse = likelihood(Math.min(nodes, COARSE_NODES));
  const fine = likelihood(nodes);
  let iterations = 0;
  let evaluations = 0;
  const climbFrom = ({ full, free }: Candidate, final: boolean): Candidate & { readonly climb: Climb } => {
    const objective = negativeOfFree(final ? fine : coarse, full, free);
    const start = free.map((place) => full[place]!);
    const found = climb(objective, start, {
      gradientTolerance: final ? 1e-7 : 1e-3,
      maxIterations: final ? 60 : 100,
      valueError: final ? 1e-12 : COARSE_ERROR,
    });
    iterations += found.iterations;
    evaluations += found.evaluations;
    const point = Float64Array.from(full);
    free.forEach((place, i) => {
      point[place] = found.x[i]!;
    });
    return { full: point, free, climb: found };
  };
  const free = freePlaces(model, places);
  const ends = starts.map((full) => climbFrom({ full, free }, false)).sort((x, y) => x.climb.value - y.climb.value);
  let best = ends[0]!;
  const agreeing = ends.filter((end) => end.climb.value - best.climb.value < 1e-2).length;
  let logLik = 0;
  if (rough) {
    logLik = fine(best.full, new Float64Array(places.size), null);
  } else {
    best = climbFrom(best, true);
    for (const candidate of edgesNear(best.full, free, places)) {
      const edge = climbFrom(candidate, true);
      if (edge.climb.value > best.climb.value + NO_LOSS) continue;
      best = edge;
      break;
    }
    logLik = -best.climb.value;
  }
  return {
    full: best.full,
    logLik,
    free: best.free,
    parameters: free.length,
    climb: best.climb,
    iterations,
    evaluations,
    starts: ends.length,
    agreeing,
  };
}
