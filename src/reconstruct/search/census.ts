import { createCounter, type LatticeCounter } from "../../numeric/lattice-count.js";
import type { TwoByTwo } from "../../tables/study.js";
import type { CellRanges } from "../cell-ranges.js";
import type { Problem } from "./problem.js";
import { edgeCapacity, forEachSlice, type Slice, sliceEstimate, tableAt } from "./slice.js";
import { forEachLine } from "./slice-lines.js";

/** What the search found. */
export interface Census {
  /** Exact; `null` where it passes 2^53 or the work passed its limit. */
  readonly count: number | null;
  /** The exact number of tables found; a lower bound where the search stopped. */
  readonly found: bigint;
  /** Whether everything was searched. */
  readonly complete: boolean;
  readonly ranges: CellRanges | null;
  /** The first tables in the order of the search, up to the limit, sorted by tp, fp, fn, tn. */
  readonly tables: readonly TwoByTwo[];
}

/** Lines looked at one by one before a count is given up (a few seconds). */
const WORK_LIMIT = 50_000_000;

/** Slices whose extremes are found before all others. */
const FIRST_SLICES = 32;

/**
 * Counts the consistent tables of a bounded problem without listing more than `limit` of them, and finds the range of each
 * cell. Both are exact. Only problems with DOR or MCC and unknown margins in very large studies may pass the limit of work.
 */
export function takeCensus(problem: Problem, limit: number): Census {
  const counter = createCounter(edgeCapacity(problem));
  const ranges = emptyRanges();
  const tables: TwoByTwo[] = [];
  let found = 0n;
  let work = 0;
  // Wide ranges from the start spare most slices the search for their extremes.
  if (problem.curves.length === 0 && sliceEstimate(problem) > 10 * FIRST_SLICES) {
    forEachSlice(
      problem,
      (slice) => counter.count(slice.polygon) === 0 || noteExtent(slice, counter, ranges),
      FIRST_SLICES,
    );
  }
  forEachSlice(problem, (slice) => {
    let count = 0;
    if (slice.curves.length > 0) {
      forEachLine(slice, (x, low, high) => {
        collectLine(slice, tables, limit, x, low, high);
        noteRange(slice, ranges, x, x, low, high, false);
        count += high - low + 1;
        work += 1;
        return work < WORK_LIMIT;
      });
    } else {
      count = counter.count(slice.polygon);
      if (count > 0) noteExtent(slice, counter, ranges);
      if (count > 0 && tables.length < limit) {
        forEachLine(slice, (x, low, high) => collectLine(slice, tables, limit, x, low, high));
      }
    }
    found += BigInt(count);
    return work < WORK_LIMIT;
  });
  const complete = work < WORK_LIMIT;
  const count = complete && found <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(found) : null;
  const [tp, fp, fn, tn] = ranges;
  return { count, found, complete, ranges: found > 0n ? { tp, fp, fn, tn } : null, tables: sortTables(tables) };
}

/** Adds the tables of a line up to the limit; returns whether there is room for more. */
function collectLine(slice: Slice, tables: TwoByTwo[], limit: number, x: number, low: number, high: number): boolean {
  for (let y = low; y <= high && tables.length < limit; y++) tables.push(tableAt(slice, x, y));
  return tables.length < limit;
}

function sortTables(tables: TwoByTwo[]): TwoByTwo[] {
  return tables.sort((x, y) => x.tp - y.tp || x.fp - y.fp || x.fn - y.fn || x.tn - y.tn);
}

/** In the order tp, fp, fn, tn. */
type MutableRanges = readonly [[number, number], [number, number], [number, number], [number, number]];

function emptyRanges(): MutableRanges {
  const none = (): [number, number] => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return [none(), none(), none(), none()];
}

/** Widens the ranges by a rectangle of the slice; returns whether it did, or with `look` only whether it would. */
function noteRange(
  { n, sum, pairing }: Slice,
  ranges: MutableRanges,
  xLow: number,
  xHigh: number,
  yLow: number,
  yHigh: number,
  look: boolean,
): boolean {
  const { order } = pairing;
  const x = widen(ranges[order[0]], xLow, xHigh, look);
  const restX = widen(ranges[order[1]], sum - xHigh, sum - xLow, look);
  const y = widen(ranges[order[2]], yLow, yHigh, look);
  const restY = widen(ranges[order[3]], n - sum - yHigh, n - sum - yLow, look);
  return x || restX || y || restY;
}

function widen(range: [number, number], low: number, high: number, look: boolean): boolean {
  if (low >= range[0] && high <= range[1]) return false;
  if (!look) {
    range[0] = Math.min(range[0], low);
    range[1] = Math.max(range[1], high);
  }
  return true;
}

/** The extremes of x and y over the polygon's points, looked for where its box says that they could widen the ranges. */
function noteExtent(slice: Slice, counter: LatticeCounter, ranges: MutableRanges): true {
  const { xLow, xHigh, yLow, yHigh } = slice.polygon;
  if (noteRange(slice, ranges, xLow, xHigh, yLow, yHigh, true)) {
    noteRange(slice, ranges, ...counter.extent(slice.polygon), false);
  }
  return true;
}

/** The consistent tables if there are at most `most`, sorted by tp, fp, fn, tn; `null` if there are more. */
export function listUpTo(problem: Problem, most: number): TwoByTwo[] | null {
  const counter = createCounter(edgeCapacity(problem));
  const tables: TwoByTwo[] = [];
  let left = most;
  forEachSlice(problem, (slice) => {
    if (slice.curves.length === 0) {
      const count = counter.count(slice.polygon);
      left -= count;
      if (count === 0 || left < 0) return left >= 0;
    }
    forEachLine(slice, (x, low, high) => collectLine(slice, tables, most + 1, x, low, high));
    return tables.length <= most;
  });
  return left < 0 || tables.length > most ? null : sortTables(tables);
}

/** Some consistent table; `null` where there is none. */
export function anyTable(problem: Problem): TwoByTwo | null {
  const counter = createCounter(edgeCapacity(problem));
  const tables: TwoByTwo[] = [];
  forEachSlice(problem, (slice) => {
    if (slice.curves.length === 0 && counter.count(slice.polygon) === 0) return true;
    return forEachLine(slice, (x, low, high) => collectLine(slice, tables, 1, x, low, high));
  });
  return tables[0] ?? null;
}
