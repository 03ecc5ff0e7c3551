const NUMBER = String.raw`[+-]?\d*[.,·]?\d+\s*%?`;
const PAIR = new RegExp(`^\\s*[[(]?\\s*(${NUMBER})\\s*(?:[-–—−;/]|,\\s|to)\\s*(${NUMBER})\\s*[\\])]?\\s*$`, "i");
const WITH_LIMITS = /^([^[(]+)[[(](?:\s*\d+\s*%\s*CI\s*[:,]?)?([^\])]*)[\])]\s*$/i;

/** Two confidence limits as text. */
export interface LimitPair {
  readonly lower: string;
  readonly upper: string;
}

/** "0.85–0.96", "0.85 to 0.96", "[0.85, 0.96]" as two limits; `null` for other text. */
export function splitLimits(cell: string): LimitPair | null {
  const match = PAIR.exec(cell);
  return match === null ? null : { lower: match[1]!.trim(), upper: match[2]!.trim() };
}

/** "0.92 (0.85–0.96)" or "0.92 (95% CI 0.85 to 0.96)" as a value and its limits; other cells as they are. */
export function splitValue(cell: string): { readonly value: string; readonly limits: LimitPair | null } {
  const match = WITH_LIMITS.exec(cell);
  const limits = match === null ? null : splitLimits(match[2]!);
  return match === null || limits === null ? { value: cell, limits: null } : { value: match[1]!.trim(), limits };
}

/** A count as a number, thousands set apart by commas, spaces or apostrophes included; other text stays, for the message. */
export function readCountCell(cell: string): number | string {
  const digits = /^\d{1,3}([, '’\u00A0\u202F]\d{3})+$/.test(cell) ? cell.replace(/\D/g, "") : cell;
  return /^[+-]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : cell;
}
