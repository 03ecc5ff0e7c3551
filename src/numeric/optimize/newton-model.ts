import { square } from "../elementary.js";
import { symmetricEigenInPlace } from "../linear/eigen.js";

/** An eigenvalue this far below the largest is 0 but for rounding. */
export const LEAST_EIGENVALUE = 1e-13;

/** A quadratic about a point, its Hessian H in eigenvectors, and the steps that it suggests. */
export function newtonModel(n: number) {
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  const work = new Float64Array(n * n);
  /** The gradient along each eigenvector. */
  const slopes = new Float64Array(n);
  let scale = 0;
  let lowest = 0;
  const size = (i: number): number => Math.max(Math.abs(values[i]!), LEAST_EIGENVALUE * scale, Number.MIN_VALUE);
  const lengthAt = (shift: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += square(slopes[i]! / (size(i) + shift));
    return Math.sqrt(sum);
  };
  return {
    values,
    decompose(hessian: Float64Array, gradient: Float64Array): void {
      work.set(hessian);
      symmetricEigenInPlace(work, n, vectors);
      scale = 0;
      lowest = 0;
      for (let i = 0; i < n; i++) {
        values[i] = work[i * n + i]!;
        scale = Math.max(scale, Math.abs(values[i]!));
        if (values[i]! < values[lowest]!) lowest = i;
        let sum = 0;
        for (let j = 0; j < n; j++) sum += vectors[j * n + i]! * gradient[j]!;
        slopes[i] = sum;
      }
    },
    /** ½ gᵀ|H|⁻¹g: what a Newton step promises. */
    decrement(): number {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (0.5 * slopes[i]! * slopes[i]!) / size(i);
      return sum;
    },
    /** Writes the step of length `radius` along the most negative curvature, downhill; tells its promise, 0 if there is none. */
    downhill(step: Float64Array, radius: number): number {
      if (n === 0 || !(values[lowest]! < -1e-10 * Math.max(1, scale))) return 0;
      const sign = slopes[lowest]! > 0 ? -radius : radius;
      for (let j = 0; j < n; j++) step[j] = sign * vectors[j * n + lowest]!;
      return -0.5 * values[lowest]! * radius * radius;
    },
    /** Writes −(|H| + μ)⁻¹g, μ ≥ 0 as small as `radius` allows; returns its length. */
    newtonStep(step: Float64Array, radius: number): number {
      let shift = 0;
      let length = lengthAt(0);
      if (length > radius) {
        let low = 0;
        let high = Math.sqrt(slopes.reduce((sum, slope) => sum + slope * slope, 0)) / radius;
        // Newton's method for 1/length, which is nearly linear in μ, bisection where it leaves the bracket
        for (let round = 0; round < 60 && Math.abs(length - radius) > 0.05 * radius; round++) {
          let slope = 0;
          for (let i = 0; i < n; i++) slope += square(slopes[i]! / (size(i) + shift)) / (size(i) + shift);
          const next = shift + ((length - radius) / radius) * ((length * length) / slope);
          if (length > radius) low = shift;
          else high = shift;
          shift = next > low && next < high ? next : (low + high) / 2;
          length = lengthAt(shift);
        }
      }
      step.fill(0);
      for (let i = 0; i < n; i++) {
        const along = slopes[i]! / (size(i) + shift);
        for (let j = 0; j < n; j++) step[j]! -= along * vectors[j * n + i]!;
      }
      return length;
    },
    /** By how much the quadratic with the true curvature falls along a step. */
    promise(step: Float64Array, gradient: Float64Array): number {
      let fall = 0;
      for (let j = 0; j < n; j++) fall -= gradient[j]! * step[j]!;
      for (let i = 0; i < n; i++) {
        let along = 0;
        for (let j = 0; j < n; j++) along += vectors[j * n + i]! * step[j]!;
        fall -= 0.5 * values[i]! * along * along;
      }
      return fall;
    },
  };
}
