import type { TwoByTwo } from "../tables/study.js";

/** Least and greatest count of each cell over some tables. */
export type CellRanges = Readonly<Record<keyof TwoByTwo, readonly [low: number, high: number]>>;

/** The ranges over these tables; `null` where there is none. */
export function cellRanges(tables: readonly TwoByTwo[]): CellRanges | null {
  if (tables.length === 0) return null;
  const range = (cell: keyof TwoByTwo): readonly [number, number] => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const table of tables) {
      low = Math.min(low, table[cell]);
      high = Math.max(high, table[cell]);
    }
    return [low, high];
  };
  return { tp: range("tp"), fp: range("fp"), fn: range("fn"), tn: range("tn") };
}
