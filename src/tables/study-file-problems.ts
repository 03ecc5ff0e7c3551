import { REMEDIES } from "../base/remedies.js";
import { COUNT_FIELDS, COUNT_MEANINGS, type ColumnRoles, type CountField, normalizeName } from "./column-names.js";
import { type CountColumn, isCount } from "./count-column.js";
import type { CsvColumn, CsvTable } from "./csv.js";
import { isMissing } from "./missing.js";
import type { AmbiguousCell } from "./number-column.js";
import { collectProblems, type Problem, type ProblemList } from "./problems.js";
import { idFault, rowName } from "./row-names.js";
import { machineNumber, typedNumber } from "./typed-number.js";

/** How papers' columns of the two proportions are called. */
const PROPORTIONS = /^(sens|sensitivity|se|sn|tpr|recall|spec|specificity|sp|tnr)(95?ci|percent|estimate)?$/;

/** Refuses a header that lacks counts, names something twice, or names what no object may. */
export function rejectBadHeader({ columns }: CsvTable, roles: ColumnRoles): void {
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
  if (roles.missing.length > 0) problems.add(missingColumns(names, roles.missing));
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

function missingColumns(names: readonly string[], missing: readonly CountField[]): Problem {
  const wanted = missing.map((field) => `${field} (${COUNT_MEANINGS[field]})`).join(", ");
  const reported = names.filter((name) => PROPORTIONS.test(normalizeName(name)));
  const remedies = [
    reported.length > 0
      ? `it reports ${reported.map((name) => `"${name}"`).join(" and ")} instead: ${REMEDIES.reconstruct}`
      : "",
    names.some((name) => machineNumber(name) !== null) ? "the first row must hold the names of the columns" : "",
    names.length === 1 ? "fields are separated by commas, semicolons or tabs" : "",
  ].filter((remedy) => remedy !== "");
  return {
    code: "missing-column",
    message:
      `no column for ${wanted}. The columns are: ${names.map((name) => `"${name}"`).join(", ")}. ` +
      'Needed are tp, fp, fn and tn, also written "TP", "true positives" or "true_positives", or a, b, c and d (a = tp, b = fp, c = fn, d = tn)' +
      `${remedies.map((remedy) => `; ${remedy}`).join("")}.`,
    where: "header",
    got: names,
    wanted: "the columns tp, fp, fn, tn",
  };
}

/** What the rows of a file are checked for. */
export interface CheckedRows {
  readonly ids: readonly string[];
  /** The column that names the studies; `null` where rows are numbered. */
  readonly idColumn: string | null;
  readonly counts: readonly CountColumn[];
  /** Rows that give no study. */
  readonly left: ReadonlySet<number>;
}

/** Notes every name that is missing or repeats, and every cell that is no count. */
export function checkRows(
  table: CsvTable,
  { fields }: ColumnRoles,
  { ids, idColumn, counts, left }: CheckedRows,
  problems: ProblemList,
): void {
  const firstRow = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (left.has(row)) continue;
    if (idColumn !== null) {
      const problem = idFault(table, idColumn, ids, row, firstRow);
      if (problem !== null) problems.add(problem);
    }
    for (let i = 0; i < COUNT_FIELDS.length; i++) {
      const { values, readings } = counts[i]!;
      if (isCount(values[row]!)) continue;
      const two = readings.get(row) ?? null;
      const field = COUNT_FIELDS[i]!;
      const { name, cells } = table.columns[fields[field]!]!;
      const id = ids[row] === "" ? "" : `, study "${ids[row]}"`;
      problems.add({
        code: two === null ? "bad-count" : "ambiguous-number",
        message: `${rowName(table, row)}${id}, column "${name}" (${COUNT_MEANINGS[field]}): ${countFault(cells[row]!, values[row]!, two)}`,
        where: `row ${row + 1}, column "${name}"`,
        got: cells[row],
        wanted: "a whole number ≥ 0",
      });
    }
  }
}

/** A cell of a covariate that can be read two ways. */
export function ambiguityProblem(
  table: CsvTable,
  { name, cells }: CsvColumn,
  { row, readings, reason }: AmbiguousCell,
): Problem {
  const remedy =
    reason === "percent"
      ? "Other cells of the column are percentages: write a percent sign in all of them, or in none."
      : "Write it without a thousands separator, or with one decimal more.";
  return {
    code: "ambiguous-number",
    message: `${rowName(table, row)}, column "${name}": "${cells[row]}" may be ${readings[0]} or ${readings[1]}. ${remedy}`,
    where: `row ${row + 1}, column "${name}"`,
    got: cells[row],
    wanted: "a number that can be read one way",
  };
}

/** What is wrong with a cell that should hold a count, and what to do about it. */
function countFault(cell: string, value: number | null, readings: readonly [number, number] | null): string {
  if (isMissing(cell)) {
    const got = cell === "" ? "the cell is empty" : `got "${cell}"`;
    return `${got}, wanted a whole number ≥ 0. Fill in the count, or leave the study out.`;
  }
  const got = `got "${cell}", wanted a whole number ≥ 0.`;
  if (readings !== null)
    return `${got} It may be ${readings[0]} or ${readings[1]}; write it without a thousands separator.`;
  if (value === null) {
    return typedNumber(cell)?.percent
      ? `${got} A percentage is no count; reconstruct (dta reconstruct) finds the counts behind printed percentages.`
      : `${got} Write the count in digits alone, and remarks in a column of their own.`;
  }
  if (value < 0) return `${got} A count cannot be negative; check the table in the paper.`;
  if (!Number.isInteger(value)) {
    return `${got} Counts are numbers of patients; continuity corrections are added by the model, not in the file.`;
  }
  return `${got} It is too large to be held exactly.`;
}
