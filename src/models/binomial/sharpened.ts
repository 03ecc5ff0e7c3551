import type { Landmark } from "../near-optimum.js";
import type { Optimum } from "../optimum.js";
import { WHOLE } from "../psi-spaces.js";
import type { BinomialObjective } from "./objective.js";

/**
 * By how much the slope of a rule's gradient differs from the information that its averages give, about a point: the difference is
 * small and bends little, so that its own slopes carry it to points nearby.
 */
export interface Sharpener {
  /** Adds the difference at a point to a Hessian. */
  addTo(hessian: Float64Array, full: Float64Array): void;
  /** Whether an optimum is near enough for that. */
  holdsAt(optimum: Optimum): boolean;
}

/** Below this many studies a slope by differences costs less than what it takes to do without. */
const LEAST_STUDIES = 200;
/** Within this of where the difference was taken, in standard errors, what is left of it moves standard errors by less than about 1e-7. */
const NEAR = 0.3;
/** Steps between the points that its slope is taken from, in standard errors. */
const STEP = 0.1;

/** The slope of the gradient less the information, at a point. */
function differenceAt(objective: BinomialObjective, full: Float64Array): Float64Array {
  const { size } = objective;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const slope = new Float64Array(size * size);
  objective.at(full, gradient, information, false);
  objective.exactly!(full, gradient, slope, false);
  return slope.map((value, i) => value - information[i]!);
}

/** The difference about an optimum of the whole parameter space; `null` where it would not pay. */
export function sharpener(objective: BinomialObjective, { space, full: top }: Landmark, k: number): Sharpener | null {
  if (k < LEAST_STUDIES || space !== WHOLE || objective.at === objective.exactly) return null;
  const { size } = objective;
  const hessian = new Float64Array(size * size);
  objective.at(top, new Float64Array(size), hessian, false);
  const centre = differenceAt(objective, top);
  const errors = top.map((_, i) => 1 / Math.sqrt(hessian[i * size + i]!));
  const slopes = Array.from(errors, (error, i) => {
    const width = STEP * error;
    const [ahead, behind] = [top.slice(), top.slice()];
    ahead[i]! += width;
    behind[i]! -= width;
    const before = differenceAt(objective, behind);
    return differenceAt(objective, ahead).map((value, j) => (value - before[j]!) / (2 * width));
  });
  return {
    addTo: (to, full) => {
      for (let j = 0; j < to.length; j++) {
        let value = centre[j]!;
        for (let i = 0; i < size; i++) value += slopes[i]![j]! * (full[i]! - top[i]!);
        to[j]! += value;
      }
    },
    holdsAt: ({ full }) => errors.every((error, i) => Math.abs(full[i]! - top[i]!) <= NEAR * error),
  };
}

/** The objective of all studies but one, its Hessian the slope of its gradient: that of all about their optimum less that of the one. */
export function sharpened(rest: BinomialObjective, { addTo }: Sharpener, one: BinomialObjective): BinomialObjective {
  const { size } = rest;
  return {
    ...rest,
    at(full, gradient, hessian, line) {
      if (hessian !== null && !line) {
        const own = differenceAt(one, full);
        const value = rest.at(full, gradient, hessian, line);
        for (let j = 0; j < size * size; j++) hessian[j]! -= own[j]!;
        addTo(hessian, full);
        return value;
      }
      return rest.at(full, gradient, hessian, line);
    },
  };
}
