import type { CurvedObjective } from "../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import type { Objective } from "../../numeric/optimize/minimize.js";

/** How far the slope after a step may lie from what the Hessian at hand foretold, relative to its change, for an update to do. */
const FORETOLD = 0.5;
/** Below this an update divides by rounding. */
const LEAST = 1e-8;

const length = (x: Float64Array): number => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

/**
 * Adds to a Hessian (n × n, both triangles) what a step told of it by the change of the slope along it: the symmetric update of rank
 * one, after which the Hessian foretells that change. Returns how far off it was before, as the length of a slope.
 *
 * Conn, Gould & Toint 1991, Math Program 50:177, doi:10.1007/BF01594934 (the updates converge to the Hessian).
 */
export function learnCurvature(hessian: Float64Array, step: Float64Array, change: Float64Array): number {
  const n = step.length;
  const rest = change.map((value, i) => {
    let sum = value;
    for (let j = 0; j < n; j++) sum -= hessian[i * n + j]! * step[j]!;
    return sum;
  });
  const along = rest.reduce((sum, value, i) => sum + value * step[i]!, 0);
  const off = length(rest);
  if (Math.abs(along) > LEAST * off * length(step)) {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hessian[i * n + j]! += (rest[i]! * rest[j]!) / along;
  }
  return off;
}

/** A function whose Hessian is computed where it has to be, and learnt from its slopes elsewhere. */
export interface LearntCurvature {
  /** The function; the next Hessian that is asked of it is computed. */
  restarted(): CurvedObjective;
  /** Whether the Hessian that was asked for last was computed. */
  isComputed(): boolean;
}

/**
 * A function with its curvature for a climb of few evaluations: the Hessian by differences of `forCurvature`'s slope at the start, and
 * wherever a step turned out otherwise than it said; after other steps that Hessian with what the step told of it. The point
 * asked for last is not evaluated again.
 */
export function withLearntHessian(
  objective: Objective,
  forCurvature: Objective,
  n: number,
  differenceStep: number,
): LearntCurvature {
  const differenced = withDifferencedHessian(forCurvature, n, differenceStep);
  const known = { x: new Float64Array(n).fill(Number.NaN), slope: new Float64Array(n), value: Number.NaN };
  const before = {
    x: new Float64Array(n),
    slope: new Float64Array(n),
    hessian: new Float64Array(n * n),
    computed: false,
    given: false,
  };
  const ignored = new Float64Array(n);

  const learn = (x: Float64Array, slope: Float64Array): boolean => {
    const step = x.map((value, i) => value - before.x[i]!);
    const change = slope.map((value, i) => value - before.slope[i]!);
    return learnCurvature(before.hessian, step, change) < FORETOLD * length(change);
  };

  const evaluate: CurvedObjective = (x, gradient, hessian) => {
    if (x.every((value, i) => value === known.x[i])) {
      gradient.set(known.slope);
    } else {
      known.value = objective(x, gradient);
      known.x.set(x);
      known.slope.set(gradient);
    }
    if (hessian !== null) {
      before.computed = !before.given || !learn(x, gradient);
      if (before.computed) differenced(x, ignored, before.hessian);
      before.given = true;
      before.x.set(x);
      before.slope.set(gradient);
      hessian.set(before.hessian);
    }
    return known.value;
  };
  return {
    restarted: () => {
      before.given = false;
      return evaluate;
    },
    isComputed: () => before.computed,
  };
}
