import { proportionAxis } from "../frame/axes.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatLevel } from "../frame/format.js";
import type { Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { groupShape } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";
import {
  curve,
  cutoffAxis,
  cutoffFigure,
  optimumMarks,
  type Point,
  studyLines,
  summaryCurve,
  type ThresholdFigureData,
} from "./cutoff-plot.js";

/**
 * Sensitivity and specificity against the cut-off: the studies as thin lines with marks sized by their people, the summary curves
 * with confidence bands, dashed the limits between which new studies lie, and the optimal cut-off with its interval.
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { thresholdsPlot } from "dta-meta/figures";
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
 * const figure = thresholdsPlot({ analysis, curves: thresholdCurves(analysis) });
 * figure.title; // "Sensitivity and specificity at every cut-off"
 * ```
 */
export function thresholdsPlot(data: ThresholdFigureData, options: FigureOptions = {}): Figure {
  return cutoffFigure("thresholdsPlot", data, options, (theme) => {
    const { labels, colors, lineWidth, fontSize } = theme;
    const { analysis, curves } = data;
    const series = [
      { key: "sensitivity", of: "diseased", hit: "tp", miss: "fn", color: seriesColor(theme, 0), group: 0 },
      { key: "specificity", of: "nonDiseased", hit: "tn", miss: "fp", color: colors.accent, group: 1 },
    ] as const;
    return {
      title: "thresholdsTitle",
      description: [fill(labels.thresholdsDescription, { k: analysis.k })],
      xAxis: cutoffAxis(data, theme),
      yAxis: proportionAxis({ label: labels.proportion, domain: [0, 1] }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        const marks: Markup[] = optimumMarks(data, x, area, theme);
        for (const { of, hit, miss, color, group } of series) {
          const known = analysis.studies.filter((study) => study[of] > 0);
          const place = (point: (typeof known)[number]["points"][number]): Point => [
            x(point.cutoff),
            y(point[hit] / (point[hit] + point[miss])),
          ];
          const look = { color, group, opacity: 0.45, radius: 0.34 };
          marks.push(...studyLines(known, (study) => study[of], place, look, theme));
        }
        for (const { key, color } of series) {
          const look = { color, name: `curve ${key}`, width: 2 * lineWidth };
          marks.push(
            ...summaryCurve(
              curves.rows,
              (row) => row[key],
              (row, value) => [x(row.cutoff), y(value)],
              look,
            ),
          );
          for (const which of ["lower", "upper"] as const) {
            const dashed = curves.rows.flatMap(({ cutoff, prediction }): Point[] =>
              prediction === null ? [] : [[x(cutoff), y(prediction[key][which])]],
            );
            const stroke = { stroke: color, "stroke-width": 0.8 * lineWidth, "stroke-dasharray": "5 3" };
            marks.push(curve(dashed, { class: "prediction", ...stroke }));
          }
        }
        return { markup: marks };
      },
      legend: series.map(({ key, color, group }) => ({
        text: labels[key],
        swatch: swatches(
          lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }),
          markSwatch(groupShape(group), 0.3 * fontSize, { fill: color }),
        ),
      })),
      notes: [fill(labels.confidenceBands, { level: formatLevel(analysis.level, theme) })],
    };
  });
}
