// The public face of dta-meta: re-exports, nothing else.

// data
export type { CovariateValue, Study, TwoByTwo } from "./data/study.js";
export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./errors.js";
export type { Estimate, PartialEstimate } from "./estimate.js";

// one study

// models
export type {
  AppliedCorrection,
  BetweenStudy,
  BinomialFit,
  BinomialFitOptions,
  BivariateFit,
  Coefficient,
  Convergence,
  CorrectionScope,
  DesignInfo,
  Exclusion,
  NormalFit,
  NormalFitOptions,
  Outcome,
  QuadratureCheck,
  Warning,
} from "./models/fit.js";

// inference
