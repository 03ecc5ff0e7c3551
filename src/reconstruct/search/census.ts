import type { TwoByTwo } from "../../tables/study.js";
import type { CellRanges } from "../cell-ranges.js";
import type { Problem } from "./problem.js";
import { rectangleOf } from "./rectangle.js";
import { type Budget, forEachLine, forEachSlice, type Slice } from "./slices.js";

/** What the search found. */
export interface Census {
  /** How many tables there are; a lower bound where the search stopped. */
  readonly found: number;
  /** Whether everything was searched. */
  readonly complete: boolean;
  /** `null` where no table was found. */
  readonly ranges: CellRanges | null;
  /** Least and greatest sensitivity of the tables; `null` where none has diseased. */
  readonly sensitivity: readonly [low: number, high: number] | null;
  /** The same of specificity. */
  readonly specificity: readonly [low: number, high: number] | null;
  /** The first tables in the order of the search, up to the limit, sorted by tp, fp, fn, tn. */
  readonly tables: readonly TwoByTwo[];
}

/** Blocks and lines looked at before a search is given up (a few seconds). */
export const MOST_STEPS = 5_000_000;

type Extent = [low: number, high: number];

function widen(extent: Extent, low: number, high: number): void {
  if (low < extent[0]) extent[0] = low;
  if (high > extent[1]) extent[1] = high;
}

/** Counts the consistent tables of a problem without listing more than `limit` of them, and finds the range of each cell. */
export function takeCensus(problem: Problem, limit: number): Census {
  const empty = (): Extent => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const ranges = { tp: empty(), fp: empty(), fn: empty(), tn: empty() };
  const [sensitivity, specificity] = [empty(), empty()];
  const tables: TwoByTwo[] = [];
  let found = 0;
  const note = ({ diseased: d, nonDiseased: n0 }: Slice, tp: number, tpTo: number, tn: number, tnTo: number): void => {
    widen(ranges.tp, tp, tpTo);
    widen(ranges.fn, d - tpTo, d - tp);
    widen(ranges.tn, tn, tnTo);
    widen(ranges.fp, n0 - tnTo, n0 - tn);
    if (d > 0) widen(sensitivity, tp / d, tpTo / d);
    if (n0 > 0) widen(specificity, tn / n0, tnTo / n0);
  };
  const budget = { steps: MOST_STEPS };
  const complete = forEachSlice(problem, budget, (slice) => {
    const rectangle = rectangleOf(problem.rules, slice);
    if (rectangle === null) {
      return forEachLine(problem.rules, slice, budget, (tp, low, high) => {
        found += high - low + 1;
        note(slice, tp, tp, low, high);
        collect(tables, limit, slice, tp, low, high);
        return true;
      });
    }
    const { count, tp, tn } = rectangle;
    if (count === 0) return true;
    found += count;
    note(slice, tp.low, tp.high, tn.low, tn.high);
    if (tables.length < limit) {
      forEachLine(problem.rules, slice, budget, (x, low, high) => collect(tables, limit, slice, x, low, high));
    }
    return true;
  });
  const known = (extent: Extent): Extent | null => (extent[0] <= extent[1] ? extent : null);
  return {
    found,
    complete,
    ranges: found > 0 ? ranges : null,
    sensitivity: known(sensitivity),
    specificity: known(specificity),
    tables: sortTables(tables),
  };
}

/** Adds the tables of a line up to the limit; returns whether there is room for more. */
function collect(
  tables: TwoByTwo[],
  limit: number,
  { diseased, nonDiseased }: Slice,
  tp: number,
  low: number,
  high: number,
): boolean {
  for (let tn = low; tn <= high && tables.length < limit; tn++) {
    tables.push({ tp, fp: nonDiseased - tn, fn: diseased - tp, tn });
  }
  return tables.length < limit;
}

function sortTables(tables: TwoByTwo[]): TwoByTwo[] {
  return tables.sort((x, y) => x.tp - y.tp || x.fp - y.fp || x.fn - y.fn || x.tn - y.tn);
}

/** Some tables, and whether the search for them came to its end. */
export interface Listing {
  readonly tables: readonly TwoByTwo[];
  readonly complete: boolean;
}

/** The first consistent tables, up to `most`, sorted; with `fromLargest` those with the largest margins. */
export function firstTables(
  problem: Problem,
  most: number,
  budget: Budget = { steps: MOST_STEPS },
  fromLargest = false,
): Listing {
  const tables: TwoByTwo[] = [];
  const complete = forEachSlice(
    problem,
    budget,
    (slice) =>
      forEachLine(problem.rules, slice, budget, (tp, low, high) => collect(tables, most, slice, tp, low, high)),
    fromLargest,
  );
  return { tables: sortTables(tables), complete: complete || tables.length >= most };
}

/** The consistent tables if there are at most `most`, sorted by tp, fp, fn, tn; `null` if there are more. */
export function listUpTo(problem: Problem, most: number): readonly TwoByTwo[] | null {
  const { tables, complete } = firstTables(problem, most + 1);
  return complete && tables.length <= most ? tables : null;
}

/**
 * The consistent tables with these places in the order of the search (from 0, ascending, below the count): uniform places
 * give a uniform sample without listing the rest.
 */
export function tablesAtPlaces(problem: Problem, places: readonly number[]): TwoByTwo[] {
  const chosen: TwoByTwo[] = [];
  const budget = { steps: MOST_STEPS };
  let before = 0;
  forEachSlice(problem, budget, (slice) => {
    const count = rectangleOf(problem.rules, slice)?.count;
    if (count !== undefined && places[chosen.length]! >= before + count) {
      before += count;
      return true;
    }
    return forEachLine(problem.rules, slice, budget, (tp, low, high) => {
      const after = before + high - low + 1;
      while (chosen.length < places.length && places[chosen.length]! < after) {
        collect(chosen, chosen.length + 1, slice, tp, low + places[chosen.length]! - before, high);
      }
      before = after;
      return chosen.length < places.length;
    });
  });
  return chosen;
}
