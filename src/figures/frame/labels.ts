import type { ProportionMethod } from "../../accuracy/proportion-interval.js";
import type { Measure } from "../../inference/univariate/study-effects.js";
import { comparisonWords } from "./words/comparison-words.js";
import { thresholdWords } from "./words/threshold-words.js";
import { uncertaintyWords } from "./words/uncertainty-words.js";

/** Every word that figures write themselves, in English; words in {braces} are filled in. */
const words = {
  ...comparisonWords,
  ...thresholdWords,
  ...uncertaintyWords,
  // measures
  sensitivity: "Sensitivity",
  specificity: "Specificity",
  falsePositiveRate: "False positive rate (1 − specificity)",
  plr: "Positive likelihood ratio",
  nlr: "Negative likelihood ratio",
  dor: "Diagnostic odds ratio",
  plrShort: "LR+",
  nlrShort: "LR−",
  dorShort: "DOR",
  // what is missing
  notEstimable: "not estimable",
  unknown: "unknown",
  fitNotConverged: "The model did not converge, so that its summary is not to be relied on: {message}",
  notPooled: "The studies were not pooled: there is no summary to draw.",
  notPooledShort: "not pooled",
  notEstimableNote: "Not estimable: the study has no participants, or a zero count, where the measure needs them.",
  partlyMissing: "Not in the picture: {reason}.",
  excludedNote: "Studies left out for lack of numbers: {n}.",
  unlabelled: "There was no room for the names of {ids}.",
  andOthers: "{ids} and {n} more",
  groupNumber: "Group {n}",
  // SROC plot
  srocTitle: "Summary ROC plot",
  srocStudies: "Studies (k = {k})",
  srocStudy: "{id}: sensitivity {sensitivity}, specificity {specificity}, n = {n}",
  srocStudyWeights: "weight {sensitivity} in sensitivity, {specificity} in specificity",
  srocSizes: "Effective sample size {sizes}",
  srocWeights:
    "Arms of the crosses: weights in summary sensitivity (upright) and specificity (across); the longest stands for {weight}.",
  srocPies: "Pies: {k} studies; slices, clockwise from the top, {section} by domain: {domains}.",
  srocUnjudged: "Studies without judgements, drawn as circles: {n}.",
  srocSummaryPoint: "Summary point",
  srocSummary: "Summary sensitivity {sensitivity}, summary specificity {specificity}",
  srocGroup: "{name} (k = {k})",
  srocGroupAuc: "{name} (k = {k}), AUC {auc}",
  srocCurve: "Summary ROC curve",
  srocCurveAuc: "Summary ROC curve, AUC {auc}",
  srocConfidence: "{level} confidence region",
  srocPrediction: "{level} prediction region",
  srocExtrapolated: "Curve beyond the observed range",
  srocUndrawn: "Studies without diseased or without non-diseased participants, not drawn: {n}.",
  noConfidenceRegion: "No confidence region: {reason}.",
  noPredictionRegion: "No prediction region: {reason}.",
  noCurve: "No summary ROC curve: {reason}.",
  srocDescription: "Sensitivity against specificity of {k} studies; larger marks are larger studies.",
  srocRange: "the studies’ false positive rates run from {low} to {high}",
  // forest plots
  forestTitle: "Forest plot",
  leaveOneOutTitle: "Leave-one-out analysis",
  study: "Study",
  omitted: "Omitted study",
  tp: "TP",
  fp: "FP",
  fn: "FN",
  tn: "TN",
  weight: "Weight",
  estimateHeader: "{measure}\n({level} CI)",
  total: "Summary",
  subtotal: "Subgroup summary",
  noSubgroup: "Not reported",
  tauSquared: "Between-study τ²",
  tauSquaredNote: "τ²: variance between studies on the logit scale.",
  predictionInterval: "{level} prediction interval",
  heterogeneityIntro: "Heterogeneity, each logit by itself:",
  heterogeneity: "{measure}: Q = {q}, df = {df}, P {p}, I² = {iSquared}",
  correlationNote: "Correlation of the logits between studies: {rho}.",
  subgroupTest: "Difference between subgroups: χ² = {chiSquared}, df = {df}, P {p}.",
  empiricalBayes: "Empirical Bayes estimate",
  observedEstimate: "Study’s own estimate",
  proportionIntervals: "Intervals of the studies’ sensitivity and specificity: {intervals}.",
  ratioIntervals: "Intervals of the studies’ ratios: delta method.",
  summaryModel: "Summary: {model} ({method}).",
  forestDescription: "Estimates of {k} studies, a row each: {measures}.",
  forestRange: "{measure} ranges from {low} to {high}.",
  forestPooled: "Summary: {estimates}.",
  notConverged: "The refit did not converge.",
  leaveOneOutDescription: "The summary without each of {k} studies in turn.",
  leaveOneOutAll: "All studies",
  leaveOneOutFailed: "No sound result without {ids}.",
  // Deeks
  deeksTitle: "Deeks’ funnel plot",
  deeksYAxis: "1 / √(effective sample size)",
  deeksStudies: "Studies",
  deeksLine: "Regression line",
  deeksTest: "Deeks’ test of funnel plot asymmetry: P {p} (k = {k}).",
  deeksNoTest: "Deeks’ test was not done: {reason}.",
  deeksStudy: "{id}: diagnostic odds ratio {dor}",
  deeksDescription: "Diagnostic odds ratio against study size of {k} studies, the largest at the top.",
  // Fagan
  faganTitle: "Fagan’s nomogram",
  faganPrior: "Prior probability",
  faganRatio: "Likelihood ratio",
  faganPosttest: "Post-test probability",
  faganPositive: "a positive test",
  faganNegative: "a negative test",
  faganPositiveText: "Positive test: LR+ {ratio}, post-test probability {posttest}",
  faganNegativeText: "Negative test: LR− {ratio}, post-test probability {posttest}",
  faganPriorText: "Prior probability {prior}",
  faganDescription:
    "A line leads from the prior probability through the likelihood ratio to the probability of disease after the test.",
  faganMissing: "No prior, or no summary likelihood ratios: there are no lines to draw.",
  faganOutside: "The line of {result} ends beyond the axes and is not drawn.",
  // frequency tree
  treeTitle: "Frequency tree",
  treeTested: "people tested",
  treeDiseased: "have the disease",
  treeNonDiseased: "do not have it",
  treeTruePositives: "test positive (true positives)",
  treeFalseNegatives: "test negative (false negatives)",
  treeFalsePositives: "test positive (false positives)",
  treeTrueNegatives: "test negative (true negatives)",
  treeInterval: "{level}% CI {range}",
  treePosttest: "Probability of disease after a positive test {positive}, after a negative test {negative}.",
  // likelihood ratio matrix
  matrixTitle: "Likelihood ratio matrix",
  quadrantBoth: "Confirms and excludes",
  quadrantConfirm: "Confirms only",
  quadrantExclude: "Excludes only",
  quadrantNeither: "Neither",
  matrixSummary: "Summary LR+ {plr}, LR− {nlr}",
  matrixStudy: "{id}: LR+ {plr}, LR− {nlr}",
  matrixUndrawn: "Studies without a finite, positive pair of likelihood ratios, not drawn: {n}.",
  matrixSummaryUndrawn: "The summary has no likelihood ratios that log axes could show.",
  matrixDescription:
    "Negative against positive likelihood ratio of {k} studies; a test confirms above LR+ {plr} and excludes below LR− {nlr}.",
  matrixSummaryIn: "{summary}: {quadrant}.",
  // predictive values
  predictiveTitle: "Probability of disease after the test",
  prevalence: "Prevalence (prior probability)",
  probability: "Probability of disease",
  afterPositive: "After a positive test",
  afterNegative: "After a negative test",
  predictiveUnchanged: "Without a test",
  predictiveDescription:
    "Probability of disease after a positive and after a negative test, for prevalences from {low} to {high}.",
  predictiveAt: "At a prevalence of {prior}: {positive} after a positive test, {negative} after a negative test.",
  noCurvePoints: "There are no likelihood ratios, hence no curves to draw.",
  intervalBand: "Bands: intervals that follow from those of the likelihood ratios.",
  // influence
  influenceTitle: "Influence of the studies",
  cooksDistance: "Cook’s distance",
  residualSensitivity: "Standardised residual\nlogit sensitivity",
  residualSpecificity: "Standardised residual\nlogit specificity",
  leverage: "Leverage",
  influenceFlagged: "Beyond the cut-offs: {ids}.",
  influenceNone: "No study lies beyond the cut-offs.",
  influenceDescription: "Cook’s distance, standardised residuals and leverage of {k} studies, a row each.",
  influenceThreshold: "Residuals beyond ±{residual} stand out.",
  cooksThreshold: "Cook’s distances beyond {cut} stand out.",
  // bivariate box plot
  boxplotTitle: "Bivariate box plot",
  logitSensitivity: "Logit sensitivity",
  logitSpecificity: "Logit specificity",
  boxplotHinge: "Hinge (about half of the studies)",
  boxplotFence: "Fence",
  boxplotOutlier: "Outlier",
  boxplotOutliers: "Outliers, beyond the fence: {ids}.",
  boxplotNone: "No study lies beyond the fence.",
  boxplotDescription: "Logit sensitivity against logit specificity of {k} studies.",
  boxplotMissing: "No contours: {reason}.",
  // Galbraith
  galbraithTitle: "Galbraith plot",
  galbraithX: "1 / standard error of {measure}",
  galbraithY: "{measure} / standard error",
  galbraithLine: "Pooled {measure} (fixed effect): {slope}",
  galbraithBand: "±{band} around it",
  galbraithOutside: "Outside the band",
  galbraithDescription: "Precision against standardised {measure} of {k} studies.",
  galbraithOutliers: "Outside the band: {ids}.",
  galbraithNone: "Every study lies within the band.",
  galbraithMissing: "Nothing to draw: {reason}.",
  // QUADAS
  quadasTitle: "Quality of the studies ({tool})",
  quadasMissing: "Not judged",
  quadasDescription: "Judgements of {k} studies by {tool}.",
  quadasDescriptionEstimates: "Judgements of {k} estimates by {tool}.",
  quadasDescriptionComparisons: "Judgements of {k} comparisons by {tool}.",
  quadasEstimate: "Estimate",
  quadasComparison: "Comparison",
  quadasDiffers: "{id}, {section}: the overall judgement was entered as {entered}; by the tool’s rule it is {derived}.",
  // PRISMA
  prismaTitle: "PRISMA flow diagram",
  prismaDescription: "Flow of records and reports from identification to inclusion.",
  prismaCount: "{label} (n\u00a0=\u00a0{n})",
  prismaIdentification: "Identification",
  prismaScreening: "Screening",
  prismaIncluded: "Included",
  prismaIdentified: "Records identified from:",
  prismaRemoved: "Records removed before screening:",
  prismaScreened: "Records screened",
  prismaExcluded: "Records excluded",
  prismaSought: "Reports sought for retrieval",
  prismaNotRetrieved: "Reports not retrieved",
  prismaAssessed: "Reports assessed for eligibility",
  prismaExcludedReports: "Reports excluded:",
  prismaStudies: "Studies included in review",
  prismaReports: "Reports of included studies",
} as const;

/**
 * Name of a word or sentence of figures, such as `"srocTitle"`; `englishLabels` holds them all.
 *
 * @inline
 */
export type LabelName = keyof typeof words;

/**
 * The words of figures in one language, by name, as in `englishLabels`. A translation replaces some or all of them; words in
 * {braces} are filled in.
 */
export type Labels = Readonly<Record<LabelName, string>> & {
  /** What a Galbraith plot calls the effect of each measure. */
  readonly galbraithMeasures: Readonly<Record<Measure, string>>;
  /** Names of the intervals of proportions, by method. */
  readonly intervalMethods: Readonly<Record<ProportionMethod, string>>;
  /** Names of the models, by that of their fits. */
  readonly models: Readonly<Record<string, string>>;
};

/** The default language. */
export const englishLabels: Labels = {
  ...words,
  galbraithMeasures: {
    sensitivity: "logit sensitivity",
    specificity: "logit specificity",
    plr: "ln LR+",
    nlr: "ln LR−",
    dor: "ln DOR",
  },
  intervalMethods: {
    wilson: "Wilson",
    "clopper-pearson": "Clopper–Pearson",
    jeffreys: "Jeffreys",
    "agresti-coull": "Agresti–Coull",
    wald: "Wald",
  },
  models: { binomial: "bivariate binomial model", normal: "bivariate normal-normal model" },
};
