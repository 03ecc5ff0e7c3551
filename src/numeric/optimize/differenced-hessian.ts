import type { CurvedObjective } from "./climb.js";
import type { Objective } from "./minimize.js";

/**
 * Adds the Hessian to a function with an analytic gradient, by central differences of it: 2n more evaluations where one is
 * asked for, steps of `step`·max(1, |xᵢ|), error about step². The default suits gradients good to 1e-14.
 */
export function withDifferencedHessian(objective: Objective, n: number, step = 3e-5): CurvedObjective {
  const point = new Float64Array(n);
  const ahead = new Float64Array(n);
  const behind = new Float64Array(n);
  return (x, gradient, hessian) => {
    if (hessian !== null) {
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
    }
    return objective(x, gradient);
  };
}
