import type { AuditedReport } from "./audited-report.js";
import { type AuditRule, combine, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const ID = "subset-within-whole";

/** A subset against its whole, in tables and in participants. */
function checkOne({ results }: AuditedReport, of: string, id: string): RuleOutcome {
  const byId = new Map(results.map((one) => [one.result.id, one]));
  const [whole, part] = [byId.get(of), byId.get(id)];
  if (whole === undefined || part === undefined) return NOT_CHECKED;
  const compare = (field: "k" | "participants", what: string): RuleOutcome => {
    const [most, own] = [whole.result[field], part.result[field]];
    if (most === undefined || own === undefined) return NOT_CHECKED;
    return outcome(own > most, () => ({
      rule: ID,
      severity: field === "k" ? "error" : "warning",
      where: `${part.where}.${field}`,
      printed: String(own),
      expected: `at most ${most}`,
      explanation: `${part.name} is a subset of ${whole.name}, which has ${most} ${what}, but ${own} are printed for it. A part can't have more than its whole.`,
    }));
  };
  return combine([compare("k", "tables"), compare("participants", "participants")]);
}

/** Subsets in which no table stands twice, taken together. */
function checkTogether({ results }: AuditedReport, of: string, into: readonly string[]): RuleOutcome {
  const byId = new Map(results.map((one) => [one.result.id, one]));
  const whole = byId.get(of);
  const counts = into.map((id) => byId.get(id)?.result.k);
  if (whole?.result.k === undefined || counts.some((k) => k === undefined) || into.length < 2) return NOT_CHECKED;
  const most = whole.result.k;
  const total = counts.reduce<number>((sum, k) => sum + (k ?? 0), 0);
  return outcome(total > most, () => ({
    rule: ID,
    severity: "error",
    where: `${whole.where}.k`,
    printed: String(most),
    expected: `at least ${counts.join(" + ")} = ${total}`,
    explanation: `${whole.name} has ${most} tables, but its subsets ${into.map((id) => byId.get(id)!.name).join(", ")}, of which no table is in two, have ${counts.join(" + ")} = ${total}.`,
  }));
}

/** A subset has no more tables and participants than its whole. */
export const subsetWithinWhole: AuditRule = {
  id: ID,
  severity: "error",
  title: "A subset has no more tables than its whole.",
  explanation:
    "Results that are made of some of another's tables, such as one site of the body or one kind of validation, need not add up to it, since they may overlap or leave tables out; but none of them can have more. Where no table can be in two of them, they can't have more together.",
  formula: "k(subset) ≤ k(whole); without overlap Σ k(subset) ≤ k(whole)",
  check: (report) =>
    combine(
      (report.report.subsets ?? []).flatMap(({ of, into, overlap }) => [
        ...into.map((id) => checkOne(report, of, id)),
        overlap === false ? checkTogether(report, of, into) : NOT_CHECKED,
      ]),
    ),
};
