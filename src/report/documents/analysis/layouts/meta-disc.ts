import type { ProgramOutput, ProgramQuantity } from "../../../../programs/program-output.js";
import { fixed } from "./stata.js";

/** Every measure that it pools on its own: its name, its key, what its Q is called. */
const MEASURES = [
  ["Sensitivity", "sensitivity", "Chi-square"],
  ["Specificity", "specificity", "Chi-square"],
  ["Positive LR", "plr", "Cochran-Q"],
  ["Negative LR", "nlr", "Cochran-Q"],
  ["Diagnostic Odds Ratio", "dor", "Cochran-Q"],
] as const;

/**
 * What stands beside Meta-DiSc 1.4's plots, where papers show its results: pooled values and their heterogeneity, measure by measure,
 * the symmetric SROC curve, and the threshold effect. Rows and digits as papers print them, e.g. Yang 2015, doi:10.3892/etm.2015.2231;
 * no log of its results window was found in public, so that spacing follows the legends of its plots.
 */
export function metaDiscLayout({ quantities, label }: ProgramOutput): string {
  const at = (name: string): Partial<ProgramQuantity> => quantities[name] ?? {};
  const value = (name: string, digits: number): string => fixed(at(name).estimate, digits);
  const measure = ([title, key, q]: (typeof MEASURES)[number]): string[] => {
    const { estimate, lower, upper } = at(key);
    const tau = at(`heterogeneity.${key}.tauSquared`).estimate;
    return [
      `Pooled ${title} = ${fixed(estimate, 2)} (${fixed(lower, 2)} to ${fixed(upper, 2)})`,
      `${q} = ${value(`heterogeneity.${key}.q`, 2)}; df = ${value(`heterogeneity.${key}.df`, 0).padStart(2)} (p = ${value(`heterogeneity.${key}.pValue`, 4)})`,
      `Inconsistency (I-square) = ${value(`heterogeneity.${key}.iSquared`, 1)} %`,
      ...(tau === undefined ? [] : [`Tau-squared = ${fixed(tau, 4)}`]),
      "",
    ];
  };
  const model = label.includes("random") ? "Random Effects Model" : "Fixed Effects Model";
  return [
    ...MEASURES.flatMap((row) => [...(row[1] === "plr" ? [model, ""] : []), ...measure(row)]),
    "Symmetric SROC",
    `AUC = ${value("auc", 4)}`,
    `Q* = ${value("qStar", 4)}`,
    "",
    "Analysis of Diagnostic Threshold",
    `Spearman correlation coefficient: ${value("threshold.spearman", 3)}  p-value= ${fixed(at("threshold.spearman").pValue, 3)}`,
    "(Logit(TPR) vs Logit(FPR))",
    "Moses' model (D = a + bS)",
    `a ${value("moses.intercept", 3).padStart(8)}`,
    `b ${value("moses.slope", 3).padStart(8)}`,
  ].join("\n");
}
