import { type MinimizeOptions, type Minimum, minimize, type Objective } from "./minimize.js";

/** The best of several minimisations, and how the starts compared. */
export interface MultistartMinimum {
  readonly best: Minimum;
  /** Starts tried. */
  readonly starts: number;
  /** Starts that ended at the best value, within the tolerance. */
  readonly agreeing: number;
  readonly iterations: number;
  readonly evaluations: number;
}

/**
 * Minimises from one start after another and keeps the best. When the first `enough` starts all end at the same value,
 * the rest are not tried; as soon as one of them ends elsewhere, all are.
 */
export function multistart(
  objective: Objective,
  starts: readonly ArrayLike<number>[],
  options: MinimizeOptions & { readonly enough?: number; readonly valueTolerance?: number } = {},
): MultistartMinimum {
  const { enough = 3, valueTolerance = 1e-6 } = options;
  const minima: Minimum[] = [];
  for (const start of starts) {
    minima.push(minimize(objective, start, options));
    if (minima.length === enough) {
      const values = minima.map((minimum) => minimum.value);
      if (Math.max(...values) - Math.min(...values) <= valueTolerance) break;
    }
  }
  const usable = minima.filter((minimum) => Number.isFinite(minimum.value));
  const best = (usable.length > 0 ? usable : minima).reduce((x, y) => (y.value < x.value ? y : x));
  return {
    best,
    starts: minima.length,
    agreeing: minima.filter((minimum) => minimum.value - best.value <= valueTolerance).length,
    iterations: minima.reduce((sum, minimum) => sum + minimum.iterations, 0),
    evaluations: minima.reduce((sum, minimum) => sum + minimum.evaluations, 0),
  };
}
