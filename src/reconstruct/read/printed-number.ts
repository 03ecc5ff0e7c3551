import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { addRational, compareRational, type Rational, rational, subtractRational } from "../../numeric/rational.js";

/** How a paper cut its numbers to the printed digits. */
export type RoundingMode = "nearest" | "truncate" | "either";

/** What a printed number counts in: 0.92, 92 (percent), 11.6 (a ratio), 131 (patients). */
export type NumberScale = "proportion" | "percent" | "ratio" | "count";

/** A number as it stands on the page. */
export interface PrintedNumber {
  readonly text: string;
  /** Its value as written: 92.3 for "92.3%"; `null` for "∞". */
  readonly value: Rational | null;
  /** Digits after the decimal point. */
  readonly decimals: number;
  readonly percentSign: boolean;
}

/** All values that were printed as the same number, with exact ends. */
export interface ValueInterval {
  readonly lower: Rational;
  readonly upper: Rational;
  /** Whether the ends themselves belong to it. */
  readonly lowerClosed: boolean;
  readonly upperClosed: boolean;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*(%?)$/i;
/** More digits than any paper or double has; keeps exact arithmetic within bounds. */
const MOST_DIGITS = 40;
const INFINITE = /^\+?(∞|inf|infinity)$/i;
const NOT_REPORTED: ReadonlySet<string> = new Set(["", "-", "–", "—", ".", "na", "n/a", "#n/a", "nan", "nr", "null"]);

/** Whether a cell or value says that the number isn't reported: nothing, NA, NaN, NR, a dash. */
export function isNotReported(text: string): boolean {
  return NOT_REPORTED.has(text.trim().toLowerCase());
}

/**
 * Reads a number as papers print it: "0.92", ".92", "92%", "92.3", "1.000", "0,92", "0·92" (The Lancet), "−0.12", "∞".
 * A number (not a string) is read as its shortest decimal form: 0.92 like "0.92". `null` where nothing is reported.
 *
 * Throws `InputError` on anything else, naming the field.
 */
export function readPrintedNumber(field: string, input: string | number): PrintedNumber | null {
  const text = String(input).trim();
  if (typeof input === "string" && isNotReported(text)) return null;
  const plain = text
    .replace(/[−–]/g, "-")
    .replace(/·/g, ".")
    .replace(/^([+-]?\d*),(\d+\s*%?)$/, "$1.$2");
  if (INFINITE.test(plain)) return { text, value: null, decimals: 0, percentSign: false };
  const match = NUMBER.exec(plain);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole + fraction === "" || (whole + fraction).length > MOST_DIGITS) rejectText(field, input);
  const exponent = Number(match[4] ?? 0);
  if (Math.abs(exponent) > MOST_DIGITS) rejectText(field, input);
  const decimals = Math.max(0, fraction.length - exponent);
  const digits = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, exponent - fraction.length));
  const value = rational(match[1] === "-" ? -digits : digits, 10n ** BigInt(decimals));
  return { text, value, decimals, percentSign: match[5] === "%" };
}

function rejectText(field: string, got: unknown): never {
  throw new InputError(
    "bad-number",
    `${field}: got ${shown(got)}, wanted one number as printed, such as "0.92", "92%" or "92.3". ` +
      "Leave the field out where the paper doesn't report it.",
    { where: field, got, wanted: "a number as printed" },
  );
}

/** One unit of the last printed digit, on the scale of the quantity: 0.01 for "0.92", 0.001 for "92.3" percent. */
export function unitOf({ decimals }: PrintedNumber, scale: NumberScale): Rational {
  return rational(1n, 10n ** BigInt(decimals) * (scale === "percent" ? 100n : 1n));
}

/**
 * The values that the printed number stands for, v being the number and u a unit of its last digit.
 *
 * - `nearest`: v − u/2 to v + u/2, both ends included, since at a tie some programs round away from zero and others to
 *   the even digit.
 * - `truncate`: v to v + u without its end, towards zero for a negative number; printed zero is −u to u without the ends.
 * - `either`: both together.
 */
export function intervalOf(printed: PrintedNumber, scale: NumberScale, rounding: RoundingMode): ValueInterval {
  if (printed.value === null) throw new RangeError("an infinite number has no interval");
  const value =
    scale === "percent" ? rational(printed.value.numerator, printed.value.denominator * 100n) : printed.value;
  const unit = unitOf(printed, scale);
  const half = rational(unit.numerator, unit.denominator * 2n);
  const nearest = {
    lower: subtractRational(value, half),
    upper: addRational(value, half),
    lowerClosed: true,
    upperClosed: true,
  };
  if (rounding === "nearest") return nearest;
  const reachesDown = value.numerator <= 0n;
  const reachesUp = value.numerator >= 0n;
  const lower = reachesDown ? subtractRational(value, unit) : rounding === "either" ? nearest.lower : value;
  const upper = reachesUp ? addRational(value, unit) : rounding === "either" ? nearest.upper : value;
  return { lower, upper, lowerClosed: !reachesDown, upperClosed: !reachesUp };
}

/** Whether some value lies in all of the intervals. */
export function meet(intervals: readonly ValueInterval[]): boolean {
  return intervals.every((one) =>
    intervals.every((other) => {
      const order = compareRational(one.lower, other.upper);
      return order < 0 || (order === 0 && one.lowerClosed && other.upperClosed);
    }),
  );
}
