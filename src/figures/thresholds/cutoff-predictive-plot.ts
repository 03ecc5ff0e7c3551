import type { ThresholdAccuracy } from "../../inference/thresholds/accuracy-at.js";
import { proportionAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatLevel, formatProportion } from "../frame/format.js";
import { line } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { lineSwatch } from "../marks/swatches.js";
import { cutoffAxis, cutoffFigure, optimumMarks, summaryCurve, type ThresholdFigureData } from "./cutoff-plot.js";

/** What predictive values by cut-off are drawn from. */
export interface CutoffPredictiveData extends ThresholdFigureData {
  /** The prevalence that `thresholdCurves` was given. */
  readonly prevalence: number;
}

const NONE = { estimate: null, lower: null, upper: null };

/**
 * Positive and negative predictive value against the cut-off at one prevalence, with confidence bands and the optimal cut-off. The
 * dotted lines are what is known without the test: the prevalence, and its rest to 1.
 *
 * @throws InputError `bad-data` for what `analyzeThresholds` and `thresholdCurves` with a prevalence did not return
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { cutoffPredictivePlot } from "dta-meta/figures";
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
 * const data = { analysis, curves: thresholdCurves(analysis, { prevalence: 0.2 }), prevalence: 0.2 };
 * cutoffPredictivePlot(data).title; // "Predictive values at every cut-off"
 * ```
 */
export function cutoffPredictivePlot(data: CutoffPredictiveData, options: FigureOptions = {}): Figure {
  checkData(data, {
    figure: "cutoffPredictivePlot",
    fields: ["prevalence"],
    from: "{ analysis, curves, prevalence }, what analyzeThresholds returns, thresholdCurves with a prevalence, and that",
  });
  return cutoffFigure("cutoffPredictivePlot", data, options, (theme) => {
    const { labels, colors, lineWidth } = theme;
    const { analysis, curves, prevalence } = data;
    const series = [
      { key: "ppv", text: labels.ppv, color: seriesColor(theme, 0), before: prevalence },
      { key: "npv", text: labels.npv, color: colors.accent, before: 1 - prevalence },
    ] as const;
    const shown = formatProportion(prevalence, theme);
    return {
      title: "cutoffPredictiveTitle",
      description: [fill(labels.cutoffPredictiveDescription, { prevalence: shown })],
      xAxis: cutoffAxis(data, theme),
      yAxis: proportionAxis({ label: labels.predictiveValue, domain: [0, 1] }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        return {
          markup: [
            ...optimumMarks(data, x, area, theme),
            ...series.flatMap(({ key, color, before }) => [
              line(area.left, y(before), area.right, y(before), {
                class: "before",
                stroke: color,
                "stroke-width": 0.8 * lineWidth,
                "stroke-dasharray": "1 3",
              }),
              ...summaryCurve(
                curves.rows,
                (row: ThresholdAccuracy) => row[key] ?? NONE,
                (row, value) => [x(row.cutoff), y(value)],
                { color, name: `curve ${key}`, width: 2 * lineWidth },
              ),
            ]),
          ],
        };
      },
      legend: series.map(({ text, color }) => ({
        text,
        swatch: lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }),
      })),
      notes: [
        `${fill(labels.cutoffPrevalence, { prevalence: shown })}. ${fill(labels.bothBands, { level: formatLevel(analysis.level, theme) })}`,
        labels.cutoffPredictiveNote,
      ],
    };
  });
}
