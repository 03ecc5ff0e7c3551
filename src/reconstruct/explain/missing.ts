import { powerOfTen } from "../../numeric/elementary.js";
import { rationalToNumber } from "../../numeric/rational.js";
import type { TwoByTwo } from "../../tables/study.js";
import { type MetricField, metrics, metricValue } from "../metric.js";
import type { CountField, PrintedItem } from "../read/printed-item.js";
import { countItem, countLabels } from "../read/read-count.js";
import { findFeasibility } from "../search/feasibility.js";
import { countOf } from "../search/item-check.js";

const countFields = Object.keys(countLabels) as readonly CountField[];
const metricFields = Object.keys(metrics) as readonly MetricField[];

/** Decimals at which further quantities are imagined where none is printed. */
const USUAL_DECIMALS = 3;

/** Sizes and cells any one of which would put an end to the consistent tables, judged by one of them. */
export function missingForBounds(items: readonly PrintedItem[], example: TwoByTwo | null): CountField[] {
  return countFields.filter((field) => {
    if (items.some((item) => item.field === field)) return false;
    const value = example === null ? 1000 : countOf(field, example);
    return findFeasibility([...items, countItem(field, value)]).kind === "bounded";
  });
}

/**
 * Fields any one of which would single out a table whichever it is: no two of the tables share its value (for a quantity,
 * as printed with the digits that the report uses).
 */
export function missingForUnique(
  items: readonly PrintedItem[],
  tables: readonly TwoByTwo[],
): (CountField | MetricField)[] {
  const given = (field: string): boolean => items.some((item) => item.field === field);
  const units = items.flatMap((item) => (item.kind === "metric" ? [rationalToNumber(item.unit)] : []));
  const unit = units.length === 0 ? powerOfTen(-USUAL_DECIMALS) : Math.min(...units);
  const differs = (value: (table: TwoByTwo) => number | null): boolean =>
    new Set(tables.map(value)).size === tables.length;
  return [
    ...countFields.filter((field) => !given(field) && differs((table) => countOf(field, table))),
    ...metricFields.filter((field) => {
      const inUnits = ({ tp, fp, fn, tn }: TwoByTwo): number | null => {
        const value = metricValue(metrics[field], tp, fp, fn, tn);
        return value === null ? null : Math.round(value / unit);
      };
      return !given(field) && differs(inUnits);
    }),
  ];
}
