import type { CovariateValue } from "./study.js";

/** How a missing value is written: nothing, R's NA, and what spreadsheets, SAS and Stata leave. */
const MISSING: ReadonlySet<string> = new Set(["", "NA", "N/A", "n/a", "#N/A", "NaN", "null", "NULL", "."]);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/** Whether the cell stands for a missing value. */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell);
}

/** The number that a cell holds, or `null` where it holds none. Infinite and hexadecimal notations are none. */
export function parseNumber(cell: string, decimalComma = false): number | null {
  if (NUMBER.test(cell)) {
    const value = Number(cell);
    return Number.isFinite(value) ? value + 0 : null; // + 0 makes −0 a plain 0
  }
  return decimalComma && DECIMAL_COMMA.test(cell) ? Number(cell.replace(",", ".")) : null;
}

/**
 * The values of one covariate's column, of one type throughout: numbers if every cell that isn't missing is a number,
 * true/false if every one reads `true` or `false` in any case, text otherwise. Missing cells become `null`.
 * `decimalComma` reads `3,6` as 3.6, as in files that separate fields by semicolons.
 */
export function typeColumn(cells: readonly string[], decimalComma = false): CovariateValue[] {
  return (
    convert(cells, (cell) => parseNumber(cell, decimalComma)) ??
    convert(cells, parseBoolean) ??
    cells.map((cell) => (isMissing(cell) ? null : cell))
  );
}

function parseBoolean(cell: string): boolean | null {
  const lower = cell.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : null;
}

/** All cells converted, or `null` as soon as one that isn't missing has no value of the type. */
function convert<T extends number | boolean>(
  cells: readonly string[],
  parse: (cell: string) => T | null,
): (T | null)[] | null {
  const values: (T | null)[] = [];
  for (const cell of cells) {
    const value = isMissing(cell) ? null : parse(cell);
    if (value === null && !isMissing(cell)) return null;
    values.push(value);
  }
  return values;
}
