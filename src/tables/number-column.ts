import { isMissing } from "./missing.js";
import { type DecimalMark, machineNumber, plainNumber, typedNumber } from "./typed-number.js";

/** Cells whose value depends on what a point or a comma means, or whether a percent sign was forgotten. */
export interface AmbiguousCell {
  readonly row: number;
  readonly readings: readonly [number, number];
  readonly reason: "separator" | "percent";
}

/** The numbers of a column, in its order. */
export interface NumberColumn {
  /** `null` where a cell is missing, holds no number, or can be read two ways. */
  readonly values: readonly (number | null)[];
  /** Cells that hold something else than a number. */
  readonly others: readonly number[];
  readonly ambiguous: readonly AmbiguousCell[];
  /** Cells that hold a number in other than a program's plain writing, or in one that can be misread. */
  readonly typed: readonly number[];
  /** How many cells hold a number. */
  readonly numbers: number;
}

/** Which mark some cells can only be read with; `null` where they show none, or both. */
export function decimalMark(columns: Iterable<readonly string[]>): DecimalMark | null {
  let point = false;
  let comma = false;
  for (const cells of columns) {
    for (const cell of cells) {
      const first = machineNumber(cell) !== null;
      if (first ? !cell.includes(".") : !/[.,]/.test(cell)) continue;
      const read = typedNumber(cell);
      if (read === null) continue;
      if (read.comma === null) point = true;
      if (read.point === null) comma = true;
    }
  }
  return point === comma ? null : point ? "." : ",";
}

/** What a file tells of its decimal mark. */
export interface FileMarks {
  /** The mark that other cells of the file can only be read with. */
  readonly shown: () => DecimalMark | null;
  /** The mark that goes with the file's delimiter: a comma with semicolons. */
  readonly usual: DecimalMark | null;
}

/** A file that tells nothing. */
export const NO_MARKS: FileMarks = { shown: () => null, usual: null };

/**
 * The numbers of a column. A cell that can be read two ways is read as the rest of its column shows, else as the rest of the
 * file shows, else as its delimiter lets expect; 1.234 is taken as programs write it where nothing shows a decimal comma.
 * What is left is ambiguous.
 */
export function numberColumn(cells: readonly string[], file: FileMarks): NumberColumn {
  const values: (number | null)[] = [];
  const others: number[] = [];
  const ambiguous: AmbiguousCell[] = [];
  const typed: number[] = [];
  const percents = new Set<number>();
  let missing = 0;
  let own: DecimalMark | null | undefined;
  const valueIn = (cell: string, row: number): number | null => {
    const plain = plainNumber(cell);
    if (plain !== null) return plain;
    if (isMissing(cell)) {
      missing++;
      return null;
    }
    const number = typedNumber(cell);
    if (number === null) {
      others.push(row);
      return null;
    }
    typed.push(row);
    const { point, comma, percent } = number;
    if (percent) percents.add(row);
    if (point === null || comma === null || point === comma) return point ?? comma;
    if (own === undefined) own = decimalMark([cells]);
    const machine = !cell.includes(",");
    const mark = own ?? file.shown() ?? (machine ? "." : file.usual);
    // a thousands point that only other columns suggest may be a decimal point all the same
    if (mark === null || (machine && mark === "," && own === null)) {
      ambiguous.push({ row, readings: [point, comma], reason: "separator" });
      return null;
    }
    return mark === "." ? point : comma;
  };
  for (let row = 0; row < cells.length; row++) values.push(valueIn(cells[row]!, row));
  if (percents.size > 0) {
    values.forEach((value, row) => {
      if (value !== null && value !== 0 && !percents.has(row))
        ambiguous.push({ row, readings: [value, value / 100], reason: "percent" });
    });
  }
  return { values, others, ambiguous, typed, numbers: cells.length - missing - others.length };
}
