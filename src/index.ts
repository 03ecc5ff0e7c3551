/**
 * The core: from 2×2 tables to pooled accuracy, and back from printed results to the tables behind them.
 *
 * - In: {@link readStudies}, {@link parseStudies}, {@link oneVsRest}; from printed numbers {@link reconstruct},
 *   {@link readReports}, {@link reconstructStudies}, {@link oneVsRestReports}.
 * - One table: {@link accuracy}, {@link proportionInterval}, {@link kappa}, {@link posttest}, {@link naturalFrequencies},
 *   {@link predictiveValueCurve}, {@link averagePredictiveValues}, {@link likelihoodRatioQuadrant},
 *   {@link likelihoodRatioMatrix}.
 * - Models: {@link fitBinomial}, {@link fitReitsma}, {@link fitBayes}, {@link fitLatentClass}.
 * - A fit answers: {@link summaryPoint}, {@link sroc}, {@link auc}, {@link regions}, {@link hsroc}, {@link heterogeneity},
 *   {@link predictAt}, {@link predictionIntervals}, {@link empiricalBayes}, {@link studyWeights}, {@link influence},
 *   {@link leaveOneOut}, {@link likelihoodRatioTest}, {@link clusterRobust}, {@link modelChecks}.
 * - Studies answer: {@link deeks}, {@link compareSubgroups}, {@link thresholdEffect}, {@link logitHeterogeneity},
 *   {@link poolUnivariate}, {@link mosesLittenberg}, {@link galbraith}, {@link bivariateBoxplot}.
 * - Several cut-offs a study: {@link readThresholdStudies}, {@link parseThresholdStudies}, {@link fitThresholds},
 *   {@link accuracyAt}, {@link cutoffFor}, {@link optimalCutoff}, {@link sroc}, {@link compareThresholdModels},
 *   {@link leaveOneOutThresholds}, {@link thresholdLinearity}, {@link fitLinearThresholds}.
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
// all at once
export {
  type Analysis,
  type AnalyzedAs,
  type AnalyzedAuc,
  type AnalyzeOptions,
  analyze,
  type PosteriorChecks,
  type RobustSummary,
  type SmallSample,
  type StudyResult,
} from "./analysis/analyze.js";
export {
  type AnalyzeReportsOptions,
  analyzeReports,
  type RangedMeasure,
  type ReconstructionRange,
  type ReportOutcome,
  type ReportsAnalysis,
} from "./analysis/analyze-reports.js";
export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./base/errors.js";
export type { Estimate, PartialEstimate } from "./base/estimate.js";
export type { Signal } from "./base/interruptible.js";
export * from "./bayes.js";
export * from "./compare.js";
export { type Bootstrap, type BootstrapRunOptions, bootstrap } from "./inference/bootstrap/bootstrap.js";
export type { BcaCorrection } from "./inference/bootstrap/bootstrap-interval.js";
export type { Resampling } from "./inference/bootstrap/draw-studies.js";
export type { StatisticFunction } from "./inference/bootstrap/draw-values.js";
export {
  type Statistic,
  type StatisticName,
  type StatisticSpec,
  statisticNames,
} from "./inference/bootstrap/statistics.js";
export {
  type CompareSubgroupsOptions,
  compareSubgroups,
  type SubgroupComparison,
  type SubgroupLevel,
} from "./inference/compare/compare-subgroups.js";
export { type LikelihoodRatioTest, likelihoodRatioTest } from "./inference/compare/likelihood-ratio-test.js";
export type { SubgroupContrast } from "./inference/compare/subgroup-contrasts.js";
// inference
export { type Auc, type AucOptions, auc } from "./inference/curve/auc.js";
export type { BootstrapOptions, BootstrapReport } from "./inference/curve/auc-bootstrap.js";
export { type Hsroc, type HsrocOptions, type HsrocParameter, hsroc } from "./inference/curve/hsroc.js";
export { type CurveSummary, type MosesLittenberg, mosesLittenberg } from "./inference/curve/moses-littenberg.js";
export { type Regions, type RegionsOptions, regions } from "./inference/curve/regions.js";
export { type RocPoint, type Sroc, type SrocOptions, sroc } from "./inference/curve/sroc.js";
export {
  type BivariateBoxplot,
  type BoxplotPoint,
  bivariateBoxplot,
  type LogitPoint,
} from "./inference/heterogeneity/bivariate-boxplot.js";
export { type Galbraith, type GalbraithPoint, galbraith } from "./inference/heterogeneity/galbraith.js";
export {
  type Heterogeneity,
  heterogeneity,
  type OutcomeHeterogeneity,
} from "./inference/heterogeneity/heterogeneity.js";
export { type HeterogeneityBand, heterogeneityWords, iSquaredOf } from "./inference/heterogeneity/i-squared.js";
export type { RandomVersusFixed } from "./inference/heterogeneity/random-versus-fixed.js";
export { type ThresholdEffect, thresholdEffect } from "./inference/heterogeneity/threshold.js";
export {
  type ClusterRobustFit,
  type ClusterRobustness,
  type ClusterRobustOptions,
  clusterRobust,
} from "./inference/influence/cluster-robust.js";
export { type Deeks, type DeeksOptions, type DeeksPoint, deeks } from "./inference/influence/deeks.js";
export { influence, type StudyInfluence } from "./inference/influence/influence.js";
export { type LeaveOneOutOptions, type LeaveOneOutRow, leaveOneOut } from "./inference/influence/leave-one-out.js";
export type {
  DevianceResiduals,
  GoodnessOfFit,
  ResidualPoint,
} from "./inference/influence/model-checks/goodness-of-fit.js";
export type { OutlierPoint, Outliers } from "./inference/influence/model-checks/outliers.js";
export type {
  RandomEffectPoint,
  RandomEffectsNormality,
} from "./inference/influence/model-checks/random-effects-normality.js";
export type { ScoreInfluence } from "./inference/influence/model-checks/score-influence.js";
export { type ModelChecks, modelChecks } from "./inference/influence/model-checks.js";
export type { LongRun } from "./inference/influence/progress.js";
export { type StudyWeight, studyWeights } from "./inference/influence/study-weights.js";
export { empiricalBayes, type ShrunkenStudy } from "./inference/point/empirical-bayes.js";
export type { MeanInterval } from "./inference/point/mean-interval.js";
export { penalizedPsi } from "./inference/point/penalized-psi.js";
export { type PredictAtOptions, type Prediction, predictAt } from "./inference/point/predict-at.js";
export {
  type PredictionIntervals,
  type PredictionIntervalsOptions,
  predictionIntervals,
} from "./inference/point/prediction-intervals.js";
export {
  hasRatios,
  type SummaryPoint,
  type SummaryPointOptions,
  type SummaryPointWithRatios,
  summaryPoint,
} from "./inference/point/summary-point.js";
export { type UnanimousMargin, unanimousMargins } from "./inference/point/unanimous-margins.js";
// simulation
export {
  type PlannedInterval,
  type PlanOptions,
  type PlanRow,
  planReview,
  type ReviewPlan,
} from "./inference/simulation/plan-review.js";
export {
  type Margins,
  type SimulationParameters,
  simulateStudies,
  simulationOf,
} from "./inference/simulation/simulate-studies.js";
export type { PlanTarget } from "./inference/simulation/simulated-review.js";
export type { Measure, ProportionScale } from "./inference/univariate/study-effects.js";
export { poolUnivariate, type Univariate, type UnivariateOptions } from "./inference/univariate/univariate.js";
export {
  type LogitHeterogeneity,
  type LogitHeterogeneityOptions,
  logitHeterogeneity,
} from "./inference/univariate/univariate-heterogeneity.js";
export type { UnivariateMethod, UnivariatePool } from "./inference/univariate/univariate-pool.js";
export * from "./latent.js";
export { type BinomialOptions, fitBinomial } from "./models/binomial/fit-binomial.js";
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
  EdgeComparison,
  Exclusion,
  ModelOption,
  NormalFit,
  NormalFitOptions,
  Outcome,
  QuadratureCheck,
  Warning,
} from "./models/fit.js";
export type { CovariateValues } from "./models/mean-logits.js";
export { fitReitsma, type ReitsmaOptions } from "./models/normal/fit-reitsma.js";
export type { PenalizedPsi } from "./models/penalized.js";
// programs
export type { PrintFormat, ProgramOutput, ProgramQuantity } from "./programs/program-output.js";
export {
  type HeldAgainst,
  type ProgramName,
  type ProgramOptions,
  programNames,
  runProgram,
} from "./programs/run-program.js";
export { type Audit, auditReport } from "./published/audit/audit-report.js";
// published numbers
export type { AuditRule, Finding, RuleOutcome, Severity } from "./published/audit/rule.js";
export { auditRules } from "./published/audit/rules.js";
export type { Candidate } from "./published/identify/candidate.js";
export { type IdentifyOptions, identify } from "./published/identify/identify.js";
export type { Identification, ResultIdentification } from "./published/identify/identify-conclusion.js";
export type { Verdict } from "./published/identify/rank.js";
export { parsePublished } from "./published/parse-published.js";
export type { ComparedNumber, NumberStatus } from "./published/reproduce/compare-number.js";
export {
  type ReproducedNumber,
  type ReproducedResult,
  type ReproduceOptions,
  type Reproduction,
  type ReproductionCounts,
  reproduce,
} from "./published/reproduce/reproduce.js";
export type { StudyFilter } from "./published/reproduce/select-studies.js";
export type {
  PublishedReport,
  PublishedResult,
  PublishedStudy,
} from "./published/schema.js";
export * from "./reconstruct.js";
// data
export type { Correction, CorrectionScope } from "./tables/correction.js";
export { type DecodedTable, type DecodeTableOptions, decodeTable } from "./tables/decode-table.js";
export { decodeText, type TextEncoding } from "./tables/decode-text.js";
export { type OneVsRest, type OneVsRestOptions, oneVsRest } from "./tables/one-vs-rest.js";
export { type ParseStudiesOptions, parseStudies } from "./tables/parse-studies.js";
export { type ReadStudiesOptions, readStudies, readStudyTable } from "./tables/read-studies.js";
export { type ReadStudiesFileOptions, readStudiesFile } from "./tables/read-studies-file.js";
export type {
  FileNote,
  LeftOutRow,
  NameSource,
  OddCell,
  ReinterpretedColumn,
  StudyReading,
  TableSource,
} from "./tables/reading.js";
export type { Study } from "./tables/study.js";
export type { DecimalMark, NumberHabit } from "./tables/typed-number.js";
export * from "./thresholds.js";
