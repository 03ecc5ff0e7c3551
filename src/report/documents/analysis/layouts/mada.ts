import type { ProgramOutput, ProgramQuantity } from "../../../../programs/program-output.js";

/** R's formatC(x, digits = 3, format = "f"); a dash where the summary has none. */
const three = (value: number | null | undefined): string => (value == null ? "-" : value.toFixed(3));

/** R's as.character(round(x, digits)). */
const rounded = (value: number | null | undefined, digits: number): string =>
  value == null ? "NA" : String(Number(value.toFixed(digits)));

const STARS: readonly (readonly [below: number, mark: string])[] = [
  [0.001, "***"],
  [0.01, "**"],
  [0.05, "*"],
  [0.1, "."],
];

/** An R table: cells to the right, but for the names of the rows. */
function rTable(rows: readonly (readonly string[])[], gap: number): string[] {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  return rows.map((row) =>
    row
      .map((cell, j) => (j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/**
 * What summary(reitsma(data)) of R's mada prints, in the order of its print method (mada 0.5.11): coefficients, variance components, fit
 * statistics, areas, HSROC parameters, I². The coefficients are of logit sensitivity and logit false positive rate.
 */
export function madaLayout({ quantities, label }: ProgramOutput): string {
  const at = (name: string): Partial<ProgramQuantity> => quantities[name] ?? {};
  const coefficient = (row: string, name: string): string[] => {
    const { estimate, standardError, z, pValue, lower, upper } = at(name);
    const mark = pValue == null ? "" : (STARS.find(([below]) => pValue < below)?.[1] ?? "");
    return [row, ...[estimate, standardError, z, pValue, lower, upper].map(three), mark.padEnd(3)];
  };
  const value = (name: string): string => three(at(name).estimate);
  const range = (name: string): string => `${rounded(at(name).lower, 1)} - ${rounded(at(name).upper, 1)} %`;
  const HSROC = ["lambda", "theta", "beta", "varTheta", "varAlpha"] as const;
  return [
    "Bivariate diagnostic random-effects meta-analysis",
    `Estimation method: ${label.split(", ").at(-1)}`,
    "",
    "Fixed-effects coefficients",
    ...rTable(
      [
        ["", "Estimate", "Std. Error", "z", "Pr(>|z|)", "95%ci.lb", "95%ci.ub", "   "],
        coefficient("tsens.(Intercept)", "logits.sensitivity"),
        coefficient("tfpr.(Intercept)", "logits.falsePositiveRate"),
        coefficient("sensitivity", "sensitivity"),
        coefficient("false pos. rate", "falsePositiveRate"),
      ],
      1,
    ),
    "---",
    "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1",
    "",
    "Variance components: between-studies Std. Dev and correlation matrix",
    ...rTable(
      [
        ["", "Std. Dev", "tsens", "tfpr"],
        ["tsens", value("betweenStudy.sdSensitivity"), "1.000", "."],
        ["tfpr", value("betweenStudy.sdSpecificity"), value("betweenStudy.correlationWithFpr"), "1.000"],
      ],
      1,
    ),
    "",
    ...rTable(
      [
        ["", "logLik", "AIC", "BIC"],
        ["", value("fitStatistics.logLik"), value("fitStatistics.aic"), value("fitStatistics.bic")],
      ],
      1,
    ),
    "",
    `AUC:  ${rounded(at("auc").estimate, 3)}`,
    `Partial AUC (restricted to observed FPRs and normalized):  ${rounded(at("partialAuc").estimate, 3)}`,
    "",
    "HSROC parameters",
    ...rTable(
      [
        ["", "Theta", "Lambda", "beta", "sigma2theta", "sigma2alpha"],
        ["", ...[HSROC[1], HSROC[0], HSROC[2], HSROC[3], HSROC[4]].map((name) => value(`hsroc.${name}`))],
      ],
      1,
    ),
    "",
    "I2 estimates",
    `Zhou and Dendukuri approach:  ${rounded(at("iSquared.bivariate").estimate, 1)} %`,
    `Holling sample size unadjusted approaches:  ${range("holling.unadjusted")}`,
    `Holling sample size adjusted approaches:  ${range("holling.adjusted")}`,
  ].join("\n");
}
