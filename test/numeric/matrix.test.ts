import { CholeskyDecomposition, determinant, EigenvalueDecomposition, inverse, Matrix as Library } from "ml-matrix";
import { describe, expect, it } from "vitest";
import {
  identity,
  logDeterminant,
  multiply,
  multiplyVector,
  positiveDefiniteInverse,
  positiveDefiniteSolve,
  quadraticForm,
  symmetricEigenvalues,
  symmetrize,
  transpose,
} from "../../src/numeric/linear/matrix.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { expectClose, expectRelative } from "../tolerance.js";

/** Random symmetric positive definite matrices of 1 to 9 rows. */
const samples = (() => {
  const random = seededRandom(11);
  return Array.from({ length: 40 }, (_, i) => {
    const n = 1 + (i % 9);
    const factor = Array.from({ length: n + 3 }, () => Array.from({ length: n }, () => random.normal()));
    return multiply(transpose(factor), factor);
  });
})();

describe("matrix algebra, against ml-matrix", () => {
  it.each(samples.map((matrix, i) => [i, matrix] as const))("sample %i", (_, matrix) => {
    const n = matrix.length;
    const library = new Library(matrix.map((row) => [...row]));
    const ours = positiveDefiniteInverse(matrix)!;
    const theirs = inverse(library).to2DArray();
    const largest = Math.max(...theirs.flat().map(Math.abs));
    ours.forEach((row, i) => {
      for (const [j, value] of row.entries()) expectClose(value / largest, theirs[i]![j]! / largest, 1e-11);
    });
    expectRelative(logDeterminant(matrix)!, Math.log(determinant(library)), 1e-10);
    const eigenvalues = new EigenvalueDecomposition(library, { assumeSymmetric: true }).realEigenvalues;
    eigenvalues.sort((a, b) => b - a);
    symmetricEigenvalues(matrix).forEach((value, i) => {
      expectClose(value / eigenvalues[0]!, eigenvalues[i]! / eigenvalues[0]!, 1e-14);
    });
    const b = Array.from({ length: n }, (_, i) => i - 1.5);
    const theirX = new CholeskyDecomposition(new Library(symmetrize(matrix)))
      .solve(Library.columnVector(b))
      .to1DArray();
    positiveDefiniteSolve(matrix, b)!.forEach((value, i) => {
      expectClose(value / largest, theirX[i]! / largest, 1e-11);
    });
    expectClose(
      quadraticForm(matrix, b),
      library
        .mmul(Library.columnVector(b))
        .to1DArray()
        .reduce((sum, value, i) => sum + value * b[i]!, 0),
      1e-13,
    );
  });
});

describe("products", () => {
  const a = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  it("are those of the textbook", () => {
    expect(transpose(a)).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(multiply(a, transpose(a))).toEqual([
      [14, 32],
      [32, 77],
    ]);
    expect(multiplyVector(a, [1, 0, -1])).toEqual([-2, -2]);
    expect(multiply(a, identity(3))).toEqual(a);
    expect(quadraticForm(identity(2), [3, 4])).toBe(25);
    expect(
      quadraticForm(
        [
          [1, 2],
          [3, 4],
        ],
        [1, 0],
        [0, 1],
      ),
    ).toBe(2);
  });

  it("of matrices that don't fit throw", () => {
    const shape = expect.objectContaining({ code: "matrix-shape" });
    expect(() => multiply(a, a)).toThrow(shape);
    expect(() => multiplyVector(a, [1, 2])).toThrow(shape);
    expect(() => quadraticForm(a, [1, 2, 3])).toThrow(shape);
    expect(() => positiveDefiniteInverse(a)).toThrow(shape);
    expect(() => positiveDefiniteSolve(identity(2), [1])).toThrow(shape);
    expect(() => transpose([[1, 2], [3]])).toThrow(shape);
  });
});

describe("symmetric matrices", () => {
  it("may be off by rounding", () => {
    const nearly = [
      [2, 1 + 2 ** -52],
      [1, 2],
    ];
    const inverted = positiveDefiniteInverse(nearly)!;
    expect(inverted[0]![1]).toBe(inverted[1]![0]);
    expectRelative(inverted[0]![0]!, 2 / 3, 1e-15);
    expect(symmetrize(nearly)[0]![1]).toBe(symmetrize(nearly)[1]![0]);
  });

  it("that are not positive definite have no inverse", () => {
    const indefinite = [
      [1, 2],
      [2, 1],
    ];
    expect(positiveDefiniteInverse(indefinite)).toBeNull();
    expect(positiveDefiniteSolve(indefinite, [1, 1])).toBeNull();
    expect(logDeterminant(indefinite)).toBeNull();
    expect(positiveDefiniteInverse([[Number.NaN]])).toBeNull();
  });

  it("have their eigenvalues in falling order", () => {
    expect(
      symmetricEigenvalues([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual([1, -1]);
    expect(
      symmetricEigenvalues([
        [2, 0, 0],
        [0, -3, 0],
        [0, 0, 0],
      ]),
    ).toEqual([2, 0, -3]);
    expect(
      symmetricEigenvalues([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0, 0]);
    // The eigenvalues of this n × n matrix are 2 − 2cos(kπ/(n + 1)).
    const n = 12;
    const tridiagonal = identity(n).map((row, i) => row.map((_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)));
    symmetricEigenvalues(tridiagonal).forEach((value, i) => {
      expectClose(value, 2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1)), 1e-14);
    });
  });
});
