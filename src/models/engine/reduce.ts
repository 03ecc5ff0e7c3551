import { square } from "../../numeric/elementary.js";

/** A group's loadings F = Λ Qᵀ turned so that Λ is lower trapezoidal: the first cells depend on the first effects alone. */
export interface ReducedLoadings {
  readonly cells: number;
  readonly columns: number;
  /** F, cells × columns: what is reduced. */
  readonly full: Float64Array;
  /** Λ, cells × columns, of which the first `dimensions` columns are used. */
  readonly lower: Float64Array;
  /** Q, columns × columns, of which the first `dimensions` columns are used. */
  readonly basis: Float64Array;
  /** How many leading effects each cell depends on. */
  readonly depth: Int32Array;
  /** Rank of F: the dimension of the integral. */
  dimensions: number;
}

/** Blank loadings of a group. */
export function createLoadings(cells: number, columns: number): ReducedLoadings {
  return {
    cells,
    columns,
    full: new Float64Array(cells * columns),
    lower: new Float64Array(cells * columns),
    basis: new Float64Array(columns * columns),
    depth: new Int32Array(cells),
    dimensions: 0,
  };
}

/** Below this share of a row's length, what is left of it after projection is rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * Reduces F by Gram–Schmidt on its rows, each done twice, in the order of the cells. An effect that no cell carries, as on a
 * boundary, costs no dimension: given the data it is still standard normal, and the score of its loadings 0.
 */
export function reduceLoadings(loadings: ReducedLoadings): void {
  const { cells, columns, full, lower, basis, depth } = loadings;
  lower.fill(0);
  let rank = 0;
  for (let c = 0; c < cells; c++) {
    let length = 0;
    for (let k = 0; k < columns; k++) length += square(full[c * columns + k]!);
    depth[c] = 0;
    if (length === 0) continue;
    // The row to be projected is kept in the next free column of the basis.
    const free = rank < columns;
    if (free) for (let k = 0; k < columns; k++) basis[k * columns + rank] = full[c * columns + k]!;
    for (let pass = 0; pass < (free ? 2 : 1); pass++) {
      for (let j = 0; j < rank; j++) {
        let along = 0;
        for (let k = 0; k < columns; k++) {
          along += basis[k * columns + j]! * (free ? basis[k * columns + rank]! : full[c * columns + k]!);
        }
        lower[c * columns + j]! += along;
        if (free) for (let k = 0; k < columns; k++) basis[k * columns + rank]! -= along * basis[k * columns + j]!;
      }
    }
    if (free) {
      let rest = 0;
      for (let k = 0; k < columns; k++) rest += square(basis[k * columns + rank]!);
      if (rest > NEGLIGIBLE * NEGLIGIBLE * length) {
        const norm = Math.sqrt(rest);
        for (let k = 0; k < columns; k++) basis[k * columns + rank]! /= norm;
        lower[c * columns + rank] = norm;
        rank++;
      }
    }
    for (let j = 0; j < rank; j++) if (lower[c * columns + j] !== 0) depth[c] = j + 1;
  }
  loadings.dimensions = rank;
}
