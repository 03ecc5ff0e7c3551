import type { Analysis } from "../../analysis/analyze.js";
import { studyWeights } from "../../inference/influence/study-weights.js";
import { predictionIntervals } from "../../inference/point/prediction-intervals.js";
import type { DrawingOptions } from "../figure-kind.js";
import type { Figure } from "../frame/figure.js";
import type { ForestPlotOptions } from "./forest-options.js";
import { forestPlot } from "./forest-plot.js";

/** The forest plot of an analysis with all that belongs to it: subgroups, prediction intervals, weights where they are asked for. */
export function forestOfAnalysis(analysis: Analysis, { weights, ...options }: DrawingOptions): Figure {
  const { fit, subgroups } = analysis;
  const plain = fit !== null && fit.design.moderators.length === 0 ? fit : null;
  const measures = options.measures ?? ["sensitivity", "specificity"];
  const proportions = measures.every((measure) => measure === "sensitivity" || measure === "specificity");
  const intervals = plain !== null && proportions ? predictionIntervals(plain) : null;
  const settings: ForestPlotOptions = {
    ...options,
    ...(weights && plain !== null ? { weights: studyWeights(plain) } : {}),
    ...(subgroups === null ? {} : { subgroups }),
    ...(intervals === null || intervals.reason !== null ? {} : { prediction: intervals }),
  };
  return forestPlot(analysis, settings);
}
