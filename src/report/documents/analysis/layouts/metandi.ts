import type { ProgramOutput, ProgramQuantity } from "../../../../programs/program-output.js";
import { fixed, general, RULE_WIDTH } from "./stata.js";

/** metandi's table; column by column as in the Stata log of Nyaga & Arbyn 2023, Res Synth Methods 14:544. */
export function metandiLayout({ quantities, k }: ProgramOutput): string {
  const rule = (joint: string): string => `${"-".repeat(13)}${joint}${"-".repeat(RULE_WIDTH - 14)}`;
  const row = (label: string, name: string): string => {
    const { estimate, standardError, lower, upper, z, pValue }: Partial<ProgramQuantity> = quantities[name] ?? {};
    const tested = name === "hsroc.beta";
    const shown = (value: number | null | undefined): string => general(value) || ".";
    return [
      `${label.padStart(12)} |`,
      shown(estimate).padStart(11),
      shown(standardError).padStart(11),
      (tested ? fixed(z, 2) : "").padStart(9),
      (tested ? fixed(pValue, 3) : "").padStart(8),
      shown(lower).padStart(13),
      shown(upper).padStart(12),
    ].join("");
  };
  const section = (name: string): string => `${name.padEnd(12)} |`;
  return [
    "Meta-analysis of diagnostic accuracy",
    "",
    `Log likelihood   = ${fixed(quantities["fitStatistics.logLik"]?.estimate, 6).padStart(10)}${`Number of studies = ${String(k).padStart(8)}`.padStart(RULE_WIDTH - 29)}`,
    "-".repeat(RULE_WIDTH),
    "             |      Coef.   Std. Err.      z    P>|z|     [95% Conf. Interval]",
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
    `Covariance between estimates of E(logitSe) & E(logitSp)  ${general(quantities["logits.covariance"]?.estimate).padStart(9)}`,
  ].join("\n");
}
