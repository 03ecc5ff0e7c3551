import { readPrintedCell } from "../tables/printed-cell.js";
import { PRINTED_NUMBER } from "./printed-number.js";

/** An estimate with its limits, out of one cell. */
export interface QuantityCell {
  readonly estimate: string;
  /** Left out where the paper prints none, or ∞. */
  readonly lower?: string;
  readonly upper?: string;
  /** The level that the cell names. */
  readonly level?: number;
}

/** What such a cell begins with, as a regular expression for schemas; `readQuantityCell` decides. */
export const QUANTITY_CELL =
  /^\s*[-−–+]?(?:\d{1,3}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.,·]\d*)?|[.,·]\d+)\s*%?\s*[,;:]?\s*(?:[[({]|\d{2}(?:[.,]\d+)?\s*%|C\.?[Ir]).*\d.*$/i;

/** What is asked for where something else stands; for messages. */
export const QUANTITY_CELL_WANTED = 'with its limits, such as "0.92 (0.89–0.94)", "92% [89, 94]"';

const INFINITE = /^[+-]?(?:∞|inf(?:inity)?)$/i;

/**
 * An estimate and its confidence limits as a paper prints them in one cell: `0.92 (0.89–0.94)`, `92% [89, 94]`,
 * `0.92 (95% CI 0.89 to 0.94)`; `null` for other text.
 */
export function readQuantityCell(text: string): QuantityCell | null {
  const cell = readPrintedCell(text);
  if (cell?.limits == null) return null;
  const { value, limits, level } = cell;
  const ends = Object.entries(limits).filter(([, limit]) => !INFINITE.test(limit));
  if (![value, ...ends.map(([, limit]) => limit)].every((number) => PRINTED_NUMBER.test(number))) return null;
  return { estimate: value, ...Object.fromEntries(ends), ...(level === null ? {} : { level }) };
}
