/**
 * The bivariate model with a prior: small reviews, what a prior adds to them, and predictions as probabilities.
 *
 * - {@link fitBayes} gives the posterior without Markov chains; its fit serves every function and figure of a fit.
 * - {@link priorSensitivity} is the answer under the other priors.
 * - {@link predictive} is a new study's accuracy, probabilities, and the posterior predictive check.
 *
 * Bad input throws an `InputError` with a `code`: `bad-prior` says what a density lacks or which priors are known by name.
 *
 * @module dta-meta/bayes
 */

export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./base/errors.js";
export {
  type PredictedCount,
  type Predictive,
  type PredictiveCheck,
  type PredictiveOptions,
  predictive,
} from "./inference/bayes/predictive.js";
export {
  type PriorPosteriorCurve,
  type PriorPosteriorQuantity,
  priorPosterior,
} from "./inference/bayes/prior-posterior.js";
export { type PriorSensitivityRow, priorSensitivity } from "./inference/bayes/prior-sensitivity.js";
export type { BayesPrior } from "./models/bayes/bayes-prior.js";
export type { CorrelationDensity, Density, MeanDensity, SdDensity } from "./models/bayes/density.js";
export { type BayesOptions, fitBayes } from "./models/bayes/fit-bayes.js";
export { namedPriors, type PriorName, priorNames } from "./models/bayes/named-priors.js";
export type { PriorInterval, ResolvedPrior } from "./models/bayes/prior.js";
export type {
  BayesDiagnostics,
  BayesFit,
  BayesFitOptions,
  BayesQuantity,
  BayesStudy,
  PosteriorDraw,
  PosteriorSummary,
  StudyPrediction,
} from "./models/fit.js";
