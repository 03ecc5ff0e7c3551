import { quantityText } from "../printed-quantities.js";
import { type AuditRule, combine, NOT_CHECKED, outcome } from "./rule.js";

/** mada's bivariate I² is computed from standard errors. */
export const madaISquared: AuditRule = {
  id: "mada-i-squared",
  severity: "warning",
  title: "mada's bivariate I² is not taken for heterogeneity.",
  explanation:
    "mada's summary() puts the squared standard errors of the two means where Zhou and Dendukuri's formula has the between-study variances, and 1/(TP+FP) for 1/(TP+FN). The number falls as studies are added, whatever their heterogeneity: AUDIT-C (Kriston 2008) 40.4 % for 84.1 %.",
  formula: "I² = √det Ψ / (√det Ψ + √(W₁W₀)), Ψ the between-study covariance; Zhou & Dendukuri 2014, Stat Med 33:2701",
  check: ({ results }) =>
    combine(
      results.map(({ quantities, program, where, name }) => {
        const iSquared = quantities.get("iSquared.bivariate");
        if (program !== "mada" || iSquared?.estimate === undefined) return NOT_CHECKED;
        return outcome(true, () => ({
          rule: "mada-i-squared",
          severity: "warning",
          where: `${where}.iSquared.bivariate`,
          printed: quantityText(iSquared),
          expected: "I² from the between-study variances",
          explanation: `${name}: the bivariate I² of ${iSquared.estimate!.text} % is mada's, which puts standard errors of the means where between-study variances belong. It doesn't measure heterogeneity.`,
        }));
      }),
    ),
};
