import { stopIfInterrupted } from "../../base/interruptible.js";
/** A smooth function to be minimised: returns its value at `x` and writes its gradient. `Infinity` where it is not defined. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Where a minimiser stopped, and its story. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Largest absolute component of the gradient. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Whether the gradient fell below the tolerance. */
  readonly converged: boolean;
}

export interface MinimizeOptions {
  /** Stop when no component of the gradient exceeds this in absolute value. Default 1e-8. */
  readonly gradientTolerance?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Length of the longest step. Default 5. */
  readonly maxStep?: number;
  /**
   * Error of the value against the gradient, relative to the value: steps that change it by less are judged by the gradient, and
   * three of them running end the search. Default 0.
   */
  readonly valueError?: number;
}

/** The largest absolute value among the first `n` of a vector. */
export function maxNorm(vector: Float64Array, n = vector.length): number {
  let max = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(vector[i]!);
    if (!(size <= max)) max = size;
  }
  return max;
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
}

/** The minimiser, between two points of a line, of the cubic through their values and slopes; kept off both ends. */
function cubicMinimizer(t0: number, f0: number, d0: number, t1: number, f1: number, d1: number): number {
  const theta = (3 * (f0 - f1)) / (t1 - t0) + d0 + d1;
  const root = theta * theta - d0 * d1;
  const middle = (t0 + t1) / 2;
  if (!(root >= 0) || !Number.isFinite(f1) || !Number.isFinite(d1)) return middle;
  const gamma = Math.sign(t1 - t0) * Math.sqrt(root);
  const t = t1 - ((t1 - t0) * (d1 + gamma - theta)) / (d1 - d0 + 2 * gamma);
  const margin = 0.1 * Math.abs(t1 - t0);
  const low = Math.min(t0, t1) + margin;
  const high = Math.max(t0, t1) - margin;
  return t >= low && t <= high ? t : middle;
}

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;

/**
 * Minimises a smooth function of a few variables by the BFGS quasi-Newton method with a line search for the strong Wolfe
 * conditions (Nocedal & Wright 2006, Numerical Optimization, algorithms 3.5, 3.6 and 6.1).
 *
 * Nothing is allocated per iteration. Where rounding ends the line search before the gradient tolerance is met, the best
 * point so far is returned with `converged: false`; `newtonPolish` goes on from there.
 */
export function minimize(objective: Objective, start: ArrayLike<number>, options: MinimizeOptions = {}): Minimum {
  const { gradientTolerance = 1e-8, maxIterations = 200, maxStep = 5, valueError = 0 } = options;
  const n = start.length;
  const x = Float64Array.from(start);
  const gradient = new Float64Array(n);
  const trial = new Float64Array(n);
  const trialGradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const change = new Float64Array(n);
  const inverseHessian = new Float64Array(n * n);
  const product = new Float64Array(n);
  let value = objective(x, gradient);
  let evaluations = 1;
  let iterations = 0;
  let fresh = true;
  let idle = 0;

  let trialSlope = 0;
  const evaluateAt = (step: number): number => {
    for (let i = 0; i < n; i++) trial[i] = x[i]! + step * direction[i]!;
    const result = objective(trial, trialGradient);
    evaluations++;
    trialSlope = dot(trialGradient, direction);
    return Number.isNaN(result) ? Number.POSITIVE_INFINITY : result;
  };

  /** Leaves the accepted point in `trial`; returns its value, or NaN where no decrease could be found. */
  const lineSearch = (slope: number, first: number, longest: number): number => {
    let lowStep = 0;
    let lowValue = value;
    let lowSlope = slope;
    let highStep = Number.NaN;
    let highValue = 0;
    let highSlope = 0;
    let step = first;
    // values that differ by less than their error are judged by slopes alone (Hager & Zhang 2005, doi:10.1137/030601880)
    const noise = valueError * Math.max(1, Math.abs(value));
    for (let attempt = 0; attempt < 30; attempt++) {
      const f = evaluateAt(step);
      if (noise > 0 && f <= value + noise && Math.abs(trialSlope) <= -CURVATURE * slope) return f;
      if (f > value + SUFFICIENT_DECREASE * step * slope || (f >= lowValue && lowStep > 0) || !Number.isFinite(f)) {
        highStep = step;
        highValue = f;
        highSlope = trialSlope;
      } else {
        if (Math.abs(trialSlope) <= -CURVATURE * slope) return f;
        const rising = trialSlope * (Number.isNaN(highStep) ? 1 : highStep - lowStep) >= 0;
        if (rising) {
          highStep = lowStep;
          highValue = lowValue;
          highSlope = lowSlope;
        } else if (Number.isNaN(highStep) && step >= longest) {
          return f;
        }
        lowStep = step;
        lowValue = f;
        lowSlope = trialSlope;
      }
      if (Number.isNaN(highStep)) {
        step = Math.min(3 * step, longest);
      } else {
        if (Math.abs(highStep - lowStep) < 1e-14 * Math.max(1, Math.abs(lowStep))) break;
        step = cubicMinimizer(lowStep, lowValue, lowSlope, highStep, highValue, highSlope);
      }
    }
    return lowStep > 0 ? evaluateAt(lowStep) : Number.NaN;
  };

  while (iterations < maxIterations && maxNorm(gradient) > gradientTolerance && Number.isFinite(value)) {
    stopIfInterrupted();
    if (fresh) {
      for (let i = 0; i < n; i++) direction[i] = -gradient[i]!;
    } else {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum -= inverseHessian[i * n + j]! * gradient[j]!;
        direction[i] = sum;
      }
    }
    let slope = dot(gradient, direction);
    if (!(slope < 0)) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    const length = Math.sqrt(dot(direction, direction));
    const first = fresh ? Math.min(1, 0.5 / length) : Math.min(1, maxStep / length);
    const next = lineSearch(slope, first, maxStep / length);
    if (Number.isNaN(next)) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    iterations++;
    slope = 0;
    for (let i = 0; i < n; i++) {
      direction[i] = trial[i]! - x[i]!;
      change[i] = trialGradient[i]! - gradient[i]!;
      slope += direction[i]! * change[i]!;
      x[i] = trial[i]!;
      gradient[i] = trialGradient[i]!;
    }
    const stalled = !(next < value);
    idle = value - next < valueError * Math.max(1, Math.abs(value)) ? idle + 1 : 0;
    value = next;
    if (idle === 3) break;
    const curvature = slope;
    if (curvature > 1e-12 * dot(change, change)) {
      if (fresh) {
        const scale = curvature / dot(change, change);
        inverseHessian.fill(0);
        for (let i = 0; i < n; i++) inverseHessian[i * n + i] = scale;
        fresh = false;
      }
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += inverseHessian[i * n + j]! * change[j]!;
        product[i] = sum;
      }
      const factor = (1 + dot(change, product) / curvature) / curvature;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          inverseHessian[i * n + j]! +=
            factor * direction[i]! * direction[j]! -
            (product[i]! * direction[j]! + direction[i]! * product[j]!) / curvature;
        }
      }
    } else if (stalled) {
      break;
    }
  }
  const gradientNorm = maxNorm(gradient);
  return {
    x,
    value,
    gradient,
    gradientNorm,
    iterations,
    evaluations,
    converged: gradientNorm <= gradientTolerance,
  };
}
