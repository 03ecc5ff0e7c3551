import { describe, expect, it } from "vitest";
import {
  choleskyInPlace,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolveInPlace,
} from "../../src/numeric/linear/cholesky.js";

// [4 2 1; 2 5 3; 1 3 6]: determinant 67
const matrix = [4, 2, 1, 2, 5, 3, 1, 3, 6];

describe("the Cholesky factor in place", () => {
  it("solves, inverts and gives the log-determinant", () => {
    const factor = Float64Array.from(matrix);
    expect(choleskyInPlace(factor, 3)).toBe(true);
    const b = Float64Array.of(11, 21, 25); // 4·1+2·2+1·3, …
    choleskySolveInPlace(factor, 3, b);
    for (const [i, x] of [1, 2, 3].entries()) expect(b[i]).toBeCloseTo(x, 13);
    expect(choleskyLogDeterminant(factor, 3)).toBeCloseTo(Math.log(67), 13);
    const inverse = new Float64Array(9);
    choleskyInverse(factor, 3, inverse, new Float64Array(3));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const product = [0, 1, 2].reduce((sum, m) => sum + matrix[3 * i + m]! * inverse[3 * m + j]!, 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 13);
      }
    }
  });

  it("refuses what is not positive definite", () => {
    expect(choleskyInPlace(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(choleskyInPlace(Float64Array.of(Number.NaN, 0, 0, 1), 2)).toBe(false);
  });
});
