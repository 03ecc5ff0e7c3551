import { checkOptions } from "../base/check-options.js";
import { checkChoice, checkCount } from "../base/checks.js";
import { rationalToNumber } from "../numeric/rational.js";
import type { TwoByTwo } from "../tables/study.js";
import type { AccuracyReport } from "./accuracy-report.js";
import type { CellRanges } from "./cell-ranges.js";
import { missingForBounds, missingForUnique } from "./explain/missing.js";
import { otherReadings } from "./explain/other-readings.js";
import { findLooseness } from "./explain/underdetermined.js";
import { describeConflict } from "./explain/wording.js";
import { settleMethods } from "./read/interval-methods.js";
import type { ReadingNote } from "./read/number-scale.js";
import type { LimitsField, PrintedItem, ReportField } from "./read/printed-item.js";
import type { NumberScale, RoundingMode, ValueInterval } from "./read/printed-number.js";
import type { LimitMethod } from "./read/proportion-limits.js";
import { readReport } from "./read/read-report.js";
import { takeCensus } from "./search/census.js";
import { findClosest } from "./search/closest.js";
import { findFeasibility } from "./search/feasibility.js";
import type { Miss } from "./search/item-check.js";

/** How `reconstruct` reads printed numbers, and how many tables it lists. */
export interface ReconstructOptions {
  /** Tables that are listed at most; 1,000 by default. The count and the ranges are exact beyond it. */
  readonly limit?: number;
  /**
   * How the paper cut its numbers to the printed digits: `nearest` (default; half a unit to either side, both ends included,
   * so that ties may have gone up, down or to the even digit), `truncate`, or `either`, for each number on its own.
   */
  readonly rounding?: RoundingMode;
}

/** What a printed number was taken to mean. */
export interface Reading {
  /** Which number. */
  readonly field: ReportField;
  /** The number as it stood in the report. */
  readonly printed: string;
  /** `percent` where the number was read as a percentage. */
  readonly scale: NumberScale;
  /** The values that it stands for, as a proportion, ratio or count; `null` for ∞ and for confidence limits. */
  readonly lower: number | null;
  /** Greatest value that it stands for; `null` as `lower` is. */
  readonly upper: number | null;
}

/** All 2×2 tables that a report allows. */
export interface Reconstruction {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/reconstruction/1";
  /**
   * - `unique`: exactly one table fits.
   * - `ambiguous`: several do; `count` says how many.
   * - `inconsistent`: none does; `conflicts` says why, `closest` which table comes closest.
   * - `underdetermined`: there is no end to them (`count` is `null`), or the cells are almost free: the tables give sensitivities
   *   or specificities more than 0.25 apart, with tp or tn moving by three patients or more or over
   *   all of its margin. No such report is pooled unless that
   *   is asked for; `missing` says what would change it.
   */
  readonly status: "unique" | "ambiguous" | "inconsistent" | "underdetermined";
  /** Number of consistent tables, exact; `null` where there is no end to them, or more than can be counted (see `warnings`). */
  readonly count: number | null;
  /** The tables, all of them up to `limit`, ordered by tp, fp, fn, tn. */
  readonly tables: readonly TwoByTwo[];
  /** Least and greatest count of each cell over all consistent tables, listed or not. */
  readonly ranges: CellRanges | null;
  /**
   * Where no table fits, the one that misses the printed numbers least: the smallest sum of losses, where a missed number
   * costs 1 and the square of the miss in units of its last digit (hardly more beyond five units). One of them where several
   * come equally close; `null` where the report gives no sizes.
   */
  readonly closest: TwoByTwo | null;
  /** By how much the closest table misses which numbers. */
  readonly misses: readonly Miss[];
  /**
   * Where no table fits, one sentence about the fewest printed numbers without which the rest fits, and what they would have to
   * be; the sizes are taken as given. Empty elsewhere.
   */
  readonly conflicts: readonly string[];
  /**
   * Fields any one of which would help: where tables are without end, sizes or cells that bound them; where there are several,
   * numbers that would single one out whichever it is.
   */
  readonly missing: readonly string[];
  /** How the paper's rounding was taken. */
  readonly rounding: RoundingMode;
  /** What each printed number was taken to mean. */
  readonly readings: readonly Reading[];
  /** For confidence limits without a stated method, the methods that fit; empty where none does. */
  readonly intervalMethods: Readonly<Partial<Record<LimitsField, readonly LimitMethod[]>>>;
  /** What is doubtful about the report as printed. */
  readonly warnings: readonly ReadingNote[];
  /** What had to be decided to read it. */
  readonly notes: readonly ReadingNote[];
}

/** Tables listed at most, unless asked otherwise. */
const DEFAULT_LIMIT = 1_000;

/** Tables among which `missing` is judged. */
const JUDGED = 1_000;

/**
 * All 2×2 tables that agree with what a paper prints about a study: with every size, cell, proportion, ratio and confidence
 * limit at once, each within its rounding.
 *
 * Every printed number stands for an interval (0.92 for 0.915 to 0.925, 91.1 for 0.9105 to 0.9115), and a table is consistent
 * if it lies in all of them. That is decided in exact arithmetic, so nothing hangs on rounding error at the end of an
 * interval; confidence limits, whose ends are irrational, are decided in doubles with a room of 1e-10. Proportions above 1 are
 * percentages. A printed number means that the quantity is defined: tables in which it is 0/0 are not consistent with it, "∞"
 * stands for x/0 with x > 0, and what is reported as NA, "–" or not at all says nothing.
 *
 * Sizes are taken as given; everything else may turn out to conflict. metafor's `conv.2x2` solves for one table; this gives
 * every one, or says that there is none.
 *
 * Throws `InputError` on a number that isn't one (`bad-number`, `bad-count`), a proportion below 0 or above 100
 * (`out-of-range`), sizes that don't add up (`sizes-do-not-add-up`), a field that doesn't exist (`unknown-field`); the message
 * names field and remedy.
 *
 * @example
 * ```ts
 * import { reconstruct } from "dta-meta";
 *
 * const { status, tables } = reconstruct({
 *   n: 101, sensitivity: "91.1", specificity: "68.9", accuracy: "81.2", ppv: "78.5", npv: "86.1",
 * });
 * status; // "unique"
 * tables; // [{ tp: 51, fp: 14, fn: 5, tn: 31 }]
 * reconstruct({ n: 200, sensitivity: "85%", specificity: "90%", accuracy: "88%" }).count; // 56
 * ```
 */
export function reconstruct(report: AccuracyReport, options: ReconstructOptions = {}): Reconstruction {
  checkOptions(options);
  const { limit = DEFAULT_LIMIT, rounding = "nearest" } = options;
  checkCount("limit", limit, 0);
  checkChoice("rounding", rounding, ["nearest", "truncate", "either"]);
  const read = readReport(report, rounding);
  const { items, methods, warnings: aside } = settleMethods(read.items);
  const common = {
    schema: "dta-meta/reconstruction/1" as const,
    rounding,
    readings: read.items.map(toReading),
    intervalMethods: methods,
    warnings: [...read.warnings, ...aside],
    notes: read.notes,
  };
  const open = { ranges: null, closest: null, misses: [], conflicts: [], missing: [] };

  const feasibility = findFeasibility(items);
  if (feasibility.kind === "endless") {
    const missing = missingForBounds(items, feasibility.example);
    return { status: "underdetermined", count: null, tables: [], ...open, missing, ...common };
  }
  const census = feasibility.kind === "none" ? null : takeCensus(feasibility.problem, Math.max(limit, JUDGED));
  if (census !== null && census.ranges === null && !census.complete) {
    const warnings = [...common.warnings, uncountedWarning(0, false)];
    return { status: "underdetermined", count: null, tables: [], ...open, ...common, warnings };
  }
  if (census === null || census.ranges === null) {
    return {
      status: "inconsistent",
      count: 0,
      tables: [],
      ...open,
      ...explain(items),
      ...common,
      notes: [...common.notes, ...otherReadings(report, rounding, items)],
    };
  }
  const { found, complete, ranges } = census;
  const count = complete && found <= Number.MAX_SAFE_INTEGER ? found : null;
  const tables = census.tables.slice(0, limit);
  if (count === 1) return { status: "unique", count, tables, ...open, ranges, ...common };
  const looseness = findLooseness(census, items);
  const single = found <= JUDGED && complete ? missingForUnique(items, census.tables) : [];
  const warnings = [
    ...common.warnings,
    ...(count === null ? [uncountedWarning(found, complete)] : []),
    ...(looseness === null ? [] : [{ code: "cells-almost-free", message: looseness.message }]),
  ];
  const status = looseness === null ? "ambiguous" : "underdetermined";
  const missing = single.length > 0 ? single : (looseness?.missing ?? []);
  return { status, count, tables, ...open, ranges, missing, ...common, warnings };
}

function toReading(item: PrintedItem): Reading {
  const { field, printed } = item;
  const scale = item.kind === "count" ? "count" : item.scale;
  const interval: ValueInterval | null = item.kind === "limits" ? null : item.interval;
  if (interval === null) return { field, printed, scale, lower: null, upper: null };
  return { field, printed, scale, lower: rationalToNumber(interval.lower), upper: rationalToNumber(interval.upper) };
}

function explain(items: readonly PrintedItem[]): Pick<Reconstruction, "closest" | "misses" | "conflicts"> {
  const closest = hasSizes(items) ? findClosest(items) : null;
  return {
    closest: closest?.table ?? null,
    misses: closest?.misses ?? [],
    conflicts: [describeConflict(items)],
  };
}

/** Whether the counts given settle how many diseased and non-diseased, or how many in all, there are. */
function hasSizes(items: readonly PrintedItem[]): boolean {
  const given = (field: ReportField): boolean => items.some((item) => item.field === field);
  const diseased = given("diseased") || (given("tp") && given("fn"));
  const nonDiseased = given("nonDiseased") || (given("fp") && given("tn"));
  return given("n") || (diseased && nonDiseased);
}

function uncountedWarning(found: number, complete: boolean): ReadingNote {
  return complete
    ? {
        code: "count-too-large",
        message: `There are about ${found.toPrecision(3)} consistent tables, more than a JSON number can hold exactly.`,
      }
    : {
        code: "count-stopped",
        message: `There are more than ${found} consistent tables; counting stopped there, and the ranges are those of the tables counted.`,
      };
}
