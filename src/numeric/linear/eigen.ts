import { hypot } from "../elementary.js";

/**
 * Turns a symmetric n × n matrix, stored row by row, into its eigenvalues on the diagonal, in place, by Jacobi's cyclic
 * rotations (Golub and Van Loan 2013, Matrix Computations, section 8.5). Their absolute error is some ulp of the largest.
 *
 * @param vectors n × n, row by row; where given, column j becomes the unit eigenvector of the j-th eigenvalue
 */
export function symmetricEigenInPlace(matrix: Float64Array, n: number, vectors: Float64Array | null = null): void {
  if (vectors !== null) {
    vectors.fill(0);
    for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  }
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotated = rotate(matrix, n, p, q, vectors) || rotated;
    }
    if (!rotated) return;
  }
}

/** Turns the plane of axes p and q so that a[p][q] becomes 0; false if it is 0 to rounding already. */
function rotate(a: Float64Array, n: number, p: number, q: number, vectors: Float64Array | null): boolean {
  const coupling = a[p * n + q]!;
  const first = a[p * n + p]!;
  const second = a[q * n + q]!;
  if (Math.abs(coupling) <= (Number.EPSILON / 16) * Math.sqrt(Math.abs(first)) * Math.sqrt(Math.abs(second))) {
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    return false;
  }
  const half = (second - first) / (2 * coupling);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + hypot(half, 1));
  const cosine = 1 / hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let i = 0; i < n; i++) {
    if (vectors !== null) {
      const toP = vectors[i * n + p]!;
      const toQ = vectors[i * n + q]!;
      vectors[i * n + p] = cosine * toP - sine * toQ;
      vectors[i * n + q] = sine * toP + cosine * toQ;
    }
    if (i === p || i === q) continue;
    const toP = a[i * n + p]!;
    const toQ = a[i * n + q]!;
    const newP = cosine * toP - sine * toQ;
    const newQ = sine * toP + cosine * toQ;
    a[i * n + p] = newP;
    a[p * n + i] = newP;
    a[i * n + q] = newQ;
    a[q * n + i] = newQ;
  }
  a[p * n + p] = first - tangent * coupling;
  a[q * n + q] = second + tangent * coupling;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  return true;
}
