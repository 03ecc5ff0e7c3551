import type { ContrastEstimate } from "../../inference/comparative/contrasts.js";
import type { Comparison, LimitedEstimate, TestComparison } from "../../inference/comparative/test-comparison.js";
import { count, fixed, levelPercent, pPhrase } from "../render/format.js";
import { type Format, type NumberStyle, type Numbers, numbersOf } from "../render/numbers.js";

const two: Format = (value) => fixed(value, 2);

/** `1.27 (95% CI 1.13 to 1.42)`. */
const withLimits = (
  quantity: Pick<ContrastEstimate, keyof LimitedEstimate>,
  numbers: Numbers,
  format = numbers.proportion,
): string =>
  quantity.lower === null || quantity.upper === null
    ? `${format(quantity.estimate)} (no interval)`
    : numbers.withLimits(quantity, format);

const ratios = ({ relativeSensitivity, relativeSpecificity }: Comparison, numbers: Numbers): string =>
  `a relative sensitivity of ${withLimits(relativeSensitivity, numbers, two)} and a relative specificity of ${withLimits(relativeSpecificity, numbers, two)}`;

/** `38 fewer (95% CI 22 fewer to 55 fewer)`. */
function fewer({ estimate, lower, upper, level }: ContrastEstimate): string {
  const of = (value: number): string => `${fixed(Math.abs(value), 0)} ${value < 0 ? "more" : "fewer"}`;
  if (lower === null || upper === null) return `${of(estimate)} (no interval)`;
  return `${of(estimate)} (${levelPercent(level)} CI ${of(lower)} to ${of(upper)})`;
}

function against(comparison: Comparison, direct: TestComparison | null, numbers: Numbers): string {
  const { test, reference, per1000, studies } = comparison;
  const beside = direct?.comparisons.find((one) => one.test === test);
  const evidence =
    studies.kind === "indirect"
      ? " No study had both: this compares different studies, and what differs between their patients is in it."
      : "";
  const people =
    per1000 === null
      ? ""
      : ` Of 1,000 people tested, ${fixed(1000 * per1000.prevalence, 0)} of them with the condition, ${test} would miss ${fewer(per1000.fewerMissed)} of these, and alarm ${fewer(per1000.fewerFalseAlarms)} of the others.`;
  const alone =
    beside === undefined
      ? ""
      : ` The ${count(beside.studies.both, "study", "studies")} with both alone gave ${ratios(beside, numbers)}.`;
  return `Compared with ${reference}, ${test} had ${ratios(comparison, numbers)}.${alone}${people}${evidence}`;
}

/** What a comparison of tests found, in the sentences of a results section; nothing is called better or worse. */
export function comparisonResults(comparison: TestComparison, style: NumberStyle = {}): string[] {
  const numbers = numbersOf(style);
  const { fit, tests, comparisons, direct, sensitivity, specificity, joint } = comparison;
  const included = `${count(fit.rows, "table")} of ${count(fit.k, "study", "studies")} entered the comparison, ${fit.pairedStudies} of them with two or more of the tests.`;
  const trouble = fit.convergence.converged
    ? ""
    : " The fit did not converge; the numbers that follow must not be relied on.";
  const accuracy = tests
    .map(
      ({ test, k, sensitivity: se, specificity: sp }) =>
        `${test} (${count(k, "study", "studies")}) had a sensitivity of ${withLimits(se, numbers)} and a specificity of ${withLimits(sp, numbers)}`,
    )
    .join("; ");
  const tested = [
    ["one sensitivity", sensitivity],
    ["one specificity", specificity],
    ["one sensitivity and one specificity", joint],
  ] as const;
  const hypotheses = tested.flatMap(([name, { chiSquared, df, pValue }]) =>
    pValue === null
      ? []
      : [`that all tests have ${name} gave χ² = ${fixed(chiSquared, 2)} (df = ${df}, ${pPhrase(pValue)})`],
  );
  return [
    `${included}${trouble}`,
    `At the median study, ${accuracy}.`,
    ...comparisons.map((one) => against(one, direct, numbers)),
    ...(hypotheses.length === 0 ? [] : [`The likelihood ratio test ${hypotheses.join(", the test ")}.`]),
  ];
}
