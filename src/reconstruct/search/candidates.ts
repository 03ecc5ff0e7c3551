import type { Random } from "../../numeric/random/random.js";
import type { TwoByTwo } from "../../tables/study.js";
import type { AccuracyReport } from "../accuracy-report.js";
import { settleMethods } from "../read/interval-methods.js";
import type { RoundingMode } from "../read/printed-number.js";
import { readReport } from "../read/read-report.js";
import { listUpTo, tablesAtPlaces, takeCensus } from "./census.js";
import { findFeasibility } from "./feasibility.js";

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
  const { found: count, complete } = takeCensus(problem, 0);
  if (!complete || count === 0 || count > Number.MAX_SAFE_INTEGER) return null;
  return {
    count,
    list: (most) => (count > most ? null : listUpTo(problem, most)),
    sample(size, random) {
      const places = Array.from({ length: size }, () => random.integerBelow(count)).sort((x, y) => x - y);
      return random.shuffle(tablesAtPlaces(problem, places));
    },
  };
}
