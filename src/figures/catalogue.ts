/**
 * Every figure once. The command `dta plot`, the report, the app, the gallery and the tests all iterate this table.
 *
 * To add a figure:
 *
 * 1. Write its function in a file of its own (data and options in, `Figure` out; it computes no statistics), and export it in
 *    `src/figures.ts`.
 * 2. Add a row below: `from` says what it is drawn from, `input` how its data come from there by one function of `inference`
 *    or `analysis` (`null` where they aren't there; `needs` says what was lacking), `figure` which function draws them,
 *    `options` which of the `DrawingOptions` that function has.
 *
 * Where it is drawn from something new, or has a new option, that is a line in `FigureSources` or `DrawingOptions`
 * (`figure-kind.ts`); the compiler then names what is missing: the way from a file to it (`cli/plot/sources.ts`), its flag
 * (`cli/plot/flags.ts`), and an example for the tests (`test/figures/drawings.ts`; where it shall be in the gallery, `examples/gallery/sources.ts`).
 */
import { predictiveValueCurve as predictiveValues } from "../accuracy/predictive-value-curve.js";
import type { Analysis } from "../analysis/analyze.js";
import { bivariateBoxplot as boxplotOf } from "../inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../inference/heterogeneity/galbraith.js";
import type { StudyInfluence } from "../inference/influence/influence.js";
import { hasRatios } from "../inference/point/summary-point.js";
import type { ThresholdAnalysis } from "../inference/thresholds/analyze-thresholds.js";
import { thresholdCurves } from "../inference/thresholds/threshold-curves.js";
import { bivariateBoxplot } from "./checks/bivariate-boxplot.js";
import { deeksPlot } from "./checks/deeks-plot.js";
import { galbraithPlot } from "./checks/galbraith-plot.js";
import { influencePlot } from "./checks/influence-plot.js";
import { leaveOneOutPlot } from "./checks/leave-one-out-plot.js";
import { type FigureKind, figureKind, type SourceName } from "./figure-kind.js";
import { forestPlot } from "./forest/forest-plot.js";
import { faganNomogram } from "./probability/fagan-nomogram.js";
import { frequencyTree } from "./probability/frequency-tree.js";
import { likelihoodRatioMatrix } from "./probability/likelihood-ratio-matrix.js";
import { predictiveValueCurve } from "./probability/predictive-value-curve.js";
import { prismaFlow } from "./quality/prisma-flow.js";
import { quadasPlot } from "./quality/quadas-plot.js";
import { srocGroups } from "./sroc/sroc-groups.js";
import { srocPlot } from "./sroc/sroc-plot.js";
import type { ThresholdFigureData } from "./thresholds/cutoff-plot.js";
import { densitiesPlot } from "./thresholds/densities-plot.js";
import { srocCutoffsPlot } from "./thresholds/sroc-cutoffs-plot.js";
import { thresholdsPlot } from "./thresholds/thresholds-plot.js";
import { youdenPlot } from "./thresholds/youden-plot.js";

/** Rows beyond which a figure with a row for each study is no longer read. */
const MOST_ROWS = 200;

const hasStudies = ({ studies }: Analysis): boolean => studies.length > 0;
const hasFewStudies = ({ studies }: Analysis): boolean => studies.length > 0 && studies.length <= MOST_ROWS;
const converged = ({ fit }: Analysis): boolean => fit?.convergence.converged ?? true;

const thresholdsConverged = ({ convergence }: ThresholdAnalysis): boolean => convergence.converged;
const cutoffCurves = (analysis: ThresholdAnalysis): ThresholdFigureData => ({
  analysis,
  curves: thresholdCurves(analysis),
});

function influencesOf({ studies }: Analysis): readonly StudyInfluence[] | null {
  const known = studies.flatMap(({ id, influence }) => (influence === null ? [] : [{ id, ...influence }]));
  return known.length > 0 ? known : null;
}

/**
 * The figures by name, in the order of a report: title, caption, what each is drawn from and needs, its options, and `draw`, which
 * finds its data in the source and draws them (`null` where something that it needs is not there).
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { figureCatalogue } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const analysis = analyze(readStudies(csv));
 * figureCatalogue.sroc.draw(analysis, { labels: true })?.title; // "Summary ROC plot"
 * figureCatalogue.fagan.draw(analysis, {}); // null
 * figureCatalogue.fagan.needs; // "prior"
 * ```
 */
export const figureCatalogue = {
  /** A row for each study with its measures, and the pooled estimates. */
  forest: figureKind({
    title: "forestTitle",
    caption: "Forest plot with prediction intervals",
    code: "forestPlot(analysis)",
    from: "analysis",
    options: ["measures", "sort", "descending", "columns", "weights", "empiricalBayes", "note"],
    inReport: hasFewStudies,
    converged,
    input: (analysis) => analysis,
    figure: forestPlot,
  }),
  /** The studies in ROC space with summary point, regions and curve. */
  sroc: figureKind({
    title: "srocTitle",
    caption: "Summary ROC plot",
    code: "srocPlot(analysis)",
    from: "analysis",
    options: ["labels", "extrapolate", "crosshairs", "weights", "colorBy", "quality", "schema", "xAxis"],
    inReport: hasStudies,
    converged,
    input: (analysis, { extrapolate = false }) => srocGroups(analysis, extrapolate),
    figure: srocPlot,
  }),
  /** Likelihood ratios of the studies by what they can rule in and out. */
  "lr-matrix": figureKind({
    title: "matrixTitle",
    caption: "Likelihood ratio matrix",
    code: "likelihoodRatioMatrix(analysis)",
    from: "analysis",
    options: ["labels"],
    inReport: (analysis) => hasStudies(analysis) && analysis.summary !== null,
    converged,
    input: (analysis) => analysis,
    figure: likelihoodRatioMatrix,
  }),
  /** From the probability before the test to those after it, by the likelihood ratios. */
  fagan: figureKind({
    title: "faganTitle",
    caption: "Fagan’s nomogram",
    code: "faganNomogram(analyze(studies, { prior: 0.2 }))",
    from: "analysis",
    needs: "prior",
    inReport: ({ posttest }) => posttest !== null,
    converged,
    input: (analysis) => (analysis.options.prior === undefined ? null : analysis),
    figure: faganNomogram,
  }),
  /** What the test means for so many people, as a tree. */
  "frequency-tree": figureKind({
    title: "treeTitle",
    caption: "Frequency tree",
    code: "frequencyTree({ frequencies: analysis.naturalFrequencies[0], posttest: analysis.posttest })",
    from: "analysis",
    needs: "prior",
    inReport: ({ posttest }) => posttest !== null,
    converged,
    input: ({ naturalFrequencies, posttest, fit, options }) => {
      const [frequencies] = naturalFrequencies ?? [];
      return options.prior === undefined || frequencies === undefined ? null : { frequencies, posttest, fit };
    },
    figure: frequencyTree,
  }),
  /** Probabilities of disease after each result over all prevalences. */
  "predictive-values": figureKind({
    title: "predictiveTitle",
    caption: "Probability of disease after the test",
    code: "predictiveValueCurve(rows, { at: analysis.posttest })",
    from: "analysis",
    converged,
    input: ({ summary, posttest }) => ({
      rows:
        summary === null || !hasRatios(summary)
          ? []
          : predictiveValues(summary, { from: 0.001, to: 0.999, points: 201 }),
      posttest,
    }),
    figure: ({ rows, posttest }, options) =>
      predictiveValueCurve(rows, { ...options, ...(posttest === null ? {} : { at: posttest }) }),
  }),
  /** Diagnostic odds ratios against the effective sample size. */
  deeks: figureKind({
    title: "deeksTitle",
    caption: "Deeks’ funnel plot",
    code: "deeksPlot(analysis)",
    from: "analysis",
    options: ["labels"],
    inReport: ({ fit, deeks }) => fit !== null && deeks.points.length > 0,
    input: (analysis) => analysis,
    figure: deeksPlot,
  }),
  /** Cook’s distance, standardised residuals and leverage of each study. */
  influence: figureKind({
    title: "influenceTitle",
    caption: "Influence of the studies",
    code: "influencePlot(influence(analysis.fit))",
    from: "analysis",
    needs: "refits",
    inReport: (analysis) => hasFewStudies(analysis) && influencesOf(analysis) !== null,
    converged,
    input: influencesOf,
    figure: (studies, { sort: _, ...options }) => influencePlot(studies, options),
  }),
  /** The pooled estimates without each study in turn. */
  "leave-one-out": figureKind({
    title: "leaveOneOutTitle",
    caption: "Leave-one-out analysis",
    code: "leaveOneOutPlot(analysis.leaveOneOut, { overall: analysis.summary })",
    from: "analysis",
    needs: "refits",
    options: ["measures"],
    inReport: ({ leaveOneOut }) => leaveOneOut !== null && leaveOneOut.length > 0 && leaveOneOut.length <= MOST_ROWS,
    converged,
    input: ({ leaveOneOut: rows, summary }) => rows && { rows, overall: summary },
    figure: ({ rows, overall }, options) => leaveOneOutPlot(rows, { ...options, overall }),
  }),
  /** Logits of the studies, with a hinge around about half of them and a fence beyond which they are outliers. */
  "bivariate-boxplot": figureKind({
    title: "boxplotTitle",
    caption: "Bivariate box plot",
    code: "bivariateBoxplot(boxplot)",
    from: "studies",
    options: ["labels"],
    input: (studies) => boxplotOf(studies),
    figure: bivariateBoxplot,
  }),
  /** Standardised effects against their precision. */
  galbraith: figureKind({
    title: "galbraithTitle",
    caption: "Galbraith plot",
    code: "galbraithPlot(galbraith(studies))",
    from: "studies",
    options: ["labels", "measures"],
    input: (studies, { measures: [measure] = [] }) => galbraith(studies, measure === undefined ? {} : { measure }),
    figure: (data, { measures: _, ...options }) => galbraithPlot(data, options),
  }),
  /** Sensitivity and specificity over the cut-offs. */
  thresholds: figureKind({
    title: "thresholdsTitle",
    caption: "Sensitivity and specificity at every cut-off",
    code: "thresholdsPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    converged: thresholdsConverged,
    input: cutoffCurves,
    figure: thresholdsPlot,
  }),
  /** The Youden index over the cut-offs. */
  youden: figureKind({
    title: "youdenTitle",
    caption: "Youden index at every cut-off",
    code: "youdenPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    converged: thresholdsConverged,
    input: cutoffCurves,
    figure: youdenPlot,
  }),
  /** Distributions of the marker in both groups. */
  densities: figureKind({
    title: "densitiesTitle",
    caption: "Distributions of the marker in both groups",
    code: "densitiesPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    converged: thresholdsConverged,
    input: cutoffCurves,
    figure: densitiesPlot,
  }),
  /** The summary ROC curve with cut-offs along it. */
  "sroc-cutoffs": figureKind({
    title: "srocCutoffsTitle",
    caption: "Summary ROC curve with its cut-offs",
    code: "srocCutoffsPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    converged: thresholdsConverged,
    input: cutoffCurves,
    figure: srocCutoffsPlot,
  }),
  /** Judgements of risk of bias and applicability. */
  quadas: figureKind({
    title: "quadasTitle",
    caption: "Quality of the studies",
    code: "quadasPlot(judgements)",
    from: "quality",
    options: ["schema", "layout"],
    input: (judgements) => judgements,
    figure: quadasPlot,
  }),
  /** How many records and studies came through each step of a review. */
  prisma: figureKind({
    title: "prismaTitle",
    caption: "PRISMA 2020 flow diagram",
    code: "prismaFlow(numbers)",
    from: "prisma",
    input: (numbers) => numbers,
    figure: prismaFlow,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;

/** Name of a figure, as `dta plot` and files call it. */
export type FigureName = keyof typeof figureCatalogue;

/** Every figure with its name, in the order of a report. */
export const figureKinds: readonly (FigureKind & {
  /** As in `figureCatalogue`. */
  readonly name: FigureName;
})[] = Object.entries(figureCatalogue).map(([name, kind]) => ({ ...(kind as FigureKind), name: name as FigureName }));

/**
 * The figures that are drawn from one source, in the order of a report.
 *
 * @example
 * ```ts
 * import { figuresFrom } from "dta-meta/figures";
 *
 * figuresFrom("studies").map(({ name }) => name); // ["bivariate-boxplot", "galbraith"]
 * ```
 */
export function figuresFrom<S extends SourceName>(
  source: S,
): readonly (FigureKind<S> & {
  /** As in `figureCatalogue`. */
  readonly name: FigureName;
})[] {
  return figureKinds.filter(({ from }) => from === source) as never;
}
