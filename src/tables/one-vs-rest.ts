import { checkOptions } from "../base/check-options.js";
import { shown } from "../base/describe.js";
import { type Matrix, transpose } from "../numeric/linear/matrix.js";
import { throwProblem } from "./problems.js";
import type { TwoByTwo } from "./study.js";

/** One class of a K×K matrix against all others. */
export interface OneVsRest {
  /** Name of the class. */
  readonly label: string;
  /** The class as "diseased", all others as "not diseased". */
  readonly table: TwoByTwo;
  /** There where the matrix was turned round first, because the totals given fit its columns. */
  readonly transposed?: true;
}

/** What is known of the matrix beside its cells. */
export interface OneVsRestOptions {
  /** How many cases the reference standard has of each class, where the paper says so: shows which way round the matrix is. */
  readonly referenceTotals?: readonly number[];
  /** How many cases the test puts into each class, likewise. */
  readonly testTotals?: readonly number[];
}

/**
 * The 2×2 tables of a K×K confusion matrix, each class in turn being "diseased": rows are the reference standard, columns
 * the test. For class i: tp = m[i][i], fn = the rest of row i, fp = the rest of column i, tn = everything else. The labels are
 * kept; without labels the classes are called "1", "2", …
 *
 * Papers print the matrix either way round. Where the totals of the reference standard (or of the test) are known, they tell:
 * a matrix whose columns sum to the reference totals is turned round, and every result says so.
 *
 * The K tables share their patients, so they are not independent: give the rows one `cluster`.
 *
 * Throws `InputError` where the matrix isn't square or smaller than 2×2 (`not-square`), a cell is no whole number ≥ 0
 * (`bad-count`), the labels are not one for each class or repeat (`bad-labels`), or the totals fit neither way round
 * (`totals-do-not-fit`).
 *
 * @example
 * ```ts
 * import { oneVsRest } from "dta-meta";
 *
 * const classes = oneVsRest([[8, 1, 1], [2, 15, 3], [0, 4, 16]], ["normal", "osteopenia", "osteoporosis"]);
 * classes[2]; // { label: "osteoporosis", table: { tp: 16, fp: 4, fn: 4, tn: 26 } }
 * ```
 */
export function oneVsRest(matrix: Matrix, labels?: readonly string[], options: OneVsRestOptions = {}): OneVsRest[] {
  checkOptions(options);
  checkMatrix(matrix);
  const names = labels ?? matrix.map((_, i) => String(i + 1));
  checkLabels(names, matrix.length);
  const transposed = isTransposed(matrix, options);
  const rows = transposed ? transpose(matrix) : matrix;
  const rowTotals = rows.map(sum);
  const columnTotals = transpose(rows).map(sum);
  const total = sum(rowTotals);
  return names.map((label, i) => {
    const tp = rows[i]![i]!;
    const fn = rowTotals[i]! - tp;
    const fp = columnTotals[i]! - tp;
    return { label, table: { tp, fp, fn, tn: total - tp - fn - fp }, ...(transposed ? { transposed } : {}) };
  });
}

const same = (given: readonly number[], totals: readonly number[]): boolean =>
  Array.isArray(given) && given.length === totals.length && given.every((value, i) => value === totals[i]);

function isTransposed(matrix: Matrix, { referenceTotals, testTotals }: OneVsRestOptions): boolean {
  const rows = matrix.map(sum);
  const columns = transpose(matrix).map(sum);
  const fits = (reference: readonly number[], test: readonly number[]): boolean =>
    same(referenceTotals ?? reference, reference) && same(testTotals ?? test, test);
  if (fits(rows, columns)) return false;
  if (fits(columns, rows)) return true;
  throwProblem({
    code: "totals-do-not-fit",
    message: `the totals fit neither the rows (${rows}) nor the columns (${columns}) of the matrix. Check them and the order of the classes.`,
    where: "totals",
    got: { referenceTotals, testTotals },
    wanted: "their sums",
  });
}

function checkMatrix(matrix: Matrix): void {
  const size = Array.isArray(matrix) ? matrix.length : 0;
  if (size < 2 || matrix.some((row) => !Array.isArray(row) || row.length !== size)) {
    throwProblem({
      code: "not-square",
      message: "a confusion matrix has as many rows as columns, two at least.",
      where: "matrix",
      got: matrix,
      wanted: "a square matrix",
    });
  }
  matrix.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (Number.isSafeInteger(cell) && cell >= 0) return;
      const where = `matrix[${i}][${j}]`;
      const wanted = "a whole number ≥ 0";
      throwProblem({
        code: "bad-count",
        message: `${where}: got ${shown(cell)}, wanted ${wanted}. Turn percentages into counts first.`,
        where,
        got: cell,
        wanted,
      });
    });
  });
}

function checkLabels(labels: readonly string[], size: number): void {
  const named = Array.isArray(labels) && labels.every((label) => typeof label === "string");
  if (named && labels.length === size && new Set(labels).size === size) return;
  const wanted = `${size} different labels`;
  throwProblem({
    code: "bad-labels",
    message: `labels: got ${named ? labels.join(", ") : shown(labels)}, wanted ${wanted}.`,
    where: "labels",
    got: labels,
    wanted,
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
