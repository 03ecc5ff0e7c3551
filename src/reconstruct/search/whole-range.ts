/** Whole numbers from `low` to `high`; none where low > high. */
export interface WholeRange {
  readonly low: number;
  readonly high: number;
}

/** What is common to two ranges. */
export function overlap(one: WholeRange, other: WholeRange): WholeRange {
  return { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) };
}
