import type { ProgramOutput, ProgramQuantity } from "../../../programs/program-output.js";

/** How a program sets out what it prints, line by line; `null` for a quantity that it does not have. */
export type ProgramLayout = (output: ProgramOutput) => string;

const RULE_WIDTH = 78;

/** Stata's %9.0g: seven digits, no zero before the point, none at the end. */
function general(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const whole = Math.abs(value) < 1 ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const text = value.toFixed(Math.max(0, 7 - whole)).replace(/(\.\d*?)0+$/, "$1");
  return text.replace(/\.$/, "").replace(/^(-?)0\./, "$1.");
}

/** Stata's %w.df, its zero before the point kept. */
const fixed = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? "." : value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1");

function metandi({ quantities, k }: ProgramOutput): string {
  const rule = (joint: string): string => `${"-".repeat(13)}${joint}${"-".repeat(RULE_WIDTH - 14)}`;
  const row = (label: string, name: string): string => {
    const { estimate, standardError, lower, upper, z, pValue }: Partial<ProgramQuantity> = quantities[name] ?? {};
    const tested = name === "hsroc.beta";
    return [
      `${label.padStart(12)} |`,
      general(estimate).padStart(11),
      general(standardError).padStart(11),
      (tested ? fixed(z, 2) : "").padStart(9),
      (tested ? fixed(pValue, 3) : "").padStart(8),
      general(lower).padStart(13),
      general(upper).padStart(12),
    ]
      .join("")
      .trimEnd();
  };
  const section = (name: string): string => `${name.padEnd(12)} |`;
  return [
    "Meta-analysis of diagnostic accuracy",
    "",
    `Log likelihood   = ${fixed(quantities["fitStatistics.logLik"]?.estimate, 6).padStart(10)}${`Number of studies = ${String(k).padStart(8)}`.padStart(RULE_WIDTH - 29)}`,
    "-".repeat(RULE_WIDTH),
    `             |      Coef.  Std. Err.        z   P>|z|    [95% Conf. Interval]`,
    rule("+"),
    section("Bivariate"),
    row("E(logitSe)", "logits.sensitivity"),
    row("E(logitSp)", "logits.specificity"),
    row("Var(logitSe)", "betweenStudy.varSensitivity"),
    row("Var(logitSp)", "betweenStudy.varSpecificity"),
    row("Corr(logits)", "betweenStudy.correlation"),
    rule("+"),
    section("HSROC"),
    row("Lambda", "hsroc.lambda"),
    row("Theta", "hsroc.theta"),
    row("beta", "hsroc.beta"),
    row("s2alpha", "hsroc.varAlpha"),
    row("s2theta", "hsroc.varTheta"),
    rule("+"),
    section("Summary pt."),
    row("Se", "sensitivity"),
    row("Sp", "specificity"),
    row("DOR", "dor"),
    row("LR+", "plr"),
    row("LR-", "nlr"),
    row("1/LR-", "inverseNlr"),
    "-".repeat(RULE_WIDTH),
    `Covariance between estimates of E(logitSe) & E(logitSp)   ${general(quantities["logits.covariance"]?.estimate).padStart(10)}`,
  ].join("\n");
}

function midas({ quantities, k }: ProgramOutput): string {
  const at = (name: string): Partial<ProgramQuantity> => quantities[name] ?? {};
  const value = (name: string, digits: number): string => fixed(at(name).estimate, digits);
  const range = (name: string, digits: number, joint: string): string =>
    `${fixed(at(name).lower, digits)}${joint}${fixed(at(name).upper, digits)}`;
  const varies = (label: string, key: string, word: string, name: string): string =>
    `Inter-study variation in ${label}: ${key}_${word} = ${value(name, 2)}, 95% CI = [${range(name, 2, "-")}]`;
  const row = (label: string, name: string, digits: number): string =>
    `${label.padEnd(28)}${value(name, digits).padStart(8)}   [${fixed(at(name).lower, digits).padStart(6)}, ${fixed(at(name).upper, digits).padStart(6)}]`;
  return [
    "SUMMARY DATA AND PERFORMANCE ESTIMATES",
    "",
    `Number of studies = ${k}`,
    `Reference-positive Units = ${value("sample.diseased", 0)}`,
    `Reference-negative Units = ${value("sample.nonDiseased", 0)}`,
    `Pretest Prob of Disease = ${value("sample.prevalence", 2)}`,
    "",
    `Deviance = ${value("fitStatistics.deviance", 1)}`,
    `AIC = ${value("fitStatistics.aic", 1)}`,
    `BIC = ${value("fitStatistics.bic", 1)}`,
    `BICdiff = ${value("fitStatistics.bicDifference", 1)}`,
    "",
    `Correlation (Mixed Model) = ${value("threshold.correlation", 2)}`,
    `Proportion of heterogeneity likely due to threshold effect = ${value("threshold.proportion", 2)}`,
    varies("Sensitivity", "ICC", "SEN", "icc.sensitivity"),
    varies("Sensitivity", "MED", "SEN", "med.sensitivity"),
    varies("Specificity", "ICC", "SPE", "icc.specificity"),
    varies("Specificity", "MED", "SPE", "med.specificity"),
    `ROC Area, AUROC = ${value("auc", 2)} [${range("auc", 2, " - ")}]`,
    `Heterogeneity (Chi-square): LRT_Q = ${value("tests.sharedIntercept.chiSquared", 3)}, df = ${value("tests.sharedIntercept.df", 2)}, LRT_p = ${value("tests.sharedIntercept.pValue", 3)}`,
    `Inconsistency (I-square): LRT_I2 = ${value("tests.sharedIntercept.iSquared", 0)}, 95% CI = [${range("tests.sharedIntercept.iSquared", 0, "-")}]`,
    "",
    "Parameter                   Estimate   95% CI",
    row("Sensitivity", "sensitivity", 2),
    row("Specificity", "specificity", 2),
    row("Positive Likelihood Ratio", "plr", 1),
    row("Negative Likelihood Ratio", "nlr", 2),
    row("Diagnostic Odds Ratio", "dor", 0),
  ].join("\n");
}

/** The programs whose own layout is known; others are shown as a table of quantities. */
export const PROGRAM_LAYOUTS: Readonly<Record<string, ProgramLayout>> = { metandi, midas };
