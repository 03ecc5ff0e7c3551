import { isMissing } from "./missing.js";
import { decimalMark, type FileMarks } from "./number-column.js";
import { plainNumber, typedNumber } from "./typed-number.js";

/** The numbers of a column of counts, in its order. */
export interface CountColumn {
  /** `null` where there is no number, or none that is sure. */
  readonly values: readonly (number | null)[];
  /** Both counts that a cell may stand for, by its row. */
  readonly readings: ReadonlyMap<number, readonly [number, number]>;
  /** Rows that hold a number in other than a program's plain writing. */
  readonly typed: readonly number[];
}

export const isCount = (value: number | null): value is number =>
  value !== null && value >= 0 && Number.isSafeInteger(value);

/**
 * The numbers of a column of counts. Of a cell that can be read two ways the column, then the file tells which; else only a
 * whole number counts: "1,234" is 1234. "1,000" may be 1 or 1000, and is neither.
 */
export function countColumn(cells: readonly string[], file: FileMarks): CountColumn {
  const readings = new Map<number, readonly [number, number]>();
  const typed: number[] = [];
  let own: ReturnType<typeof decimalMark> | undefined;
  const valueIn = (cell: string, row: number): number | null => {
    const plain = plainNumber(cell);
    if (plain !== null) return plain;
    const number = isMissing(cell) ? null : typedNumber(cell);
    if (number === null || number.percent) return null;
    typed.push(row);
    const { point, comma } = number;
    if (point === null || comma === null || point === comma) return point ?? comma;
    if (own === undefined) own = decimalMark([cells]);
    const mark = own ?? file.shown();
    if (mark !== null) return mark === "." ? point : comma;
    if (!isCount(point) || !isCount(comma)) return isCount(point) ? point : comma;
    readings.set(row, [point, comma]);
    return null;
  };
  return { values: cells.map(valueIn), readings, typed };
}
