import { InputError } from "../../base/errors.js";
import { choleskyInPlace, choleskyInverse, choleskyLogDeterminant, choleskySolveInPlace } from "./cholesky.js";
import { symmetricEigenInPlace } from "./eigen.js";

// Small dense matrices as arrays of rows. The p × p work of this project (p below some twenty) needs a Cholesky factor and the
// eigenvalues of a symmetric matrix and little else; ml-matrix does all that and more, but its ES module re-exports one
// CommonJS file, so that using any of it costs a bundle 17.8 kB (minified, gzip), half a model, against 1.4 kB here. The tests compare
// with it.

/** An array of rows of equal length. @inline */
export type Matrix = readonly (readonly number[])[];

function shapeError(got: unknown, wanted: string): InputError {
  return new InputError("matrix-shape", `A matrix has the wrong shape: got ${got}, wanted ${wanted}.`, { got, wanted });
}

/** Number of columns; throws `matrix-shape` if the rows differ in length. */
function columnsOf(matrix: Matrix): number {
  const columns = matrix[0]?.length ?? 0;
  for (const row of matrix)
    if (row.length !== columns) throw shapeError(`rows of ${columns} and ${row.length}`, "equal rows");
  return columns;
}

/** The mean of both triangles, flat, row by row; throws `matrix-shape` unless square. */
function symmetricFlat(matrix: Matrix): Float64Array {
  const n = matrix.length;
  if (columnsOf(matrix) !== n) throw shapeError(`${n} × ${columnsOf(matrix)}`, "as many rows as columns");
  const flat = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) flat[i * n + j] = matrix[i]![j]! / 2 + matrix[j]![i]! / 2;
  }
  return flat;
}

/** A square matrix stored row by row, as an array of rows. */
export function rowsOf(flat: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(flat.subarray(i * n, (i + 1) * n)));
}

/** The n × n identity matrix. */
export function identity(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}

/** The transposed matrix, m × n for n × m. */
export function transpose(matrix: Matrix): number[][] {
  return Array.from({ length: columnsOf(matrix) }, (_, j) => matrix.map((row) => row[j]!));
}

/** The product AB of an n × m and an m × p matrix; throws InputError `matrix-shape` for others. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  if (columnsOf(a) !== b.length) throw shapeError(`${columnsOf(a)} columns times ${b.length} rows`, "the same number");
  const columns = columnsOf(b);
  return a.map((row) =>
    Array.from({ length: columns }, (_, j) => row.reduce((sum, value, m) => sum + value * b[m]![j]!, 0)),
  );
}

/** The product Ax of a matrix and a vector; throws InputError `matrix-shape` if they don't fit. */
export function multiplyVector(matrix: Matrix, vector: readonly number[]): number[] {
  if (columnsOf(matrix) !== vector.length) {
    throw shapeError(`${columnsOf(matrix)} columns times ${vector.length} numbers`, "the same number");
  }
  return matrix.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));
}

/**
 * The quadratic form gᵀ V g, e.g. the variance of gᵀβ where V is the covariance of β (the delta method); with `other` the
 * bilinear form gᵀ V h. Throws InputError `matrix-shape` if they don't fit.
 */
export function quadraticForm(matrix: Matrix, vector: readonly number[], other: readonly number[] = vector): number {
  if (matrix.length !== vector.length)
    throw shapeError(`${matrix.length} rows, ${vector.length} numbers`, "the same number");
  return multiplyVector(matrix, other).reduce((sum, value, i) => sum + value * vector[i]!, 0);
}

/** The mean of a square matrix and its transpose: exactly symmetric. */
export function symmetrize(matrix: Matrix): number[][] {
  return rowsOf(symmetricFlat(matrix), matrix.length);
}

/**
 * The inverse of a symmetric positive definite matrix, exactly symmetric, by Cholesky's factor; `null` if the matrix is not
 * positive definite. Of a matrix that is symmetric but for rounding, the mean of both triangles counts.
 *
 * @throws InputError `matrix-shape` unless square
 */
export function positiveDefiniteInverse(matrix: Matrix): number[][] | null {
  const n = matrix.length;
  const factor = symmetricFlat(matrix);
  if (!choleskyInPlace(factor, n)) return null;
  const inverse = new Float64Array(n * n);
  choleskyInverse(factor, n, inverse, new Float64Array(n));
  return symmetrize(rowsOf(inverse, n));
}

/**
 * The x with Ax = b for a symmetric positive definite A; `null` if A is not positive definite.
 *
 * @throws InputError `matrix-shape` unless A is square and b fits
 */
export function positiveDefiniteSolve(matrix: Matrix, b: readonly number[]): number[] | null {
  const n = matrix.length;
  if (b.length !== n) throw shapeError(`${n} rows, ${b.length} right-hand sides`, "the same number");
  const factor = symmetricFlat(matrix);
  if (!choleskyInPlace(factor, n)) return null;
  const x = Float64Array.from(b);
  choleskySolveInPlace(factor, n, x);
  return Array.from(x);
}

/** ln |A| of a symmetric positive definite matrix; `null` if it is not positive definite. Throws `matrix-shape` unless square. */
export function logDeterminant(matrix: Matrix): number | null {
  const factor = symmetricFlat(matrix);
  return choleskyInPlace(factor, matrix.length) ? choleskyLogDeterminant(factor, matrix.length) : null;
}

/**
 * The eigenvalues of a symmetric matrix, largest first. Their absolute error is some ulp of the largest.
 *
 * @throws InputError `matrix-shape` unless square
 */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const n = matrix.length;
  const a = symmetricFlat(matrix);
  symmetricEigenInPlace(a, n);
  return Array.from({ length: n }, (_, i) => a[i * n + i]!).sort((left, right) => right - left);
}
