import type { Analysis } from "../../../analysis/analyze.js";
import { REMEDIES } from "../../../base/remedies.js";
import { checkAnalysis } from "../../check-analysis.js";
import type { TableBlock } from "../../render/document.js";
import { fixed } from "../../render/format.js";

/** The parameters that RevMan draws a summary point, curve and regions from, by the names of its form. */
export interface RevmanParameters {
  /** Name of the field in RevMan's form, such as `E(logitSe)`. */
  readonly name: string;
  /** `null` where the fit has none. */
  readonly value: number | null;
}

/**
 * What an author types into RevMan (Cochrane Handbook for DTA reviews, chapter 10): the mean logits, the between-study
 * variances, covariance and correlation, the standard errors of the means, their covariance, and the number of studies, all
 * on the logit scale; `null` without a fit of one point.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { revmanParameters } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const [first] = revmanParameters(analyze(readStudies(csv))) ?? [];
 * first?.name; // "E(logitSe)"
 * first?.value?.toFixed(3); // "1.431"
 * ```
 */
export function revmanParameters(analysis: Analysis): RevmanParameters[] | null {
  checkAnalysis(analysis);
  const { fit, summary, unanimous } = analysis;
  if (fit === null || summary === null) return null;
  const { sensitivity, specificity, covariance } = summary.logits;
  const { varSensitivity, varSpecificity, covariance: between, correlation } = fit.betweenStudy;
  const known = (outcome: "sensitivity" | "specificity", value: number): number | null =>
    unanimous.some((margin) => margin.outcome === outcome) ? null : value;
  return [
    { name: "E(logitSe)", value: known("sensitivity", sensitivity.estimate) },
    { name: "E(logitSp)", value: known("specificity", specificity.estimate) },
    { name: "Var(logitSe)", value: known("sensitivity", varSensitivity) },
    { name: "Var(logitSp)", value: known("specificity", varSpecificity) },
    { name: "Cov(logits)", value: unanimous.length > 0 ? null : between },
    { name: "Corr(logits)", value: correlation },
    { name: "SE(E(logitSe))", value: known("sensitivity", sensitivity.standardError) },
    { name: "SE(E(logitSp))", value: known("specificity", specificity.standardError) },
    { name: "Cov(Es)", value: unanimous.length > 0 ? null : covariance },
    { name: "Studies", value: fit.k },
  ];
}

/** The same as a table, with the digits that RevMan keeps. */
export function revmanTable(analysis: Analysis): TableBlock | null {
  const parameters = revmanParameters(analysis);
  if (parameters === null) return null;
  return {
    kind: "table",
    caption: "For RevMan",
    columns: [{ title: "Parameter" }, { title: "Value", align: "right" }],
    rows: parameters.map(({ name, value }) => [name, name === "Studies" ? String(value) : fixed(value, 6)]),
    notes: [REMEDIES.revman],
  };
}
