import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { thresholdCurves } from "../../inference/thresholds/threshold-curves.js";
import { thresholdLinearity } from "../../inference/thresholds/threshold-linearity.js";
import { thresholdRegion } from "../../inference/thresholds/threshold-region.js";
import { type FigureKind, figureKind } from "../figure-kind.js";
import type { ThresholdFigureData } from "../thresholds/cutoff-plot.js";
import { cutoffPredictivePlot } from "../thresholds/cutoff-predictive-plot.js";
import { cutoffRatiosPlot } from "../thresholds/cutoff-ratios-plot.js";
import { densitiesPlot } from "../thresholds/densities-plot.js";
import { linearityPlot } from "../thresholds/linearity-plot.js";
import { srocCutoffsPlot } from "../thresholds/sroc-cutoffs-plot.js";
import { thresholdsPlot } from "../thresholds/thresholds-plot.js";
import { youdenPlot } from "../thresholds/youden-plot.js";

const converged = ({ convergence }: ThresholdAnalysis): boolean => convergence.converged;
const cutoffCurves = (analysis: ThresholdAnalysis): ThresholdFigureData => ({
  analysis,
  curves: thresholdCurves(analysis),
});
const always = (): boolean => true;

/** Figures of several cut-offs a study. */
export const thresholdFigureRows = {
  /** Sensitivity and specificity over the cut-offs. */
  thresholds: figureKind({
    title: "thresholdsTitle",
    caption: "Sensitivity and specificity at every cut-off",
    code: "thresholdsPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: cutoffCurves,
    figure: thresholdsPlot,
  }),
  /** The Youden index over the cut-offs. */
  youden: figureKind({
    title: "youdenTitle",
    caption: "Youden index at every cut-off",
    code: "youdenPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: cutoffCurves,
    figure: youdenPlot,
  }),
  /** Distributions of the marker in both groups. */
  densities: figureKind({
    title: "densitiesTitle",
    caption: "Distributions of the marker in both groups",
    code: "densitiesPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: cutoffCurves,
    figure: densitiesPlot,
  }),
  /** The summary ROC curve with cut-offs along it. */
  "sroc-cutoffs": figureKind({
    title: "srocCutoffsTitle",
    caption: "Summary ROC curve with its cut-offs",
    code: "srocCutoffsPlot({ analysis, curves: thresholdCurves(analysis), region: thresholdRegion(analysis, best) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: (analysis) => {
      const best = analysis.optimalCutoff.cutoff.estimate;
      return { ...cutoffCurves(analysis), region: best === null ? null : thresholdRegion(analysis, best) };
    },
    figure: srocCutoffsPlot,
  }),
  /** Likelihood ratios over the cut-offs. */
  "cutoff-ratios": figureKind({
    title: "cutoffRatiosTitle",
    caption: "Likelihood ratios at every cut-off",
    code: "cutoffRatiosPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: cutoffCurves,
    figure: cutoffRatiosPlot,
  }),
  /** Predictive values over the cut-offs. */
  "cutoff-predictive-values": figureKind({
    title: "cutoffPredictiveTitle",
    caption: "Predictive values at every cut-off",
    code: "cutoffPredictivePlot({ analysis, curves: thresholdCurves(analysis, { prevalence }), prevalence })",
    from: "thresholds",
    needs: "prevalence",
    inReport: ({ prevalence }) => prevalence !== null,
    converged,
    input: (analysis) => {
      const { prevalence } = analysis;
      return prevalence === null ? null : { analysis, curves: thresholdCurves(analysis, { prevalence }), prevalence };
    },
    figure: cutoffPredictivePlot,
  }),
  /** Whether the distributions fit: shares on the scale on which the model is a line. */
  linearity: figureKind({
    title: "linearityTitle",
    caption: "Whether scale and distribution of the cut-offs fit",
    code: "linearityPlot({ analysis, curves: thresholdCurves(analysis), linearity: thresholdLinearity(analysis) })",
    from: "thresholds",
    inReport: always,
    converged,
    input: (analysis) => ({ ...cutoffCurves(analysis), linearity: thresholdLinearity(analysis) }),
    figure: linearityPlot,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
