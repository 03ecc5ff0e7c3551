/**
 * Figures as SVG: every function takes results of the core as they are, and returns a {@link Figure}.
 *
 * Bad input throws an `InputError` with a `code`: data that a figure can't be drawn from (`bad-data`), an option or a part of
 * a theme that there isn't (`unknown-option`), a size that is none (`bad-theme`), and what a function names itself.
 *
 * @module dta-meta/figures
 */

export {
  type FigureName,
  figureCatalogue,
  figureKinds,
  figuresFrom,
} from "./figures/catalogue.js";
export { type BivariateBoxplotOptions, bivariateBoxplot } from "./figures/checks/bivariate-boxplot.js";
export { type DeeksInput, type DeeksPlotOptions, deeksPlot, type HasDeeks } from "./figures/checks/deeks-plot.js";
export { type GalbraithPlotOptions, galbraithPlot } from "./figures/checks/galbraith-plot.js";
export { type InfluencePlotOptions, influencePlot } from "./figures/checks/influence-plot.js";
export {
  type LeaveOneOutInput,
  type LeaveOneOutPlotOptions,
  leaveOneOutPlot,
} from "./figures/checks/leave-one-out-plot.js";
export { type AgreementData, agreementPlot } from "./figures/comparison/agreement-plot.js";
export { comparisonForestPlot } from "./figures/comparison/comparison-forest.js";
export { comparisonSrocPlot } from "./figures/comparison/comparison-sroc.js";
export { type DifferencesPlotOptions, differencesPlot } from "./figures/comparison/differences-plot.js";
export { networkPlot } from "./figures/comparison/network-plot.js";
export type {
  DrawingOption,
  DrawingOptions,
  FigureKind,
  FigureNeed,
  FigureSources,
  SourceName,
} from "./figures/figure-kind.js";
export type {
  ForestFit,
  ForestSort,
  ForestStudy,
  ForestSubgroup,
  ForestSubgroups,
  ForestWeights,
  Measure,
  Measures,
} from "./figures/forest/forest-data.js";
export type {
  ForestHeterogeneity,
  ForestInput,
  ForestPlotOptions,
  UnivariateHeterogeneity,
} from "./figures/forest/forest-options.js";
export { forestPlot } from "./figures/forest/forest-plot.js";
export { type Figure, jupyterDisplay } from "./figures/frame/figure.js";
export { englishLabels, type LabelName, type Labels } from "./figures/frame/labels.js";
export {
  type FigureOptions,
  journalTheme,
  pageTheme,
  slideTheme,
  type Theme,
  type ThemeChanges,
  type ThemeColors,
  type ThemeNumbers,
} from "./figures/frame/theme.js";
export type { LabelChoice } from "./figures/marks/point-labels.js";
export { type FaganInput, type FaganNomogramOptions, faganNomogram } from "./figures/probability/fagan-nomogram.js";
export { type FrequencyTreeInput, frequencyTree } from "./figures/probability/frequency-tree.js";
export {
  type LikelihoodRatioMatrixInput,
  type LikelihoodRatioMatrixOptions,
  type LikelihoodRatioPair,
  likelihoodRatioMatrix,
} from "./figures/probability/likelihood-ratio-matrix.js";
export {
  type PredictiveValueCurveOptions,
  type PredictiveValueRow,
  predictiveValueCurve,
} from "./figures/probability/predictive-value-curve.js";
export { type PrismaCount, type PrismaInput, prismaFlow } from "./figures/quality/prisma-flow.js";
export type {
  Judgement,
  JudgementRole,
  QualityAssessment,
  QualityDomain,
  QualitySchema,
  QualitySection,
} from "./figures/quality/quadas-data.js";
export { type OverallJudgement, overallJudgements } from "./figures/quality/quadas-overall.js";
export { type QuadasPlotOptions, quadasPlot } from "./figures/quality/quadas-plot.js";
export { quadas2, quadas3, quadasC, quadasCWith3 } from "./figures/quality/quadas-schemas.js";
export { readQuality } from "./figures/quality/read-quality.js";
export type { FittedModel } from "./figures/sroc/fit-note.js";
export type { SrocGroup, SrocPlotOptions, SrocStudy } from "./figures/sroc/sroc-options.js";
export { srocPlot } from "./figures/sroc/sroc-plot.js";
export type { ThresholdFigureData } from "./figures/thresholds/cutoff-plot.js";
export { type CutoffPredictiveData, cutoffPredictivePlot } from "./figures/thresholds/cutoff-predictive-plot.js";
export { cutoffRatiosPlot } from "./figures/thresholds/cutoff-ratios-plot.js";
export { densitiesPlot } from "./figures/thresholds/densities-plot.js";
export { type LinearityData, linearityPlot } from "./figures/thresholds/linearity-plot.js";
export { type SrocCutoffsData, srocCutoffsPlot } from "./figures/thresholds/sroc-cutoffs-plot.js";
export { thresholdsPlot } from "./figures/thresholds/thresholds-plot.js";
export { youdenPlot } from "./figures/thresholds/youden-plot.js";
export { latentProfilePlot } from "./figures/uncertainty/latent-profile-plot.js";
export { type PriorPosteriorData, priorPosteriorPlot } from "./figures/uncertainty/prior-posterior-plot.js";
export { referenceGridPlot } from "./figures/uncertainty/reference-grid-plot.js";
