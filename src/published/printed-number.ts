import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { log10 } from "../numeric/elementary.js";
import { rationalToNumber } from "../numeric/rational.js";
import { intervalOf, readPrintedNumber, unitOf } from "../reconstruct/read/printed-number.js";

/**
 * A number as a paper prints it, with what its digits say: the closed range of values that would be printed so.
 * `"0.92"` is 0.915 to 0.925; `"92%"` is 0.915 to 0.925 as well; `"<0.001"` is everything below 0.001.
 */
export interface PrintedNumber {
  /** As printed. */
  readonly text: string;
  /** The number read, a percentage as a proportion; of a bound, the bound. */
  readonly value: number;
  /** Least value that rounds to what is printed; `-Infinity` for "<". */
  readonly lower: number;
  /** Largest value that rounds to what is printed; `Infinity` for ">". */
  readonly upper: number;
  /** One unit of the last printed digit; 0.01 for "0.92". */
  readonly unit: number;
  /** Digits printed after the decimal point. */
  readonly decimals: number;
  readonly percent: boolean;
  readonly bound: "none" | "below" | "above";
}

/** What a printed number looks like, as a regular expression for schemas. */
export const PRINTED_NUMBER =
  /^\s*[<>≤≥]?=?\s*[-−–+]?(?:\d{1,3}(?:,\d{3})+(?:[.·]\d*)?|\d+(?:[.,·]\d*)?|[.,·]\d+)(?:e[-+]?\d+)?\s*%?\s*$/i;

/** What is asked for where something else stands; for messages. */
export const PRINTED_NUMBER_WANTED = 'a number as printed, such as "0.92", ".92", "92.3%", "1,234" or "<0.001"';

/** Thousands set off by commas, as in 1,234; 0,923 is a decimal comma. */
const THOUSANDS = /^([-−–+]?[1-9]\d{0,2})((?:,\d{3})+)(?!\d)/;

/**
 * Reads a printed number. Signs may be true minus signs, the decimal point may be a comma or raised (·), thousands may be set
 * off by commas, a leading `<`, `>`, `≤` or `≥` makes a bound, and `%` divides by 100. A JavaScript number stands for its
 * shortest decimal form: 0.9 is "0.9", not "0.90".
 *
 * The range is that of rounding to nearest, closed at both ends, since programs differ on halves: "0.92" is [0.915, 0.925]
 * and "92.3%" is [0.9225, 0.9235].
 *
 * @throws InputError `bad-printed-number`
 */
export function parsePrintedNumber(printed: string | number, where = "printed number"): PrintedNumber {
  const text = String(printed).trim();
  const plain = text
    .replace(/^[<>≤≥]?=?\s*/, "")
    .replace(THOUSANDS, (_, first: string, rest: string) => first + rest.replaceAll(",", ""));
  const number = PRINTED_NUMBER.test(text) ? readPrintedNumber(where, plain) : null;
  if (number === null || number.value === null) {
    throw new InputError("bad-printed-number", `${where}: ${shown(printed)} is not ${PRINTED_NUMBER_WANTED}.`, {
      where,
      got: printed,
      wanted: PRINTED_NUMBER_WANTED,
    });
  }
  const bound = /^[<≤]/.test(text) ? "below" : /^[>≥]/.test(text) ? "above" : "none";
  const scale = number.percentSign ? "percent" : "ratio";
  const { lower, upper } = intervalOf(number, scale, "nearest");
  const { numerator, denominator } = number.value;
  const value = rationalToNumber({ numerator, denominator: denominator * (number.percentSign ? 100n : 1n) });
  return {
    text,
    value,
    lower: bound === "below" ? Number.NEGATIVE_INFINITY : bound === "above" ? value : rationalToNumber(lower),
    upper: bound === "above" ? Number.POSITIVE_INFINITY : bound === "below" ? value : rationalToNumber(upper),
    unit: rationalToNumber(unitOf(number, scale)),
    decimals: number.decimals,
    percent: number.percentSign,
    bound,
  };
}

/**
 * Whether a computed value would be printed so: it lies in the number's range. `slack` widens the range by what the
 * computation itself leaves open; rounding noise of the last bits is always allowed for.
 */
export function printsAs(printed: PrintedNumber, value: number, slack = 0): boolean {
  const noise = 1e-12 * Math.max(1e-3, Math.abs(value)) + slack;
  return value >= printed.lower - noise && value <= printed.upper + noise;
}

/** How many units of the last printed digit a computed value lies from the printed one; for bounds, from the bound. */
export function unitsOff(printed: PrintedNumber, value: number): number {
  return (value - printed.value) / printed.unit;
}

/** A value written with the decimals (and the percent sign) of a printed number, to be set beside it. */
export function formatLike(printed: PrintedNumber, value: number): string {
  const decimals = Math.min(12, Math.max(0, Math.round(-log10(printed.unit)) - (printed.percent ? 2 : 0)));
  const scaled = printed.percent ? value * 100 : value;
  return `${scaled.toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, "$1")}${printed.percent ? "%" : ""}`;
}
