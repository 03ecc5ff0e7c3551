import { parsePublished } from "../parse-published.js";
import { auditedReport } from "./audited-report.js";
import type { Finding, Severity } from "./rule.js";
import { auditRules } from "./rules.js";

/** What an audit found. */
export interface Audit {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/audit/1";
  /** The paper; `null` where the file doesn't say. */
  readonly citation: string | null;
  /** Its DOI; `null` where the file doesn't say. */
  readonly doi: string | null;
  /** The gravest first; within a severity in the order of the rules. */
  readonly findings: readonly Finding[];
  /** Comparisons made, failed or not. */
  readonly checked: number;
}

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Holds published results against themselves: every printed number that follows from others is compared with what they
 * leave possible (`auditRules`). Each number is read as the range of values that round to its digits, and the arithmetic is
 * done on ranges, so that a report whose numbers can all be right raises no error.
 *
 * A rule that asks for one bivariate fit (LR+ from sensitivity and specificity, say) gives an error where the report says
 * that it made one, a warning where it doesn't say, and is not applied where it says otherwise (Meta-DiSc, `pooling`).
 * An interval that doesn't contain its own estimate is reported once and used no further.
 *
 * @param published results in the format of `fixtures/published/schema.json`
 * @throws InputError `bad-published` with the path of the field and what it should hold
 *
 * @example
 * ```ts
 * import { auditReport } from "dta-meta";
 *
 * const plr = { estimate: "11.6", lower: "8.5", upper: "9.7" };
 * const { findings } = auditReport({ results: [{ id: "all", plr }] });
 * findings[0]?.rule; // "interval-contains-estimate"
 * findings[0]?.where; // "results[all].plr"
 * ```
 */
export function auditReport(published: unknown): Audit {
  const report = auditedReport(parsePublished(published));
  const outcomes = auditRules.map((rule) => rule.check(report));
  const found: readonly Finding[] = outcomes.flatMap(({ findings }) => findings);
  const gathered = auditRules.reduce((findings, rule) => rule.gather?.(findings, report) ?? findings, found);
  return {
    schema: "dta-meta/audit/1",
    citation: report.report.citation ?? null,
    doi: report.report.doi ?? null,
    findings: [...gathered].sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity]),
    checked: outcomes.reduce((sum, { checked }) => sum + checked, 0),
  };
}
