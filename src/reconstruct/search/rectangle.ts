import type { Rule } from "./rule.js";
import { firstInside, lastInside } from "./rule.js";
import type { Slice } from "./slices.js";
import type { WholeRange } from "./whole-range.js";

/** A slice whose tables are counted in closed form: tp and tn each from a range, and their sum from a range. */
export interface Rectangle {
  readonly tp: WholeRange;
  readonly tn: WholeRange;
  readonly count: number;
}

/**
 * The slice in closed form where nothing but accuracy ties its margins to each other, `null` otherwise. Accuracy leaves a
 * range of tp + tn; the ranges are narrowed to what it leaves of them.
 */
export function rectangleOf(rules: readonly Rule[], { diseased, nonDiseased, tp, tn }: Slice): Rectangle | null {
  let [low, high] = [tp.low + tn.low, tp.high + tn.high];
  for (const rule of rules) {
    if (rule.metric.field !== "accuracy") return null;
    // with no tp, right results are tn out of all
    const n = diseased + nonDiseased;
    low = firstInside(rule, 0, 0, n, low, high);
    high = lastInside(rule, 0, 0, n, low, high);
  }
  const [width, height] = [tp.high - tp.low + 1, tn.high - tn.low + 1];
  const corner = tp.low + tn.low;
  return {
    count: low > high ? 0 : pairsUpTo(high - corner, width, height) - pairsUpTo(low - corner - 1, width, height),
    tp: { low: Math.max(tp.low, low - tn.high), high: Math.min(tp.high, high - tn.low) },
    tn: { low: Math.max(tn.low, low - tp.high), high: Math.min(tn.high, high - tp.low) },
  };
}

/** Pairs of whole numbers x from 0 below `width`, y from 0 below `height`, whose sum is at most `most`. */
function pairsUpTo(most: number, width: number, height: number): number {
  const triangle = (m: number): number => (m < 0 ? 0 : ((m + 1) * (m + 2)) / 2);
  return triangle(most) - triangle(most - width) - triangle(most - height) + triangle(most - width - height);
}
