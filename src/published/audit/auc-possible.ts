import { apart, multiply, type Range, range } from "../range.js";
import type { AuditedResult } from "./audited-report.js";
import { proportionOf } from "./relation.js";
import { type AuditRule, combine, NOT_CHECKED, outcome, type RuleOutcome, rangeText } from "./rule.js";

/** Least and largest area under any rising curve through the point: the rectangles below and above it. */
function possibleArea(sensitivity: Range, specificity: Range): Range {
  const least = multiply(sensitivity, specificity);
  const most = multiply(
    range(1 - sensitivity.upper, 1 - sensitivity.lower),
    range(1 - specificity.upper, 1 - specificity.lower),
  );
  return range(least.lower, 1 - most.lower);
}

const IMPOSSIBLE = "auc-from-sensitivity-specificity";

function checkArea(result: AuditedResult): RuleOutcome {
  const auc = result.quantities.get("auc")?.estimate;
  const sensitivity = proportionOf(result, "sensitivity");
  const specificity = proportionOf(result, "specificity");
  if (auc === undefined || sensitivity === undefined || specificity === undefined || result.jointFit === "none")
    return NOT_CHECKED;
  const possible = possibleArea(sensitivity, specificity);
  return outcome(apart(auc, possible), () => ({
    rule: IMPOSSIBLE,
    severity: "error",
    where: `${result.where}.auc`,
    printed: auc.text,
    expected: rangeText(possible),
    explanation: `${result.name}: a curve through sensitivity ${sensitivity.text} and specificity ${specificity.text} has an area of ${rangeText(possible)}, not ${auc.text}.`,
  }));
}

/** The area under a curve that passes through the summary point. */
export const aucPossible: AuditRule = {
  id: IMPOSSIBLE,
  severity: "error",
  title: "The AUC is possible for a curve through the summary point.",
  explanation:
    "A curve that never falls and passes through (1 − Sp, Se) covers at least the rectangle right of and below that point, and leaves out at least the one left of and above it.",
  formula: "Se·Sp ≤ AUC ≤ 1 − (1 − Se)(1 − Sp)",
  check: ({ results }) => combine(results.map(checkArea)),
};
