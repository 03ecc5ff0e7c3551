import { maxNorm } from "./minimize.js";
import { LEAST_EIGENVALUE, newtonModel } from "./newton-model.js";

/**
 * A smooth function to be minimised, with its curvature: returns the value at `x`, writes the gradient and, where `hessian`
 * is not null, the Hessian (n × n, row by row, both triangles). `Infinity` or `NaN` where it is not defined.
 */
export type CurvedObjective = (x: Float64Array, gradient: Float64Array, hessian: Float64Array | null) => number;

/** When a climb ends, and how far one step may go. */
export interface ClimbOptions {
  /** Ends where no component of the gradient exceeds this in absolute value and no curvature is negative. Default 1e-8. */
  readonly gradientTolerance?: number;
  /** Ends, too, where the Hessian is positive definite and a Newton step would bring less than this. Default 0: never. */
  readonly decrementTolerance?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Length of the first step at most. Default 1. */
  readonly radius?: number;
  /** Length of any step at most. Default 8. */
  readonly maxRadius?: number;
  /**
   * Error of the value against its gradient, relative to the value: steps that change it by less are judged by the gradient.
   * Default 1e-13, rounding of a sum of some hundred terms; more where an approximate value and a gradient have their zeros apart.
   */
  readonly valueError?: number;
  /** Whether steps are judged by the gradient and never by the value: where the gradient's zero is sought, whatever the value. Default false. */
  readonly byGradientAlone?: boolean;
  /** Whether Hessians are asked for apart, at points gone to alone: for those that cost more than a value. Default false. */
  readonly hessianLater?: boolean;
  /** Asked at every point with a positive definite Hessian; the climb ends where it says so. */
  readonly stop?: (at: ClimbState) => boolean;
}

/** Where a climb is, and where Newton's method would go from there. */
export interface ClimbState {
  readonly value: number;
  /** ½ gᵀH⁻¹g, by how much the quadratic at hand falls from here. */
  readonly decrement: number;
  /** The foot of that quadratic; good until the answer. */
  readonly target: Float64Array;
}

/** Where a climb ended, and its story. */
export interface Climb {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Largest absolute component of the gradient. */
  readonly gradientNorm: number;
  /** n × n at `x`, row by row. */
  readonly hessian: Float64Array;
  /** Of the Hessian, smallest first. */
  readonly eigenvalues: Float64Array;
  /** Whether the Hessian is positive definite, its smallest eigenvalue above the rounding of its largest. */
  readonly definite: boolean;
  /** ½ gᵀ|H|⁻¹g: what a Newton step would still bring. */
  readonly decrement: number;
  readonly iterations: number;
  /** Values asked for, with or without Hessian. */
  readonly evaluations: number;
  /** Whether it ended at a stationary point that no step leaves downhill. */
  readonly converged: boolean;
  /**
   * - `"gradient"`: the gradient fell below the tolerance;
   * - `"decrement"`: what is left fell below its tolerance;
   * - `"rounding"`: no step was better any more;
   * - `"stopped"`: `stop` said so;
   * - `"iterations"`: there were none left;
   * - `"undefined"`: the function is not defined at the start.
   */
  readonly reason: "gradient" | "decrement" | "rounding" | "stopped" | "iterations" | "undefined";
}

/** Of a sum of some hundred terms, relative to it. */
const ROUNDING = 1e-13;
/** A step shorter than this, relative to the point, is rounding. */
const LEAST_STEP = 1e-14;
/** What a Newton step may still promise where rounding ended the search: 1e-5 standard errors. */
const LEFT = 1e-10;
/** Where Newton's step promises less than this share of what leaving along a negative curvature does, the latter is taken. */
const SADDLE = 0.05;

/** A climb in n variables whose arrays serve one call after another; see `climb`. */
export function climber(
  n: number,
): (objective: CurvedObjective, start: ArrayLike<number>, options?: ClimbOptions) => Climb {
  let x = new Float64Array(n);
  let gradient = new Float64Array(n);
  let hessian = new Float64Array(n * n);
  let trial = new Float64Array(n);
  let trialGradient = new Float64Array(n);
  let trialHessian = new Float64Array(n * n);
  const step = new Float64Array(n);
  const model = newtonModel(n);
  return (objective, start, options = {}) => {
    const {
      gradientTolerance = 1e-8,
      decrementTolerance = 0,
      maxIterations = 200,
      maxRadius = 8,
      valueError = ROUNDING,
      hessianLater = false,
      byGradientAlone = false,
      stop,
    } = options;
    x.set(start);
    let radius = options.radius ?? 1;
    let value = objective(x, gradient, hessian);
    let evaluations = 1;
    let iterations = 0;
    model.set(hessian, gradient);

    const noise = (): number => valueError * Math.max(1, Math.abs(value));

    /** Tries x + step; moves there and tells so where it is better. */
    const attempt = (promise: number, length: number): boolean => {
      for (let i = 0; i < n; i++) trial[i] = x[i]! + step[i]!;
      const next = objective(trial, trialGradient, hessianLater ? null : trialHessian);
      evaluations++;
      const gain = value - next;
      const drowned = byGradientAlone || (promise <= 10 * noise() && gain >= -noise());
      const byGradient = drowned && maxNorm(trialGradient) < maxNorm(gradient);
      if (byGradient || gain > 0.75 * promise) radius = Math.max(radius, Math.min(maxRadius, 2.5 * length));
      else if (!(gain > 0.25 * promise)) radius = 0.25 * length;
      if (!byGradient && (byGradientAlone || !(gain > 0 && gain >= 1e-4 * promise))) return false;
      [x, trial] = [trial, x];
      [gradient, trialGradient] = [trialGradient, gradient];
      [hessian, trialHessian] = [trialHessian, hessian];
      value = hessianLater ? objective(x, gradient, hessian) : next;
      model.set(hessian, gradient);
      return true;
    };

    const stopsHere = (): boolean => {
      if (stop === undefined || !model.definite()) return false;
      for (let i = 0; i < n; i++) trial[i] = x[i]! + model.newton[i]!;
      return stop({ value, decrement: model.decrement(), target: trial });
    };

    let reason: Climb["reason"] = Number.isFinite(value) ? "iterations" : "undefined";
    while (reason === "iterations" && iterations < maxIterations) {
      const stationary = maxNorm(gradient) <= gradientTolerance;
      const leaving = model.downhill(step, radius);
      if (leaving > noise() && (stationary || model.decrement() < SADDLE * leaving)) {
        iterations++;
        const length = radius;
        if (attempt(leaving, length)) continue;
        for (let i = 0; i < n; i++) step[i] = -step[i]!;
        attempt(leaving, length);
      } else if (stationary) {
        reason = "gradient";
      } else if (model.definite() && model.decrement() <= decrementTolerance) {
        reason = "decrement";
      } else if (stopsHere()) {
        reason = "stopped";
      } else {
        iterations++;
        const length = model.step(step, radius);
        const promise = model.promise(step);
        const lost = !attempt(promise, length);
        const drowned = promise <= 10 * (byGradientAlone ? ROUNDING * Math.max(1, Math.abs(value)) : noise());
        if (lost && (drowned || radius <= LEAST_STEP * Math.max(1, maxNorm(x)))) reason = "rounding";
      }
    }
    const eigenvalues = model.eigenvalues().slice().sort();
    const definite = n === 0 || eigenvalues[0]! > LEAST_EIGENVALUE * Math.abs(eigenvalues[n - 1]!);
    const decrement = model.decrement();
    return {
      x: x.slice(),
      value,
      gradient: gradient.slice(),
      gradientNorm: maxNorm(gradient),
      hessian: hessian.slice(),
      eigenvalues,
      definite,
      decrement,
      iterations,
      evaluations,
      converged: reason === "gradient" || reason === "decrement" || (reason === "rounding" && decrement <= LEFT),
      reason,
    };
  };
}

/**
 * Minimises a smooth function of a few variables by Newton's method in a trust region (Nocedal & Wright 2006, Numerical
 * Optimization, chapter 4) with the eigenvalues of the Hessian taken as |λ| (Dauphin et al. 2014, arXiv:1406.2572), so that
 * saddles repel. Near a stationary point whose Hessian has a negative eigenvalue the step follows its eigenvector, both ways
 * tried: a point of symmetry, at which the gradient has no component out of the saddle, does not hold it. Near a minimum the
 * steps are Newton's, taken while they bring the gradient down, where differences of values have drowned in rounding.
 *
 * A climb finds the minimum of the valley it starts in; several starts and their comparison are the caller's.
 */
export function climb(objective: CurvedObjective, start: ArrayLike<number>, options: ClimbOptions = {}): Climb {
  return climber(start.length)(objective, start, options);
}
