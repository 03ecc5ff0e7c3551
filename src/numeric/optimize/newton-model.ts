import { square } from "../elementary.js";
import { choleskyInPlace, choleskySolveInPlace } from "../linear/cholesky.js";
import { columns } from "../linear/columns.js";
import { symmetricEigenInPlace } from "../linear/eigen.js";

/** An eigenvalue this far below the largest is 0 but for rounding. */
const LEAST_EIGENVALUE = 1e-13;

/** A quadratic about a point, gradient g and Hessian H, and the steps that it suggests. Eigenvectors are looked for only where Newton's step won't do. */
export interface NewtonModel {
  /** Sets the quadratic, of `n` variables; the arrays are kept, not copied. */
  set(n: number, hessian: Float64Array, gradient: Float64Array): void;
  /** Whether H is positive definite. */
  definite(): boolean;
  /** Whether it is, its smallest eigenvalue above the rounding of its largest. */
  surelyDefinite(): boolean;
  /** −H⁻¹g where H is positive definite. */
  readonly newton: Float64Array;
  /** ½ gᵀ|H|⁻¹g: what a Newton step promises. */
  decrement(): number;
  /** Writes −(|H| + μ)⁻¹g, μ ≥ 0 as small as `radius` allows; returns its length. */
  step(step: Float64Array, radius: number): number;
  /** By how much the quadratic falls along a step. */
  promise(step: Float64Array): number;
  /** Writes the step of length `radius` along the most negative curvature, downhill; tells its promise, 0 if there is none. */
  downhill(step: Float64Array, radius: number): number;
}

/** The quadratic of a function of up to `most` variables, to be set before anything is asked of it. */
export function newtonModel(most: number): NewtonModel {
  let n = most;
  let hessian: Float64Array;
  let gradient: Float64Array;
  // `work` holds the Cholesky factor of H; once that has served, its eigenvalues are found there. `slopes`: g along each eigenvector
  const [work, vectors] = columns(most * most, 2);
  const [newton, values, slopes] = columns(most, 3);
  let positive = false;
  let promised = 0;
  let decomposed = false;
  let scale = 0;
  let lowest = 0;

  function decompose(): void {
    if (decomposed) return;
    decomposed = true;
    for (let i = 0; i < n * n; i++) work[i] = hessian[i]!;
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
  }

  const size = (i: number): number => Math.max(Math.abs(values[i]!), LEAST_EIGENVALUE * scale, Number.MIN_VALUE);
  const lengthAt = (shift: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += square(slopes[i]! / (size(i) + shift));
    return Math.sqrt(sum);
  };

  /** The μ with a step of length `radius`, by Newton's method for 1/length, which is nearly linear in μ, and bisection. */
  function shiftFor(radius: number): number {
    let shift = 0;
    let length = lengthAt(0);
    let low = 0;
    let high = norm(slopes, n) / radius;
    for (let round = 0; round < 60 && Math.abs(length - radius) > 0.05 * radius; round++) {
      let slope = 0;
      for (let i = 0; i < n; i++) slope += square(slopes[i]! / (size(i) + shift)) / (size(i) + shift);
      const next = shift + ((length - radius) / radius) * ((length * length) / slope);
      if (length > radius) low = shift;
      else high = shift;
      shift = next > low && next < high ? next : (low + high) / 2;
      length = lengthAt(shift);
    }
    return shift;
  }

  return {
    newton,
    set(size, nextHessian, nextGradient) {
      n = size;
      hessian = nextHessian;
      gradient = nextGradient;
      decomposed = false;
      for (let i = 0; i < n * n; i++) work[i] = hessian[i]!;
      positive = choleskyInPlace(work, n);
      if (!positive) return;
      for (let i = 0; i < n; i++) newton[i] = -gradient[i]!;
      choleskySolveInPlace(work, n, newton);
      promised = 0;
      for (let i = 0; i < n; i++) promised -= 0.5 * gradient[i]! * newton[i]!;
    },
    definite: () => positive,
    surelyDefinite() {
      if (!positive) return n === 0;
      // λmin ≥ |H| / (tr H)ⁿ⁻¹: seldom too little to settle it
      let trace = 0;
      let share = 1;
      for (let i = 0; i < n; i++) trace += hessian[i * n + i]!;
      for (let i = 0; i < n && !decomposed; i++) share *= (work[i * n + i]! * work[i * n + i]!) / trace;
      if (!decomposed && share > LEAST_EIGENVALUE) return true;
      decompose();
      return values[lowest]! > LEAST_EIGENVALUE * scale;
    },
    decrement() {
      if (positive) return promised;
      decompose();
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (0.5 * slopes[i]! * slopes[i]!) / size(i);
      return sum;
    },
    step(step, radius) {
      const length = positive ? norm(newton, n) : 0;
      if (positive && length <= radius) {
        step.set(newton);
        return length;
      }
      decompose();
      const shift = lengthAt(0) > radius ? shiftFor(radius) : 0;
      step.fill(0);
      for (let i = 0; i < n; i++) {
        const along = slopes[i]! / (size(i) + shift);
        for (let j = 0; j < n; j++) step[j]! -= along * vectors[j * n + i]!;
      }
      return norm(step, n);
    },
    promise(step) {
      let fall = 0;
      for (let i = 0; i < n; i++) {
        fall -= gradient[i]! * step[i]!;
        for (let j = 0; j < n; j++) fall -= 0.5 * hessian[i * n + j]! * step[i]! * step[j]!;
      }
      return fall;
    },
    downhill(step, radius) {
      if (positive) return 0;
      decompose();
      if (!(values[lowest]! < -1e-10 * Math.max(1, scale))) return 0;
      const sign = slopes[lowest]! > 0 ? -radius : radius;
      for (let j = 0; j < n; j++) step[j] = sign * vectors[j * n + lowest]!;
      return -0.5 * values[lowest]! * radius * radius;
    },
  };
}

function norm(vector: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}
