import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { optimumText } from "../documents/thresholds-document.js";
import { count, fixed, levelPercent, pPhrase, significant } from "../render/format.js";
import { type NumberStyle, numbersOf } from "../render/numbers.js";

const DISTRIBUTIONS = { logistic: "logistic", normal: "normal", weibull: "Weibull" } as const;
const SCALES = {
  log: "on the scale of their logarithms",
  identity: "as they are",
  "box-cox": "on a Box–Cox scale with estimated λ",
} as const;

/** How accuracy at every cut-off was modelled, in the sentences of a methods section. */
export function thresholdMethods(analysis: ThresholdAnalysis, style: NumberStyle = {}): string[] {
  const { distribution, scale, scales, level, alternatives, optimalCutoff, prevalence, k, points } = analysis;
  const widths =
    scales === "random"
      ? "locations and widths of both groups' distributions varied between studies (Jones et al. 2019)"
      : "locations of both groups' distributions varied between studies, and their widths were common (Hoyer, Hirt & Kuss 2018)";
  const others =
    alternatives.length > 1
      ? ` Other scales and distributions were fitted to the same counts and compared by AIC (${count(alternatives.length, "model")}).`
      : "";
  const { weight } = optimalCutoff;
  const optimum =
    weight === 0.5
      ? "highest Youden index"
      : `highest ${fixed(weight, 3)} × sensitivity + ${fixed(1 - weight, 3)} × specificity`;
  return [
    `All reported cut-offs of ${k} studies (${count(points, "table")}) were modelled together: the counts between neighbouring cut-offs as multinomial, the marker as ${DISTRIBUTIONS[distribution]}, cut-offs ${SCALES[scale]}; ${widths}. The model was fitted by ${analysis.method}.${others}`,
    `Accuracy is that of a study with average random effects, with ${levelPercent(level)} confidence intervals by the delta method; prediction intervals add the variation between studies. The optimal cut-off is that of the ${optimum}.${prevalence === null ? "" : ` Predictive values are for a prevalence of ${numbersOf(style).given(prevalence)}.`}`,
  ];
}

/** What was found at the cut-offs, in the sentences of a results section. */
export function thresholdResults(analysis: ThresholdAnalysis, style: NumberStyle = {}): string[] {
  const numbers = numbersOf(style);
  const { withLimits } = numbers;
  const { accuracy, convergence, scaleTest, observedCutoffs } = analysis;
  const trouble = convergence.converged
    ? ""
    : "The fit did not converge; the numbers that follow must not be relied on. ";
  const rows = accuracy.map(
    ({ cutoff, sensitivity, specificity, outside }) =>
      `at ${significant(cutoff, 4)}${outside ? " (outside of what the studies report)" : ""} sensitivity was ${withLimits(sensitivity)} and specificity ${withLimits(specificity)}`,
  );
  const text = rows.join("; ");
  const range = `The studies report cut-offs from ${significant(observedCutoffs[0], 4)} to ${significant(observedCutoffs[1], 4)}.`;
  const widths =
    scaleTest === null
      ? ""
      : ` Widths that vary between studies against common ones gave a likelihood ratio of ${fixed(scaleTest.chiSquared, 1)} (${pPhrase(scaleTest.pValue)}).`;
  return [
    `${trouble}${range}${text === "" ? "" : ` ${text.replace(/^a/, "A")}.`}`,
    `${optimumText(analysis, numbers)}${widths}`,
  ];
}
