import { choleskyInPlace, choleskySolveInPlace } from "../linear/cholesky.js";
import { type Minimum, maxNorm, type Objective } from "./minimize.js";

/** Writes the Hessian of a function at `x` (n × n, row by row, both triangles). */
export type HessianFunction = (x: Float64Array, hessian: Float64Array) => void;

/**
 * The Hessian of a function by central differences of its analytic gradient, made symmetric.
 * Steps are `step`·max(1, |xᵢ|); 2n evaluations. Error about step²; the default suits gradients good to 1e-14.
 */
export function gradientDifferences(objective: Objective, n: number, step = 3e-5): HessianFunction {
  const point = new Float64Array(n);
  const ahead = new Float64Array(n);
  const behind = new Float64Array(n);
  return (x, hessian) => {
    point.set(x);
    for (let j = 0; j < n; j++) {
      const centre = x[j]!;
      const width = step * Math.max(1, Math.abs(centre));
      point[j] = centre + width;
      const high = point[j]!;
      objective(point, ahead);
      point[j] = centre - width;
      const span = high - point[j]!;
      objective(point, behind);
      point[j] = centre;
      for (let i = 0; i < n; i++) hessian[i * n + j] = (ahead[i]! - behind[i]!) / span;
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const mean = (hessian[i * n + j]! + hessian[j * n + i]!) / 2;
        hessian[i * n + j] = mean;
        hessian[j * n + i] = mean;
      }
    }
  };
}

/**
 * Newton steps from a point near a minimum, taken while they bring the gradient down. Differences of values drown in
 * rounding long before the gradient does, so the gradient alone decides here. Where the Hessian is not positive definite
 * (a saddle, a flat direction) the point is returned as it is.
 */
export function newtonPolish(
  objective: Objective,
  hessianAt: HessianFunction,
  from: Minimum,
  options: {
    readonly gradientTolerance?: number;
    readonly maxIterations?: number;
    /** By how much, relative to the value, a step may raise it: the error of the value against its gradient. Default 1e-9. */
    readonly valueError?: number;
  } = {},
): Minimum {
  const { gradientTolerance = 1e-12, maxIterations = 8, valueError = 1e-9 } = options;
  const n = from.x.length;
  const hessian = new Float64Array(n * n);
  const step = new Float64Array(n);
  let { x, value, gradient, gradientNorm, iterations, evaluations } = from;
  for (let attempt = 0; attempt < maxIterations && gradientNorm > gradientTolerance; attempt++) {
    hessianAt(x, hessian);
    step.set(gradient);
    if (!choleskyInPlace(hessian, n)) break;
    choleskySolveInPlace(hessian, n, step);
    const next = x.map((xi, i) => xi - step[i]!);
    const nextGradient = new Float64Array(n);
    const nextValue = objective(next, nextGradient);
    evaluations++;
    const nextNorm = maxNorm(nextGradient);
    const worse = nextValue > value + valueError * Math.max(1, Math.abs(value));
    if (!(nextNorm < gradientNorm) || worse) break;
    iterations++;
    x = next;
    value = nextValue;
    gradient = nextGradient;
    gradientNorm = nextNorm;
  }
  return {
    x,
    value,
    gradient,
    gradientNorm,
    iterations,
    evaluations,
    converged: from.converged || gradientNorm <= gradientTolerance,
  };
}
