import { describe } from "../../base/describe.js";
import { assignColumns, COUNT_FIELDS } from "../column-names.js";
import { countColumn } from "../count-column.js";
import { typedColumn } from "../covariate-column.js";
import { type CsvTable, readCsv } from "../csv.js";
import { isCutoffColumn } from "../cutoff-column.js";
import { isMissing } from "../missing.js";
import { decimalMark, type FileMarks, numberColumn } from "../number-column.js";
import { throwProblem } from "../problems.js";
import { rowName } from "../row-names.js";
import { studyNames } from "../study-names.js";
import { readCutoffRows } from "./cutoff-rows.js";
import { type CutoffGrouping, groupCutoffs } from "./group-cutoffs.js";
import type { ThresholdStudy } from "./threshold-study.js";

/**
 * Studies of a continuous marker from the text of a CSV file: one row for each cut-off of each study, with the columns `study`,
 * `cutoff` (also `threshold`, `cutpoint`, `cut_off`), `tp`, `fp`, `fn` and `tn`, written as in `readStudies`.
 *
 * Rows of a study may stand anywhere and in any order; its tables come sorted by cut-off. Columns with one value throughout each
 * study are covariates, the others are left out. Low or high values may mean disease: which, `fitThresholds` is told.
 *
 * Throws one `InputError` that lists every problem, naming study, cut-off, row and line: `totals-differ` (tp + fn or fp + tn
 * differs within the study), `duplicate-cutoff`, `not-monotone` (positives that rise with some cut-offs and fall with others),
 * `missing-column`, `duplicate-column`, `bad-cutoff`, `bad-count`, `missing-id`, and what `readStudies` throws on a broken file.
 *
 * @example
 * ```ts
 * import { readThresholdStudies } from "dta-meta";
 *
 * const studies = readThresholdStudies("study,cutoff,tp,fp,fn,tn\nA,40,45,12,55,188\nA,20,70,40,30,160\nB,25,80,30,40,120");
 * studies[0]!.points.map(({ cutoff }) => cutoff); // [20, 40]
 * studies[0]!.diseased; // 100
 * ```
 */
export function readThresholdStudies(csv: string, options: CutoffGrouping = {}): ThresholdStudy[] {
  const table = readCsv(csv, { remarks: true });
  const names = table.columns.map(({ name }) => name);
  const columns = valuesOf(table);
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(names.map((name, i) => [name, columns[i]![row]])),
  );
  return groupCutoffs(readCutoffRows({ names, rows, rowName: (row) => rowName(table, row) }), options);
}

/** The cells of each column as what they are: names, counts and cut-offs; a cell that is no number stays text, for the messages. */
function valuesOf(table: CsvTable): readonly (readonly unknown[])[] {
  const { columns, delimiter } = table;
  const roles = assignColumns(columns.map(({ name }) => name));
  const { id, cluster } = roles.fields;
  const counts = COUNT_FIELDS.map((field) => roles.fields[field]);
  const marks: FileMarks = {
    shown: () => decimalMark(columns.flatMap(({ cells }, i) => (i === id ? [] : [cells]))),
    usual: delimiter === ";" ? "," : null,
  };
  return columns.map(({ name, cells }, i) => {
    if (i === id) return studyNames(table, roles).ids;
    if (i === cluster) return cells.map((cell) => (isMissing(cell) ? null : cell));
    const orText = (values: readonly (number | null)[]): unknown[] => values.map((value, row) => value ?? cells[row]);
    if (counts.includes(i)) return orText(countColumn(cells, marks).values);
    if (isCutoffColumn(name)) return orText(numberColumn(cells, marks).values);
    return typedColumn(cells, marks).values;
  });
}

/**
 * Studies of a continuous marker from rows that a program already holds: `{ study, cutoff, tp, fp, fn, tn }`, one for each cut-off
 * of each study, or studies with their tables in `points`. Everything else is as in `readThresholdStudies`.
 *
 * @example
 * ```ts
 * import { parseThresholdStudies } from "dta-meta";
 *
 * const studies = parseThresholdStudies([
 *   { study: "A", cutoff: 20, tp: 70, fp: 40, fn: 30, tn: 160 },
 *   { study: "A", cutoff: 40, tp: 45, fp: 12, fn: 55, tn: 188 },
 * ]);
 * studies.length; // 1
 * ```
 */
export function parseThresholdStudies(rows: unknown, options: CutoffGrouping = {}): ThresholdStudy[] {
  if (!Array.isArray(rows) || rows.length === 0) {
    throwProblem({
      code: Array.isArray(rows) ? "no-rows" : "bad-rows",
      message: `expected an array of rows, one for each cut-off of each study, got ${Array.isArray(rows) ? "an empty one" : describe(rows)}${typeof rows === "string" ? "; the text of a CSV file is for readThresholdStudies" : ""}.`,
      where: "rows",
      got: rows,
      wanted: "an array of { study, cutoff, tp, fp, fn, tn }",
    });
  }
  const flat = (rows as readonly unknown[]).flatMap(flatten);
  flat.forEach((row, i) => {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return;
    throwProblem({
      code: "bad-row",
      message: `row ${i + 1} (rows[${i}]): got ${describe(row)}, wanted an object { study, cutoff, tp, fp, fn, tn }.`,
      where: `rows[${i}]`,
      got: row,
      wanted: "an object { study, cutoff, tp, fp, fn, tn }",
    });
  });
  const objects = flat as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  const name = (row: number): string => `row ${row + 1} (rows[${row}])`;
  return groupCutoffs(readCutoffRows({ names, rows: objects, rowName: name }), options);
}

/** The rows of a study that holds its tables in `points`; anything else as it is. */
function flatten(row: unknown): readonly unknown[] {
  if (typeof row !== "object" || row === null || !("points" in row) || !Array.isArray(row.points)) return [row];
  const { points, diseased, nonDiseased, covariates, ...study } = row as Record<string, unknown> & {
    points: unknown[];
  };
  void diseased;
  void nonDiseased;
  return points.map((point) => ({ ...study, ...(covariates as object), ...(point as object) }));
}
