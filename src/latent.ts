/**
 * Reference standards that err: accuracy of the index test against the truth.
 *
 * - {@link correctForReference} corrects one table, or a fit's summary point, for a reference of known accuracy, in closed form.
 * - {@link referenceSensitivityAnalysis} does so over a grid of references.
 * - {@link fitLatentClass} fits the latent-class bivariate model, the reference's accuracy known or estimated.
 *
 * Bad input throws an `InputError` with a `code`: `bad-reference` for a reference no better than chance, `bad-prevalence`.
 *
 * @module dta-meta/latent
 */

export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./base/errors.js";
export {
  type CorrectedAccuracy,
  type CorrectForReferenceOptions,
  correctForReference,
} from "./inference/reference/correct-for-reference.js";
export {
  type ReferenceScenario,
  type ReferenceSensitivityAnalysis,
  type ReferenceSensitivityOptions,
  referenceSensitivityAnalysis,
} from "./inference/reference/reference-sensitivity-analysis.js";
export type {
  LatentClassFit,
  LatentClassFitOptions,
  LatentReferenceOptions,
  ProfilePoint,
  ReferenceEstimate,
} from "./models/fit.js";
export { fitLatentClass, type LatentClassOptions } from "./models/latent-class/fit-latent-class.js";
export type { Dependence, DependenceShares } from "./models/latent-class/known-reference.js";
