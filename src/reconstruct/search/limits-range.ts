import { leastTrue, leastTrueNear } from "../../numeric/optimize/monotone-search.js";
import { rationalToNumber } from "../../numeric/rational.js";
import type { LimitsItem } from "../read/printed-item.js";
import type { ValueInterval } from "../read/printed-number.js";
import {
  type LimitLevel,
  type LimitMethod,
  limitLevel,
  lowerPasses,
  lowerReaches,
  upperPasses,
  upperReaches,
} from "../read/proportion-limits.js";
import type { WholeRange } from "./whole-range.js";

/** Printed confidence limits, ready to be asked which successes of n trials give them. */
export interface LimitsSearch {
  /** The successes in n trials, as ranges that don't overlap, in order; one range for each method, merged. */
  readonly successes: (trials: number) => readonly WholeRange[];
}

type Ends = readonly [low: number, high: number];

const toEnds = ({ lower, upper }: ValueInterval): Ends => [rationalToNumber(lower), rationalToNumber(upper)];

/** Prepares printed limits for the search. */
export function limitsSearch(item: LimitsItem): LimitsSearch {
  const level = limitLevel(item.level);
  const lower = toEnds(item.lower);
  const upper = toEnds(item.upper);
  const searches = item.methods.map((method) => methodSearch(method, level, lower, upper));
  return {
    successes: (trials) => (trials === 0 ? [] : mergeRanges(searches.map((search) => search(trials)))),
  };
}

/** The successes for one method. Both limits rise with the successes, so each end is found by bisection, from the last answer. */
function methodSearch(method: LimitMethod, level: LimitLevel, lower: Ends, upper: Ends): (n: number) => WholeRange {
  let low = 0;
  let pastHigh = 0;
  return (n) => {
    low = leastTrueNear(
      0,
      n,
      Math.min(low, n),
      (x) => lowerReaches(method, x, n, lower[0], level) && upperReaches(method, x, n, upper[0], level),
    );
    pastHigh = leastTrueNear(
      0,
      n,
      Math.min(pastHigh, n),
      (x) => lowerPasses(method, x, n, lower[1], level) || upperPasses(method, x, n, upper[1], level),
    );
    return { low, high: pastHigh - 1 };
  };
}

/** Ranges in order, those that touch or overlap made one, empty ones left out. */
function mergeRanges(ranges: readonly WholeRange[]): WholeRange[] {
  const merged: WholeRange[] = [];
  for (const range of [...ranges].sort((x, y) => x.low - y.low)) {
    const last = merged.at(-1);
    if (range.low > range.high) continue;
    if (last !== undefined && range.low <= last.high + 1) {
      merged[merged.length - 1] = { low: last.low, high: Math.max(last.high, range.high) };
    } else merged.push(range);
  }
  return merged;
}

/** Room for bounds that do not quite move in one direction as the trials grow, in trials and relative to them. */
const SUCCESSES_ROOM = 2;
const TRIALS_ROOM = 0.02;

/**
 * How many trials printed limits allow: limits draw close to each other as the trials grow, so that the successes which the lower
 * limit allows fall below those which the upper one needs where there are too many, and lie above where there are too few.
 * Slightly too wide.
 */
export function trialsFromLimits(item: LimitsItem, largest: number): WholeRange {
  const level = limitLevel(item.level);
  const [lower, upper] = [toEnds(item.lower), toEnds(item.upper)];
  const ranges = item.methods.map((method): WholeRange => {
    const first = (n: number, test: (x: number) => boolean): number => leastTrue(0, n + 1, test);
    const tooFew = (n: number): boolean =>
      first(n, (x) => lowerReaches(method, x, n, lower[0], level)) -
        first(n, (x) => upperPasses(method, x, n, upper[1], level)) >=
      SUCCESSES_ROOM;
    const tooMany = (n: number): boolean =>
      first(n, (x) => upperReaches(method, x, n, upper[0], level)) -
        first(n, (x) => lowerPasses(method, x, n, lower[1], level)) >=
      SUCCESSES_ROOM;
    return {
      low: leastTrue(1, largest + 1, (n) => !tooFew(n)),
      high: leastTrue(1, largest + 1, tooMany) - 1,
    };
  });
  return {
    low: Math.floor(Math.min(...ranges.map(({ low }) => low)) * (1 - TRIALS_ROOM)) - 2,
    high: Math.ceil(Math.max(...ranges.map(({ high }) => high)) * (1 + TRIALS_ROOM)) + 2,
  };
}
