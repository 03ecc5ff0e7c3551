import { checkCount } from "../../base/checks.js";
import type { ThemeNumbers } from "../../figures.js";
import { MOST_DIGITS, type NumberStyle } from "./numbers.js";

/**
 * The style of a text's numbers as a theme of figures has it, so that a proportion is written alike in both.
 *
 * @throws InputError `bad-option` for digits that are no whole number from 0 to 6
 */
export function figureNumbers({
  percent = false,
  digits = percent ? 0 : 2,
  range = "to",
}: NumberStyle): Partial<ThemeNumbers> {
  checkCount("digits", digits, 0, MOST_DIGITS);
  const between = range === "to" ? " to " : "–";
  const written = { range: `{lower}${between}{upper}`, interval: `{estimate} ({lower}${between}{upper})` };
  return percent
    ? { ...written, proportions: "percent", digits: digits + 2 }
    : { ...written, proportions: "decimal", digits };
}
