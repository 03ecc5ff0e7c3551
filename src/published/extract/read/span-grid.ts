/** A cell of a marked-up table, with the columns and rows that it spans as they are written there. */
export interface SpanningCell {
  readonly text: string;
  readonly colspan: string | null;
  readonly rowspan: string | null;
}

const MOST = 50;
const span = (written: string | null): number => Math.max(1, Math.min(MOST, Number(written ?? 1) || 1));

/** The rows of a table with a cell in every column: a cell that spans several stands in its first, the others are empty. Empty rows are left out. */
export function spanGrid(rows: readonly (readonly SpanningCell[])[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  rows.forEach((cells, i) => {
    let column = 0;
    for (const { text, colspan, rowspan } of cells) {
      while (grid[i]![column] !== undefined) column += 1;
      for (let down = 0; down < span(rowspan) && i + down < rows.length; down++) {
        for (let right = 0; right < span(colspan); right++) {
          grid[i + down]![column + right] = down === 0 && right === 0 ? text : "";
        }
      }
    }
  });
  return grid.map((row) => Array.from(row, (cell) => cell ?? "")).filter((row) => row.some((cell) => cell !== ""));
}
