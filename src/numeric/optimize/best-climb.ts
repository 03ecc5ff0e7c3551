import type { Climb, Climber, ClimbOptions, CurvedObjective } from "./climb.js";

/** The lowest of several climbs, and all that they found. */
export interface BestClimb {
  readonly best: Climb;
  /** Where each start led; climbs that were cut short are not among them. */
  readonly ends: readonly Climb[];
  readonly iterations: number;
  readonly evaluations: number;
}

/** A climb is given up where ten times what its quadratic promises would not bring it down to the best one. */
export const HOPELESS = 10;
/** A climb has arrived at a known end where it is within a fifth of a standard error of it. */
const ARRIVED = 0.02;

/**
 * Climbs from every start, none left out, and keeps the lowest end. A climb is cut short only where its own quadratic shows
 * that it can't matter: on its last steps to an end that is known already, or in a valley whose floor lies above the best end.
 *
 * @param options.same whether two points are one but for symmetries of the function, to some hundredths
 */
export function bestClimb(
  climb: Climber,
  objective: CurvedObjective,
  starts: readonly ArrayLike<number>[],
  {
    climbOptions,
    same,
    lowest = Number.POSITIVE_INFINITY,
    known,
  }: {
    readonly climbOptions: ClimbOptions;
    readonly same: (x: Float64Array, y: Float64Array) => boolean;
    /** The lowest value known from elsewhere. */
    readonly lowest?: number;
    /** What other starts have led to. */
    readonly known?: BestClimb;
  },
): BestClimb {
  const ends = [...(known?.ends ?? [])];
  let best = known?.best ?? null;
  let { iterations, evaluations } = known ?? { iterations: 0, evaluations: 0 };
  for (const end of ends) lowest = Math.min(lowest, end.value);
  for (const start of starts) {
    const found = climb(objective, start, {
      ...climbOptions,
      stop: ({ value, promise, target }) =>
        value - HOPELESS * promise > lowest ||
        (target !== null &&
          promise < ARRIVED &&
          ends.some((end) => Math.abs(value - promise - end.value) < ARRIVED && same(target, end.x))),
    });
    iterations += found.iterations;
    evaluations += found.evaluations;
    const whole = found.reason !== "stopped";
    if (whole) ends.push(found);
    // one that was cut short counts only where none was not
    const counts = whole || ends.length === 0;
    const first = best === null || !Number.isFinite(best.value) || (whole && ends.length === 1);
    if (first || (counts && found.value < best!.value)) best = found;
    if (whole && found.value < lowest) lowest = found.value;
  }
  return { best: best!, ends, iterations, evaluations };
}
