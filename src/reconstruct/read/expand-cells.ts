import { type PrintedCell, readPrintedCell } from "../../tables/printed-cell.js";
import type { AccuracyReport, PrintedLimits } from "../accuracy-report.js";
import type { MetricField } from "../metric.js";

/** The cells that the fraction behind a proportion counts: successes and failures. */
const counted = {
  sensitivity: ["tp", "fn"],
  specificity: ["tn", "fp"],
  ppv: ["tp", "fp"],
  npv: ["tn", "fn"],
} as const satisfies Partial<Record<MetricField, readonly [keyof AccuracyReport, keyof AccuracyReport]>>;

/** The level that limits have where none is named. */
const USUAL_LEVEL = 0.95;

type Expanded = Record<string, string | number | PrintedLimits | undefined>;

/**
 * A report whose quantities hold one number each: of "0.92 (0.89–0.94)" the limits become those of the quantity, of
 * "0.912 (62/68)" the counts become cells. What the report gives in fields of their own stands; limits of quantities that have
 * no field for them are left out.
 */
export function expandCells(report: AccuracyReport): AccuracyReport {
  const expanded: Expanded = { ...report };
  for (const [field, value] of Object.entries(report)) {
    const cell = typeof value === "string" ? readPrintedCell(value) : null;
    if (cell === null || (cell.limits === null && cell.fraction === null)) continue;
    expanded[field] = cell.value;
    if (field === "sensitivity" || field === "specificity") expanded[`${field}Interval`] ??= limitsOf(cell);
    if (cell.fraction === null || !(field in counted)) continue;
    const [successes, failures] = counted[field as keyof typeof counted];
    expanded[successes] ??= cell.fraction.numerator;
    expanded[failures] ??= cell.fraction.denominator - cell.fraction.numerator;
  }
  for (const [field, value] of Object.entries(expanded)) if (value === undefined) delete expanded[field];
  return expanded as AccuracyReport;
}

function limitsOf({ limits, level }: PrintedCell): PrintedLimits | undefined {
  return limits === null ? undefined : { ...limits, ...(level === null || level === USUAL_LEVEL ? {} : { level }) };
}
