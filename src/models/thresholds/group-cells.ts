/**
 * One group (diseased or not) of one study, as the model sees it: marker values known to lie between neighbouring cut-offs.
 * `counts[j]` lie between `cutoffs[j − 1]` and `cutoffs[j]`, the first below all, the last above.
 */
export interface GroupCells {
  /** The cut-offs on the model's scale, ascending. */
  readonly cutoffs: Float64Array;
  /** Their derivatives by the scale's λ; empty where there is none to estimate. */
  readonly byLambda: Float64Array;
  /** One more than cut-offs. */
  readonly counts: Float64Array;
  /** Σ counts; a group of none says nothing. */
  readonly total: number;
}

/** Places in the derivatives of a group's log-likelihood by its location m, its log scale s and the marker scale's λ. */
export const CELL = { m: 0, s: 1, mm: 2, ms: 3, ss: 4, lambda: 5, size: 6 } as const;

/**
 * The log-likelihood of a group's counts (without the multinomial constant) where its values have location `m` and log scale
 * `s`, with its derivatives in `out` (see CELL): Σ countsⱼ · ln[F(zⱼ) − F(zⱼ₋₁)], zⱼ = (cutoffⱼ − m)·e^−s.
 */
export type CellLikelihood = (cells: GroupCells, m: number, s: number, out: Float64Array) => number;
