import type { AuditedReport } from "./audited-report.js";
import { type AuditRule, combine, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const PARTS = "subgroups-add-up";

function checkPartition({ results }: AuditedReport, of: string, into: readonly string[]): RuleOutcome {
  const byId = new Map(results.map((one) => [one.result.id, one.result]));
  const whole = byId.get(of);
  const parts = into.map((id) => byId.get(id));
  const add = (field: "k" | "participants"): { total: number; terms: string } | null => {
    const values = parts.map((part) => part?.[field]);
    if (values.some((value) => value === undefined)) return null;
    return { total: values.reduce<number>((sum, value) => sum + (value ?? 0), 0), terms: values.join(" + ") };
  };
  const tables = add("k");
  const people = add("participants");
  return combine([
    tables === null || whole?.k === undefined
      ? NOT_CHECKED
      : outcome(tables.total !== whole.k, () => ({
          rule: PARTS,
          severity: "error",
          where: `results[${of}].k`,
          printed: String(whole.k),
          expected: `${tables.terms} = ${tables.total}`,
          explanation: `${whole.label ?? of} has ${whole.k} tables, but the parts it splits into (${into.join(", ")}) have ${tables.terms} = ${tables.total}.`,
        })),
    people === null || whole?.participants === undefined
      ? NOT_CHECKED
      : outcome(people.total !== whole.participants, () => ({
          rule: PARTS,
          severity: "note",
          where: `results[${of}].participants`,
          printed: String(whole.participants),
          expected: `${people.terms} = ${people.total}`,
          explanation: `${whole.label ?? of} counts ${whole.participants} participants, its parts ${people.terms} = ${people.total}. Participants with several tables may have been counted once or more often, so this need not be a mistake.`,
        })),
  ]);
}

/** Subgroups that partition a result add up to it. */
export const subgroupsAddUp: AuditRule = {
  id: PARTS,
  severity: "error",
  title: "The tables of the parts add up to those of the whole.",
  explanation:
    "Where a result is split without overlap, its tables are those of the parts. Participants are compared too, as a note: papers count those with several tables in different ways.",
  formula: "k(whole) = Σ k(part)",
  check: (report) => combine((report.report.partitions ?? []).map(({ of, into }) => checkPartition(report, of, into))),
};
