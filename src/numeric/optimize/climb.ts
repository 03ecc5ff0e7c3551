import { stopIfInterrupted } from "../../base/interruptible.js";
import { columns } from "../linear/columns.js";
import { maxNorm } from "./minimize.js";
import { newtonModel } from "./newton-model.js";

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
  /** Asked at every point; the climb ends where it says so. */
  readonly stop?: (at: ClimbState) => boolean;
  /** What is known of the start already; it is not evaluated again. */
  readonly known?: Pick<Climb, "value" | "gradient" | "hessian"> | undefined;
}

/** Where a climb is, and where Newton's method would go from there. */
export interface ClimbState {
  readonly value: number;
  /** By how much the quadratic at hand falls from here: ½ gᵀ|H|⁻¹g, and what a step along a negative curvature brings. */
  readonly promise: number;
  /** The foot of that quadratic where it has one, else `null`; good until the answer. */
  readonly target: Float64Array | null;
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

/** Climbs from a start; see `climb`. */
export type Climber = (objective: CurvedObjective, start: ArrayLike<number>, options?: ClimbOptions) => Climb;

/** Of a sum of some hundred terms, relative to it. */
const ROUNDING = 1e-13;
/** A step shorter than this, relative to the point, is rounding. */
const LEAST_STEP = 1e-14;
/** What a Newton step may still promise where rounding ended the search: 1e-5 standard errors. */
const LEFT = 1e-10;
/** Where Newton's step promises less than this share of what leaving along a negative curvature does, the latter is taken. */
const SADDLE = 0.05;

/** A climb in up to `most` variables whose arrays serve one call after another; see `climb`. */
export function climber(most: number): Climber {
  let [x, gradient, trial, trialGradient, step] = columns(most, 5);
  let [hessian, trialHessian] = columns(most * most, 2);
  const model = newtonModel(most);
  return (objective, start, options = {}) => {
    const n = start.length;
    const {
      gradientTolerance = 1e-8,
      decrementTolerance = 0,
      maxIterations = 200,
      maxRadius = 8,
      valueError = ROUNDING,
      hessianLater = false,
      byGradientAlone = false,
      stop,
      known,
    } = options;
    x.set(start);
    let radius = options.radius ?? 1;
    let value = known?.value ?? objective(x, gradient, hessian);
    let evaluations = known === undefined ? 1 : 0;
    if (known !== undefined) {
      gradient.set(known.gradient);
      hessian.set(known.hessian);
    }
    let iterations = 0;
    model.set(n, hessian, gradient);

    const noise = (): number => valueError * Math.max(1, Math.abs(value));

    /** Tries x + step; moves there and tells so where it is better. */
    const attempt = (promise: number, length: number): boolean => {
      for (let i = 0; i < n; i++) trial[i] = x[i]! + step[i]!;
      const next = objective(trial, trialGradient, hessianLater ? null : trialHessian);
      evaluations++;
      const gain = value - next;
      const drowned = byGradientAlone || (promise <= 10 * noise() && gain >= -noise());
      const byGradient = drowned && maxNorm(trialGradient, n) < maxNorm(gradient, n);
      if (byGradient || gain > 0.75 * promise) radius = Math.max(radius, Math.min(maxRadius, 2.5 * length));
      else if (!(gain > 0.25 * promise)) radius = 0.25 * length;
      if (!byGradient && (byGradientAlone || !(gain > 0 && gain >= 1e-4 * promise))) return false;
      [x, trial] = [trial, x];
      [gradient, trialGradient] = [trialGradient, gradient];
      [hessian, trialHessian] = [trialHessian, hessian];
      value = hessianLater ? objective(x, gradient, hessian) : next;
      model.set(n, hessian, gradient);
      return true;
    };

    const stopsHere = (leaving: number): boolean => {
      if (stop === undefined) return false;
      for (let i = 0; i < n; i++) trial[i] = x[i]! + model.newton[i]!;
      return stop({ value, promise: model.decrement() + leaving, target: model.definite() ? trial : null });
    };

    let reason: Climb["reason"] = Number.isFinite(value) ? "iterations" : "undefined";
    while (reason === "iterations" && iterations < maxIterations) {
      stopIfInterrupted();
      const stationary = maxNorm(gradient, n) <= gradientTolerance;
      const leaving = model.downhill(step, radius);
      const saddle = leaving > noise() && (stationary || model.decrement() < SADDLE * leaving);
      if (stationary && !saddle) {
        reason = "gradient";
      } else if (model.definite() && model.decrement() <= decrementTolerance) {
        reason = "decrement";
      } else if (stopsHere(leaving)) {
        reason = "stopped";
      } else if (saddle) {
        iterations++;
        const length = radius;
        if (attempt(leaving, length)) continue;
        for (let i = 0; i < n; i++) step[i] = -step[i]!;
        attempt(leaving, length);
      } else {
        iterations++;
        const length = model.step(step, radius);
        const promise = model.promise(step);
        const lost = !attempt(promise, length);
        const drowned = promise <= 10 * (byGradientAlone ? ROUNDING * Math.max(1, Math.abs(value)) : noise());
        if (lost && (drowned || radius <= LEAST_STEP * Math.max(1, maxNorm(x, n)))) reason = "rounding";
      }
    }
    const decrement = model.decrement();
    return {
      x: x.slice(0, n),
      value,
      gradient: gradient.slice(0, n),
      gradientNorm: maxNorm(gradient, n),
      hessian: hessian.slice(0, n * n),
      definite: model.surelyDefinite(),
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
