import { proportionAxis } from "../frame/axes.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { line, type Markup } from "../frame/svg.js";
import { SMALL, textLine } from "../frame/text.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { areaRadius, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, studiesItem } from "../marks/swatches.js";
import {
  checkThresholdData,
  convergenceNotes,
  curve,
  cutoffAxis,
  optimumText,
  type Point,
  type ThresholdFigureData,
} from "./cutoff-plot.js";

/** Least distance in px between cut-offs written along the curve, in font sizes. */
const APART = 1.7;

/**
 * The summary ROC curve with cut-offs written along it, the studies as polylines through their cut-offs, and the optimal cut-off.
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { srocCutoffsPlot } from "dta-meta/figures";
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
 * srocCutoffsPlot({ analysis, curves: thresholdCurves(analysis) }).title; // "Summary ROC curve with cut-offs"
 * ```
 */
export function srocCutoffsPlot(data: ThresholdFigureData, options: FigureOptions = {}): Figure {
  checkThresholdData(data, "srocCutoffsPlot");
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { analysis, curves } = data;
  const studies = analysis.studies.filter(({ diseased, nonDiseased }) => diseased > 0 && nonDiseased > 0);
  const most = Math.max(...studies.map(({ diseased, nonDiseased }) => diseased + nonDiseased));
  const color = seriesColor(theme, 0);
  const { sensitivity, specificity } = analysis.optimalCutoff;
  const title = options.title ?? labels.srocCutoffsTitle;
  const size = SMALL * fontSize;
  const rows = curves.rows.map((row) => ({
    cutoff: row.cutoff,
    fpr: 1 - row.specificity.estimate!,
    sensitivity: row.sensitivity.estimate!,
  }));
  /** The row of the curve that is nearest to a cut-off. */
  const nearest = (cutoff: number) =>
    rows.reduce((best, row) => (Math.abs(row.cutoff - cutoff) < Math.abs(best.cutoff - cutoff) ? row : best));
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.srocCutoffsDescription, { k: analysis.k }),
        optimumText(data, theme),
        ...convergenceNotes(data),
      ],
      xAxis: proportionAxis({ label: labels.falsePositiveRate, domain: [0, 1] }, theme),
      yAxis: proportionAxis({ label: labels.sensitivity, domain: [0, 1] }, theme),
      aspect: 1,
      draw(x, y, area) {
        const marks: Markup[] = [
          line(x(0), y(0), x(1), y(1), {
            stroke: colors.reference,
            "stroke-width": 0.8 * lineWidth,
            "stroke-dasharray": "1 3",
          }),
        ];
        for (const { points, diseased, nonDiseased } of studies) {
          const places = points.map(({ tp, fp, fn, tn }): Point => [x(fp / (fp + tn)), y(tp / (tp + fn))]);
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
        marks.push(
          curve(
            rows.map((row): Point => [x(row.fpr), y(row.sensitivity)]),
            { class: "curve", stroke: color, "stroke-width": 2 * lineWidth },
          ),
        );
        let last: Point | null = null;
        for (const { value, label: tick } of cutoffAxis(data, theme).ticks(9)) {
          const at = nearest(value);
          const place: Point = [x(at.fpr), y(at.sensitivity)];
          if (last !== null && Math.abs(place[0] - last[0]) + Math.abs(place[1] - last[1]) < APART * fontSize) continue;
          last = place;
          marks.push(marker(groupShape(1), place[0], place[1], 0.22 * fontSize, { class: "tick", fill: color }));
          // beside a steep part of the curve there is room on the right alone
          const right = place[0] - area.left < 4 * fontSize;
          const [dx, dy] = right ? [0.6, 0.35] : [-0.5, -0.4];
          marks.push(
            textLine(place[0] + dx * fontSize, place[1] + dy * fontSize, tick, theme, {
              anchor: right ? "start" : "end",
              size,
              fill: colors.text,
            }),
          );
        }
        if (sensitivity?.estimate != null && specificity?.estimate != null) {
          marks.push(
            marker(groupShape(3), x(1 - specificity.estimate), y(sensitivity.estimate), 0.5 * fontSize, {
              class: "optimum",
              fill: colors.accent,
              stroke: colors.background ?? "#ffffff",
              "stroke-width": lineWidth,
            }),
          );
        }
        return { markup: marks };
      },
      legend: [
        { text: labels.srocCutoffsTitle, swatch: lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }) },
        studiesItem(labels.eachStudy, colors.muted, theme),
        { text: optimumText(data, theme), swatch: markSwatch(groupShape(3), 0.4 * fontSize, { fill: colors.accent }) },
      ],
      notes: convergenceNotes(data),
    },
    theme,
  );
  return makeFigure(picture, theme);
}
