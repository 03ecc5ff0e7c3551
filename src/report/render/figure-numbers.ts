import type { ThemeNumbers } from "../../figures.js";
import { checkedStyle, type NumberStyle } from "./numbers.js";

/**
 * The style of a text's numbers as a theme of figures has it, so that a proportion is written alike in both.
 *
 * @throws InputError `bad-option` for digits that are no whole number from 0 to 6, and for an unknown range
 *
 * @example
 * ```ts
 * import { figureNumbers } from "dta-meta/report";
 *
 * figureNumbers({ percent: true }).proportions; // "percent"
 * ```
 */
export function figureNumbers(style: NumberStyle): Partial<ThemeNumbers> {
  const { percent, digits, range } = checkedStyle(style);
  const between = range === "to" ? " to " : "–";
  const written = { range: `{lower}${between}{upper}`, interval: `{estimate} ({lower}${between}{upper})` };
  return percent
    ? { ...written, proportions: "percent", digits: digits + 2 }
    : { ...written, proportions: "decimal", digits };
}
