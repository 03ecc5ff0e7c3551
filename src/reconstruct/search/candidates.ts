import { createCounter } from "../../numeric/lattice-count.js";
import type { Random } from "../../numeric/random/random.js";
import type { TwoByTwo } from "../../tables/study.js";
import type { AccuracyReport } from "../accuracy-report.js";
import { settleMethods } from "../read/interval-methods.js";
import type { RoundingMode } from "../read/printed-number.js";
import { readReport } from "../read/read-report.js";
import { listUpTo, takeCensus } from "./census.js";
import { findFeasibility } from "./feasibility.js";
import type { Problem } from "./problem.js";
import { edgeCapacity, forEachSlice, type Slice, tableAt } from "./slice.js";
import { forEachLine } from "./slice-lines.js";

/** The tables that a report allows, to list or to draw from. */
export interface Candidates {
  /** How many there are; 1 or more. */
  readonly count: number;
  /** All of them, sorted by tp, fp, fn, tn; `null` where there are more than `most`. */
  readonly list: (most: number) => readonly TwoByTwo[] | null;
  /** So many of them, each drawn from all with the same probability, with replacement. Takes one search, however many. */
  readonly sample: (size: number, random: Random) => readonly TwoByTwo[];
}

/** The tables that a report allows; `null` where there is none, no end to them, or more than can be counted. */
export function findCandidates(report: AccuracyReport, rounding: RoundingMode = "nearest"): Candidates | null {
  const { items } = settleMethods(readReport(report, rounding).items);
  const feasibility = findFeasibility(items);
  if (feasibility.kind !== "bounded") return null;
  const { problem } = feasibility;
  const { count } = takeCensus(problem, 0);
  if (count === null || count === 0) return null;
  return {
    count,
    list: (most) => listUpTo(problem, most),
    sample(size, random) {
      const places = Array.from({ length: size }, () => random.integerBelow(count)).sort((x, y) => x - y);
      return random.shuffle(tablesAtPlaces(problem, places));
    },
  };
}

/**
 * The consistent tables with these places in the order of the search (from 0, ascending, below the count): uniform places
 * give a uniform sample without listing the rest.
 */
function tablesAtPlaces(problem: Problem, places: readonly number[]): TwoByTwo[] {
  const counter = createCounter(edgeCapacity(problem));
  const chosen: TwoByTwo[] = [];
  let before = 0;
  const inLine =
    (slice: Slice) =>
    (x: number, low: number, high: number): boolean => {
      const after = before + high - low + 1;
      while (chosen.length < places.length && places[chosen.length]! < after) {
        chosen.push(tableAt(slice, x, low + places[chosen.length]! - before));
      }
      before = after;
      return chosen.length < places.length;
    };
  forEachSlice(problem, (slice) => {
    const count = slice.curves.length === 0 ? counter.count(slice.polygon) : null;
    if (count === null || (places[chosen.length] ?? 0) < before + count) {
      const start = before;
      const more = forEachLine(slice, inLine(slice));
      if (count !== null) before = start + count;
      return more;
    }
    before += count;
    return true;
  });
  return chosen;
}
