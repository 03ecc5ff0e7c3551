import type { PartialEstimate } from "../../base/estimate.js";
import type { Theme, ThemeNumbers } from "./theme.js";

/** Fills the {placeholders} of a template; those without a value stay as they are. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

/** A number with a fixed count of decimals, in the theme's signs. What rounds to zero has no minus. */
export function formatFixed(value: number, digits: number, { numbers }: { readonly numbers: ThemeNumbers }): string {
  const plain = Math.abs(value).toFixed(digits);
  if (plain.includes("e")) return value.toExponential(digits);
  const [whole = "", fraction] = plain.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, numbers.thousands) : whole;
  const sign = value < 0 && Number(plain) !== 0 ? numbers.minus : "";
  return `${sign}${grouped}${fraction === undefined ? "" : numbers.decimal + fraction}`;
}

/** A share from 0 to 1 as the theme writes it: 0.84 or 84%; `digits` counts the decimals of the first form. */
export function formatProportion(value: number, theme: Theme, digits = theme.numbers.digits): string {
  if (theme.numbers.proportions === "decimal") return formatFixed(value, digits, theme);
  return formatPercent(value, theme, Math.max(0, digits - 2));
}

/** A share from 0 to 1 as a percentage. */
export function formatPercent(value: number, theme: Theme, digits = 0): string {
  return `${formatFixed(100 * value, digits, theme)}${theme.numbers.percent}`;
}

/** Decimals that a probability may have beyond those of the theme. */
const MOST_EXTRA = 2;

/** A probability as the theme writes it, with up to two more decimals where it would be 0 or 1 by rounding, and is not. */
export function formatProbability(value: number, theme: Theme): string {
  const written = (share: number, extra: number): string =>
    formatProportion(share, theme, theme.numbers.digits + extra);
  if (value <= 0 || value >= 1) return written(value, 0);
  for (let extra = 0; ; extra++) {
    const text = written(value, extra);
    if (extra === MOST_EXTRA || (text !== written(0, extra) && text !== written(1, extra))) return text;
  }
}

/** A probability that was given, not estimated: with all decimals that it has if they are more. */
export function formatGiven(value: number, theme: Theme): string {
  const { digits } = theme.numbers;
  let extra = 0;
  while (extra < 4 && Math.abs(Number(value.toFixed(digits + extra)) - value) > 1e-9) extra++;
  return formatProportion(value, theme, digits + extra);
}

/** Two limits alone, "0.72 to 0.91"; a dash has spaces beside it where a sign stands. */
export function formatRange(lower: string, upper: string, theme: Theme): string {
  return fill(spaced(theme.numbers.range, [lower, upper], theme), { lower, upper });
}

/** A template whose dash stands apart from a sign beside it. */
function spaced(template: string, limits: readonly string[], { numbers }: Theme): string {
  const signed = limits.some((text) => text.startsWith(numbers.minus) || text.startsWith("<"));
  return signed ? template.replace("{lower}–{upper}", "{lower} – {upper}") : template;
}

/** Beyond these a ratio is only said to be smaller, or larger. */
const LEAST_RATIO = 1e-6;
const MOST_RATIO = 1e7;

/** A likelihood or odds ratio, as texts write it: 8.70, 34.2, 11,250, 0.26, 0.026, 0.0026. */
export function formatRatio(value: number, theme: Theme): string {
  if (value > 0 && value < LEAST_RATIO) return `< ${formatFixed(LEAST_RATIO, 6, theme)}`;
  if (value >= MOST_RATIO) return `> ${formatFixed(MOST_RATIO, 0, theme)}`;
  if (value === 0) return formatFixed(0, 2, theme);
  // three significant digits from 0.995 on
  let digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.995 && value < 0.9995 ? 3 : 2;
  // two significant digits below 0.1
  for (let unit = 0.0995; value > 0 && value < unit; unit /= 10) digits++;
  return formatFixed(value, digits, theme);
}

/** A P value: 0.12, 0.034, < 0.001. */
export function formatPValue(value: number, theme: Theme): string {
  if (value < 0.001) return `< ${formatFixed(0.001, 3, theme)}`;
  return `= ${formatFixed(value, value < 0.0995 ? 3 : 2, theme)}`;
}

/** How an estimate and its limits are written. */
export type NumberFormat = (value: number, theme: Theme) => string;

/** An estimate with its limits, "0.84 (0.72 to 0.91)"; what is not known is said. */
export function formatEstimate(estimate: PartialEstimate | null, format: NumberFormat, theme: Theme): string {
  if (estimate === null || estimate.estimate === null) return theme.labels.notEstimable;
  const value = format(estimate.estimate, theme);
  if (estimate.lower === null && estimate.upper === null) return value;
  const limit = (end: number | null): string => (end === null ? theme.labels.unknown : format(end, theme));
  const [lower, upper] = [limit(estimate.lower), limit(estimate.upper)];
  return fill(spaced(theme.numbers.interval, [lower, upper], theme), { estimate: value, lower, upper });
}

/** A confidence level as a percentage: 95%, 99.5%. */
export function formatLevel(level: number, theme: Theme): string {
  const percent = Math.round(level * 1e4) / 100;
  const digits = Number.isInteger(percent) ? 0 : Number.isInteger(percent * 10) ? 1 : 2;
  return formatPercent(level, theme, digits);
}

/** A tick of a log axis: 0.01, 1, 1,000. */
export function tickRatio(value: number, theme: Theme): string {
  return formatFixed(value, Math.max(0, Math.ceil(-Math.log10(value) - 1e-9)), theme);
}
