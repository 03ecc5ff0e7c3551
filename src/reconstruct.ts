/**
 * Reconstruction: the 2×2 tables behind what papers print.
 *
 * - {@link reconstruct} finds every table that has all printed numbers of one study, or says which numbers contradict each other.
 * - {@link readReports} reads a file of reports, {@link reconstructStudies} judges each and chooses the table that stands for it.
 * - {@link oneVsRestReports} does the same for the classes of a classification report.
 *
 * Bad input throws an `InputError` with a `code`; a report that contradicts itself, or that leaves the cells almost free, is a
 * verdict instead.
 *
 * @module dta-meta/reconstruct
 */

export { DtaError, type ErrorDetail, InputError } from "./base/errors.js";
export type { AccuracyReport, PrintedLimits } from "./reconstruct/accuracy-report.js";
export type { CellRanges } from "./reconstruct/cell-ranges.js";
export type { MetricField } from "./reconstruct/metric.js";
export { type ClassReconstruction, type ClassReport, oneVsRestReports } from "./reconstruct/one-vs-rest-reports.js";
export type { ReadingNote } from "./reconstruct/read/number-scale.js";
export type { CountField, LimitsField, ReportField } from "./reconstruct/read/printed-item.js";
export type { NumberScale, RoundingMode } from "./reconstruct/read/printed-number.js";
export type { LimitMethod } from "./reconstruct/read/proportion-limits.js";
export { readReports, type StudyReport } from "./reconstruct/read-reports.js";
export { type Reading, type Reconstruction, type ReconstructOptions, reconstruct } from "./reconstruct/reconstruct.js";
export {
  type ReconstructedStudy,
  type ReconstructStudiesOptions,
  reconstructStudies,
  type TableChoice,
} from "./reconstruct/reconstruct-studies.js";
export type { Miss } from "./reconstruct/search/item-check.js";
export type { CovariateValue, TwoByTwo } from "./tables/study.js";
