import { complement, divide, multiply, range } from "../range.js";
import type { AuditedResult } from "./audited-report.js";
import { type Implied, jointSeverity, proportionOf, relate } from "./relation.js";
import { type AuditRule, combine, NOT_CHECKED } from "./rule.js";

type Ratio = "plr" | "nlr" | "dor";

/** What the pooled sensitivity and specificity leave possible for a ratio. */
export function impliedRatio(result: AuditedResult, ratio: Ratio): Implied | null {
  const sensitivity = proportionOf(result, "sensitivity");
  const specificity = proportionOf(result, "specificity");
  if (sensitivity === undefined || specificity === undefined) return null;
  if (sensitivity.bound !== "none" || specificity.bound !== "none") return null;
  const [se, sp] = [sensitivity.text, specificity.text];
  const positive = divide(sensitivity, complement(specificity));
  const negative = divide(complement(sensitivity), specificity);
  switch (ratio) {
    case "plr":
      return { range: positive, from: `sensitivity / (1 − specificity) = ${se} / (1 − ${sp})` };
    case "nlr":
      return { range: negative, from: `(1 − sensitivity) / specificity = (1 − ${se}) / ${sp}` };
    case "dor": {
      const odds = divide(sensitivity, complement(sensitivity));
      const against = divide(specificity, complement(specificity));
      const finite = Number.isFinite(odds.upper) && Number.isFinite(against.upper);
      return {
        range: finite ? multiply(odds, against) : range(odds.lower * against.lower, Number.POSITIVE_INFINITY),
        from: `sensitivity · specificity / ((1 − sensitivity)(1 − specificity)) with ${se} and ${sp}`,
      };
    }
  }
}

const CONSEQUENCE = "One of the three numbers is wrong, or they don't come from one fit.";

function ratioRule(ratio: Ratio, id: string, title: string, formula: string): AuditRule {
  return {
    id,
    severity: "error",
    title,
    explanation:
      "In a bivariate fit the pooled ratios are computed from the pooled sensitivity and specificity, so that they must agree to their rounding. Ratios pooled on their own (Meta-DiSc) need not, nor means of random draws (mada), and are not checked.",
    formula,
    check: ({ results }) =>
      combine(
        results.map((result) =>
          result.plugInRatios === "none"
            ? NOT_CHECKED
            : relate(result, id, ratio, impliedRatio(result, ratio), jointSeverity(result.plugInRatios), CONSEQUENCE),
        ),
      ),
  };
}

/** LR+ = Se/(1 − Sp). */
export const plrFromProportions = ratioRule(
  "plr",
  "plr-from-sensitivity-specificity",
  "The positive likelihood ratio agrees with sensitivity and specificity.",
  "LR+ = Se / (1 − Sp)",
);

/** LR− = (1 − Se)/Sp. */
export const nlrFromProportions = ratioRule(
  "nlr",
  "nlr-from-sensitivity-specificity",
  "The negative likelihood ratio agrees with sensitivity and specificity.",
  "LR− = (1 − Se) / Sp",
);

/** DOR = Se·Sp/((1 − Se)(1 − Sp)). */
export const dorFromProportions = ratioRule(
  "dor",
  "dor-from-sensitivity-specificity",
  "The diagnostic odds ratio agrees with sensitivity and specificity.",
  "DOR = Se · Sp / ((1 − Se)(1 − Sp))",
);
