import { summaryPoint } from "../inference/point/summary-point.js";
import type { Study } from "../tables/study.js";
import { fitNotes, hsrocQuantities, logitQuantities, summaryQuantities } from "./bivariate-quantities.js";
import { decimals, interval, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

const three = decimals(3);
const estimateOf = ({ estimate }: ProgramQuantity): ProgramQuantity => single(estimate ?? null, three);
const limitsOf = ({ estimate = null, lower = null, upper = null }: ProgramQuantity): ProgramQuantity =>
  interval({ estimate, lower, upper }, three);

/**
 * The table of statistics of the web application MetaDTA 2.1 (Freeman et al. 2019, BMC Med Res Methodol 19:81, doi:10.1186/s12874-019-0724-x),
 * after its source: what R's lme4 fits by Laplace's approximation, to three decimals; the rates with Wald intervals on the logit scale,
 * the ratios on the log scale, HSROC parameters and correlation without intervals. `lme4` has what glmer itself prints as well.
 */
export function metaDta(studies: readonly Study[]): ProgramOutput {
  const fit = sharedFit(studies, { nodes: 1, minStudies: 3 });
  const formats = { sensitivity: three, specificity: three, plr: three, nlr: three, inverseNlr: three, dor: three };
  const summary = summaryQuantities(fit, formats);
  const { sensitivity, falsePositiveRate } = summaryPoint(fit);
  const logits = logitQuantities(fit, three);
  const hsroc = Object.entries(hsrocQuantities(fit, three)).map(([name, quantity]) => [
    name,
    /var/.test(name)
      ? { ...estimateOf(quantity), slip: "MetaDTA prints this variance under the label of its standard deviation." }
      : estimateOf(quantity),
  ]);
  const falseNegativeRate = {
    estimate: 1 - sensitivity.estimate,
    lower: 1 - sensitivity.upper,
    upper: 1 - sensitivity.lower,
  };
  return {
    program: "meta-dta",
    label: "MetaDTA 2.1 (R lme4, Laplace approximation)",
    k: fit.k,
    quantities: {
      ...Object.fromEntries(
        (["sensitivity", "specificity", "dor", "plr", "nlr"] as const).map((name) => [name, limitsOf(summary[name]!)]),
      ),
      falsePositiveRate: interval(falsePositiveRate, three),
      falseNegativeRate: interval(falseNegativeRate, three),
      "logits.sensitivity": limitsOf(logits["logits.sensitivity"]!),
      "logits.specificity": limitsOf(logits["logits.specificity"]!),
      "betweenStudy.correlation": single(fit.betweenStudy.correlation, three),
      ...Object.fromEntries(hsroc),
    },
    notes: fitNotes(fit),
  };
}
