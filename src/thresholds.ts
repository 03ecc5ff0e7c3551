/**
 * Several cut-offs a study: sensitivity and specificity of a continuous marker at every cut-off, from studies that report any number
 * of them.
 *
 * - In: {@link readThresholdStudies}, {@link parseThresholdStudies}.
 * - Models: {@link fitThresholds} (exact counts, maximum likelihood), {@link compareThresholdModels}; {@link fitLinearThresholds}
 *   for what R's diagmeta prints.
 * - A fit answers: {@link accuracyAt}, {@link cutoffFor}, {@link optimalCutoff}, {@link sroc}, {@link thresholdLinearity},
 *   {@link leaveOneOutThresholds}.
 *
 * @module dta-meta/thresholds
 */

export type { Estimate, PartialEstimate } from "./base/estimate.js";
export { sroc } from "./inference/curve/sroc.js";
export {
  type AccuracyAtOptions,
  accuracyAt,
  type PredictionLimits,
  type ThresholdAccuracy,
} from "./inference/thresholds/accuracy-at.js";
export {
  type AnalyzeThresholdsOptions,
  analyzeThresholds,
  type ThresholdAnalysis,
} from "./inference/thresholds/analyze-thresholds.js";
export {
  type ComparedThresholdModel,
  type CompareThresholdOptions,
  compareThresholdModels,
} from "./inference/thresholds/compare-threshold-models.js";
export {
  type CutoffForAccuracy,
  type CutoffForOptions,
  cutoffFor,
  type WantedAccuracy,
} from "./inference/thresholds/cutoff-for.js";
export type { LimitQuantiles } from "./inference/thresholds/group-curves.js";
export {
  type OptimalCutoff,
  type OptimalCutoffOptions,
  optimalCutoff,
} from "./inference/thresholds/optimal-cutoff.js";
export { type ThresholdCurves, thresholdCurves } from "./inference/thresholds/threshold-curves.js";
export {
  type LinearityCurvature,
  type LinearityPoint,
  type ThresholdLinearity,
  thresholdLinearity,
} from "./inference/thresholds/threshold-linearity.js";
export {
  leaveOneOutThresholds,
  type ThresholdOmission,
  type ThresholdOmissionOptions,
} from "./inference/thresholds/threshold-omissions.js";
export {
  type ThresholdRegion,
  type ThresholdRegionOptions,
  thresholdRegion,
} from "./inference/thresholds/threshold-region.js";
export type { ThresholdRocPoint, ThresholdSroc, ThresholdSrocOptions } from "./inference/thresholds/threshold-sroc.js";
export type { CovariateValues } from "./models/mean-logits.js";
export { fitThresholds, type ThresholdOptions } from "./models/thresholds/fit-thresholds.js";
export type { LatentDistribution } from "./models/thresholds/latent-distribution.js";
export type { RowWeights } from "./models/thresholds/linear/linear-rows.js";
export type { MixedModel, RandomTerm } from "./models/thresholds/linear/mixed-models.js";
export type { MarkerScale } from "./models/thresholds/marker-scale.js";
export type { Direction } from "./models/thresholds/threshold-data.js";
export type {
  ScaleTest,
  ThresholdAlternative,
  ThresholdBetweenStudy,
  ThresholdCoefficient,
  ThresholdFit,
  ThresholdFitOptions,
  ThresholdGroup,
} from "./models/thresholds/threshold-fit.js";
export { fitLinearThresholds, linearAccuracyAt } from "./programs/diagmeta/fit-linear-thresholds.js";
export type {
  LinearAccuracy,
  LinearOptimum,
  LinearThresholdFit,
  LinearThresholdOptions,
} from "./programs/diagmeta/linear-fit.js";
export type { CutoffGrouping } from "./tables/thresholds/group-cutoffs.js";
export { parseThresholdStudies, readThresholdStudies } from "./tables/thresholds/read-threshold-studies.js";
export type { ThresholdPoint, ThresholdStudy } from "./tables/thresholds/threshold-study.js";
