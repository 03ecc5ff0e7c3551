import { decimalExponent } from "../../numeric/elementary.js";
import { quantityText } from "../printed-quantities.js";
import { apart, type Range } from "../range.js";
import type { AuditedReport } from "./audited-report.js";

/** `error`: the printed numbers can't all be right. `warning`: a reader is misled, or they can hardly be. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note";

/** One thing that the audit found. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  /** How grave it is. */
  readonly severity: Severity;
  /** Path of the number in the file, results by their id: `results[ct].plr`. */
  readonly where: string;
  /** What is printed there. */
  readonly printed: string;
  /** What the other printed numbers, or the rule, leave possible. */
  readonly expected: string;
  /** What is wrong, for a reviewer. */
  readonly explanation: string;
}

/** What a rule returns: its findings, and how many comparisons it made. */
export interface RuleOutcome {
  /** What was found. */
  readonly findings: readonly Finding[];
  /** Comparisons made. */
  readonly checked: number;
}

/** One rule of the audit. */
export interface AuditRule {
  /** Name of the rule, such as `out-of-bounds`. */
  readonly id: string;
  /** The gravest severity that its findings have. */
  readonly severity: Severity;
  /** What the rule asks, in a sentence. */
  readonly title: string;
  /** Why it must hold and what a breach means. */
  readonly explanation: string;
  /** The rule as a formula, in plain text. */
  readonly formula: string;
  /** Applies the rule to results made ready for it; `auditReport` does both. @internal */
  readonly check: (report: AuditedReport) => RuleOutcome;
  /** Puts findings of other rules that have one cause into one; `auditReport` applies it when all rules are done. @internal */
  readonly gather?: (findings: readonly Finding[], report: AuditedReport) => readonly Finding[];
}

/** Adds up outcomes. */
export function combine(outcomes: readonly RuleOutcome[]): RuleOutcome {
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    checked: outcomes.reduce((sum, { checked }) => sum + checked, 0),
  };
}

export const NOT_CHECKED: RuleOutcome = { findings: [], checked: 0 };

/** One comparison, with the finding that it makes if it fails. */
export function outcome(failed: boolean, finding: () => Finding): RuleOutcome {
  return { findings: failed ? [finding()] : [], checked: 1 };
}

/** A number with about three significant digits, for messages. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size >= 1000) return String(Math.round(value));
  if (size === 0) return "0";
  const decimals = Math.min(6, Math.max(0, 2 - decimalExponent(size)));
  return value.toFixed(decimals);
}

/** A range for messages: `11.2 to 11.6`, `at least 30`, `about 0.89`. */
export function rangeText({ lower, upper }: Range): string {
  if (!Number.isFinite(upper)) return `at least ${short(lower)}`;
  if (!Number.isFinite(lower)) return `at most ${short(upper)}`;
  const [from, to] = [short(lower), short(upper)];
  return from === to ? from : `${from} to ${to}`;
}

export { apart, quantityText, type Range };
