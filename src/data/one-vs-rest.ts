import { InputError } from "../errors.js";
import type { TwoByTwo } from "./study.js";

/** One class of a K×K matrix against all others. */
export interface OneVsRest {
  readonly label: string;
  readonly table: TwoByTwo;
  /** There where the matrix was turned round first, because the totals given fit its columns. */
  readonly transposed?: true;
}

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
 * Throws `InputError` where the matrix isn't square or smaller than 2×2, a cell is no whole number ≥ 0, the labels are not
 * one for each class or repeat, or the totals fit neither way round.
 *
 * @example
 * oneVsRest([[8, 1, 1], [2, 15, 3], [0, 4, 16]], ["normal", "osteopenia", "osteoporosis"])[2]
 * // { label: "osteoporosis", table: { tp: 16, fp: 4, fn: 4, tn: 26 } }
 */
export function oneVsRest(
  matrix: readonly (readonly number[])[],
  labels?: readonly string[],
  options: OneVsRestOptions = {},
): OneVsRest[] {
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

function isTransposed(matrix: readonly (readonly number[])[], options: OneVsRestOptions): boolean {
  const rowTotals = matrix.map(sum);
  const columnTotals = transpose(matrix).map(sum);
  const asGiven: string[] = [];
  const turned: string[] = [];
  for (const [name, totals] of Object.entries({
    referenceTotals: options.referenceTotals,
    testTotals: options.testTotals,
  })) {
    if (totals === undefined) continue;
    const [right, wrong] = name === "referenceTotals" ? [rowTotals, columnTotals] : [columnTotals, rowTotals];
    if (!equal(totals, right)) asGiven.push(name);
    if (!equal(totals, wrong)) turned.push(name);
  }
  if (asGiven.length === 0) return false;
  if (turned.length === 0) return true;
  throw new InputError(
    "totals-do-not-fit",
    `${asGiven.join(" and ")} fit neither the rows (${rowTotals.join(", ")}) nor the columns (${columnTotals.join(", ")}) of the matrix. ` +
      "Check the cells and the totals, and that the classes are in the same order.",
    { where: asGiven[0]!, got: options, wanted: "the sums of the matrix's rows or columns" },
  );
}

function checkMatrix(matrix: readonly (readonly number[])[]): void {
  const size = Array.isArray(matrix) ? matrix.length : 0;
  if (size < 2 || matrix.some((row) => !Array.isArray(row) || row.length !== size)) {
    throw new InputError(
      "not-square",
      "a confusion matrix has as many rows as columns, two at least: rows are the reference standard, columns the test, in the same order.",
      { where: "matrix", got: matrix, wanted: "a square array of arrays" },
    );
  }
  matrix.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (Number.isSafeInteger(cell) && cell >= 0) return;
      throw new InputError(
        "bad-count",
        `matrix[${i}][${j}]: got ${JSON.stringify(cell) ?? String(cell)}, wanted a whole number ≥ 0. ` +
          "A matrix of percentages has to be turned into counts first.",
        { where: `matrix[${i}][${j}]`, got: cell, wanted: "a whole number ≥ 0" },
      );
    });
  });
}

function checkLabels(labels: readonly string[], size: number): void {
  if (labels.length === size && new Set(labels).size === size) return;
  throw new InputError(
    "bad-labels",
    `labels: got ${labels.join(", ")} (${labels.length}), wanted one for each of the ${size} classes, all different.`,
    { where: "labels", got: labels, wanted: `${size} different labels` },
  );
}

function transpose(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((_, i) => matrix.map((row) => row[i]!));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function equal(x: readonly number[], y: readonly number[]): boolean {
  return x.length === y.length && x.every((value, i) => value === y[i]);
}
