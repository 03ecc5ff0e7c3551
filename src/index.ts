// The public face of dta-meta: re-exports, nothing else.

// data
export type { Correction, CorrectionScope } from "./data/correction.js";
export { parseStudies } from "./data/parse-studies.js";
export { readStudies } from "./data/read-studies.js";
export type { CovariateValue, Study, TwoByTwo } from "./data/study.js";
export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./errors.js";
export type { Estimate, PartialEstimate } from "./estimate.js";

// one study

// inference
export { type Auc, type AucOptions, auc } from "./inference/auc.js";
export type { BootstrapOptions, BootstrapReport } from "./inference/auc-bootstrap.js";
export { type Hsroc, type HsrocOptions, type HsrocParameter, hsroc } from "./inference/hsroc.js";
export type { CovariateValues } from "./inference/mean-logits.js";
export { type Prediction, predictAt } from "./inference/predict-at.js";
export type { LongRun } from "./inference/progress.js";
export { type Regions, type RegionsOptions, regions } from "./inference/regions.js";
export { type RocPoint, type Sroc, type SrocOptions, sroc } from "./inference/sroc.js";
export { type SummaryPoint, type SummaryPointOptions, summaryPoint } from "./inference/summary-point.js";
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
export { type BinomialOptions, fitBinomial } from "./models/fit-binomial.js";
export { fitReitsma, type ReitsmaOptions } from "./models/fit-reitsma.js";

// published numbers
export type { AuditRule, Finding, Severity } from "./published/audit/rule.js";
export { auditRules } from "./published/audit/rules.js";
export { type Audit, auditReport } from "./published/audit-report.js";
export { parsePublished } from "./published/parse-published.js";
export {
  type PublishedReport,
  type PublishedResult,
  type PublishedStudy,
  publishedJsonSchema,
} from "./published/schema.js";
