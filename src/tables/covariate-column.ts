import { isMissing } from "./missing.js";
import { type AmbiguousCell, type FileMarks, NO_MARKS, numberColumn } from "./number-column.js";
import type { CovariateValue } from "./study.js";

/** A covariate's column with its type. */
export interface TypedColumn {
  readonly type: "number" | "boolean" | "text";
  readonly values: readonly CovariateValue[];
  /** Rows of a column of numbers that hold something else, and were taken as missing. */
  readonly odd: readonly number[];
  readonly ambiguous: readonly AmbiguousCell[];
  /** Rows that hold a number in other than a program's plain writing. */
  readonly typed: readonly number[];
}

/** Fewer numbers than this do not make the one other cell of a column an exception. */
const LEAST_NUMBERS = 3;
/** A column of numbers may hold this share of other cells, or one. */
const ODD_SHARE = 0.05;

/**
 * The values of one covariate's column, of one type throughout: numbers if its cells are numbers, but for one (or one in
 * twenty) that is then taken as missing and reported; true/false if every one reads `true` or `false` in any case; text
 * otherwise. Missing cells become `null`; a dash is none beside plus signs.
 */
export function typedColumn(cells: readonly string[], file: FileMarks = NO_MARKS): TypedColumn {
  const { values, others, ambiguous, typed, numbers } = numberColumn(cells, file);
  const exceptions = numbers >= LEAST_NUMBERS && others.length <= Math.max(1, ODD_SHARE * (numbers + others.length));
  if (others.length === 0 || exceptions) return { type: "number", values, odd: others, ambiguous, typed };
  const none = { odd: [], ambiguous: [], typed: [] };
  const booleans = cells.map((cell) => (isMissing(cell) ? null : parseBoolean(cell)));
  if (booleans.every((value, i) => value !== null || isMissing(cells[i]!))) {
    return { type: "boolean", values: booleans, ...none };
  }
  const signs = cells.includes("+");
  return {
    type: "text",
    values: cells.map((cell) => (isMissing(cell) && !(signs && cell === "-") ? null : cell)),
    ...none,
  };
}

function parseBoolean(cell: string): boolean | null {
  const lower = cell.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : null;
}
