import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { thresholdCurves } from "../../inference/thresholds/threshold-curves.js";
import { type FigureKind, figureKind } from "../figure-kind.js";
import type { ThresholdFigureData } from "../thresholds/cutoff-plot.js";
import { densitiesPlot } from "../thresholds/densities-plot.js";
import { srocCutoffsPlot } from "../thresholds/sroc-cutoffs-plot.js";
import { thresholdsPlot } from "../thresholds/thresholds-plot.js";
import { youdenPlot } from "../thresholds/youden-plot.js";

const converged = ({ convergence }: ThresholdAnalysis): boolean => convergence.converged;
const cutoffCurves = (analysis: ThresholdAnalysis): ThresholdFigureData => ({
  analysis,
  curves: thresholdCurves(analysis),
});

/** Figures of several cut-offs a study. */
export const thresholdFigureRows = {
  /** Sensitivity and specificity over the cut-offs. */
  thresholds: figureKind({
    title: "thresholdsTitle",
    caption: "Sensitivity and specificity at every cut-off",
    code: "thresholdsPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
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
    converged,
    input: cutoffCurves,
    figure: densitiesPlot,
  }),
  /** The summary ROC curve with cut-offs along it. */
  "sroc-cutoffs": figureKind({
    title: "srocCutoffsTitle",
    caption: "Summary ROC curve with its cut-offs",
    code: "srocCutoffsPlot({ analysis, curves: thresholdCurves(analysis) })",
    from: "thresholds",
    converged,
    input: cutoffCurves,
    figure: srocCutoffsPlot,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
