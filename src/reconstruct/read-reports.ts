import { assignColumns } from "../tables/column-names.js";
import { typedColumn } from "../tables/covariate-column.js";
import { type CsvColumn, type CsvTable, readCsv } from "../tables/csv.js";
import { isMissing } from "../tables/missing.js";
import { collectProblems, throwProblem } from "../tables/problems.js";
import { idFault, numberRows } from "../tables/row-names.js";
import type { CovariateValue } from "../tables/study.js";
import { ambiguityProblem } from "../tables/study-file-problems.js";
import type { AccuracyReport } from "./accuracy-report.js";
import { exampleColumns, type ReportColumn, reportColumn } from "./report-columns.js";
import { type Reported, reportOfRow } from "./report-row.js";

/** What one study reports, with its name and what else is known about it. */
export interface StudyReport {
  /** Name of the study. */
  readonly id: string;
  /** What rows share that come from the same patients or authors. */
  readonly cluster?: string;
  /** The study's covariates by name; `null` where a value is missing. */
  readonly covariates?: Readonly<Record<string, CovariateValue>>;
  /** What is printed of the study. */
  readonly report: AccuracyReport;
}

/**
 * Reports from the text of a CSV file: one study a row, each with whatever it reports.
 *
 * Files are read as by `readStudies`: commas, semicolons or tabs, names of columns without regard to case, spaces and
 * punctuation, `study`/`author`/`id` for the study, `cluster`. Numbers stay as they are written, since their digits matter.
 * Columns: `n` (`n_total`, `sample size` …), `diseased` (`n_dis`, `cases` …), `nonDiseased` (`n_nondis`, `controls` …), `tp`,
 * `fp`, `fn`, `tn`, `sensitivity` (`sens`, `se`, `recall` …), `specificity` (`spec`, `sp` …), `ppv` (`precision`), `npv`,
 * `accuracy` (`acc`), `balanced accuracy`, `youden`, `f1`, `plr` (`LR+`), `nlr` (`LR-`), `dor`, `mcc`, `kappa`, `prevalence`;
 * confidence limits as `sens_lower`, `sens_upper`, both in `sens_ci`, or in the cell itself, "0.92 (0.85–0.96)", with `ci level`
 * and `ci method` beside them. A column whose name says `%` holds percentages. Empty cells, NA, NR and dashes are not reported.
 * Every other column, the AUC too, is a covariate.
 *
 * A row whose numbers can be read but contradict each other (60 diseased and 50 non-diseased of 100, a sensitivity of 101 %) is no
 * error: `reconstructStudies` and `analyzeReports` give it the verdict `inconsistent`.
 *
 * @throws InputError one that lists what is wrong: no column for a reported number (`missing-column`), two for one
 *   (`duplicate-column`), numbers that cannot be read, with row, column, value and remedy, repeated or missing names
 *   (`duplicate-id`, `missing-id`), and what makes the file itself unreadable (as `readStudies`)
 *
 * @example
 * ```ts
 * import { readReports } from "dta-meta";
 *
 * const [jang] = readReports("study,n,sens,spec,acc\nJang,101,91.1,68.9,81.2");
 * jang; // { id: "Jang", report: { n: 101, sensitivity: "91.1", specificity: "68.9", accuracy: "81.2" } }
 * ```
 */
export function readReports(csv: string): StudyReport[] {
  const table = readCsv(csv, { isHeader: namesReports });
  const { columns, rowCount } = table;
  const roles = assignColumns(columns.map(({ name }) => name));
  const taken = new Set([roles.fields.id, roles.fields.cluster]);
  const read = columns.map((column, index) =>
    taken.has(index) ? null : { column, role: roleOf(column, index, roles.fields) },
  );
  const reported = read.filter((entry): entry is Reported => entry !== null && entry.role !== null);
  checkColumns(table, reported);
  const problems = collectProblems();
  const marks = { shown: () => null, usual: table.delimiter === ";" ? ("," as const) : null };
  const covariateOf = (column: CsvColumn): readonly [string, readonly CovariateValue[]] => {
    const { values, ambiguous } = typedColumn(column.cells, marks);
    for (const cell of ambiguous) problems.add(ambiguityProblem(table, column, cell));
    return [column.name, values];
  };
  const covariates = read.flatMap((entry) =>
    entry !== null && entry.role === null && entry.column.name !== "" ? [covariateOf(entry.column)] : [],
  );
  const idColumn = roles.fields.id === undefined ? null : columns[roles.fields.id]!;
  const ids = idColumn?.cells ?? numberRows(rowCount);
  const clusters = roles.fields.cluster === undefined ? null : columns[roles.fields.cluster]!.cells;

  const firstRow = new Map<string, number>();
  const studies: StudyReport[] = [];
  let unreadable = false;
  for (let row = 0; row < rowCount; row++) {
    const named = idColumn === null ? null : idFault(table, idColumn.name, ids, row, firstRow);
    if (named !== null) problems.add(named);
    const { report, problem } = reportOfRow(table, reported, row, ids[row]!);
    if (named !== null || report === null) unreadable = true;
    if (problem !== null) problems.add(problem);
    if (report === null) continue;
    const cluster = clusters?.[row];
    studies.push({
      id: ids[row]!,
      ...(cluster === undefined || isMissing(cluster) ? {} : { cluster }),
      ...(covariates.length === 0
        ? {}
        : { covariates: Object.fromEntries(covariates.map(([name, values]) => [name, values[row]!])) }),
      report,
    });
  }
  // A row that contradicts itself is for the reconstruction to judge, unless the file has to be mended anyway.
  if (unreadable) problems.throwIfAny();
  return studies;
}

/** Whether a row names columns of reported numbers, as no title does. */
const namesReports = (cells: readonly string[]): boolean =>
  cells.filter((name) => reportColumn(name) !== null).length >= 2;

/** What a column reports; the letters a, b, c, d are cells only where all four are there and no cell has its name. */
function roleOf(
  { name }: CsvColumn,
  index: number,
  fields: Readonly<Record<string, number | undefined>>,
): ReportColumn | null {
  const cell = (["tp", "fp", "fn", "tn"] as const).find((field) => fields[field] === index);
  return cell === undefined ? reportColumn(name) : { kind: "number", field: cell };
}

function checkColumns({ columns }: CsvTable, reported: readonly Reported[]): void {
  if (reported.length === 0) {
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    throwProblem({
      code: "missing-column",
      message: `no column holds a reported number. The columns are: ${names}. Wanted are names such as ${exampleColumns}.`,
      where: "header",
      got: columns.map(({ name }) => name),
      wanted: exampleColumns,
    });
  }
  const problems = collectProblems();
  const seen = new Map<string, CsvColumn>();
  for (const { column, role } of reported) {
    const key = JSON.stringify(role);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, column);
    else {
      problems.add({
        code: "duplicate-column",
        message: `columns ${first.position} ("${first.name}") and ${column.position} ("${column.name}") mean the same; rename one or remove it.`,
        where: `header, column ${column.position}`,
        got: column.name,
        wanted: "each column once",
      });
    }
  }
  problems.throwIfAny();
}
