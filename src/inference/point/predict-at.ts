import { checkOptions } from "../../base/check-options.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import type { CovariateValues } from "../../models/mean-logits.js";
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
 * @throws InputError where `values` does not fit the model's moderators (`unknown-moderator`,
 *   `bad-moderator-value`), or for a bad level (`bad-level`)
 *
 * @example
 * ```ts
 * import { fitReitsma, predictAt, readStudies } from "dta-meta";
 *
 * const studies = readStudies(
 *   "study,test,tp,fp,fn,tn\nA,CT,47,101,9,738\nB,CT,126,272,51,1543\nC,CT,19,12,10,192\nD,CT,36,78,3,276\n" +
 *     "E,MRI,130,211,19,959\nF,MRI,84,68,2,89\nG,MRI,68,112,2,423\nH,MRI,59,55,5,136",
 * );
 * const fit = fitReitsma(studies, { moderators: ["test"] });
 * predictAt(fit, { test: "MRI" }).summary.sensitivity.estimate.toFixed(3); // "0.938"
 * ```
 */
export function predictAt(
  fit: BivariateFit,
  values: CovariateValues,
  options: { readonly level?: number } = {},
): Prediction {
  checkFit(fit);
  checkOptions(options);
  const at = { level: options.level ?? fit.level, at: values };
  return { at: values, summary: summaryPoint(fit, at), newStudy: predictionIntervals(fit, at) };
}
