/** Two confidence limits as text. */
export interface LimitPair {
  readonly lower: string;
  readonly upper: string;
}

/**
 * What one cell of a paper's table holds: a number, often with its confidence limits or the fraction behind it. Numbers
 * stay text, since their digits carry the rounding.
 */
export interface PrintedCell {
  /** The number as printed; with the percent sign that the cell gives once for all its numbers. */
  readonly value: string;
  /** Its confidence limits, on the scale of the value; `null` where the cell has none. */
  readonly limits: LimitPair | null;
  /** The confidence level that the cell names, as a proportion (0.95); `null` where it names none. */
  readonly level: number | null;
  /** The counts behind a proportion: 62 of 68 in "0.91 (62/68)"; `null` where the cell has none. */
  readonly fraction: { readonly numerator: number; readonly denominator: number } | null;
}

const DIGITS = String.raw`(?:[1-9]\d{0,2}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.,·]\d*)?|[.,·]\d+|∞|inf(?:inity)?)`;
/** A true minus or a hyphen may be a sign; an en dash between two numbers is none. */
const NUMBER = String.raw`[+\-−]?${DIGITS}(?:\s*%)?`;
const BETWEEN = String.raw`(?:\s*[-–—−~～;/]\s*|\s*,\s*|\s*\.\.+\s*|\s+(?:to|through|and)\s+)`;
const LEVEL = String.raw`(?:(\d{2}(?:[.,]\d+)?)\s*%?\s*-?\s*)?(?:CrI|C\.?I\.?|confidence\s+(?:interval|limits)|credible\s+interval)\s*[:;,=]?\s*`;
const OPEN = String.raw`[[({]\s*`;
const CLOSE = String.raw`\s*[\])}]`;

const LIMITS = new RegExp(`^\\s*(?:${LEVEL})?(?:${OPEN})?(${NUMBER})${BETWEEN}(${NUMBER})(?:${CLOSE})*\\s*$`, "i");
const CELL = new RegExp(
  `^\\s*([+\\-−–]?${DIGITS}(?:\\s*%)?)\\s*[,;:]?\\s*(?:([[({].*[\\])}])|(${LEVEL}.*))?\\s*(%?)\\s*$`,
  "i",
);
const FRACTION = /^[[({]\s*(\d+)\s*(?:\/|of)\s*(\d+)\s*[\])}]$/i;

/** A cell longer than this is prose, not a number. */
const LONGEST = 120;

/** White space of any kind and length as single blanks; nothing of what is too long to be a number. */
const plain = (text: string): string => (text.length > LONGEST ? "" : text.replace(/\s+/g, " ").trim());

/** The value in front of its percent sign, as a double; to compare, never to print. */
const sizeOf = (text: string): number => Number.parseFloat(text.replace(/[−–]/, "-").replace(/[,·]/, "."));
const isPercent = (text: string): boolean => text.includes("%");
const withPercent = (text: string): string => (isPercent(text) ? text : `${text}%`);

/** "0.85–0.96", "0.85 to 0.96", "[0.85, 0.96]", "95% CI 0.85-0.96" as two limits; `null` for other text. */
export function readPrintedLimits(text: string): LimitPair | null {
  const match = LIMITS.exec(plain(text));
  if (match === null) return null;
  const [lower, upper] = [match[2]!.trim(), match[3]!.trim()];
  return isPercent(upper) && !isPercent(lower) && sizeOf(lower) <= sizeOf(upper)
    ? { lower: withPercent(lower), upper }
    : { lower, upper };
}

/**
 * Reads a cell such as `0.92`, `0.92 (0.89–0.94)`, `92% [89, 94]`, `0.92 (95% CI 0.89 to 0.94)`, `0,92 (0,89; 0,94)`,
 * `92 (89–94)%` or `0.912 (62/68)`. A percent sign on one of the numbers holds for all of them where the value then lies
 * within its limits. `null` for text that is not one number with what belongs to it.
 */
export function readPrintedCell(text: string): PrintedCell | null {
  const match = CELL.exec(plain(text));
  if (match === null) return null;
  const [, printed = "", bracketed, named, , sign] = match;
  const rest = bracketed ?? named ?? "";
  const value = sign === "%" ? withPercent(printed.trim()) : printed.trim();
  if (rest === "") return { value, limits: null, level: null, fraction: null };
  const counts = FRACTION.exec(rest);
  if (counts !== null) {
    return {
      value,
      limits: null,
      level: null,
      fraction: { numerator: Number(counts[1]), denominator: Number(counts[2]) },
    };
  }
  const inner = rest.replace(new RegExp(`^${OPEN}`), "").replace(new RegExp(`${CLOSE}$`), "");
  const limits = readPrintedLimits(inner);
  // "0,92 (0,89)" is a decimal comma, not an interval from 0 to 89
  if (limits === null || (printed.includes(",") && /^\s*\d+,\d+\s*%?\s*$/.test(inner))) return null;
  const level = new RegExp(`^\\s*${LEVEL}`, "i").exec(inner)?.[1];
  return {
    ...onOneScale(value, limits),
    level: level === undefined ? null : Number(level.replace(",", ".")) / 100,
    fraction: null,
  };
}

/** A percent sign that is printed once is given to the numbers without one, unless the value then left its own limits. */
function onOneScale(value: string, limits: LimitPair): { readonly value: string; readonly limits: LimitPair } {
  const { lower, upper } = limits;
  const signs = [value, lower, upper].filter(isPercent).length;
  const within = sizeOf(lower) <= sizeOf(value) && sizeOf(value) <= sizeOf(upper);
  if (signs === 0 || signs === 3 || !within) return { value, limits };
  return { value: withPercent(value), limits: { lower: withPercent(lower), upper: withPercent(upper) } };
}
