import { type MinimizeOptions, type Minimum, minimize, type Objective } from "./minimize.js";

/** The best of several minimisations, and how the starts compared. */
export interface MultistartMinimum {
  readonly best: Minimum;
  /** Starts tried. */
  readonly starts: number;
  /** Starts that ended at the best value, within the tolerance. */
  readonly agreeing: number;
  /** Whether a lower minimum was passed over for the best acceptable one. */
  readonly passedOver: boolean;
  readonly iterations: number;
  readonly evaluations: number;
}

/**
 * Minimises from one start after another and keeps the best, of those that are acceptable where some are. When the first `enough` starts all end at the same value,
 * the rest are not tried; as soon as one of them ends elsewhere, all are.
 */
export function multistart(
  objective: Objective,
  starts: readonly ArrayLike<number>[],
  options: MinimizeOptions & {
    readonly enough?: number;
    readonly valueTolerance?: number;
    /** Minima that are preferred to lower ones that are not so. Default: all are. */
    readonly acceptable?: (x: Float64Array) => boolean;
  } = {},
): MultistartMinimum {
  const { enough = 3, valueTolerance = 1e-6, acceptable = () => true } = options;
  const minima: Minimum[] = [];
  for (const start of starts) {
    minima.push(minimize(objective, start, options));
    if (minima.length === enough) {
      const values = minima.map((minimum) => minimum.value);
      if (Math.max(...values) - Math.min(...values) <= valueTolerance) break;
    }
  }
  const usable = minima.filter((minimum) => Number.isFinite(minimum.value));
  const lowest = (some: readonly Minimum[]): Minimum => some.reduce((x, y) => (y.value < x.value ? y : x));
  const wanted = usable.filter(({ x }) => acceptable(x));
  const best = lowest(wanted.length > 0 ? wanted : usable.length > 0 ? usable : minima);
  const passedOver = usable.length > 0 && lowest(usable).value < best.value - valueTolerance;
  return {
    best,
    starts: minima.length,
    agreeing: minima.filter(({ value }) => Math.abs(value - best.value) <= valueTolerance).length,
    passedOver,
    iterations: minima.reduce((sum, minimum) => sum + minimum.iterations, 0),
    evaluations: minima.reduce((sum, minimum) => sum + minimum.evaluations, 0),
  };
}
