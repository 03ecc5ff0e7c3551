import { numberAxis } from "../frame/axes.js";
import type { Figure } from "../frame/figure.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { boxSwatch, lineSwatch } from "../marks/swatches.js";
import {
  between,
  curve,
  cutoffAxis,
  cutoffFigure,
  optimumMarks,
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
  return cutoffFigure("densitiesPlot", data, options, (theme) => {
    const { labels, colors, lineWidth } = theme;
    const { analysis, curves } = data;
    const highest = Math.max(...curves.densities.flatMap(({ diseased, nonDiseased }) => [diseased, nonDiseased]));
    const series = [
      { key: "nonDiseased", text: labels.nonDiseased, color: colors.accent, dash: "6 3", wrong: 1 },
      { key: "diseased", text: labels.diseased, color: seriesColor(theme, 0), dash: undefined, wrong: -1 },
    ] as const;
    const best = analysis.optimalCutoff.cutoff.estimate;
    const side = analysis.direction === "greater" ? 1 : -1;
    /** The densities with a row at a cut-off between two of them, so that the shades meet there. */
    const withRowAt = (cutoff: number) => {
      const { densities } = curves;
      const next = densities.findIndex((row) => row.cutoff > cutoff);
      if (next < 1) return densities;
      const [a, b] = [densities[next - 1]!, densities[next]!];
      const share = (cutoff - a.cutoff) / (b.cutoff - a.cutoff);
      const mid = (key: "diseased" | "nonDiseased"): number => a[key] + share * (b[key] - a[key]);
      const row = { cutoff, diseased: mid("diseased"), nonDiseased: mid("nonDiseased") };
      return [...densities.slice(0, next), row, ...densities.slice(next)];
    };
    return {
      title: "densitiesTitle",
      description: [labels.densitiesDescription],
      xAxis: cutoffAxis(data, theme),
      yAxis: numberAxis({ label: labels.density, domain: [0, 1.05 * highest] }, theme),
      aspect: 0.65,
      draw(x, y, area) {
        const marks = optimumMarks(data, x, area, theme);
        for (const { key, color, dash, wrong } of series) {
          const shaded =
            best === null ? [] : withRowAt(best).filter(({ cutoff }) => side * wrong * (cutoff - best) >= 0);
          const top = shaded.map((row): Point => [x(row.cutoff), y(row[key])]);
          const base = shaded.map((row): Point => [x(row.cutoff), y(0)]);
          const points = curves.densities.map((row): Point => [x(row.cutoff), y(row[key])]);
          marks.push(
            between(top, base, color, 0.3),
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
      ],
      notes: [],
    };
  });
}
