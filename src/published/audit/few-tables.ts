import { type AuditRule, combine, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const FEW = "few-tables-pooled";

/** Fewer than four tables are not pooled. */
export const fewTables: AuditRule = {
  id: FEW,
  severity: "warning",
  title: "At least four tables are pooled.",
  explanation:
    "A bivariate model has five parameters. With fewer than four tables its variances and their correlation can't be estimated, and the interval of the pooled values means little (Cochrane Handbook for DTA reviews, chapter 10).",
  formula: "k ≥ 4",
  check: ({ results }) =>
    combine(
      results.map(({ result, where, name, quantities }): RuleOutcome => {
        if (result.k === undefined || !(quantities.has("sensitivity") || quantities.has("specificity")))
          return NOT_CHECKED;
        return outcome(result.k < 4, () => ({
          rule: FEW,
          severity: "warning",
          where: `${where}.k`,
          printed: String(result.k),
          expected: "at least 4",
          explanation: `${name}: ${result.k} ${result.k === 1 ? "table was" : "tables were"} pooled. That is too few for a bivariate model; describe such studies one by one.`,
        }));
      }),
    ),
};
