import { InputError } from "../base/errors.js";
import { requireProbability } from "./distributions/domain.js";

function requireSome(values: readonly number[], what: string): void {
  if (values.length === 0) {
    throw new InputError("empty", `The ${what} of no numbers is not defined.`, {
      got: values,
      wanted: "at least one number",
    });
  }
}

/** The arithmetic mean; throws InputError `empty` for no values. */
export function mean(values: readonly number[]): number {
  requireSome(values, "mean");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The sample quantile at p by linear interpolation between order statistics: R's type 7 and Excel's PERCENTILE.INC
 * (Hyndman and Fan 1996, American Statistician 50:361–365, doi:10.1080/00031305.1996.10473566).
 *
 * @throws InputError `empty` for no values, `outside-domain` if p is no probability
 */
export function sampleQuantile(values: readonly number[], p: number): number {
  requireSome(values, "quantile");
  requireProbability(p, "p");
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  // Equal neighbours as they are: keeps infinite values from becoming NaN.
  return low === high ? low : low + (position - below) * (high - low);
}

/** The median: the middle value, or the mean of the two in the middle; throws InputError `empty` for no values. */
export function median(values: readonly number[]): number {
  return sampleQuantile(values, 0.5);
}

/** Ranks from 1 in ascending order; equal values share the mean of their ranks (R's `rank`). */
export function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((left, right) => values[left]! - values[right]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last += 1;
    for (let i = first; i <= last; i++) ranks[order[i]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}
