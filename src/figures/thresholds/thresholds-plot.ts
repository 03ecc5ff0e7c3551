import { proportionAxis } from "../frame/axes.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatLevel } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import type { Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { areaRadius, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";
import {
  between,
  checkThresholdData,
  convergenceNotes,
  curve,
  cutoffAxis,
  optimumMarks,
  optimumText,
  type Point,
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
  checkThresholdData(data, "thresholdsPlot");
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { analysis, curves } = data;
  const { studies, level, k } = analysis;
  const most = Math.max(...studies.flatMap(({ diseased, nonDiseased }) => [diseased, nonDiseased]));
  const series = [
    { key: "sensitivity", text: labels.sensitivity, color: seriesColor(theme, 0), shape: groupShape(0) },
    { key: "specificity", text: labels.specificity, color: colors.accent, shape: groupShape(1) },
  ] as const;
  const share = { sensitivity: ["tp", "fn"], specificity: ["tn", "fp"] } as const;
  const title = options.title ?? labels.thresholdsTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [fill(labels.thresholdsDescription, { k }), optimumText(data, theme), ...convergenceNotes(data)],
      xAxis: cutoffAxis(data, theme),
      yAxis: proportionAxis({ label: labels.proportion, domain: [0, 1] }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        const marks: Markup[] = optimumMarks(data, x, area, theme);
        for (const { key, color, shape } of series) {
          const [hit, miss] = share[key];
          for (const { points, diseased, nonDiseased } of studies) {
            const n = key === "sensitivity" ? diseased : nonDiseased;
            if (n === 0) continue;
            const places = points.map((point): Point => [x(point.cutoff), y(point[hit] / (point[hit] + point[miss]))]);
            marks.push(
              curve(places, {
                class: "study",
                stroke: color,
                "stroke-width": 0.6 * lineWidth,
                "stroke-opacity": "0.45",
              }),
            );
            for (const [px, py] of places) {
              marks.push(
                marker(shape, px, py, areaRadius(n, most, 0.34 * fontSize), {
                  class: "point",
                  fill: color,
                  "fill-opacity": "0.45",
                }),
              );
            }
          }
        }
        for (const { key, color } of series) {
          const limits = (which: "lower" | "upper"): Point[] =>
            curves.rows.flatMap((row) =>
              row[key][which] === null ? [] : [[x(row.cutoff), y(row[key][which])] as const],
            );
          marks.push(between(limits("upper"), limits("lower"), color, 0.2));
          for (const which of ["lower", "upper"] as const) {
            const dashed = curves.rows.flatMap(({ cutoff, prediction }): Point[] =>
              prediction === null ? [] : [[x(cutoff), y(prediction[key][which])]],
            );
            marks.push(
              curve(dashed, {
                class: "prediction",
                stroke: color,
                "stroke-width": 0.8 * lineWidth,
                "stroke-dasharray": "5 3",
              }),
            );
          }
          const summary = curves.rows.map((row): Point => [x(row.cutoff), y(row[key].estimate!)]);
          marks.push(curve(summary, { class: `curve ${key}`, stroke: color, "stroke-width": 2 * lineWidth }));
        }
        return { markup: marks };
      },
      legend: [
        ...series.map(({ text, color, shape }) => ({
          text,
          swatch: swatches(
            lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }),
            markSwatch(shape, 0.3 * fontSize, { fill: color }),
          ),
        })),
        {
          text: optimumText(data, theme),
          swatch: lineSwatch({ stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" }),
        },
      ],
      notes: [fill(labels.confidenceBands, { level: formatLevel(level, theme) }), ...convergenceNotes(data)],
    },
    theme,
  );
  return makeFigure(picture, theme);
}
