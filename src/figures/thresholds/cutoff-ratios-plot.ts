import type { ThresholdAccuracy } from "../../inference/thresholds/accuracy-at.js";
import { ratioAxis } from "../frame/axes.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatLevel } from "../frame/format.js";
import { paddedRatios } from "../frame/ranges.js";
import { line } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { lineSwatch } from "../marks/swatches.js";
import { cutoffAxis, cutoffFigure, optimumMarks, summaryCurve, type ThresholdFigureData } from "./cutoff-plot.js";

/** Ratios beyond these say nothing more of a test. */
const BOUNDS = [0.005, 200] as const;
/** By the usual cuts a test confirms above the first, and excludes below the second. */
const USUAL = [10, 0.1];

/** A ratio kept within what is drawn. */
const kept = (value: number | null): number | null =>
  value === null ? null : Math.min(BOUNDS[1], Math.max(BOUNDS[0], value));

/**
 * Positive and negative likelihood ratio against the cut-off, with confidence bands, the usual cuts of 10 and 0.1, and the optimal
 * cut-off. Curves end, and bands are cut, where ratios go beyond 200 or below 0.005.
 *
 * @throws InputError `bad-data` for what `analyzeThresholds` and `thresholdCurves` did not return
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 * import { cutoffRatiosPlot } from "dta-meta/figures";
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
 * cutoffRatiosPlot({ analysis, curves: thresholdCurves(analysis) }).title; // "Likelihood ratios at every cut-off"
 * ```
 */
export function cutoffRatiosPlot(data: ThresholdFigureData, options: FigureOptions = {}): Figure {
  return cutoffFigure("cutoffRatiosPlot", data, options, (theme) => {
    const { labels, colors, lineWidth } = theme;
    const { analysis, curves } = data;
    const series = [
      { key: "plr", text: labels.plr, color: seriesColor(theme, 0) },
      { key: "nlr", text: labels.nlr, color: colors.accent },
    ] as const;
    const quantity = (key: "plr" | "nlr") => (row: ThresholdAccuracy) => {
      const { estimate, lower, upper } = row[key];
      return { estimate: kept(estimate) === estimate ? estimate : null, lower: kept(lower), upper: kept(upper) };
    };
    const values = curves.rows.flatMap((row) =>
      series.flatMap(({ key }) => Object.values(quantity(key)(row)).filter((value) => value !== null)),
    );
    const domain = paddedRatios(values, [0.5, 2]);
    return {
      title: "cutoffRatiosTitle",
      description: [fill(labels.cutoffRatiosDescription, { k: analysis.k })],
      xAxis: cutoffAxis(data, theme),
      yAxis: ratioAxis({ label: labels.likelihoodRatio, domain }, theme),
      aspect: 0.75,
      draw(x, y, area) {
        const across = (value: number, dash: string | undefined) =>
          line(area.left, y(value), area.right, y(value), {
            class: "usual",
            stroke: colors.reference,
            "stroke-width": lineWidth,
            "stroke-dasharray": dash,
          });
        return {
          markup: [
            ...optimumMarks(data, x, area, theme),
            across(1, undefined),
            ...USUAL.filter((value) => value > domain[0] && value < domain[1]).map((value) => across(value, "1 3")),
            ...series.flatMap(({ key, color }) =>
              summaryCurve(curves.rows, quantity(key), (row, value) => [x(row.cutoff), y(value)], {
                color,
                name: `curve ${key}`,
                width: 2 * lineWidth,
              }),
            ),
          ],
        };
      },
      legend: series.map(({ text, color }) => ({
        text,
        swatch: lineSwatch({ stroke: color, "stroke-width": 2 * lineWidth }),
      })),
      notes: [fill(labels.bothBands, { level: formatLevel(analysis.level, theme) }), labels.cutoffRatiosNote],
    };
  });
}
