import type { ProgramOutput, ProgramQuantity } from "../../../../programs/program-output.js";
import { fixed } from "./stata.js";

/** midas' listing; spacing within lines as in the Stata log of Nyaga & Arbyn 2023, Res Synth Methods 14:544, without its empty lines. */
export function midasLayout({ quantities, k }: ProgramOutput): string {
  const at = (name: string): Partial<ProgramQuantity> => quantities[name] ?? {};
  const value = (name: string, digits: number, width = 0): string => fixed(at(name).estimate, digits).padStart(width);
  const range = (name: string, digits: number, width: number, joint: string): string =>
    `${fixed(at(name).lower, digits).padStart(width)}${joint}${fixed(at(name).upper, digits).padStart(width)}`;
  const varies = (label: string, key: string, word: string, name: string): string =>
    `Interstudy variation in ${label}: ${key}_${word} = ${value(name, 2, 5)}, 95% CI = [${range(name, 2, 5, "-")}]`;
  const row = (label: string, name: string, digits: number): string =>
    `${label.padEnd(28)}${value(name, digits, 8)} [${range(name, digits, 8, ",")}]`;
  return [
    "SUMMARY DATA AND PERFORMANCE ESTIMATES",
    "",
    `Number of studies = ${String(k).padStart(3)}`,
    `Reference-positive Units = ${value("sample.diseased", 0, 4)}`,
    `Reference-negative Units = ${value("sample.nonDiseased", 0, 4)}`,
    `Pretest Prob of Disease = ${value("sample.prevalence", 2)}`,
    "",
    `Deviance = ${value("fitStatistics.deviance", 1, 5)}`,
    `AIC = ${value("fitStatistics.aic", 1, 5)}`,
    `BIC = ${value("fitStatistics.bic", 1, 5)}`,
    `BICdiff = ${value("fitStatistics.bicDifference", 1, 5)}`,
    "",
    `Correlation (Mixed Model)= ${value("threshold.correlation", 2, 5)}`,
    `Proportion of heterogeneity likely due to threshold effect = ${value("threshold.proportion", 2)}`,
    varies("Sensitivity", "ICC", "SEN", "icc.sensitivity"),
    varies("Sensitivity", "MED", "SEN", "med.sensitivity"),
    varies("Specificity", "ICC", "SPE", "icc.specificity"),
    varies("Specificity", "MED", "SPE", "med.specificity"),
    `ROC Area, AUROC = ${value("auc", 2)} [${range("auc", 2, 4, " - ")}]`,
    `Heterogeneity (Chi-square): LRT_Q = ${value("tests.sharedIntercept.chiSquared", 3, 6)}, df =${value("tests.sharedIntercept.df", 2)}, LRT_p =${value("tests.sharedIntercept.pValue", 3)}`,
    `Inconsistency (I-square): LRT_I2 = ${value("tests.sharedIntercept.iSquared", 0, 3)}, 95% CI = [${range("tests.sharedIntercept.iSquared", 0, 3, "-")}]`,
    "",
    "Parameter                   Estimate          95% CI",
    row("Sensitivity", "sensitivity", 2),
    row("Specificity", "specificity", 2),
    row("Positive Likelihood Ratio", "plr", 1),
    row("Negative Likelihood Ratio", "nlr", 2),
    row("Diagnostic Odds Ratio", "dor", 0),
  ].join("\n");
}
