import { type AuditRule, combine, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const NARRATIVE = "described-studies-counted";

/** Subsets that are described have as many values as tables. */
export const describedStudies: AuditRule = {
  id: NARRATIVE,
  severity: "warning",
  title: "A subset that is described, not pooled, lists as many values as it has tables.",
  explanation: "Where each study's sensitivity and specificity are listed, there is one of each for every table.",
  formula: "k = number of sensitivities = number of specificities",
  check: ({ report: { narrative } }) => {
    const subsets = narrative === undefined ? [] : Array.isArray(narrative) ? narrative : [narrative];
    return combine(
      subsets.flatMap((subset, i) => {
        const where = Array.isArray(narrative) ? `narrative[${i}]` : "narrative";
        return (["sensitivity", "specificity"] as const).map((outcomeName): RuleOutcome => {
          const listed = subset[outcomeName]?.length;
          if (subset.k === undefined || listed === undefined) return NOT_CHECKED;
          return outcome(listed !== subset.k, () => ({
            rule: NARRATIVE,
            severity: "warning",
            where: `${where}.${outcomeName}`,
            printed: `${listed} values`,
            expected: `${subset.k} values`,
            explanation: `${subset.label ?? subset.subset ?? "A described subset"} has ${subset.k} tables, but ${listed} values of ${outcomeName} are listed.`,
          }));
        });
      }),
    );
  },
};
