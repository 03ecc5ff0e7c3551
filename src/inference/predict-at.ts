import type { Estimate } from "../estimate.js";
import type { BivariateFit } from "../models/fit.js";
import { expit } from "../numeric/logistic.js";
import { studentTUpperQuantile } from "../numeric/student-t.js";
import { type CovariateValues, meanLogits } from "./mean-logits.js";
import { type SummaryPoint, summaryPoint } from "./summary-point.js";

/** What a fit says of studies with chosen covariate values. */
export interface Prediction {
  readonly at: CovariateValues;
  /** Accuracy at the mean logits of such studies. */
  readonly summary: SummaryPoint;
  /** Where the true accuracy of one new study with these values lies, each proportion by itself. */
  readonly newStudy: {
    readonly sensitivity: Estimate | null;
    readonly specificity: Estimate | null;
    /** Of the t distribution. */
    readonly degreesOfFreedom: number;
    /** Why the intervals are missing; `null` where they are there. */
    readonly reason: string | null;
  };
}

/**
 * The summary point at chosen values of a fit's moderators, and prediction intervals for a new study there:
 * expit(a ± t·√(s²A + Var a)) with k − q − 1 degrees of freedom, q columns in the design of a logit (k − 2 without
 * moderators). Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137, doi:10.1111/j.1467-985X.2008.00552.x.
 * With `{}` it serves a fit without moderators too. The prediction region of `regions` shows the two together.
 *
 * `newStudy` has no intervals, and a reason, where no degrees of freedom are left.
 *
 * @param values a value for every moderator: a number for a numeric one, a level for a categorical one
 * @throws InputError where `values` does not fit the model's moderators, or for a bad level
 *
 * @example
 * const fit = fitReitsma(studies, { moderators: ["test"] });
 * predictAt(fit, { test: "HC2" }).summary.sensitivity;
 */
export function predictAt(
  fit: BivariateFit,
  values: CovariateValues,
  options: { readonly level?: number } = {},
): Prediction {
  const level = options.level ?? fit.level;
  const summary = summaryPoint(fit, { level, at: values });
  const means = meanLogits(fit, values);
  const degreesOfFreedom = fit.k - means.row.length - 1;
  if (degreesOfFreedom < 1) {
    const reason = `${fit.k} studies leave no degrees of freedom for a prediction interval`;
    return { at: values, summary, newStudy: { sensitivity: null, specificity: null, degreesOfFreedom, reason } };
  }
  const t = studentTUpperQuantile((1 - level) / 2, degreesOfFreedom);
  const interval = (mean: number, variance: number): Estimate => {
    const half = t * Math.sqrt(variance);
    return { estimate: expit(mean), lower: expit(mean - half), upper: expit(mean + half), level };
  };
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  return {
    at: values,
    summary,
    newStudy: {
      sensitivity: interval(means.sensitivity, means.varSensitivity + varSensitivity),
      specificity: interval(means.specificity, means.varSpecificity + varSpecificity),
      degreesOfFreedom,
      reason: null,
    },
  };
}
