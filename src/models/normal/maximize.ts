import { square } from "../../numeric/elementary.js";
import { type Minimum, maxNorm, minimize, type Objective } from "../../numeric/optimize/minimize.js";
import { mergeSearches, multistart } from "../../numeric/optimize/multistart.js";
import { gradientDifferences, newtonPolish } from "../../numeric/optimize/newton.js";
import {
  type CholeskyParameters,
  type FreeParameters,
  freePositions,
  insideOf,
  nearbyBoundaries,
  STARTS,
} from "../between-study.js";
import type { Convergence } from "../fit-core.js";
import type { ProfileLikelihood } from "./profile-likelihood.js";

/** The optimum of the profile likelihood, and how it was found. */
export interface ReitsmaOptimum {
  readonly abc: CholeskyParameters;
  readonly free: FreeParameters;
  readonly logLik: number;
  /** Observed information about the free parameters, f × f, row by row. */
  readonly information: Float64Array;
  readonly boundary: Convergence["boundary"];
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
}

/** The negative log-likelihood as a function of the free parameters, the others staying as in `fixed`. */
function restrictTo(likelihood: ProfileLikelihood, free: FreeParameters, fixed: CholeskyParameters): Objective {
  const positions = freePositions(free);
  const abc = Float64Array.from(fixed);
  const full = new Float64Array(3);
  return (x, gradient) => {
    for (let i = 0; i < positions.length; i++) abc[positions[i]!] = x[i]!;
    const value = likelihood.value(abc, full);
    for (let i = 0; i < positions.length; i++) gradient[i] = -full[positions[i]!]!;
    return -value;
  };
}

const expand = (x: ArrayLike<number>, free: FreeParameters): CholeskyParameters => {
  const abc: [number, number, number] = [0, 0, 0];
  freePositions(free).forEach((position, i) => {
    abc[position] = x[i]!;
  });
  return abc;
};

/** a and c are taken positive; the likelihood does not change. */
const canonical = ([a, b, c]: CholeskyParameters): CholeskyParameters => [
  Math.abs(a),
  (a < 0 ? -b : b) + 0,
  Math.abs(c),
];

/** Newton steps take over from here. */
const SEARCH = { gradientTolerance: 1e-3, valueTolerance: 1e-5 } as const;

const ORIGIN: CholeskyParameters = [0, 0, 0];

/**
 * The global maximum of the profile likelihood over Ψ: quasi-Newton from several starts (the one given first),
 * Newton steps to full precision, then the boundaries that lie near are tried exactly and kept where they are no worse.
 */
export function maximizeProfile(
  likelihood: ProfileLikelihood,
  options: { readonly start: CholeskyParameters; readonly correlated: boolean; readonly scale: number },
): ReitsmaOptimum {
  const { start: first, correlated, scale } = options;
  const free: FreeParameters = correlated ? ["a", "b", "c"] : ["a", "c"];
  const positions = freePositions(free);
  const objective = restrictTo(likelihood, free, ORIGIN);
  const starts = [insideOf(first, scale), ...STARTS].map((start) => positions.map((position) => start[position]!));
  let search = multistart(objective, starts, SEARCH);
  if (search.starts < starts.length && nearbyBoundaries(expand(search.best.x, free), free, scale).length > 0) {
    // Near a boundary modes lie close together: agreement of a few starts proves little.
    const rest = multistart(objective, starts.slice(search.starts), { ...SEARCH, enough: starts.length });
    search = mergeSearches(search, rest);
  }
  let evaluations = search.evaluations;
  let iterations = search.iterations;
  const polish = (f: Objective, rough: Minimum): Minimum => {
    const near = minimize(f, rough.x, { gradientTolerance: 1e-6 });
    const polished = newtonPolish(f, gradientDifferences(f, near.x.length), near);
    iterations += polished.iterations;
    evaluations += near.evaluations + (polished.iterations - near.iterations) * (2 * near.x.length + 1);
    return polished;
  };
  let best: { minimum: Minimum; free: FreeParameters; boundary: Convergence["boundary"] } = {
    minimum: polish(objective, search.best),
    free,
    boundary: "none",
  };
  for (const candidate of nearbyBoundaries(expand(best.minimum.x, free), free, scale)) {
    const edge = restrictTo(likelihood, candidate.free, ORIGIN);
    const start = freePositions(candidate.free).map((position) => candidate.start[position]!);
    const found = multistart(edge, [start], SEARCH);
    evaluations += found.evaluations;
    iterations += found.iterations;
    const minimum = candidate.free.length > 0 ? polish(edge, found.best) : found.best;
    if (minimum.value <= best.minimum.value + 1e-9) {
      best = { minimum, free: candidate.free, boundary: candidate.kind };
      break;
    }
  }
  const abc = canonical(expand(best.minimum.x, best.free));
  const final = restrictTo(likelihood, best.free, ORIGIN);
  const at = Float64Array.from(freePositions(best.free).map((position) => abc[position]!));
  const information = new Float64Array(square(at.length));
  gradientDifferences(final, at.length)(at, information);
  evaluations += 2 * at.length;
  // the last evaluation leaves the likelihood's own state (coefficients, covariance) at the optimum
  const gradient = new Float64Array(at.length);
  const value = final(at, gradient);
  return {
    abc,
    free: best.free,
    logLik: -value,
    information,
    boundary: best.boundary,
    gradientNorm: maxNorm(gradient),
    iterations,
    evaluations: evaluations + 1,
  };
}
