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

/** What is known of printed limits under one method. Whether a report can hold is asked of the same limits dozens of times. */
interface Known {
  readonly successes: (trials: number) => WholeRange;
  readonly trials: (largest: number) => WholeRange;
}

/** By the printed lower limit, an object that every copy of its item holds, and by method. */
const known = new WeakMap<ValueInterval, Map<LimitMethod, Known>>();

function knownOf(item: LimitsItem, method: LimitMethod): Known {
  const byMethod = known.get(item.lower) ?? new Map<LimitMethod, Known>();
  known.set(item.lower, byMethod);
  const before = byMethod.get(method);
  if (before !== undefined) return before;
  const level = limitLevel(item.level);
  const [lower, upper] = [toEnds(item.lower), toEnds(item.upper)];
  const search = methodSearch(method, level, lower, upper);
  const made = {
    successes: remembered(search),
    trials: remembered((largest) => trialsOfMethod(method, level, lower, upper, largest)),
  };
  byMethod.set(method, made);
  return made;
}

/** More answers than this are not kept. */
const MOST_KEPT = 20_000;

function remembered(answer: (n: number) => WholeRange): (n: number) => WholeRange {
  const answers = new Map<number, WholeRange>();
  return (n) => {
    const before = answers.get(n);
    if (before !== undefined) return before;
    const made = answer(n);
    if (answers.size < MOST_KEPT) answers.set(n, made);
    return made;
  };
}

/** Prepares printed limits for the search. */
export function limitsSearch(item: LimitsItem): LimitsSearch {
  const searches = item.methods.map((method) => knownOf(item, method).successes);
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
  const ranges = item.methods.map((method) => knownOf(item, method).trials(largest));
  return withRoom(Math.min(...ranges.map(({ low }) => low)), Math.max(...ranges.map(({ high }) => high)));
}

/**
 * How many trials limits allow beside the estimate from `least` to `most` that is printed with them: both limits close in on it as
 * the trials grow. Limits that no number of trials brings to where they are printed leave an empty range. Slightly too wide.
 */
export function trialsFromEstimate(
  item: LimitsItem,
  { least, most }: { readonly least: number; readonly most: number },
  largest: number,
): WholeRange {
  const level = limitLevel(item.level);
  const [lower, upper] = [toEnds(item.lower), toEnds(item.upper)];
  const [from, to] = [Math.max(0, least), Math.min(1, most)];
  const firstWhere = (test: (n: number) => boolean): number => leastTrue(1, largest + 1, test);
  const ranges = item.methods.map((method): WholeRange => {
    const lows = [
      firstWhere((n) => lowerReaches(method, to * n, n, lower[0], level)),
      firstWhere((n) => !upperPasses(method, from * n, n, upper[1], level)),
    ];
    const highs = [
      firstWhere((n) => lowerPasses(method, from * n, n, lower[1], level)),
      firstWhere((n) => !upperReaches(method, to * n, n, upper[0], level)),
    ];
    return withRoom(Math.max(...lows), Math.min(...highs) - 1);
  });
  return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

const withRoom = (low: number, high: number): WholeRange => ({
  low: Math.floor(low * (1 - TRIALS_ROOM)) - 2,
  high: Math.ceil(high * (1 + TRIALS_ROOM)) + 2,
});

function trialsOfMethod(method: LimitMethod, level: LimitLevel, lower: Ends, upper: Ends, largest: number): WholeRange {
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
}
