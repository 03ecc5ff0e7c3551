/**
 * The core: from 2×2 tables to pooled accuracy, and back from printed results to the tables behind them.
 *
 * - In: {@link readStudies}, {@link parseStudies}, {@link oneVsRest}; from printed numbers {@link reconstruct},
 *   {@link readReports}, {@link reconstructStudies}, {@link oneVsRestReports}.
 * - One table: {@link accuracy}, {@link proportionInterval}, {@link kappa}, {@link posttest}, {@link naturalFrequencies},
 *   {@link predictiveValueCurve}, {@link averagePredictiveValues}, {@link likelihoodRatioQuadrant},
 *   {@link likelihoodRatioMatrix}.
 * - Models: {@link fitBinomial}, {@link fitReitsma}.
 * - A fit answers: {@link summaryPoint}, {@link sroc}, {@link auc}, {@link regions}, {@link hsroc}, {@link heterogeneity},
 *   {@link predictAt}, {@link predictionIntervals}, {@link empiricalBayes}, {@link studyWeights}, {@link influence},
 *   {@link leaveOneOut}, {@link likelihoodRatioTest}, {@link clusterRobust}, {@link modelChecks}.
 * - Studies answer: {@link deeks}, {@link compareSubgroups}, {@link thresholdEffect}, {@link logitHeterogeneity},
 *   {@link poolUnivariate}, {@link mosesLittenberg}, {@link galbraith}, {@link bivariateBoxplot}.
 * - All at once: {@link analyze}, {@link analyzeReports}.
 * - Published numbers: {@link auditReport}, {@link reproduce}, {@link identify}, {@link parsePublished}, {@link runProgram}.
 *
 * Everything that a function returns is plain readonly data; a missing number is `null`. Logits are of sensitivity and of
 * specificity, in that order.
 *
 * Bad input throws an {@link InputError} with a `code`. Those that every function shares: something else than studies
 * (`bad-studies`), counts that are no numbers ≥ 0 (`bad-count`), something else than a fit (`bad-fit`), an option that no
 * function has (`unknown-option`), and one with a value that it can't have (`bad-option`, `bad-level`, `bad-correction`). The
 * functions name their own beside them. An option of another function is let pass, so that one object can serve several.
 *
 * @module dta-meta
 */

// one study
export { type Accuracy, type AccuracyOptions, accuracy } from "./accuracy/accuracy.js";
export { type AveragePredictiveValues, averagePredictiveValues } from "./accuracy/average-predictive-values.js";
export { type Kappa, kappa } from "./accuracy/kappa.js";
export {
  type LikelihoodRatioMatrix,
  type LikelihoodRatioPoint,
  likelihoodRatioMatrix,
} from "./accuracy/likelihood-ratio-matrix.js";
export {
  type LikelihoodRatioQuadrant,
  likelihoodRatioQuadrant,
  type Quadrant,
  type QuadrantCuts,
} from "./accuracy/likelihood-ratio-quadrant.js";
export type { RatioEstimate } from "./accuracy/log-ratio.js";
export { type NaturalFrequencies, naturalFrequencies } from "./accuracy/natural-frequencies.js";
export { type LikelihoodRatio, type Posttest, posttest } from "./accuracy/posttest.js";
export { type PredictiveValueCurveOptions, predictiveValueCurve } from "./accuracy/predictive-value-curve.js";
export { type ProportionMethod, proportionInterval } from "./accuracy/proportion-interval.js";
export {
  type AnalyzeReportsOptions,
  analyzeReports,
  type RangedMeasure,
  type ReconstructionRange,
  type ReportOutcome,
  type ReportsAnalysis,
} from "./analysis/analyze-reports.js";
// all at once
export {
  type Analysis,
  type AnalyzedAs,
  type AnalyzedAuc,
  type AnalyzeOptions,
  analyze,
  type RobustSummary,
  type StudyResult,
} from "./analysis.js";
// data
export type { Correction, CorrectionScope } from "./data/correction.js";
export { type OneVsRest, type OneVsRestOptions, oneVsRest } from "./data/one-vs-rest.js";
export { type ClassReconstruction, type ClassReport, oneVsRestReports } from "./data/one-vs-rest-reports.js";
export { parseStudies } from "./data/parse-studies.js";
export { readReports, type StudyReport } from "./data/read-reports.js";
export { readStudies } from "./data/read-studies.js";
export type { AccuracyReport, PrintedLimits } from "./data/reconstruct/accuracy-report.js";
export type { CellRanges } from "./data/reconstruct/cell-ranges.js";
export type { Miss } from "./data/reconstruct/item-check.js";
export type { MetricField } from "./data/reconstruct/metric.js";
export type { ReadingNote } from "./data/reconstruct/number-scale.js";
export type { CountField, LimitsField, ReportField } from "./data/reconstruct/printed-item.js";
export type { NumberScale, RoundingMode } from "./data/reconstruct/printed-number.js";
export type { LimitMethod } from "./data/reconstruct/proportion-limits.js";
export { type Reading, type Reconstruction, type ReconstructOptions, reconstruct } from "./data/reconstruct.js";
export {
  type ReconstructedStudy,
  type ReconstructStudiesOptions,
  reconstructStudies,
  type TableChoice,
} from "./data/reconstruct-studies.js";
export type { CovariateValue, Study, TwoByTwo } from "./data/study.js";
export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./errors.js";
export type { Estimate, PartialEstimate } from "./estimate.js";
// inference
export { type Auc, type AucOptions, auc } from "./inference/auc.js";
export type { BootstrapOptions, BootstrapReport } from "./inference/auc-bootstrap.js";
export {
  type BivariateBoxplot,
  type BoxplotPoint,
  bivariateBoxplot,
  type LogitPoint,
} from "./inference/bivariate-boxplot.js";
export {
  type ClusterRobustFit,
  type ClusterRobustness,
  type ClusterRobustOptions,
  clusterRobust,
} from "./inference/cluster-robust.js";
export {
  type CompareSubgroupsOptions,
  compareSubgroups,
  type SubgroupComparison,
  type SubgroupLevel,
} from "./inference/compare-subgroups.js";
export { type Deeks, type DeeksOptions, type DeeksPoint, deeks } from "./inference/deeks.js";
export { empiricalBayes, type ShrunkenStudy } from "./inference/empirical-bayes.js";
export { type Galbraith, type GalbraithPoint, galbraith } from "./inference/galbraith.js";
export { type Heterogeneity, heterogeneity, type OutcomeHeterogeneity } from "./inference/heterogeneity.js";
export { type Hsroc, type HsrocOptions, type HsrocParameter, hsroc } from "./inference/hsroc.js";
export { type HeterogeneityBand, heterogeneityWords, iSquaredOf } from "./inference/i-squared.js";
export { influence, type StudyInfluence } from "./inference/influence.js";
export { type LeaveOneOutOptions, type LeaveOneOutRow, leaveOneOut } from "./inference/leave-one-out.js";
export { type LikelihoodRatioTest, likelihoodRatioTest } from "./inference/likelihood-ratio-test.js";
export type { CovariateValues } from "./inference/mean-logits.js";
export type { DevianceResiduals, GoodnessOfFit, ResidualPoint } from "./inference/model-checks/goodness-of-fit.js";
export type { OutlierPoint, Outliers } from "./inference/model-checks/outliers.js";
export type { RandomEffectPoint, RandomEffectsNormality } from "./inference/model-checks/random-effects-normality.js";
export type { ScoreInfluence } from "./inference/model-checks/score-influence.js";
export { type ModelChecks, modelChecks } from "./inference/model-checks.js";
export { type CurveSummary, type MosesLittenberg, mosesLittenberg } from "./inference/moses-littenberg.js";
export { type Prediction, predictAt } from "./inference/predict-at.js";
export {
  type PredictionIntervals,
  type PredictionIntervalsOptions,
  predictionIntervals,
} from "./inference/prediction-intervals.js";
export type { LongRun } from "./inference/progress.js";
export type { RandomVersusFixed } from "./inference/random-versus-fixed.js";
export { type Regions, type RegionsOptions, regions } from "./inference/regions.js";
export { type RocPoint, type Sroc, type SrocOptions, sroc } from "./inference/sroc.js";
export type { Measure, ProportionScale } from "./inference/study-effects.js";
export { type StudyWeight, studyWeights } from "./inference/study-weights.js";
export type { SubgroupContrast } from "./inference/subgroup-contrasts.js";
export { type SummaryPoint, type SummaryPointOptions, summaryPoint } from "./inference/summary-point.js";
export { type ThresholdEffect, thresholdEffect } from "./inference/threshold.js";
export { poolUnivariate, type Univariate, type UnivariateOptions } from "./inference/univariate.js";
export {
  type LogitHeterogeneity,
  type LogitHeterogeneityOptions,
  logitHeterogeneity,
} from "./inference/univariate-heterogeneity.js";
export type { UnivariateMethod, UnivariatePool } from "./inference/univariate-pool.js";
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
// programs
export type { PrintFormat, ProgramOutput, ProgramQuantity } from "./programs/program-output.js";
export { type ProgramName, type ProgramOptions, programNames, runProgram } from "./programs/run-program.js";
// published numbers
export type { AuditRule, Finding, RuleOutcome, Severity } from "./published/audit/rule.js";
export { auditRules } from "./published/audit/rules.js";
export { type Audit, auditReport } from "./published/audit-report.js";
export type { Candidate } from "./published/candidate.js";
export type { ComparedNumber, NumberStatus } from "./published/compare-number.js";
export { type IdentifyOptions, identify } from "./published/identify.js";
export type { Identification, ResultIdentification } from "./published/identify-conclusion.js";
export { parsePublished } from "./published/parse-published.js";
export {
  type ReproducedNumber,
  type ReproducedResult,
  type ReproduceOptions,
  type Reproduction,
  type ReproductionCounts,
  reproduce,
} from "./published/reproduce.js";
export type {
  PublishedReport,
  PublishedResult,
  PublishedStudy,
} from "./published/schema.js";
export type { StudyFilter } from "./published/select-studies.js";
