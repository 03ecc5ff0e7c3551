import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { count, levelPercent } from "../render/format.js";
import { listed } from "./methods.js";

/** What the structure of the random effects is, for a methods section. */
function structureWords(fit: ComparativeFit): string {
  switch (fit.structure) {
    case "independent":
      return fit.variances === "equal"
        ? "Every row had random effects of its own, with one covariance for all tests"
        : "Every row had random effects of its own, with a covariance for each test";
    case "shared":
      return "All tests of a study shared its random effects, so that the difference between tests was taken to be the same in every study";
    case "nested": {
      const within = {
        unstructured: "correlated",
        diagonal: "uncorrelated",
        identity: "uncorrelated, of one variance",
      } as const;
      return `Random effects of the study and, within it, of the test (${within[fit.within]}) added up`;
    }
    case "unstructured":
      return "The four random effects of a study, sensitivity and specificity of both tests, had any covariance (Hoyer & Kuss 2018)";
  }
}

/** How the limits of comparisons were made. */
const INTERVALS = {
  z: () => "by the delta method on the log scale and the joint covariance of the tests",
  t: ({ k, tests }) =>
    `by the delta method on the log scale and the joint covariance of the tests, with Student's t of ${Math.max(1, k - tests.length)} degrees of freedom`,
  profile: ({ k, tests }) =>
    `by the profile likelihood with the quantile of Student's t of ${Math.max(1, k - tests.length)} degrees of freedom (ratios of diagnostic odds and of likelihood ratios by the delta method with that t)`,
} as const satisfies Record<TestComparison["interval"], (fit: TestComparison["fit"]) => string>;

/** How tests were compared, in the sentences of a methods section; nothing is said of what was not done. */
export function comparisonMethods({ fit, direct, testByStudy, interval }: TestComparison): string[] {
  const { model, k, rows, tests, reference, level, pairedStudies } = fit;
  const counts =
    model === "binomial"
      ? "binomial counts within rows and normal random effects of the logits"
      : "observed logits taken as normal, and normal random effects";
  const what =
    `${listed(tests)} were compared in one model of ${count(rows, "table")} from ${k} studies, ${pairedStudies} of them with two or more of the tests: ${counts}, by ${fit.method}. ` +
    `${structureWords(fit)}.${fit.choice === null ? "" : ` ${fit.choice}`}${fit.robust ? " Standard errors are robust to dependence within studies." : ""}`;
  const how =
    `Relative sensitivity and specificity are each test over ${reference}, with ${levelPercent(level)} intervals ${INTERVALS[interval](fit)}; ` +
    `hypotheses were tested by likelihood ratio tests${testByStudy === null ? "" : ", that of the same difference in every study with its null hypothesis on the edge of the parameter space"}. ` +
    (direct === null ? "" : "The studies with several of the tests were also analysed alone. ") +
    "That tests were applied to the same people enters no likelihood: without joint tables of their results it can't.";
  return [what, how];
}
