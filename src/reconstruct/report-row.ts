import { InputError } from "../base/errors.js";
import type { CsvColumn, CsvTable } from "../tables/csv.js";
import type { Problem } from "../tables/problems.js";
import { rowName } from "../tables/row-names.js";
import type { AccuracyReport, PrintedLimits } from "./accuracy-report.js";
import type { LimitsField } from "./read/printed-item.js";
import { isNotReported } from "./read/printed-number.js";
import { countLabels } from "./read/read-count.js";
import { readReport } from "./read/read-report.js";
import { readCountCell, splitLimits, splitValue } from "./report-cell.js";
import { isPercentColumn, type ReportColumn } from "./report-columns.js";

/** A column of reported numbers. */
export interface Reported {
  readonly column: CsvColumn;
  readonly role: ReportColumn;
}

/** What is gathered from a row before it is checked. */
interface Draft {
  readonly values: Record<string, string | number>;
  readonly limits: Partial<Record<LimitsField, Record<string, string>>>;
  readonly about: Record<string, string | number>;
  /** The column of each field, for messages. */
  readonly columns: Map<string, string>;
}

/** What a row reports, checked; `null` after a problem. */
export function reportOfRow(
  table: CsvTable,
  reported: readonly Reported[],
  row: number,
  id: string,
  addProblem: (problem: Problem) => void,
): AccuracyReport | null {
  const draft: Draft = { values: {}, limits: {}, about: {}, columns: new Map() };
  for (const { column, role } of reported) {
    const cell = column.cells[row]!;
    if (!isNotReported(cell)) readCell(draft, cell, role, column.name);
  }
  const limits = Object.entries(draft.limits).map(([field, ends]) => [field, { ...ends, ...draft.about }]);
  // What the cells hold is checked next, so that a wrong method or number is named with its column.
  const report = { ...draft.values, ...Object.fromEntries(limits) } as AccuracyReport;
  try {
    readReport(report, "nearest");
    return report;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const column = draft.columns.get(String(error.where).split(/[.,]/)[0]!);
    const at = column === undefined ? "" : `, column "${column}"`;
    addProblem({
      code: error.code,
      message: `${rowName(table, row)}, study "${id}"${at}: ${error.message}`,
      where: `row ${row + 1}${at}`,
      got: error.got,
      wanted: error.wanted ?? "a number as printed",
    });
    return null;
  }
}

function readCell(draft: Draft, cell: string, role: ReportColumn, name: string): void {
  const percent = isPercentColumn(name);
  const scaled = (value: string): string => (percent && !value.includes("%") ? `${value}%` : value);
  const addLimits = (field: LimitsField, ends: Readonly<Partial<PrintedLimits>>): void => {
    draft.columns.set(field, name);
    const texts = Object.entries(ends).map(([end, value]) => [end, scaled(String(value))]);
    draft.limits[field] = { ...draft.limits[field], ...Object.fromEntries(texts) };
  };
  switch (role.kind) {
    case "limits-level":
      draft.about.level = Number(cell.replace("%", ""));
      return;
    case "limits-method":
      draft.about.method = cell.toLowerCase().replace(/[\s_–]+/g, "-");
      return;
    case "limits":
      // Text that isn't two limits stays whole, so that the message shows it.
      addLimits(role.field, role.part === "both" ? (splitLimits(cell) ?? { lower: cell }) : { [role.part]: cell });
      return;
    case "number": {
      draft.columns.set(role.field, name);
      const isCount = role.field in countLabels;
      const { value, limits } = isCount ? { value: cell, limits: null } : splitValue(cell);
      draft.values[role.field] = isCount ? readCountCell(value) : scaled(value);
      if (limits !== null && role.field === "sensitivity") addLimits("sensitivityInterval", limits);
      if (limits !== null && role.field === "specificity") addLimits("specificityInterval", limits);
    }
  }
}
