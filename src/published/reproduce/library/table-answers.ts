import { type AccuracyOptions, accuracy } from "../../../accuracy/accuracy.js";
import { kappa } from "../../../accuracy/kappa.js";
import { likelihoodRatioMatrix } from "../../../accuracy/likelihood-ratio-matrix.js";
import { proportionInterval } from "../../../accuracy/proportion-interval.js";
import { type CompareSubgroupsOptions, compareSubgroups } from "../../../inference/compare/compare-subgroups.js";
import { mosesLittenberg } from "../../../inference/curve/moses-littenberg.js";
import { bivariateBoxplot } from "../../../inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../../../inference/heterogeneity/galbraith.js";
import { iSquaredOf } from "../../../inference/heterogeneity/i-squared.js";
import { thresholdEffect } from "../../../inference/heterogeneity/threshold.js";
import { deeks } from "../../../inference/influence/deeks.js";
import {
  type ReferenceSensitivityOptions,
  referenceSensitivityAnalysis,
} from "../../../inference/reference/reference-sensitivity-analysis.js";
import { type PlanOptions, planReview } from "../../../inference/simulation/plan-review.js";
import type { SimulationParameters } from "../../../inference/simulation/simulate-studies.js";
import { poolUnivariate } from "../../../inference/univariate/univariate.js";
import { logitHeterogeneity } from "../../../inference/univariate/univariate-heterogeneity.js";
import type { Study } from "../../../tables/study.js";
import { type Answers, type Asked, answer, drawn } from "./library-model.js";

const MEASURES = ["sensitivity", "specificity", "plr", "nlr", "dor"] as const;

const byName = <N extends string, T>(names: readonly N[], make: (name: N) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

/** What the library's functions say of 2×2 tables without a bivariate model, and of numbers alone. */
export function tableAnswers(studies: readonly Study[]): Answers {
  const univariate = (asked: Asked): unknown =>
    byName(MEASURES, (measure) => poolUnivariate(studies, { ...asked, measure }));
  return {
    accuracy: answer((asked) =>
      Object.fromEntries(studies.map((study) => [study.id, accuracy(study, asked as AccuracyOptions)])),
    ),
    deeks: answer((asked) => deeks(studies, asked)),
    thresholdEffect: answer((asked) => thresholdEffect(studies, asked)),
    logitHeterogeneity: answer((asked) =>
      byName(["sensitivity", "specificity"] as const, (outcome) => logitHeterogeneity(studies, outcome, asked)),
    ),
    poolUnivariate: answer(univariate),
    univariate: answer((asked) => {
      const pooled = univariate(asked) as Record<string, { readonly overall: unknown }>;
      return byName(MEASURES, (measure) => pooled[measure]!.overall);
    }),
    mosesLittenberg: answer((asked) => mosesLittenberg(studies, asked)),
    galbraith: answer((asked) => galbraith(studies, asked)),
    bivariateBoxplot: answer((asked) => bivariateBoxplot(studies, asked)),
    likelihoodRatioMatrix: answer((asked) => likelihoodRatioMatrix(studies, asked)),
    compareSubgroups: answer((asked) => compareSubgroups(studies, asked as unknown as CompareSubgroupsOptions)),
    referenceSensitivityAnalysis: answer((asked) =>
      referenceSensitivityAnalysis(studies, asked as unknown as ReferenceSensitivityOptions),
    ),
    kappa: answer(({ matrix, ...asked }) => kappa(matrix as readonly (readonly number[])[], asked)),
    proportionInterval: answer(({ successes, trials, ...asked }) =>
      proportionInterval(successes as number, trials as number, asked),
    ),
    iSquaredOf: answer(({ chiSquared, df, level = 0.95 }) =>
      iSquaredOf(chiSquared as number, df as number, level as number),
    ),
    planReview: drawn(({ parameters, ...asked }) =>
      planReview(parameters as SimulationParameters, asked as unknown as PlanOptions),
    ),
  };
}
