// The public face of dta-meta: re-exports, nothing else.

// data
export type { Correction, CorrectionScope } from "./data/correction.js";
export { parseStudies } from "./data/parse-studies.js";
export { readStudies } from "./data/read-studies.js";
export type { CovariateValue, Study, TwoByTwo } from "./data/study.js";
export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./errors.js";
export type { Estimate, PartialEstimate } from "./estimate.js";

// one study

export { designRow, type ModeratorCoding } from "./models/design.js";
// models
export type {
  AppliedCorrection,
  BetweenStudy,
  BinomialFit,
  BinomialFitOptions,
  BivariateFit,
  Coefficient,
  Convergence,
  DesignInfo,
  Exclusion,
  NormalFit,
  NormalFitOptions,
  Outcome,
  QuadratureCheck,
  Warning,
} from "./models/fit.js";
export { fitReitsma, type ReitsmaOptions } from "./models/fit-reitsma.js";

// inference
