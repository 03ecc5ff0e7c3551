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

/** A probability as a percentage with the decimals that it needs near 0 and 100: 0.4%, 12%, 99.7%. */
export function formatProbability(value: number, theme: Theme): string {
  const edge = Math.min(value, 1 - value);
  return formatPercent(value, theme, edge < 0.001 ? 2 : edge < 0.0995 ? 1 : 0);
}

/** A likelihood or odds ratio: 8.70, 34.2, 11,250, 0.26, 0.026; < 0.001 below that. */
export function formatRatio(value: number, theme: Theme): string {
  if (value > 0 && value < 0.0005) return `<${formatFixed(0.001, 3, theme)}`;
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.0995 || value === 0 ? 2 : 3;
  return formatFixed(value, digits, theme);
}

/** A P value: 0.12, 0.034, < 0.001. */
export function formatPValue(value: number, theme: Theme): string {
  if (value < 0.001) return `< ${formatFixed(0.001, 3, theme)}`;
  return `= ${formatFixed(value, value < 0.0995 ? 3 : 2, theme)}`;
}

/** How an estimate and its limits are written. */
export type NumberFormat = (value: number, theme: Theme) => string;

/** An estimate with its limits, "0.84 (0.72–0.91)"; what is not known is said. */
export function formatEstimate(estimate: PartialEstimate | null, format: NumberFormat, theme: Theme): string {
  if (estimate === null || estimate.estimate === null) return theme.labels.notEstimable;
  const value = format(estimate.estimate, theme);
  if (estimate.lower === null && estimate.upper === null) return value;
  return fill(theme.numbers.interval, {
    estimate: value,
    lower: estimate.lower === null ? theme.labels.unknown : format(estimate.lower, theme),
    upper: estimate.upper === null ? theme.labels.unknown : format(estimate.upper, theme),
  });
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
