import { numberAxis } from "../frame/axes.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import type { Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { boxSwatch, lineSwatch } from "../marks/swatches.js";
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
 * Densities of the marker in both groups of a study with average random effects, with the optimal cut-off: what lies on the wrong
 * side of it is shaded.
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { densitiesPlot } from "dta-meta/figures";
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
 * densitiesPlot({ analysis, curves: thresholdCurves(analysis) }).title; // "Distributions of the marker"
 * ```
 */
export function densitiesPlot(data: ThresholdFigureData, options: FigureOptions = {}): Figure {
  checkThresholdData(data, "densitiesPlot");
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth } = theme;
  const { analysis, curves } = data;
  const highest = Math.max(...curves.densities.flatMap(({ diseased, nonDiseased }) => [diseased, nonDiseased]));
  const series = [
    { key: "nonDiseased", text: labels.nonDiseased, color: colors.accent, dash: "6 3", wrong: 1 },
    { key: "diseased", text: labels.diseased, color: seriesColor(theme, 0), dash: undefined, wrong: -1 },
  ] as const;
  const best = analysis.optimalCutoff.cutoff.estimate;
  const side = analysis.direction === "greater" ? 1 : -1;
  const title = options.title ?? labels.densitiesTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [labels.densitiesDescription, optimumText(data, theme), ...convergenceNotes(data)],
      xAxis: cutoffAxis(data, theme),
      yAxis: numberAxis({ label: labels.density, domain: [0, 1.05 * highest] }, theme),
      aspect: 0.65,
      draw(x, y, area) {
        const marks: Markup[] = [...optimumMarks(data, x, area, theme)];
        for (const { key, color, dash, wrong } of series) {
          const shaded =
            best === null ? [] : curves.densities.filter(({ cutoff }) => side * wrong * (cutoff - best) >= 0);
          marks.push(
            between(
              shaded.map((row): Point => [x(row.cutoff), y(row[key])]),
              shaded.map((row): Point => [x(row.cutoff), y(0)]),
              color,
              0.3,
            ),
          );
          const points = curves.densities.map((row): Point => [x(row.cutoff), y(row[key])]);
          marks.push(
            curve(points, {
              class: `curve ${key}`,
              stroke: color,
              "stroke-width": 1.8 * lineWidth,
              ...(dash === undefined ? {} : { "stroke-dasharray": dash }),
            }),
          );
        }
        return { markup: marks };
      },
      legend: [
        ...series.map(({ text, color, dash }) => ({
          text,
          swatch: lineSwatch({ stroke: color, "stroke-width": 1.8 * lineWidth, "stroke-dasharray": dash }),
        })),
        { text: labels.falseResults, swatch: boxSwatch({ fill: colors.muted, "fill-opacity": "0.3" }, theme) },
        {
          text: optimumText(data, theme),
          swatch: lineSwatch({ stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" }),
        },
      ],
      notes: convergenceNotes(data),
    },
    theme,
  );
  return makeFigure(picture, theme);
}
