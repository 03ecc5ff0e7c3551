import { type AuditRule, combine, NOT_CHECKED, outcome } from "./rule.js";

const CEILING = 1 - 1 / 99;

/** mada's area can't exceed 0.9899. */
export const madaCeiling: AuditRule = {
  id: "mada-auc-ceiling",
  severity: "warning",
  title: "mada's AUC is read with its ceiling in mind.",
  explanation:
    "mada's AUC() adds up 98 trapezoids and divides by 99, so that a perfect test scores 0.9899, and every area comes out too low by about one per cent of its curve's ends. A printed area above the ceiling is not mada's.",
  formula: "AUC(mada) ≤ 1 − 1/99 = 0.98990",
  check: ({ results }) =>
    combine(
      results.map(({ quantities, program, where, name }) => {
        const auc = quantities.get("auc")?.estimate;
        if (program !== "mada" || auc === undefined) return NOT_CHECKED;
        const above = auc.lower > CEILING;
        return outcome(above || auc.upper >= 0.985, () => ({
          rule: "mada-auc-ceiling",
          severity: above ? "error" : "warning",
          where: `${where}.auc`,
          printed: auc.text,
          expected: `at most ${CEILING.toFixed(4)}`,
          explanation: above
            ? `${name}: mada's AUC() can't give ${auc.text}: it divides 98 trapezoids by 99, and a perfect test scores 0.9899.`
            : `${name}: an AUC of ${auc.text} by mada is at its ceiling: it divides 98 trapezoids by 99, and a perfect test scores 0.9899. The area is larger.`,
        }));
      }),
    ),
};
