import { log } from "../elementary.js";
/**
 * Factors a symmetric positive definite n × n matrix, stored row by row, into L Lᵀ, in place.
 * Only the lower triangle is read; L replaces it, the strict upper triangle is left alone.
 *
 * @returns whether the matrix was positive definite; if not, its contents are spoilt.
 */
export function choleskyInPlace(matrix: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let m = 0; m < j; m++) sum -= matrix[i * n + m]! * matrix[j * n + m]!;
      if (i === j) {
        if (!(sum > 0) || sum === Number.POSITIVE_INFINITY) return false;
        matrix[j * n + j] = Math.sqrt(sum);
      } else {
        matrix[i * n + j] = sum / matrix[j * n + j]!;
      }
    }
  }
  return true;
}

/** Solves L Lᵀ x = b in place of b, given the factor from `choleskyInPlace`. */
export function choleskySolveInPlace(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let m = 0; m < i; m++) sum -= factor[i * n + m]! * b[m]!;
    b[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let m = i + 1; m < n; m++) sum -= factor[m * n + i]! * b[m]!;
    b[i] = sum / factor[i * n + i]!;
  }
}

/** ln |L Lᵀ|, given the factor from `choleskyInPlace`. */
export function choleskyLogDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * n + i]!);
  return 2 * sum;
}

/** Writes (L Lᵀ)⁻¹ to `inverse`, both triangles; `column` is scratch of length n. */
export function choleskyInverse(factor: Float64Array, n: number, inverse: Float64Array, column: Float64Array): void {
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    choleskySolveInPlace(factor, n, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i]!;
  }
}
