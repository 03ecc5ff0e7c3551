import { InputError } from "../base/errors.js";
import type { CsvColumn, CsvTable } from "../tables/csv.js";
import { readPrintedCell, readPrintedLimits } from "../tables/printed-cell.js";
import type { Problem } from "../tables/problems.js";
import { rowName } from "../tables/row-names.js";
import type { AccuracyReport, PrintedLimits } from "./accuracy-report.js";
import { expandCells } from "./read/expand-cells.js";
import type { LimitsField } from "./read/printed-item.js";
import { isNotReported } from "./read/printed-number.js";
import { countLabels } from "./read/read-count.js";
import { limitsFields, readReport } from "./read/read-report.js";
import { isPercentColumn, type ReportColumn } from "./report-columns.js";
import { isContradiction } from "./verdict.js";

/** A column of reported numbers. */
export interface Reported {
  readonly column: CsvColumn;
  readonly role: ReportColumn;
}

/** What is gathered from a row before it is checked. */
interface Draft {
  readonly values: Record<string, string | number>;
  readonly limits: Partial<Record<LimitsField, Partial<PrintedLimits>>>;
  readonly about: Record<string, string | number>;
  /** The column of each field, for messages. */
  readonly columns: Map<string, string>;
}

/** What a row reports, with what is wrong with it: a report that contradicts itself is kept, one that cannot be read isn't. */
export interface RowReading {
  readonly report: AccuracyReport | null;
  readonly problem: Problem | null;
}

/** What a row reports, checked. */
export function reportOfRow(table: CsvTable, reported: readonly Reported[], row: number, id: string): RowReading {
  const draft: Draft = { values: {}, limits: {}, about: {}, columns: new Map() };
  for (const { column, role } of reported) {
    const cell = column.cells[row]!;
    if (!isNotReported(cell)) readCell(draft, cell, role, column.name);
  }
  // What the cells hold is checked next, so that a wrong method or number is named with its column.
  const cells = expandCells({ ...draft.values, ...(draft.limits as Record<LimitsField, PrintedLimits>) });
  const limits = limitsFields.flatMap((field) => {
    const printed = cells[field];
    if (printed === undefined) return [];
    const column = field.slice(0, -"Interval".length);
    draft.columns.set(field, draft.columns.get(field) ?? draft.columns.get(column) ?? field);
    return [[field, { ...draft.about, ...printed }]];
  });
  const report: AccuracyReport = { ...cells, ...Object.fromEntries(limits) };
  try {
    readReport(report, "nearest");
    return { report, problem: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const column = draft.columns.get(String(error.where).split(/[.,]/)[0]!);
    const at = column === undefined ? "" : `, column "${column}"`;
    const problem = {
      code: error.code,
      message: `${rowName(table, row)}, study "${id}"${at}: ${error.message}`,
      where: `row ${row + 1}${at}`,
      got: error.got,
      wanted: error.wanted ?? "a number as printed",
    };
    return { report: isContradiction(error) ? report : null, problem };
  }
}

function readCell(draft: Draft, cell: string, role: ReportColumn, name: string): void {
  const percent = isPercentColumn(name);
  const scaled = (value: string): string => (percent && !value.includes("%") ? `${value}%` : value);
  const addLimits = (field: LimitsField, ends: Readonly<Partial<PrintedLimits>>): void => {
    draft.columns.set(field, name);
    const texts = Object.entries(ends).map(([end, value]) => [end, end === "level" ? value : scaled(String(value))]);
    draft.limits[field] = { ...draft.limits[field], ...Object.fromEntries(texts) };
  };
  switch (role.kind) {
    case "limits-level":
      draft.about.level = Number(cell.replace("%", ""));
      return;
    case "limits-method":
      draft.about.method = cell.toLowerCase().replace(/[\s_–]+/g, "-");
      return;
    case "limits": {
      // "Sensitivity (95% CI)" heads columns of limits, and columns of estimates with their limits.
      const whole = role.part === "both" ? readPrintedCell(cell) : null;
      if (whole?.limits != null) {
        const metric = role.field === "sensitivityInterval" ? "sensitivity" : "specificity";
        draft.columns.set(metric, name);
        draft.values[metric] ??= scaled(whole.value);
        addLimits(role.field, { ...whole.limits, ...(whole.level === null ? {} : { level: whole.level }) });
        return;
      }
      // Text that isn't two limits stays whole, so that the message shows it.
      addLimits(
        role.field,
        role.part === "both" ? (readPrintedLimits(cell) ?? { lower: cell }) : { [role.part]: cell },
      );
      return;
    }
    case "number": {
      draft.columns.set(role.field, name);
      draft.values[role.field] = role.field in countLabels ? readCountCell(cell) : scaledCell(cell, scaled);
    }
  }
}

/** A cell whose numbers are percentages by the name of their column; the level of an interval is none of them. */
function scaledCell(cell: string, scaled: (value: string) => string): string {
  const read = readPrintedCell(cell);
  if (read === null || read.limits === null) return scaled(cell);
  const level = read.level === null ? "" : `${100 * read.level}% CI `;
  return `${scaled(read.value)} (${level}${scaled(read.limits.lower)} to ${scaled(read.limits.upper)})`;
}

/** A count as a number, thousands set apart by commas, spaces or apostrophes included; other text stays, for the message. */
function readCountCell(cell: string): number | string {
  const digits = /^\d{1,3}([, '’\u00A0\u202F]\d{3})+$/.test(cell) ? cell.replace(/\D/g, "") : cell;
  return /^[+-]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : cell;
}
