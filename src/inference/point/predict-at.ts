import { checkOptions } from "../../base/check-options.js";
import { given } from "../../base/given.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { PenalizedPsi } from "../../models/penalized.js";
import type { MeanInterval } from "./mean-interval.js";
import { type PredictionIntervals, predictionIntervals } from "./prediction-intervals.js";
import { type SummaryPoint, summaryPoint } from "./summary-point.js";

/** How `predictAt` computes. */
export interface PredictAtOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** How the intervals of the means are made; see `summaryPoint`. `"z"` by default. */
  readonly interval?: MeanInterval;
  /** Variances between studies of `newStudy`, from `penalizedPsi(fit)`; those of the fit by default. */
  readonly psi?: PenalizedPsi;
}

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
 *   `bad-moderator-value`), or for a bad level (`bad-level`) or interval (`bad-option`)
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
export function predictAt(fit: BivariateFit, values: CovariateValues, options: PredictAtOptions = {}): Prediction {
  checkFit(fit);
  checkOptions(options);
  const { level = fit.level, interval, psi } = options;
  const at = { level, at: values };
  return {
    at: values,
    summary: summaryPoint(fit, { ...at, ...given({ interval }) }),
    newStudy: predictionIntervals(fit, { ...at, ...given({ psi }) }),
  };
}
