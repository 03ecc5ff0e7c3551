import { proportionInterval } from "../../accuracy/proportion-interval.js";
import { rationalToNumber } from "../../numeric/rational.js";
import type { TwoByTwo } from "../../tables/study.js";
import { compareMetric, metrics, metricValue, toBound } from "../metric.js";
import type { CountField, LimitsItem, PrintedItem, ReportField } from "../read/printed-item.js";
import type { ValueInterval } from "../read/printed-number.js";
import type { LimitMethod } from "../read/proportion-limits.js";
import { limitsSearch } from "./limits-range.js";

/** By how much a table misses a printed number. */
export interface Miss {
  /** Which number. */
  readonly field: ReportField;
  /** The number as it stood in the report. */
  readonly printed: string;
  /** What the table gives; `null` where that isn't defined, and for confidence limits. */
  readonly value: number | null;
  /** How far that is from what the printed digits allow, in units of the last printed digit; `null` where it has no size. */
  readonly units: number | null;
}

/** A size or cell of a table. */
export function countOf(field: CountField, { tp, fp, fn, tn }: TwoByTwo): number {
  return { n: tp + fp + fn + tn, diseased: tp + fn, nonDiseased: fp + tn, tp, fp, fn, tn }[field];
}

/** Whether the table gives the printed number, decided exactly. */
export function fitsItem(item: PrintedItem, table: TwoByTwo): boolean {
  const { tp, fp, fn, tn } = table;
  if (item.kind === "limits") {
    const [successes, trials] = proportionOf(item, table);
    return limitsSearch(item)
      .successes(trials)
      .some(({ low, high }) => successes >= low && successes <= high);
  }
  if (item.kind === "count") {
    const value = countOf(item.field, table);
    return value >= rationalToNumber(item.interval.lower) && value <= rationalToNumber(item.interval.upper);
  }
  const metric = metrics[item.field];
  const { interval } = item;
  const denominator = metric.denominator(tp, fp, fn, tn);
  if (interval === null) return denominator === 0 && metric.numerator(tp, fp, fn, tn) > 0;
  if (denominator === 0) return false;
  const above = compareMetric(metric, tp, fp, fn, tn, toBound(interval.lower));
  const below = compareMetric(metric, tp, fp, fn, tn, toBound(interval.upper));
  return (interval.lowerClosed ? above >= 0 : above > 0) && (interval.upperClosed ? below <= 0 : below < 0);
}

/** By how much the table misses the item. */
export function missOf(item: PrintedItem, table: TwoByTwo): Miss {
  const { tp, fp, fn, tn } = table;
  const { field, printed } = item;
  if (item.kind === "limits") return { field, printed, value: null, units: limitsUnits(item, table) };
  const value = item.kind === "count" ? countOf(item.field, table) : metricValue(metrics[item.field], tp, fp, fn, tn);
  if (item.interval === null) return { field, printed, value, units: value === null ? 0 : null };
  return { field, printed, value, units: value === null ? null : unitsOutside(value, value, item.interval, item) };
}

/** How far the values from `least` to `most` stay from an interval, in units of the item's last printed digit. */
export function unitsOutside(least: number, most: number, { lower, upper }: ValueInterval, item: PrintedItem): number {
  const gap = Math.max(0, rationalToNumber(lower) - most, least - rationalToNumber(upper));
  return gap === 0 ? 0 : gap / rationalToNumber(item.unit);
}

function proportionOf({ field }: LimitsItem, { tp, fp, fn, tn }: TwoByTwo): [successes: number, trials: number] {
  return field === "sensitivityInterval" ? [tp, tp + fn] : [tn, fp + tn];
}

/** So many trials make quantiles of the beta distribution slow, and all methods the same to the digits that papers print. */
const MANY_TRIALS = 1_000;
const quick: readonly LimitMethod[] = ["wilson", "agresti-coull", "wald"];

function limitsUnits(item: LimitsItem, table: TwoByTwo): number | null {
  const [successes, trials] = proportionOf(item, table);
  if (trials === 0) return null;
  const closed = trials > MANY_TRIALS ? item.methods.filter((method) => quick.includes(method)) : [];
  const sums = (closed.length > 0 ? closed : item.methods).map((method) => {
    const { lower, upper } = proportionInterval(successes, trials, { method, level: item.level })!;
    return unitsOutside(lower, lower, item.lower, item) + unitsOutside(upper, upper, item.upper, item);
  });
  return Math.min(...sums);
}
