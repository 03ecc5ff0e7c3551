import { numberAxis } from "../frame/axes.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatLevel } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { line, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { areaRadius, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, studiesItem } from "../marks/swatches.js";
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
 * Youden's index against the cut-off: the studies, the summary curve with its confidence band, and the optimal cut-off with its interval.
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
  checkThresholdData(data, "youdenPlot");
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { analysis, curves } = data;
  const studies = analysis.studies.filter(({ diseased, nonDiseased }) => diseased > 0 && nonDiseased > 0);
  const most = Math.max(...studies.map(({ diseased, nonDiseased }) => diseased + nonDiseased));
  const indexOf = ({ tp, fp, fn, tn }: { tp: number; fp: number; fn: number; tn: number }): number =>
    tp / (tp + fn) - fp / (fp + tn);
  const lowest = Math.min(0, ...studies.flatMap(({ points }) => points.map(indexOf)));
  const color = seriesColor(theme, 0);
  const title = options.title ?? labels.youdenTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.youdenDescription, { k: analysis.k }),
        optimumText(data, theme),
        ...convergenceNotes(data),
      ],
      xAxis: cutoffAxis(data, theme),
      yAxis: numberAxis({ label: labels.youden, domain: [Math.floor(10 * lowest) / 10, 1] }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        const marks: Markup[] = [
          ...optimumMarks(data, x, area, theme),
          line(area.left, y(0), area.right, y(0), { stroke: colors.reference, "stroke-width": 0.8 * lineWidth }),
        ];
        for (const { points, diseased, nonDiseased } of studies) {
          const places = points.map((point): Point => [x(point.cutoff), y(indexOf(point))]);
          marks.push(
            curve(places, {
              class: "study",
              stroke: colors.muted,
              "stroke-width": 0.6 * lineWidth,
              "stroke-opacity": "0.6",
            }),
          );
          const radius = areaRadius(diseased + nonDiseased, most, 0.36 * fontSize);
          for (const [px, py] of places)
            marks.push(
              marker(groupShape(0), px, py, radius, { class: "point", fill: colors.muted, "fill-opacity": "0.5" }),
            );
        }
        const limits = (which: "lower" | "upper"): Point[] =>
          curves.rows.flatMap(({ cutoff, youden }) =>
            youden[which] === null ? [] : [[x(cutoff), y(youden[which])] as const],
          );
        marks.push(between(limits("upper"), limits("lower"), color, 0.2));
        const summary = curves.rows.map(({ cutoff, youden }): Point => [x(cutoff), y(youden.estimate!)]);
        marks.push(curve(summary, { class: "curve", stroke: color, "stroke-width": 2 * lineWidth }));
        return { markup: marks };
      },
      legend: [
        { text: labels.youden, swatch: lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }) },
        studiesItem(labels.eachStudy, colors.muted, theme),
        {
          text: optimumText(data, theme),
          swatch: lineSwatch({ stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" }),
        },
      ],
      notes: [fill(labels.confidenceBand, { level: formatLevel(analysis.level, theme) }), ...convergenceNotes(data)],
    },
    theme,
  );
  return makeFigure(picture, theme);
}
