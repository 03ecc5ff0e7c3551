import type { Audit } from "../../published/audit/audit-report.js";
import type { Finding, Severity } from "../../published/audit/rule.js";
import { type Block, type Document, heading, list, paragraph } from "../render/document.js";
import { count } from "../render/format.js";

const TITLES: Readonly<Record<Severity, string>> = { error: "Errors", warning: "Warnings", note: "Notes" };
const SEVERITIES = ["error", "warning", "note"] as const;

const line = ({ where, printed, expected, explanation, rule }: Finding): string =>
  `${where}, ${printed}: ${explanation} Expected: ${expected}. (${rule})`;

function group(findings: readonly Finding[], severity: Severity): Block[] {
  const own = findings.filter((finding) => finding.severity === severity);
  return own.length === 0 ? [] : [heading(3, `${TITLES[severity]} (${own.length})`), list(own.map(line))];
}

function summaryOf({ findings, checked }: Audit): string {
  if (checked === 0) return "Nothing could be compared: the file holds no printed numbers that depend on one another.";
  const comparisons = count(checked, "comparison");
  if (findings.length === 0) return `${comparisons}, nothing found.`;
  const found = SEVERITIES.map((severity) => ({
    severity,
    n: findings.filter((finding) => finding.severity === severity).length,
  }));
  const counts = found.filter(({ n }) => n > 0).map(({ severity, n }) => count(n, severity));
  return `${counts.join(", ")} in ${comparisons}.`;
}

/** An audit of published numbers as a report: what was found, the gravest first, each with place, printed and expected value. */
export function auditDocument(name: string, audit: Audit): Document {
  const groups = SEVERITIES.flatMap((severity) => group(audit.findings, severity));
  return [heading(2, name), paragraph(summaryOf(audit)), ...groups];
}
