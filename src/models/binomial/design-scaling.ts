import { square } from "../../numeric/elementary.js";
import type { Design } from "../design.js";

/**
 * A design whose columns after the intercept were centred and brought to standard deviation 1, for the optimiser's sake (a
 * calendar year, uncentred, makes the information nearly singular), and the way back.
 */
export interface DesignScaling {
  /** k × q, row by row, scaled. */
  readonly rows: Float64Array;
  /** Coefficients (sensitivity, specificity) of the scaled columns → those of the original ones. */
  original(coefficients: ArrayLike<number>): number[];
  /** Covariance of (coefficients, further parameters) likewise; the further parameters stay. */
  originalCovariance(covariance: readonly (readonly number[])[]): number[][];
}

/** Scales a design; its first column is the intercept. */
export function scaleDesign(design: Design): DesignScaling {
  const q = design.terms.length;
  const k = design.rows.length;
  const centres = new Array<number>(q).fill(0);
  const scales = new Array<number>(q).fill(1);
  for (let j = 1; j < q; j++) {
    const mean = design.rows.reduce((sum, row) => sum + row[j]!, 0) / k;
    const variance = design.rows.reduce((sum, row) => sum + square(row[j]! - mean), 0) / k;
    centres[j] = mean;
    scales[j] = variance > 0 ? Math.sqrt(variance) : 1;
  }
  const rows = new Float64Array(k * q);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < q; j++) rows[i * q + j] = (design.rows[i]![j]! - centres[j]!) / scales[j]!;
  }
  /** β = M γ for one logit: βⱼ = γⱼ / sⱼ, and the intercept takes −Σ γⱼ mⱼ / sⱼ. */
  const back = (values: readonly number[]): number[] => {
    const slopes = values.map((value, j) => value / scales[j]!);
    slopes[0]! -= slopes.reduce((sum, slope, j) => (j === 0 ? sum : sum + slope * centres[j]!), 0);
    return slopes;
  };
  const backAll = (values: readonly number[]): number[] => [
    ...back(values.slice(0, q)),
    ...back(values.slice(q, 2 * q)),
    ...values.slice(2 * q),
  ];
  return {
    rows,
    original: (coefficients) => backAll(Array.from(coefficients)),
    originalCovariance: (covariance) => {
      const half = covariance.map((row) => backAll(row));
      const columns = half[0]!.map((_, j) => backAll(half.map((row) => row[j]!)));
      return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
    },
  };
}
