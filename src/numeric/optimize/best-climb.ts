import { type Climb, type ClimbOptions, type CurvedObjective, climber } from "./climb.js";

/** The lowest of several climbs, and all that they found. */
export interface BestClimb {
  readonly best: Climb;
  /** Where each start led; climbs that were cut short are not among them. */
  readonly ends: readonly Climb[];
  readonly iterations: number;
  readonly evaluations: number;
}

/** A climb is given up where ten times what its quadratic promises would not bring it down to the best one. */
const HOPELESS = 10;
/** A climb has arrived at a known end where it is within a fifth of a standard error of it. */
const ARRIVED = 0.02;

/**
 * Climbs from every start, none left out, and keeps the lowest end. A climb is cut short only where its own quadratic shows
 * that it can't matter: on its last steps to an end that is known already, or in a valley whose floor lies above the best end.
 *
 * @param same whether two points are one but for symmetries of the function, to some hundredths
 */
export function bestClimb(
  objective: CurvedObjective,
  starts: readonly ArrayLike<number>[],
  options: ClimbOptions & {
    readonly same: (x: Float64Array, y: Float64Array) => boolean;
    /** The lowest value known from elsewhere. */
    readonly known?: number;
  },
): BestClimb {
  const { same, known = Number.POSITIVE_INFINITY, ...climbOptions } = options;
  const ends: Climb[] = [];
  const climb = climber(starts[0]?.length ?? 0);
  let lowest = known;
  let shortest: Climb | null = null;
  let iterations = 0;
  let evaluations = 0;
  for (const start of starts) {
    const found = climb(objective, start, {
      ...climbOptions,
      stop: ({ value, decrement, target }) =>
        value - HOPELESS * decrement > lowest ||
        (decrement < ARRIVED &&
          ends.some((end) => Math.abs(value - decrement - end.value) < ARRIVED && same(target, end.x))),
    });
    iterations += found.iterations;
    evaluations += found.evaluations;
    if (found.reason === "stopped") {
      if (shortest === null || found.value < shortest.value) shortest = found;
      continue;
    }
    ends.push(found);
    if (found.value < lowest) lowest = found.value;
  }
  const best = [...ends, ...(ends.length === 0 && shortest !== null ? [shortest] : [])].reduce((x, y) =>
    y.value < x.value || !Number.isFinite(x.value) ? y : x,
  );
  return { best, ends, iterations, evaluations };
}
