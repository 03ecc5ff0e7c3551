import type { Finding, Severity } from "../published/audit/rule.js";
import type { Audit } from "../published/audit-report.js";
import { type Block, type Document, heading, list, paragraph } from "./document.js";
import { count } from "./format.js";

const TITLES: Readonly<Record<Severity, string>> = { error: "Errors", warning: "Warnings", note: "Notes" };
const SEVERITIES = ["error", "warning", "note"] as const;

const line = ({ where, printed, expected, explanation, rule }: Finding): string =>
  `${where}, ${printed}: ${explanation} Expected: ${expected}. (${rule})`;

function group(findings: readonly Finding[], severity: Severity): Block[] {
  const own = findings.filter((finding) => finding.severity === severity);
  return own.length === 0 ? [] : [heading(3, `${TITLES[severity]} (${own.length})`), list(own.map(line))];
}

/** An audit of published numbers as a report: what was found, the gravest first, each with place, printed and expected value. */
export function auditDocument(name: string, { findings, checked }: Audit): Document {
  const found = SEVERITIES.map((severity) => ({
    severity,
    n: findings.filter((finding) => finding.severity === severity).length,
  }));
  const summary =
    findings.length === 0
      ? `${count(checked, "comparison")}, nothing found.`
      : `${found
          .filter(({ n }) => n > 0)
          .map(({ severity, n }) => count(n, severity))
          .join(", ")} in ${count(checked, "comparison")}.`;
  return [heading(2, name), paragraph(summary), ...SEVERITIES.flatMap((severity) => group(findings, severity))];
}
