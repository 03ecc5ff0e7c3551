import { assignColumns, COUNT_FIELDS, COUNT_MEANINGS, type ColumnRoles } from "./column-names.js";
import { isMissing, parseNumber, typeColumn } from "./covariate-column.js";
import { type CsvTable, readCsv } from "./csv.js";
import { collectProblems } from "./problems.js";
import { idFault, numberRows, rowName } from "./row-names.js";
import type { CovariateValue, Study } from "./study.js";

/**
 * Studies from the text of a CSV file: one 2×2 table a row.
 *
 * Fields are separated by commas, semicolons or tabs; a byte order mark, any line ends, quoted fields, blank rows and
 * Excel's `sep=;` line are fine. Names of columns are read without regard to case, spaces and punctuation:
 * `tp`, `TP`, `true positives`, `true_positives` and so on for the counts, or `a`, `b`, `c`, `d` (a = tp, b = fp,
 * c = fn, d = tn); `study`, `name`, `author`, `id` or `study_id` for the study, which without such a column is called
 * `Study 1`, `Study 2`, … by its row; `cluster`, or `study_id` beside another name, for rows that share patients.
 *
 * Every other column is a covariate, of one type throughout: numbers if all its values are numbers (in files separated
 * by semicolons `3,6` is 3.6), `true`/`false` (any case) if all are, text otherwise. Empty cells, `NA`, `N/A`, `NaN`,
 * `null` and `.` are missing: `null`.
 *
 * Throws one `InputError` that lists what is wrong with the file, each problem with row, column, value and remedy, the
 * first one leading: a missing or repeated column, a count that is no whole number ≥ 0, a repeated or missing name, rows
 * of unequal length, an empty or binary file. Rows count from 1 below the header; the line in the file is given too. Its code
 * is that of the first: `missing-column`, `duplicate-column`, `bad-count`, `duplicate-id`, `ragged-row`, `empty-input` and
 * so on.
 *
 * @example
 * ```ts
 * import { readStudies } from "dta-meta";
 *
 * const studies = readStudies("study;TP;FP;FN;TN;year\nSmith;20;3;5;60;2004\nLee;31;8;2;44;2011");
 * studies.length; // 2
 * studies[0]; // { id: "Smith", tp: 20, fp: 3, fn: 5, tn: 60, covariates: { year: 2004 } }
 * ```
 */
export function readStudies(csv: string): Study[] {
  const table = readCsv(csv);
  const { columns, rowCount } = table;
  const names = columns.map((column) => column.name);
  const roles = assignColumns(names);
  rejectBadHeader(table, roles);

  const { fields } = roles;
  const ids = fields.id === undefined ? numberRows(rowCount) : columns[fields.id]!.cells;
  const counts = COUNT_FIELDS.map((field) => columns[fields[field]!]!.cells.map((cell) => parseNumber(cell)));
  rejectBadRows(table, roles, ids, counts);

  const clusters = fields.cluster === undefined ? null : columns[fields.cluster]!.cells;
  const decimalComma = table.delimiter === ";";
  const covariates = roles.covariates.map((index): readonly [string, CovariateValue[]] => [
    names[index]!,
    typeColumn(columns[index]!.cells, decimalComma),
  ]);
  const [tp, fp, fn, tn] = counts as [number[], number[], number[], number[]];
  const studies: Study[] = [];
  for (let row = 0; row < rowCount; row++) {
    const cluster = clusters?.[row];
    const study: { -readonly [K in keyof Study]: Study[K] } = {
      id: ids[row]!,
      tp: tp[row]!,
      fp: fp[row]!,
      fn: fn[row]!,
      tn: tn[row]!,
    };
    if (cluster !== undefined && !isMissing(cluster)) study.cluster = cluster;
    if (covariates.length > 0) {
      const values: Record<string, CovariateValue> = {};
      for (const [name, column] of covariates) values[name] = column[row]!;
      study.covariates = values;
    }
    studies.push(study);
  }
  return studies;
}

function rejectBadHeader({ columns }: CsvTable, roles: ColumnRoles): void {
  const names = columns.map((column) => column.name);
  const problems = collectProblems();
  for (const { field, first, second } of roles.duplicates) {
    const both = `columns ${columns[first]!.position} ("${names[first]}") and ${columns[second]!.position} ("${names[second]}")`;
    const count = COUNT_FIELDS.find((name) => name === field);
    const same = count === undefined ? "have the same name" : `both mean ${field} (${COUNT_MEANINGS[count]})`;
    problems.add({
      code: "duplicate-column",
      message: `${both} ${same}; rename one or remove it.`,
      where: `header, column ${columns[second]!.position}`,
      got: names[second],
      wanted: "each column once",
    });
  }
  if (roles.missing.length > 0) {
    const wanted = roles.missing.map((field) => `${field} (${COUNT_MEANINGS[field]})`).join(", ");
    const numeric = names.some((name) => parseNumber(name) !== null);
    const single = names.length === 1;
    problems.add({
      code: "missing-column",
      message:
        `no column for ${wanted}. The columns are: ${names.map((name) => `"${name}"`).join(", ")}. ` +
        'Needed are tp, fp, fn and tn, also written "TP", "true positives" or "true_positives", or a, b, c and d (a = tp, b = fp, c = fn, d = tn)' +
        `${numeric ? "; the first row must hold the names of the columns" : ""}` +
        `${single ? "; fields are separated by commas, semicolons or tabs" : ""}.`,
      where: "header",
      got: names,
      wanted: "the columns tp, fp, fn, tn",
    });
  }
  for (const index of roles.covariates) {
    if (names[index] === "__proto__") {
      problems.add({
        code: "bad-column",
        message: `column ${columns[index]!.position} cannot be called "__proto__"; rename it.`,
        where: `header, column ${columns[index]!.position}`,
        got: "__proto__",
        wanted: "another name",
      });
    }
  }
  problems.throwIfAny();
}

function rejectBadRows(
  table: CsvTable,
  { fields }: ColumnRoles,
  ids: readonly string[],
  counts: readonly (readonly (number | null)[])[],
): void {
  const problems = collectProblems();
  const firstRow = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (fields.id !== undefined) {
      const problem = idFault(table, table.columns[fields.id]!.name, ids, row, firstRow);
      if (problem !== null) problems.add(problem);
    }
    for (let i = 0; i < COUNT_FIELDS.length; i++) {
      const count = counts[i]![row]!;
      if (isCount(count)) continue;
      const field = COUNT_FIELDS[i]!;
      const { name, cells } = table.columns[fields[field]!]!;
      const id = ids[row] === "" ? "" : `, study "${ids[row]}"`;
      problems.add({
        code: "bad-count",
        message: `${rowName(table, row)}${id}, column "${name}" (${COUNT_MEANINGS[field]}): ${countFault(cells[row]!, count)}`,
        where: `row ${row + 1}, column "${name}"`,
        got: cells[row],
        wanted: "a whole number ≥ 0",
      });
    }
  }
  problems.throwIfAny();
}

function isCount(value: number | null): value is number {
  return value !== null && value >= 0 && Number.isSafeInteger(value);
}

/** What is wrong with a cell that should hold a count, and what to do about it. */
function countFault(cell: string, count: number | null): string {
  if (isMissing(cell)) {
    const got = cell === "" ? "the cell is empty" : `got "${cell}"`;
    return `${got}, wanted a whole number ≥ 0. Fill in the count, or leave the study out.`;
  }
  const got = `got "${cell}", wanted a whole number ≥ 0.`;
  if (count === null) {
    const grouped = /^\d{1,3}([,. '’\u00A0]\d{3})+$/.test(cell);
    return `${got} ${grouped ? "Write it without a thousands separator." : "Write the count in digits alone, and remarks in a column of their own."}`;
  }
  if (count < 0) return `${got} A count cannot be negative; check the table in the paper.`;
  if (!Number.isInteger(count)) {
    return `${got} Counts are numbers of patients; continuity corrections are added by the model, not in the file.`;
  }
  return `${got} It is too large to be held exactly.`;
}
