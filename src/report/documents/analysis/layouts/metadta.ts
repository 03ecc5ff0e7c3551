import { normalUpperTail } from "../../../../numeric/distributions/normal.js";
import type { ProgramOutput, ProgramQuantity } from "../../../../programs/program-output.js";
import { fixed } from "./stata.js";

const STARS = "*".repeat(88);

/** A heading between two rows of stars. */
const titled = (title: string): string[] => [STARS, `            ${title}`, STARS];

/** Heterogeneity and pooled accuracy of metadta's general design, as in the Stata log of Nyaga & Arbyn 2023, Res Synth Methods 14:544. */
export function metadtaLayout({ quantities, k }: ProgramOutput): string {
  const value = (name: string, digits: number, width: number): string =>
    fixed(quantities[name]?.estimate, digits).padStart(width);
  const varies = (label: string, tau: string, share: string): string =>
    `${label.padEnd(23)}${value(tau, 2, 9)}${value(share, 2, 17)}`;
  const absolute = (label: string, name: string): string => {
    const { estimate, standardError, lower, upper }: Partial<ProgramQuantity> = quantities[name] ?? {};
    const p = estimate ?? Number.NaN;
    const error = standardError == null ? null : standardError / (p * (1 - p));
    const z = error === null ? null : Math.log(p / (1 - p)) / error;
    return [
      `${label} |`,
      fixed(estimate, 2).padStart(11),
      fixed(error, 2).padStart(11),
      fixed(z, 2).padStart(10),
      fixed(z === null ? null : 2 * normalUpperTail(Math.abs(z)), 2).padStart(17),
      fixed(lower, 2).padStart(10),
      fixed(upper, 2).padStart(10),
    ].join("");
  };
  const rule = `${"-".repeat(12)}+${"-".repeat(71)}`;
  return [
    "*********************************** Fitted model ***************************************",
    "    tp ~ binomial(se, tp + fn)",
    "    tn ~ binomial(sp, tn + fp)",
    "    logit(se) = mu_lse + study_lse",
    "    logit(sp) = mu_lsp + study_lsp",
    "    study_lse, study_lsp ~ biv.normal(0, tau2)",
    `    Number of observations = ${k}`,
    `    Number of studies = ${k}`,
    "",
    STARS,
    "",
    "Between-study heterogeneity statistics",
    "                           covar            rho",
    `${value("betweenStudy.covariance", 2, 32)}${value("betweenStudy.correlation", 2, 17)}`,
    "                           Tau.sq           I^2(%)",
    varies("Generalized", "betweenStudy.generalizedTauSquared", "iSquared.bivariate"),
    varies("Sensitivity", "betweenStudy.varSensitivity", "iSquared.sensitivity"),
    varies("Specificity", "betweenStudy.varSpecificity", "iSquared.specificity"),
    "",
    "LR Test: RE vs FE model",
    "         Chi2        degrees of",
    "       statistic      freedom        p-val",
    `${value("tests.randomEffects.chiSquared", 2, 14)}${value("tests.randomEffects.df", 0, 11)}${value("tests.randomEffects.pValue", 4, 18)}`,
    "",
    ...titled("Marginal summary measures of test accuracy: Absolute measures"),
    "",
    "-".repeat(84),
    "     Effect | Proportion  SE(logit)  z(logit)            P>|z|     Lower     Upper",
    rule,
    absolute("Sensitivity", "sensitivity"),
    rule,
    absolute("Specificity", "specificity"),
    "-".repeat(84),
    "NOTE: H0: P = 0.5 vs. H1: P != 0.5",
  ].join("\n");
}
