import type { BivariateFit } from "../models/fit.js";
import type { CovariateValues } from "./mean-logits.js";
import { type PredictionIntervals, predictionIntervals } from "./prediction-intervals.js";
import { type SummaryPoint, summaryPoint } from "./summary-point.js";

/** What a fit says of studies with chosen covariate values. */
export interface Prediction {
  /** Values of the moderators. */
  readonly at: CovariateValues;
  /** Accuracy at the mean logits of such studies. */
  readonly summary: SummaryPoint;
  /** Where the true accuracy of one new study with these values lies, each proportion by itself. */
  readonly newStudy: PredictionIntervals;
}

/**
 * The summary point at chosen values of a fit's moderators, and prediction intervals for a new study there (see
 * `predictionIntervals`). With `{}` it serves a fit without moderators too. The prediction region of `regions` shows the two
 * proportions together.
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
  const at = { level: options.level ?? fit.level, at: values };
  return { at: values, summary: summaryPoint(fit, at), newStudy: predictionIntervals(fit, at) };
}
