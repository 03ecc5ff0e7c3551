import { symmetricEigenvalues } from "../../numeric/linear/matrix.js";
import { type Factor, triangular } from "./model.js";

// Covariance parameters as an array, factor by factor; positions are among them. A covariance matrix on the edge has a lower
// rank, and its Cholesky factor no columns from there on: a variance of 0 of one effect beside another with a variance is not
// an edge that an optimum lies on, since a covariance could be had for nothing.

/** Position of an element of a factor. */
const at = ({ offset }: Factor, row: number, column: number): number => offset + triangular(row) + column;

const rows = (factor: Factor, from = 0): number[] => Array.from({ length: factor.size - from }, (_, i) => from + i);

/** The covariance matrix L Lᵀ of a factor. */
export function covarianceOf(spread: ArrayLike<number>, factor: Factor): number[][] {
  return rows(factor).map((i) =>
    rows(factor).map((j) => {
      let sum = 0;
      for (let k = 0; k <= Math.min(i, j); k++) sum += spread[at(factor, i, k)]! * spread[at(factor, j, k)]!;
      return sum;
    }),
  );
}

/** How many standard deviations along the axes of a factor's covariance are not below `near`. */
export function rankAbove(spread: ArrayLike<number>, factor: Factor, near: number): number {
  return symmetricEigenvalues(covarianceOf(spread, factor)).filter((value) => value >= near * near).length;
}

/** The factors with these ranks and the same variances as far as that can be; and the positions that are held at 0. */
export function withRanks(
  spread: ArrayLike<number>,
  factors: readonly Factor[],
  ranks: readonly number[],
): { readonly spread: number[]; readonly held: number[] } {
  const result = Array.from(spread);
  const held: number[] = [];
  factors.forEach((factor, index) => {
    const rank = ranks[index]!;
    for (const row of rows(factor, rank)) {
      let kept = 0;
      let lost = 0;
      for (let k = 0; k <= row; k++) {
        const square = result[at(factor, row, k)]! * result[at(factor, row, k)]!;
        if (k < rank) kept += square;
        else lost += square;
      }
      for (let k = 0; k < rank; k++) {
        if (kept > 0) result[at(factor, row, k)]! *= Math.sqrt((kept + lost) / kept);
        else if (k === 0) result[at(factor, row, k)] = Math.sqrt(lost);
      }
      for (let k = rank; k <= row; k++) {
        result[at(factor, row, k)] = 0;
        held.push(at(factor, row, k));
      }
    }
  });
  return { spread: result, held };
}

/** Small steps off the edge: into the next column of each factor that lacks rank, one element or two of it at a time. */
export function stepsOffEdge(
  spread: ArrayLike<number>,
  factors: readonly Factor[],
  ranks: readonly number[],
  step: number,
): number[][] {
  return factors.flatMap((factor, index) => {
    const column = ranks[index]!;
    const below = column < factor.size ? rows(factor, column) : [];
    const moved = (changes: readonly (readonly [row: number, change: number])[]): number[] => {
      const result = Array.from(spread);
      for (const [row, change] of changes) result[at(factor, row, column)] = change;
      return result;
    };
    const diagonal = step * Math.SQRT1_2;
    return below.flatMap((row) => [
      moved([[row, step]]),
      ...below
        .filter((other) => other > row)
        .flatMap((other) =>
          [1, -1].map((sign) =>
            moved([
              [row, diagonal],
              [other, sign * diagonal],
            ]),
          ),
        ),
    ]);
  });
}

/** Positions of the diagonal elements that are 0 at these ranks. */
export function zeroDiagonals(factors: readonly Factor[], ranks: readonly number[]): number[] {
  return factors.flatMap((factor, index) => rows(factor, ranks[index]!).map((k) => at(factor, k, k)));
}

/** The same covariance by factors whose diagonals are not negative. */
export function withPositiveDiagonals(spread: ArrayLike<number>, factors: readonly Factor[]): number[] {
  const result = Array.from(spread);
  for (const factor of factors) {
    for (let k = 0; k < factor.size; k++) {
      if (result[at(factor, k, k)]! >= 0) continue;
      for (const row of rows(factor, k)) result[at(factor, row, k)] = 0 - result[at(factor, row, k)]!;
    }
  }
  return result;
}
