import type { PrintedNumber } from "../printed-number.js";
import { quantityText } from "../printed-quantities.js";
import { clamp, type Range } from "../range.js";
import type { AuditedResult, JointFit } from "./audited-report.js";
import { apart, NOT_CHECKED, outcome, type RuleOutcome, rangeText, type Severity } from "./rule.js";

/** What other printed numbers leave possible for a quantity, and in whose name. */
export interface Implied {
  readonly range: Range;
  /** How the range comes about, with the printed numbers: `0.91 / (1 − 0.92)`. */
  readonly from: string;
}

/** The printed estimate of a quantity. */
export const estimateOf = ({ quantities }: AuditedResult, name: string): PrintedNumber | undefined =>
  quantities.get(name)?.estimate;

/** The printed estimate of a proportion, cut to what a proportion can be. */
export function proportionOf(result: AuditedResult, name: string): (PrintedNumber & Range) | undefined {
  const printed = estimateOf(result, name);
  return printed === undefined ? undefined : { ...printed, ...clamp(printed, 0, 1) };
}

/** The printed estimate of a ratio, cut to what a ratio can be. */
export function ratioOf(result: AuditedResult, name: string): (PrintedNumber & Range) | undefined {
  const printed = estimateOf(result, name);
  return printed === undefined ? undefined : { ...printed, ...clamp(printed, 0, Number.POSITIVE_INFINITY) };
}

/** How grave a breach is, given how sure it is that the numbers come from one fit. */
export const jointSeverity = (fit: JointFit): Severity => (fit === "declared" ? "error" : "warning");

/**
 * Compares the printed estimate of a quantity with what other printed numbers leave possible. Nothing is found unless no
 * value that rounds to the one is compatible with any values that round to the others.
 */
export function relate(
  result: AuditedResult,
  rule: string,
  name: string,
  implied: Implied | null,
  severity: Severity,
  consequence: string,
): RuleOutcome {
  const quantity = result.quantities.get(name);
  const printed = quantity?.estimate;
  if (quantity === undefined || printed === undefined || implied === null) return NOT_CHECKED;
  return outcome(apart(printed, implied.range), () => ({
    rule,
    severity,
    where: `${result.where}.${name}`,
    printed: quantityText({ name, info: null, estimate: printed }),
    expected: rangeText(implied.range),
    explanation:
      `${result.name}: the ${quantity.info?.label ?? name} is printed as ${printed.text}, but ${implied.from} ` +
      `gives ${rangeText(implied.range)}, whatever was lost in rounding. ${consequence}`,
  }));
}
