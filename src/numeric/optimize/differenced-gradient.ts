import type { Objective } from "./minimize.js";

/**
 * Adds a gradient to a function by central differences: 2n evaluations, steps of `step`·max(1, |xᵢ|), error about step². The
 * default suits values good to 1e-12.
 */
export function withDifferencedGradient(value: (x: Float64Array) => number, n: number, step = 1e-4): Objective {
  const point = new Float64Array(n);
  return (x, gradient) => {
    point.set(x);
    for (let j = 0; j < n; j++) {
      const centre = x[j]!;
      const width = step * Math.max(1, Math.abs(centre));
      point[j] = centre + width;
      const ahead = value(point);
      point[j] = centre - width;
      gradient[j] = (ahead - value(point)) / (2 * width);
      point[j] = centre;
    }
    return value(x);
  };
}
