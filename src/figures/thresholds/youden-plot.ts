import { numberAxis } from "../frame/axes.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatFixed, formatLevel } from "../frame/format.js";
import { line, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { lineSwatch, studiesItem } from "../marks/swatches.js";
import {
  cutoffAxis,
  cutoffFigure,
  optimumMarks,
  people,
  studyLines,
  summaryCurve,
  type ThresholdFigureData,
  wholeStudies,
  withBothGroups,
} from "./cutoff-plot.js";

/**
 * Youden's index against the cut-off: the studies, the summary curve with its confidence band, and the optimal cut-off with its interval.
 * Where the optimal cut-off weighs sensitivity by w other than ½, the index is 2(w·sensitivity + (1 − w)·specificity) − 1, without a band.
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { youdenPlot } from "dta-meta/figures";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const analysis = analyzeThresholds(readThresholdStudies(csv), { alternatives: false });
 * youdenPlot({ analysis, curves: thresholdCurves(analysis) }).title; // "Youden index at every cut-off"
 * ```
 */
export function youdenPlot(data: ThresholdFigureData, options: FigureOptions = {}): Figure {
  return cutoffFigure("youdenPlot", data, options, (theme) => {
    const { labels, colors, lineWidth } = theme;
    const { analysis, curves } = data;
    const { weight } = analysis.optimalCutoff;
    const plain = weight === 0.5;
    const index = (sensitivity: number, specificity: number): number =>
      2 * (weight * sensitivity + (1 - weight) * specificity) - 1;
    const studies = withBothGroups(analysis);
    const indexOf = ({ tp, fp, fn, tn }: { tp: number; fp: number; fn: number; tn: number }): number =>
      index(tp / (tp + fn), tn / (tn + fp));
    const lowest = Math.min(0, ...studies.flatMap(({ points }) => points.map(indexOf)));
    const color = seriesColor(theme, 0);
    const name = plain ? labels.youden : fill(labels.weightedYouden, { weight: formatFixed(weight, 2, theme) });
    return {
      title: "youdenTitle",
      description: [fill(labels.youdenDescription, { k: analysis.k })],
      xAxis: cutoffAxis(data, theme),
      yAxis: numberAxis({ label: name, domain: [Math.floor(10 * lowest) / 10, 1] }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        const marks: Markup[] = [
          ...optimumMarks(data, x, area, theme),
          line(area.left, y(0), area.right, y(0), { stroke: colors.reference, "stroke-width": 0.8 * lineWidth }),
          ...studyLines(studies, people, (point) => [x(point.cutoff), y(indexOf(point))], wholeStudies(theme), theme),
          ...summaryCurve(
            curves.rows,
            ({ youden, sensitivity, specificity }) =>
              plain
                ? youden
                : { estimate: index(sensitivity.estimate!, specificity.estimate!), lower: null, upper: null },
            (row, value) => [x(row.cutoff), y(value)],
            { color, name: "curve", width: 2 * lineWidth },
          ),
        ];
        return { markup: marks };
      },
      legend: [
        { text: name, swatch: lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }) },
        studiesItem(labels.eachStudy, colors.muted, theme),
      ],
      notes: plain ? [fill(labels.confidenceBand, { level: formatLevel(analysis.level, theme) })] : [],
    };
  });
}
