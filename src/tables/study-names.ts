import { type ColumnRoles, isAuthorName, isPossibleIdName, isYearName } from "./column-names.js";
import type { CsvTable } from "./csv.js";
import { isMissing } from "./missing.js";
import type { NameSource } from "./reading.js";
import { numberRows } from "./row-names.js";
import { typedNumber } from "./typed-number.js";

/** The studies' names, and the columns that are used up by them. */
export interface StudyNames {
  readonly ids: readonly string[];
  readonly source: NameSource;
  /** The column that messages about names speak of; `null` where rows are numbered. */
  readonly column: string | null;
  /** Index of a column that is no covariate because it names the studies; `null` without one. */
  readonly taken: number | null;
}

/** One row in so many may lack its name, as totals rows do, before a column is no column of names. */
const NAMELESS_SHARE = 0.1;

/** Whether the cells tell the rows apart. */
function tellsApart(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => !isMissing(cell));
  const nameless = cells.length - named.length;
  return (
    new Set(named).size === named.length && nameless <= Math.max(1, NAMELESS_SHARE * cells.length) && named.length > 0
  );
}

const isText = (cells: readonly string[]): boolean =>
  cells.every((cell) => isMissing(cell) || (typedNumber(cell) === null && !/^(true|false)$/i.test(cell)));

const joined = (authors: readonly string[], years: readonly string[]): string[] =>
  authors.map((author, row) => {
    const year = years[row]!;
    return author === "" || isMissing(year) || author.includes(year) ? author : `${author} ${year}`;
  });

/**
 * The studies' names: by the header of a column; an author's joined by the year of another column, as are names that repeat
 * without it; else a column that may be called a name and tells the studies apart; else the first column of distinct texts;
 * else the rows' numbers.
 */
export function studyNames({ columns, rowCount }: CsvTable, { fields, covariates }: ColumnRoles): StudyNames {
  const yearIndex = covariates.find((index) => isYearName(columns[index]!.name));
  const year = yearIndex === undefined ? null : columns[yearIndex]!;
  if (fields.id !== undefined) {
    const { name, cells } = columns[fields.id]!;
    const both = year === null ? cells : joined(cells, year.cells);
    const apart = isAuthorName(name)
      ? both.some((id, row) => id !== cells[row])
      : !tellsApart(cells) && tellsApart(both);
    if (year !== null && apart) {
      return { ids: both, source: { from: "author and year", columns: [name, year.name] }, column: name, taken: null };
    }
    return { ids: cells, source: { from: "header", columns: [name] }, column: name, taken: null };
  }
  const possible = covariates.find((i) => isPossibleIdName(columns[i]!.name) && tellsApart(columns[i]!.cells));
  if (possible !== undefined) {
    const { name, cells } = columns[possible]!;
    return { ids: cells, source: { from: "header", columns: [name] }, column: name, taken: possible };
  }
  const text = covariates.find((i) => isText(columns[i]!.cells) && tellsApart(columns[i]!.cells));
  if (text !== undefined) {
    const { name, cells } = columns[text]!;
    return { ids: cells, source: { from: "first text column", columns: [name] }, column: name, taken: null };
  }
  return { ids: numberRows(rowCount), source: { from: "row numbers", columns: [] }, column: null, taken: null };
}
