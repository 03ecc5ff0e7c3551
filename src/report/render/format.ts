export { count } from "../../base/count.js";

/** A space that keeps its neighbours on one line. */
const NBSP = "\u00a0";

/** What stands for a number that there is none of. */
export const MISSING = "–";

/** A number with a fixed count of decimals and a true minus sign. */
export function fixed(value: number | null, digits: number): string {
  if (value === null) return MISSING;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Beyond these powers of ten a number is only said to be larger, or smaller. */
const LEAST_MAGNITUDE = -6;
const MOST_MAGNITUDE = 7;

/**
 * A number to so many significant digits without an exponent; large ones keep all their whole digits, and what is beyond
 * 10,000,000 or below 0.000001 is only said to be so.
 */
export function significant(value: number | null, digits = 3): string {
  if (value === null) return MISSING;
  if (value === 0) return "0";
  // of what is written: 9.996 becomes 10.0
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  const sign = value < 0 ? "−" : "";
  if (magnitude >= MOST_MAGNITUDE) return value < 0 ? "< −10,000,000" : "> 10,000,000";
  if (magnitude < LEAST_MAGNITUDE) return `${sign === "" ? "< " : "> −"}0.000001`;
  return fixed(value, Math.max(0, digits - 1 - magnitude));
}

/** A likelihood or odds ratio, as figures write it: three significant digits from 1 on, two below; 12,345. */
export function ratio(value: number | null): string {
  if (value === 0) return fixed(value, 2);
  const text = significant(value, value !== null && value < 0.995 ? 2 : 3);
  return /^\d{5,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ",") : text;
}

/** A P value as journals print it: three decimals, never 0. */
export function pValue(p: number | null): string {
  if (p === null) return MISSING;
  return p < 0.001 ? `<${NBSP}0.001` : fixed(p, 3);
}

/** `P = 0.031`, `P < 0.001`. */
export function pPhrase(p: number | null): string {
  const text = pValue(p);
  return text.startsWith("<") ? `P${NBSP}${text}` : `P${NBSP}=${NBSP}${text}`;
}

/** A proportion as a percentage, `84.1%`. */
export function percent(value: number | null, digits = 1): string {
  return value === null ? MISSING : `${fixed(100 * value, digits)}%`;
}

/** `95%` for 0.95, without idle decimals. */
export function levelPercent(level: number): string {
  return `${Number((100 * level).toPrecision(6))}%`;
}
