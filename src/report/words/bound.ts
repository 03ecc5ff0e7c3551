import type { UnanimousMargin } from "../../inference/point/unanimous-margins.js";
import { type Numbers, numbersOf } from "../render/numbers.js";

/** The bound as written may be so many times as far from the end as it is. */
const SLACK = 1.2;
const MOST_DIGITS = 6;

/** The exact bound of a margin whose results all agree, with as many digits as it takes to be none of the ends: `0.9992 or more`. */
export function boundText({ value, estimate }: UnanimousMargin, numbers: Numbers): string {
  const bound = value === 1 ? estimate.lower : estimate.upper;
  const { percent } = numbers.style;
  for (let digits = percent ? 0 : 2; ; digits++) {
    // towards the middle, so that no more is said than is so
    const unit = 10 ** (digits + (percent ? 2 : 0));
    const cautious = value === 1 ? Math.floor(bound * unit) / unit : Math.ceil(bound * unit) / unit;
    if (Math.abs(cautious - value) <= SLACK * Math.abs(bound - value) || digits === MOST_DIGITS) {
      return `${numbersOf({ digits, percent }).proportion(cautious)} or ${value === 1 ? "more" : "less"}`;
    }
  }
}
