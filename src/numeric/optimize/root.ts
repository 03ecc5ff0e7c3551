import { InputError } from "../../base/errors.js";

export interface RootOptions {
  /** Wanted absolute accuracy of the root; rounding error (a few ulp of the root) is always allowed. 0 by default. */
  readonly tolerance?: number;
}

/**
 * A root of f between low and high, where f has opposite signs.
 *
 * Brent's method (1973, Algorithms for Minimization without Derivatives, chapter 4): inverse quadratic interpolation
 * and secant steps, with bisection wherever they would not shrink the bracket fast enough. It always converges, for a
 * smooth f in some ten evaluations. Also takes f infinite at an end of the bracket, where only its sign is used.
 *
 * @returns x, where f is 0 or changes its sign within the tolerance
 * @throws InputError `no-sign-change` if f(low) and f(high) are both positive, both negative, or not numbers
 */
export function findRoot(f: (x: number) => number, low: number, high: number, options: RootOptions = {}): number {
  const tolerance = options.tolerance ?? 0;
  // best is the latest and best estimate, previous the one before; the root lies between best and opposite.
  let previous = low;
  let atPrevious = f(low);
  let best = high;
  let atBest = f(high);
  if (atPrevious === 0) return low;
  if (atBest === 0) return high;
  if (!(atPrevious < 0 !== atBest < 0) || Number.isNaN(atPrevious) || Number.isNaN(atBest)) {
    throw new InputError(
      "no-sign-change",
      `A root is bracketed by values of opposite sign, got f(${low}) = ${atPrevious} and f(${high}) = ${atBest}.`,
      { got: [atPrevious, atBest], wanted: "values of opposite sign" },
    );
  }
  let opposite = previous;
  let atOpposite = atPrevious;
  let step = best - previous;
  let stepBefore = step;
  for (let iteration = 0; iteration < 2000; iteration++) {
    if (Math.abs(atOpposite) < Math.abs(atBest)) {
      [previous, best, opposite] = [best, opposite, best];
      [atPrevious, atBest, atOpposite] = [atBest, atOpposite, atBest];
    }
    const least = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2 + Number.MIN_VALUE;
    const half = (opposite - best) / 2;
    if (Math.abs(half) <= least || atBest === 0) return best;
    if (Math.abs(stepBefore) >= least && Math.abs(atPrevious) > Math.abs(atBest) && Number.isFinite(atPrevious)) {
      const interpolated = interpolationStep(previous, best, opposite, atPrevious, atBest, atOpposite);
      const accept =
        interpolated * half > 0 &&
        Math.abs(interpolated) < 1.5 * Math.abs(half) - least / 2 &&
        Math.abs(interpolated) < Math.abs(stepBefore) / 2;
      stepBefore = accept ? step : half;
      step = accept ? interpolated : half;
    } else {
      stepBefore = half;
      step = half;
    }
    previous = best;
    atPrevious = atBest;
    best += Math.abs(step) > least ? step : Math.sign(half) * least;
    atBest = f(best);
    if (atBest < 0 === atOpposite < 0) {
      opposite = previous;
      atOpposite = atPrevious;
      step = best - previous;
      stepBefore = step;
    }
  }
  return best;
}

/** The step from `best` to the root of the secant (two distinct points) or of the inverse parabola (three). */
function interpolationStep(
  previous: number,
  best: number,
  opposite: number,
  atPrevious: number,
  atBest: number,
  atOpposite: number,
): number {
  const s = atBest / atPrevious;
  if (previous === opposite) return ((best - opposite) * s) / (1 - s);
  const q = atPrevious / atOpposite;
  const r = atBest / atOpposite;
  const p = s * ((opposite - best) * q * (q - r) - (best - previous) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}
