import { checkChoice, checkCount, checkObject } from "../../base/checks.js";
import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { fixed, levelPercent, MISSING, ratio } from "./format.js";

/** How proportions and their intervals are written, everywhere in a text: 0.92 or 92%, 0.83 to 0.97 or 0.83–0.97. */
export interface NumberStyle {
  /** Digits behind the decimal point; default 2, and none of percentages. */
  readonly digits?: number;
  /** Whether proportions are percentages; default no. */
  readonly percent?: boolean;
  /** What stands between two limits: the word "to", or a dash. Default the word. */
  readonly range?: NumberRange;
}

/** What stands between two limits. */
export type NumberRange = "to" | "dash";

/** Each of them. */
export const NUMBER_RANGES = ["to", "dash"] as const satisfies readonly NumberRange[];

/** The limits of an estimate, or an estimate with its limits. */
export type Limits = Pick<PartialEstimate, "lower" | "upper"> & Partial<PartialEstimate>;

/** A number as text. */
export type Format = (value: number | null) => string;

/** Numbers as one text writes them. */
export interface Numbers {
  /** The style that they are written in, nothing left out. */
  readonly style: Required<NumberStyle>;
  /** A proportion. */
  readonly proportion: Format;
  /** A proportion that was given, not estimated: with all digits that it has if they are more. */
  readonly given: Format;
  /** A proportion with up to two more digits where it would be 0 or 1 by rounding, and is not. */
  readonly probability: Format;
  /** A difference of two proportions, to one more digit; of percentages in percentage points, without a sign for them. */
  readonly difference: Format;
  /** What is said of differences where they stand: nothing, or ` (percentage points)`. */
  readonly differenceUnit: string;
  /** A likelihood or odds ratio. */
  readonly ratio: Format;
  /** Two numbers as they are, with what stands between limits. */
  readonly range: (lower: string, upper: string) => string;
  /** `0.81 to 0.94`; a dash where nothing is known. */
  readonly limits: (quantity: Limits | null | undefined, format?: Format) => string;
  /** `0.89 (0.81 to 0.94)`. */
  readonly interval: (quantity: PartialEstimate | null | undefined, format?: Format) => string;
  /** `0.89 (95% CI 0.81 to 0.94)`, for sentences. */
  readonly withLimits: (quantity: PartialEstimate, format?: Format) => string;
}

/** A ratio that may lie anywhere between these is not known. */
const LEAST_RATIO = 1e-6;
const MOST_RATIO = 1e6;

/** More digits than these say nothing. */
const MOST_DIGITS = 6;
/** Digits that limits may have beyond those of the style. */
const MOST_EXTRA = 2;

/** A style with nothing left out. Throws `InputError` where it is none. */
export function checkedStyle(style: NumberStyle): Required<NumberStyle> {
  const {
    percent = false,
    digits = percent ? 0 : 2,
    range = "to",
  } = checkObject("style", style, "{ percent, digits, range }");
  if (typeof percent !== "boolean") {
    throw new InputError("bad-option", `percent must be true or false, got ${describe(percent)}.`, {
      where: "percent",
      got: percent,
      wanted: "true | false",
    });
  }
  checkCount("digits", digits, 0, MOST_DIGITS);
  return { percent, digits, range: checkChoice("range", range, NUMBER_RANGES) };
}

/** Two limits in one: `0.81 to 0.94`, `0.81–0.94`; a dash has spaces beside it where a minus stands. */
export function rangeText(lower: string, upper: string, between: NumberRange): string {
  if (between === "to") return `${lower} to ${upper}`;
  return /^[−<>]/.test(lower) || /^[−<>]/.test(upper) ? `${lower} – ${upper}` : `${lower}–${upper}`;
}

/**
 * The numbers of a text in one style. Limits that would be the whole range by rounding, or both the same end of it, get more
 * digits, and are a dash where they are the whole range; a limit that is infinite or not known is said to be one-sided.
 *
 * @throws InputError `bad-option` for digits that are no whole number from 0 to 6, and for an unknown range
 *
 * @example
 * ```ts
 * import { numbersOf } from "dta-meta/report";
 *
 * const { interval } = numbersOf({ percent: true, digits: 1 });
 * interval({ estimate: 0.925, lower: 0.833, upper: 0.968, level: 0.95 }); // "92.5% (83.3% to 96.8%)"
 * ```
 */
export function numbersOf(style: NumberStyle = {}): Numbers {
  const { percent, digits, range: between } = checkedStyle(style);
  const written = (extra: number): Format =>
    percent
      ? (value) => (value === null ? MISSING : `${fixed(100 * value, digits + extra)}%`)
      : (value) => fixed(value, digits + extra);
  const proportion = written(0);
  const range = (lower: string, upper: string): string => rangeText(lower, upper, between);
  const probability: Format = (value) => {
    if (value === null || value <= 0 || value >= 1) return proportion(value);
    for (let extra = 0; ; extra++) {
      const text = written(extra)(value);
      if (extra === MOST_EXTRA || (text !== written(extra)(0) && text !== written(extra)(1))) return text;
    }
  };
  const limits: Numbers["limits"] = (quantity, format = proportion) => {
    if (quantity === null || quantity === undefined) return MISSING;
    const { lower, upper } = quantity;
    if (lower === null && upper === null) return MISSING;
    if (upper === null) return lower! > 0 ? `${format(lower)} or more` : MISSING;
    if (lower === null) return `${format(upper)} or less`;
    if (format !== proportion) {
      return lower < LEAST_RATIO && upper > MOST_RATIO ? MISSING : range(format(lower), format(upper));
    }
    for (let extra = 0; extra <= MOST_EXTRA; extra++) {
      const more = written(extra);
      const [low, high] = [more(lower), more(upper)];
      const everywhere = low === more(0) && high === more(1) && upper - lower >= 0.5;
      const nowhere = lower < upper && low === high && (low === more(0) || low === more(1));
      if (!everywhere && (!nowhere || extra === MOST_EXTRA)) return range(low, high);
    }
    return MISSING;
  };
  return {
    style: { percent, digits, range: between },
    proportion,
    given: (value) => {
      const text = proportion(value);
      if (value === null || Math.abs(Number.parseFloat(text) / (percent ? 100 : 1) - value) < 1e-9) return text;
      return percent ? levelPercent(value) : String(Number(value.toPrecision(6)));
    },
    probability,
    difference: (value) => fixed(value === null ? null : percent ? 100 * value : value, digits + 1),
    differenceUnit: percent ? " (percentage points)" : "",
    ratio,
    range,
    limits,
    withLimits: (quantity, format = proportion) => {
      const known = limits(quantity, format);
      return known === MISSING
        ? format(quantity.estimate)
        : `${format(quantity.estimate)} (${levelPercent(quantity.level)} CI ${known})`;
    },
    interval: (quantity, format = proportion) => {
      if (quantity === null || quantity === undefined || quantity.estimate === null) return MISSING;
      const range = limits(quantity, format);
      return range === MISSING ? format(quantity.estimate) : `${format(quantity.estimate)} (${range})`;
    },
  };
}
