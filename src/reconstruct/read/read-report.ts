import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { AccuracyReport } from "../accuracy-report.js";
import { type MetricField, metrics } from "../metric.js";
import { expandCells } from "./expand-cells.js";
import { type LabelledNumber, type ReadingNote, readScales } from "./number-scale.js";
import type { CountField, LimitsField, PrintedItem } from "./printed-item.js";
import { type PrintedNumber, type RoundingMode, readPrintedNumber } from "./printed-number.js";
import { checkSizes, countLabels, readCount } from "./read-count.js";
import { checkMetricNumber, limitsItem, metricItem, readLimits } from "./read-metric.js";

/** A report as items, with what had to be decided to read it. */
export interface ReadReport {
  readonly items: readonly PrintedItem[];
  readonly warnings: readonly ReadingNote[];
  readonly notes: readonly ReadingNote[];
}

export const countFields = Object.keys(countLabels) as readonly CountField[];
export const metricFields = Object.keys(metrics) as readonly MetricField[];
export const limitsFields: readonly LimitsField[] = ["sensitivityInterval", "specificityInterval"];

/** What makes a ratio 0/0, where papers and programs print it as 0 or not at all. */
const emptyWhere: Readonly<Partial<Record<MetricField, string>>> = {
  ppv: "a table without positive tests",
  npv: "a table without negative tests",
  mcc: "a table with an empty margin",
};

/**
 * Reads a report into items. Throws `InputError` on a field that doesn't exist, a number that isn't one, a proportion below
 * 0 or above 100, a size or cell that is no whole number, and sizes that don't add up.
 */
export function readReport(given: AccuracyReport, rounding: RoundingMode): ReadReport {
  checkFields(given);
  const report = expandCells(given);
  const counts = countFields.flatMap((field) => readCount(field, report[field]));
  checkSizes(counts);
  const numbers: { readonly field: MetricField; readonly number: PrintedNumber }[] = [];
  for (const field of metricFields) {
    const input = report[field];
    const number = input === undefined || input === null ? null : readPrintedNumber(field, input);
    if (number === null) continue;
    checkMetricNumber(field, metrics[field].label, metrics[field].range, number);
    numbers.push({ field, number });
  }
  const limits = limitsFields.flatMap((field) => readLimits(field, report[field]));
  const proportions: LabelledNumber[] = [];
  for (const { field, number } of numbers) {
    const { label, range } = metrics[field];
    if (range !== "ratio") proportions.push({ label, number, commonScale: field !== "mcc" && field !== "kappa" });
  }
  for (const { label, lower, upper } of limits) {
    if (lower !== null) proportions.push({ label: `lower limit of ${label}`, number: lower, commonScale: true });
    if (upper !== null) proportions.push({ label: `upper limit of ${label}`, number: upper, commonScale: true });
  }
  const { scaleOf, warnings, notes } = readScales(proportions);
  const metricItems = numbers.map(({ field, number }) =>
    metricItem(metrics[field], number, metrics[field].range === "ratio" ? "ratio" : scaleOf(number), rounding),
  );
  const items = [...counts, ...metricItems, ...limits.map((entry) => limitsItem(entry, scaleOf, rounding))];
  return { items, warnings, notes: [...notes, ...numbers.flatMap(zeroNote)] };
}

function zeroNote({ field, number }: { readonly field: MetricField; readonly number: PrintedNumber }): ReadingNote[] {
  const empty = emptyWhere[field];
  if (empty === undefined || number.value?.numerator !== 0n) return [];
  return [
    {
      code: "zero-is-defined",
      message: `${metrics[field].label} ${number.text} is taken as a defined value; ${empty}, for which some programs print 0, is not counted.`,
    },
  ];
}

function checkFields(report: AccuracyReport): void {
  const known: readonly string[] = [...countFields, ...metricFields, ...limitsFields];
  if (typeof report !== "object" || report === null || Array.isArray(report)) {
    throw new InputError(
      "bad-report",
      `expected an object with fields such as n, sensitivity and specificity, got ${shown(report)}.`,
      {
        where: "report",
        got: report,
        wanted: "an object",
      },
    );
  }
  const unknown = Object.keys(report).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  throw new InputError(
    "unknown-field",
    `there is no field "${unknown}" in a report; the fields are ${known.join(", ")}.`,
    {
      where: unknown,
      got: unknown,
      wanted: known.join(" | "),
    },
  );
}
