import { checkCount, checkObject } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { fixed, MISSING, ratio } from "./format.js";

/** How proportions are written, everywhere in a text: 0.92 or 92%. */
export interface NumberStyle {
  /** Digits behind the decimal point; default 2, and none of percentages. */
  readonly digits?: number;
  /** Whether proportions are percentages; default no. */
  readonly percent?: boolean;
}

/** A number as text. */
export type Format = (value: number | null) => string;

/** Numbers as one text writes them. */
export interface Numbers {
  /** A proportion. */
  readonly proportion: Format;
  /** A likelihood or odds ratio. */
  readonly ratio: Format;
  /** `0.81 to 0.94`; a dash where nothing is known. */
  readonly limits: (quantity: PartialEstimate | null | undefined, format?: Format) => string;
  /** `0.89 (0.81 to 0.94)`. */
  readonly interval: (quantity: PartialEstimate | null | undefined, format?: Format) => string;
}

/** A ratio that may lie anywhere between these is not known. */
const LEAST_RATIO = 1e-6;
const MOST_RATIO = 1e6;

/** More digits than these say nothing. */
export const MOST_DIGITS = 6;
/** Digits that limits may have beyond those of the style. */
const MOST_EXTRA = 2;

/**
 * The numbers of a text in one style. Limits that would be the whole range by rounding, or both the same end of it, get more
 * digits, and are a dash where they are the whole range; a limit that is infinite or not known is said to be one-sided.
 *
 * @throws InputError `bad-option` for digits that are no whole number from 0 to 6
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
  const { percent = false, digits = percent ? 0 : 2 } = checkObject("style", style, "{ percent, digits }");
  checkCount("digits", digits, 0, MOST_DIGITS);
  const written = (extra: number): Format =>
    percent
      ? (value) => (value === null ? MISSING : `${fixed(100 * value, digits + extra)}%`)
      : (value) => fixed(value, digits + extra);
  const proportion = written(0);
  const limits: Numbers["limits"] = (quantity, format = proportion) => {
    if (quantity === null || quantity === undefined) return MISSING;
    const { lower, upper } = quantity;
    if (lower === null && upper === null) return MISSING;
    if (upper === null) return lower! > 0 ? `${format(lower)} or more` : MISSING;
    if (lower === null) return `${format(upper)} or less`;
    if (format !== proportion) {
      return lower < LEAST_RATIO && upper > MOST_RATIO ? MISSING : `${format(lower)} to ${format(upper)}`;
    }
    for (let extra = 0; extra <= MOST_EXTRA; extra++) {
      const more = written(extra);
      const [low, high] = [more(lower), more(upper)];
      const everywhere = low === more(0) && high === more(1) && upper - lower >= 0.5;
      const nowhere = lower < upper && low === high && (low === more(0) || low === more(1));
      if (!everywhere && (!nowhere || extra === MOST_EXTRA)) return `${low} to ${high}`;
    }
    return MISSING;
  };
  return {
    proportion,
    ratio,
    limits,
    interval: (quantity, format = proportion) => {
      if (quantity === null || quantity === undefined || quantity.estimate === null) return MISSING;
      const range = limits(quantity, format);
      return range === MISSING ? format(quantity.estimate) : `${format(quantity.estimate)} (${range})`;
    },
  };
}
