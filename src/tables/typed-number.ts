/** The mark before the decimals. */
export type DecimalMark = "." | ",";

/** What people change about a number beside its digits. */
export type NumberHabit = "decimal comma" | "thousands separators" | "percent" | "signs or digits of another kind";

/** What a cell holds that is written as people type numbers. */
export interface TypedNumber {
  /** With a point before the decimals; `null` where it is no number so. */
  readonly point: number | null;
  /** With a comma before the decimals; `null` where it is no number so. */
  readonly comma: number | null;
  /** Whether it is followed by a percent sign; the values are then shares (12.5 % is 0.125). */
  readonly percent: boolean;
}

const MACHINE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** Most cells of most files. */
const SHORT = /^\d{1,15}$/;
/** `1.234`: a number of a machine, and of people who write 1 234 so. */
const EITHER_POINT = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const SPACES = /[\s\u00a0\u2007\u2009\u202f]/g;

const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^[+-]?([1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,2}( \d{3})+|[1-9]\d{0,2}('\d{3})+)(\.\d+)?$/,
  ",": /^[+-]?([1-9]\d{0,2}(\.\d{3})+|[1-9]\d{0,2}( \d{3})+|[1-9]\d{0,2}('\d{3})+)(,\d+)?$/,
};
const PLAIN_COMMA = /^[+-]?(\d+(,\d+)?|,\d+)$/;

function finite(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : null; // + 0 makes −0 a plain 0
}

/** The number that a cell holds as programs write it, or `null`. Infinite and hexadecimal notations are none. */
export function machineNumber(cell: string): number | null {
  return MACHINE.test(cell) ? finite(cell) : null;
}

/** The number of a cell that nobody can misread: as programs write it, and not of the form 1.234; else `null`. */
export function plainNumber(cell: string): number | null {
  if (SHORT.test(cell)) return Number(cell);
  return MACHINE.test(cell) && !EITHER_POINT.test(cell) ? finite(cell) : null;
}

function readAs(text: string, mark: DecimalMark, exponent: "" | "e-2"): number | null {
  if (mark === "." && MACHINE.test(text)) return exponent === "" || !/e/i.test(text) ? finite(text + exponent) : null;
  if (mark === "," && PLAIN_COMMA.test(text)) return finite(text.replace(",", ".") + exponent);
  if (!GROUPED[mark].test(text)) return null;
  const bare = text.replace(mark === "." ? /[, ']/g : /[. ']/g, "");
  return finite(bare.replace(",", ".") + exponent);
}

/** The cell with plain digits, signs, spaces and apostrophes, as far as it is written in others. */
function plainCharacters(cell: string): string {
  return cell
    .normalize("NFKC")
    .replace(SPACES, " ")
    .replace(/[’‘`´]/g, "'")
    .replace(/^[−–‐‑](?=[\d.,])/, "-")
    .trim();
}

/**
 * What a cell holds, read both ways: "1,234" is 1234 with a decimal point and 1.234 with a decimal comma, "12,5" a number in
 * one reading alone. Thousands may be grouped by commas, points, spaces (non-breaking ones too) and apostrophes. `null` where
 * it is no number in any reading.
 */
export function typedNumber(cell: string): TypedNumber | null {
  if (!/\p{Nd}/u.test(cell)) return null;
  const plain = plainCharacters(cell);
  const percent = plain.endsWith("%");
  const text = percent ? plain.slice(0, -1).trimEnd() : plain;
  const exponent = percent ? "e-2" : "";
  const point = readAs(text, ".", exponent);
  const comma = plainNumber(text) !== null && text.includes(".") ? null : readAs(text, ",", exponent);
  // what programs write without a point means the same in both readings
  const both = comma === null && point !== null && !/[.,]/.test(text) ? point : comma;
  return point === null && both === null ? null : { point, comma: both, percent };
}

/** What was changed about a cell to read it as `value`; nothing where it is written as programs write numbers. */
export function numberHabits(cell: string, value: number): NumberHabit[] {
  if (machineNumber(cell) === value) return [];
  const number = typedNumber(cell);
  const text = plainCharacters(cell).replace(/ ?%$/, "");
  const asPoint = number?.point === value;
  const asComma = number?.comma === value;
  const habits: NumberHabit[] = [];
  if (number?.percent) habits.push("percent");
  if (asComma && !asPoint && text.includes(",")) habits.push("decimal comma");
  if ((asPoint && GROUPED["."].test(text)) || (asComma && GROUPED[","].test(text))) habits.push("thousands separators");
  return habits.length > 0 ? habits : ["signs or digits of another kind"];
}
