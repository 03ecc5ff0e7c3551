import Papa from "papaparse";

/** The cells of a text: every row that holds anything, as it stands in the file. */
export interface Grid {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
}

export const EMPTY_GRID: Grid = { header: [], rows: [], delimiter: "," };

/**
 * The grid of a text of which the first lines are titles. Line breaks within cells become spaces, so that the grid's row i
 * is line i + 2 of `textOf(grid)`.
 */
export function gridOf(text: string, titles: number): Grid {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF?\s*"?sep=(.)"?[ \t]*\r?\n/i, ""), {
    delimitersToGuess: [",", ";", "\t"],
  });
  const rows = parsed.data
    .map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim()))
    // a row of empty cells is one that is being filled in
    .filter((row) => row.length > 1 || row[0] !== "");
  const [header = [], ...rest] = rows.slice(titles);
  return { header, rows: rest, delimiter: parsed.meta.delimiter };
}

/** The grid as text again. */
export function textOf({ header, rows, delimiter }: Grid): string {
  return Papa.unparse([header, ...rows] as string[][], { delimiter, newline: "\n" });
}

/** Whether nothing stands in a row. */
export const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell === "");

/** The text without lines of empty cells, such as spreadsheets leave below a table; any other text stays as it is. */
export function withoutBlankRows(text: string): string {
  const grid = gridOf(text, 0);
  const rows = grid.rows.filter((row) => !isBlank(row));
  return rows.length === grid.rows.length ? text : textOf({ ...grid, rows });
}

/** The grid with its short rows filled up with empty cells. */
export function padded(grid: Grid): Grid {
  const width = grid.header.length;
  return {
    ...grid,
    rows: grid.rows.map((row) => [...row, ...Array<string>(Math.max(0, width - row.length)).fill("")]),
  };
}

/** The grid with one cell changed; rows count from 0. */
export function withCell(grid: Grid, row: number, column: number, value: string): Grid {
  const rows = grid.rows.map((cells, i) => {
    if (i !== row) return cells;
    const filled = Array.from(
      { length: Math.max(cells.length, grid.header.length, column + 1) },
      (_, j) => cells[j] ?? "",
    );
    return Object.assign(filled, { [column]: value });
  });
  return { ...grid, rows };
}

/** The grid with one empty row more. */
export function withRow(grid: Grid): Grid {
  const header = grid.header.length === 0 ? ["study", "tp", "fp", "fn", "tn"] : grid.header;
  return { ...grid, header, rows: [...grid.rows, header.map(() => "")] };
}

/** The grid without one row. */
export const withoutRow = (grid: Grid, row: number): Grid => ({ ...grid, rows: grid.rows.filter((_, i) => i !== row) });

/** The grid with one empty column more. */
export const withColumn = (grid: Grid, name: string): Grid => ({
  ...padded(grid),
  header: [...grid.header, name],
  rows: padded(grid).rows.map((row) => [...row, ""]),
});
