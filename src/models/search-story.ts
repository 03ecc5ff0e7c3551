import type { Convergence } from "./fit-core.js";
import type { Optimum } from "./optimum.js";
import { TOLERANCES } from "./tolerances.js";

/** Whether the search came to rest on a top. */
export const isAtTop = ({ climb: { converged, decrement } }: Pick<Optimum, "climb">): boolean =>
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
