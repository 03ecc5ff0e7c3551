import { checkOptions } from "../base/check-options.js";
import { assignColumns, COUNT_FIELDS } from "./column-names.js";
import { countColumn } from "./count-column.js";
import { typedColumn } from "./covariate-column.js";
import { type CsvTable, readCsv } from "./csv.js";
import { isMissing } from "./missing.js";
import { decimalMark, type FileMarks } from "./number-column.js";
import { collectProblems } from "./problems.js";
import type { LeftOutRow, OddCell, ReinterpretedColumn, StudyReading, TableSource } from "./reading.js";
import { readingNotes } from "./reading-notes.js";
import { rowsOfTests } from "./several-tests.js";
import type { CovariateValue, Study } from "./study.js";
import { ambiguityProblem, checkRows, rejectBadHeader } from "./study-file-problems.js";
import { studyNames } from "./study-names.js";
import { type TotalsRow, totalsRows } from "./totals-rows.js";
import { machineNumber, type NumberHabit, numberHabits } from "./typed-number.js";

/** How a table of studies is read. */
export interface ReadStudiesOptions {
  /** Whether rows that add up others are kept as studies; default no. */
  readonly keepTotals?: boolean;
  /**
   * Column that names the index test: rows with one study's name are then rows of that study, one for each test, and not
   * an error. Each is called by study and test, and the study is its cluster.
   */
  readonly testColumn?: string;
}

/**
 * Studies from the text of a CSV file: one 2×2 table a row. `readStudyTable` gives them with what was done to get them, and
 * `readStudiesFile` reads the bytes of any file, workbooks included.
 *
 * Fields are separated by commas, semicolons or tabs; a byte order mark, any line ends, quoted fields, titles above the
 * header, blank rows, headings and notes in a single cell and Excel's `sep=;` line are fine. Names of columns are read
 * without regard to case, spaces and punctuation:
 * `tp`, `TP`, `true positives`, `true_positives` and so on for the counts, or `a`, `b`, `c`, `d` (a = tp, b = fp,
 * c = fn, d = tn); `study`, `name`, `author (year)`, `author`, `first author`, `id` or `study_id` for the study; a column of
 * authors is joined by one of years. Without such a column `trial`, `article`, `reference`, `label` and the like serve where
 * they tell the studies apart, then the first column of distinct texts; then they are called `Study 1`, `Study 2`, … by their
 * rows. `cluster`, or `study_id` beside another name, is for rows that share patients.
 *
 * A row that adds up others (all rows above it, the block it ends, or all below it), or that is called total, sum, overall,
 * pooled or summary in one of ten languages, is no study and is left out, unless `keepTotals` is on.
 *
 * Every other column is a covariate, of one type throughout: numbers if all its values are numbers, `true`/`false` (any
 * case) if all are, text otherwise. Numbers may be written as people write them: with a decimal comma, thousands separators,
 * a percent sign (12,5 % is 0.125), non-breaking spaces. A cell that can be read two ways is an error; one that is no number
 * in a column of numbers is missing, and `readStudyTable` says so. Empty cells, dashes, `NA`, `n/a`, `NR`, `NaN`, `null` and `.`
 * are missing: `null`.
 *
 * Throws one `InputError` that lists what is wrong with the file, each problem with row, column, value and remedy, the
 * first one leading: a missing or repeated column, a count that is no whole number ≥ 0, a repeated or missing name, rows
 * of unequal length, an empty or binary file. Rows count from 1 below the header; the line in the file is given too. Its code
 * is that of the first: `missing-column`, `duplicate-column`, `bad-count`, `ambiguous-number`, `duplicate-id`, `ragged-row`,
 * `empty-input` and so on.
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
export function readStudies(csv: string, options: ReadStudiesOptions = {}): Study[] {
  return [...readStudyTable(csv, options).studies];
}

/**
 * Studies from the text of a CSV file as `readStudies` reads them, with what was done as data: which rows were left out and
 * why, where the names come from, which numbers were written as people write them, which cells were taken as missing, and
 * all of it in sentences.
 *
 * @throws InputError as `readStudies`
 *
 * @example
 * ```ts
 * import { readStudyTable } from "dta-meta";
 *
 * const { studies, leftOut, notes } = readStudyTable(
 *   "study;tp;fp;fn;tn;cutoff\nSmith;20;3;5;60;7,5\nLee;31;8;2;44;8\nTotal;51;11;7;104;",
 * );
 * studies.length; // 2
 * leftOut[0]; // { line: 4, name: "Total", reason: "totals-by-name", sumOf: [2, 3] }
 * notes.map(({ code }) => code); // ["totals-left-out", "numbers"]
 * ```
 */
export function readStudyTable(csv: string, options: ReadStudiesOptions = {}): StudyReading {
  return readTableText(csv, options);
}

/** As `readStudyTable`, for text that was taken out of a file. */
export function readTableText(
  csv: string,
  options: ReadStudiesOptions = {},
  file: Pick<TableSource, "format" | "encoding" | "sheet" | "sheets"> = NO_FILE,
): StudyReading {
  checkOptions(options);
  const table = readCsv(csv, { remarks: true });
  const { columns, rowCount } = table;
  const roles = assignColumns(columns.map((column) => column.name));
  rejectBadHeader(table, roles);

  const names = studyNames(table, roles);
  const byTest =
    options.testColumn === undefined || roles.fields.cluster !== undefined
      ? null
      : rowsOfTests(table, names.ids, options.testColumn);
  const ids = byTest?.ids ?? names.ids;
  const marks = fileMarks(table, roles.fields.id);
  const counts = COUNT_FIELDS.map((field) => countColumn(columns[roles.fields[field]!]!.cells, marks));
  const totals = totalsRows(
    names.column === null ? null : ids,
    counts.map(({ values }) => values),
    table.begins,
  );
  const left = new Set(options.keepTotals === true ? [] : totals.map(({ row }) => row));
  const problems = collectProblems();
  checkRows(table, roles, { ids, idColumn: names.column, counts, left }, problems);

  const kept = columns.map(({ cells }) => (left.size === 0 ? cells : cells.filter((_, row) => !left.has(row))));
  const rows = left.size === 0 ? null : table.lines.flatMap((_, row) => (left.has(row) ? [] : [row]));
  const rowOf = (index: number): number => (rows === null ? index : rows[index]!);
  const reinterpreted = COUNT_FIELDS.flatMap((field, i) => {
    const index = roles.fields[field]!;
    const { values, typed } = counts[i]!;
    const rowsOfStudies = typed.filter((row) => !left.has(row));
    return habitsOf(columns[index]!.name, columns[index]!.cells, values, rowsOfStudies);
  });
  const oddCells: OddCell[] = [];
  const covariates = roles.covariates.flatMap((index): (readonly [string, readonly CovariateValue[]])[] => {
    if (index === names.taken) return [];
    const { name } = columns[index]!;
    const typed = typedColumn(kept[index]!, marks);
    for (const cell of typed.ambiguous) {
      problems.add(ambiguityProblem(table, columns[index]!, { ...cell, row: rowOf(cell.row) }));
    }
    for (const at of typed.odd) {
      const row = rowOf(at);
      oddCells.push({ column: name, line: table.lines[row]!, study: ids[row]!, written: kept[index]![at]! });
    }
    if (typed.type === "number") reinterpreted.push(...habitsOf(name, kept[index]!, typed.values, typed.typed));
    return [[name, typed.values]];
  });
  problems.throwIfAny();

  const clusters = roles.fields.cluster === undefined ? null : kept[roles.fields.cluster]!;
  const studies: Study[] = [];
  const [tp, fp, fn, tn] = counts;
  for (let at = 0; at < rowCount - left.size; at++) {
    const row = rowOf(at);
    const cluster = byTest === null ? clusters?.[at] : byTest.clusters[row];
    const study: { -readonly [K in keyof Study]: Study[K] } = {
      id: ids[row]!,
      tp: tp!.values[row]!,
      fp: fp!.values[row]!,
      fn: fn!.values[row]!,
      tn: tn!.values[row]!,
    };
    if (cluster !== undefined && !isMissing(cluster)) study.cluster = cluster;
    if (covariates.length > 0) {
      const values: Record<string, CovariateValue> = {};
      for (const [name, column] of covariates) values[name] = column[at]!;
      study.covariates = values;
    }
    studies.push(study);
  }
  const outs = totals.map((total) => leftOutRow(table, names.column === null ? null : ids, total));
  const remarks = table.remarks.map(
    ({ line, text }): LeftOutRow => ({ line, name: text, reason: "remark", sumOf: null }),
  );
  const reading = {
    studies,
    source: { ...file, delimiter: file.format === "workbook" ? null : table.delimiter, titles: table.titles },
    leftOut: [...(options.keepTotals === true ? [] : outs), ...remarks].sort((x, y) => x.line - y.line),
    keptTotals: options.keepTotals === true ? outs : [],
    names: names.source,
    reinterpreted,
    oddCells,
  };
  return { ...reading, notes: readingNotes(reading) };
}

const NO_FILE = { format: "text", encoding: null, sheet: null, sheets: [] } as const;

/** What the file tells of its decimal mark; looked for once, and only where a cell needs it. */
function fileMarks({ columns, delimiter }: CsvTable, id: number | undefined): FileMarks {
  let shown: ReturnType<typeof decimalMark> | undefined;
  return {
    shown: () => {
      if (shown === undefined) shown = decimalMark(columns.flatMap(({ cells }, i) => (i === id ? [] : [cells])));
      return shown;
    },
    usual: delimiter === ";" ? "," : null,
  };
}

function leftOutRow({ lines }: CsvTable, ids: readonly string[] | null, { row, by, sumOf }: TotalsRow): LeftOutRow {
  return {
    line: lines[row]!,
    name: ids?.[row] ?? "",
    reason: by === "name" ? "totals-by-name" : "totals-by-sum",
    sumOf: sumOf === null ? null : [lines[sumOf[0]]!, lines[sumOf[1]]!],
  };
}

/** What people's ways of writing numbers changed in a column; empty where nothing. */
function habitsOf(
  column: string,
  cells: readonly string[],
  values: readonly CovariateValue[],
  typed: readonly number[],
): ReinterpretedColumn[] {
  const habits = new Set<NumberHabit>();
  let changed = 0;
  let example: ReinterpretedColumn["example"] | null = null;
  for (const row of typed) {
    const written = cells[row]!;
    const read = values[row];
    if (typeof read !== "number" || machineNumber(written) === read) continue;
    changed++;
    example ??= { written, read };
    for (const habit of numberHabits(written, read)) habits.add(habit);
  }
  return example === null ? [] : [{ column, habits: [...habits], cells: changed, example }];
}
