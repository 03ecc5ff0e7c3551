import { thresholdAnalysisShapes } from "../../inference/thresholds/threshold-analysis-shapes.js";
import type { LinearityCurvature, ThresholdLinearity } from "../../inference/thresholds/threshold-linearity.js";
import type { ThresholdGroup } from "../../models/thresholds/threshold-fit.js";
import { numberAxis } from "../frame/axes.js";
import type { Axis } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatFixed, formatPValue } from "../frame/format.js";
import { paddedRange } from "../frame/ranges.js";
import { line, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { areaRadius, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";
import { curve, cutoffAxis, cutoffFigure, type Point, type ThresholdFigureData } from "./cutoff-plot.js";

/** What a check of linearity is drawn from. */
export interface LinearityData extends ThresholdFigureData {
  /** What `thresholdLinearity` returned for the same fit. */
  readonly linearity: ThresholdLinearity;
}

const TRANSFORMS = {
  logistic: "linearityLogistic",
  normal: "linearityNormal",
  weibull: "linearityWeibull",
} as const;

/** The axis of cut-offs and the way to it from the model's scale h(c): the marker's own unit, but for a Box–Cox fit. */
function scaleOf(data: LinearityData, theme: Theme): { readonly axis: Axis; readonly unit: (x: number) => number } {
  const { analysis, linearity } = data;
  if (analysis.scale === "identity") return { axis: cutoffAxis(data, theme), unit: (x) => x };
  if (analysis.scale === "log") return { axis: cutoffAxis(data, theme), unit: Math.exp };
  const domain = paddedRange(linearity.points.map(({ x }) => x));
  return { axis: numberAxis({ label: theme.labels.linearityBoxCox, domain }, theme), unit: (x) => x };
}

function bend(name: string, found: LinearityCurvature | undefined, theme: Theme): string {
  if (found === undefined) return fill(theme.labels.linearityNoBend, { group: name });
  return fill(theme.labels.linearityBend, {
    group: name,
    estimate: formatFixed(found.estimate, 3, theme),
    error: formatFixed(found.standardError, 3, theme),
    p: formatPValue(found.pValue, theme),
    k: found.studies,
  });
}

/**
 * Whether scale and distribution fit: the shares of both groups below the cut-offs, carried to the scale on which the model is a
 * line, study by study, with the model's lines (NICE TSD 25, figure 6), and the test of a common bend below.
 *
 * @throws InputError `bad-data` for what `analyzeThresholds`, `thresholdCurves` and `thresholdLinearity` did not return
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies, thresholdCurves, thresholdLinearity } from "dta-meta";
 * import { linearityPlot } from "dta-meta/figures";
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
 * const data = { analysis, curves: thresholdCurves(analysis), linearity: thresholdLinearity(analysis) };
 * linearityPlot(data).title; // "Linearity of the distributions"
 * ```
 */
export function linearityPlot(data: LinearityData, options: FigureOptions = {}): Figure {
  const from = "{ analysis, curves, linearity }, what analyzeThresholds, thresholdCurves and thresholdLinearity return";
  checkData(data, { figure: "linearityPlot", fields: ["linearity"], from });
  checkData(data.linearity, {
    figure: "linearityPlot",
    fields: ["points", "lines"],
    from,
    shape: "ThresholdLinearity",
    shapes: thresholdAnalysisShapes,
  });
  return cutoffFigure("linearityPlot", data, options, (theme) => {
    const { labels, colors, lineWidth, fontSize } = theme;
    const { analysis, linearity } = data;
    const { points, lines, curvature } = linearity;
    const looks = {
      diseased: { name: labels.diseased, color: seriesColor(theme, 0), group: 0, dash: undefined },
      nonDiseased: { name: labels.nonDiseased, color: colors.accent, group: 1, dash: "6 3" },
    } as const satisfies Readonly<Record<ThresholdGroup, object>>;
    const groups = ["diseased", "nonDiseased"] as const;
    const most = Math.max(1, ...points.map(({ n }) => n));
    const { axis, unit } = scaleOf(data, theme);
    const xs = points.map(({ x }) => x);
    const ends = [Math.min(...xs), Math.max(...xs)] as const;
    return {
      title: "linearityTitle",
      description: [
        fill(labels.linearityDescription, { k: analysis.k }),
        ...groups.map((group) =>
          bend(
            looks[group].name,
            curvature.find((one) => one.group === group),
            theme,
          ),
        ),
      ],
      xAxis: axis,
      yAxis: numberAxis(
        {
          label: fill(labels.linearityY, { transform: labels[TRANSFORMS[analysis.distribution]] }),
          domain: paddedRange([
            ...points.map(({ y }) => y),
            ...lines.flatMap(({ location, scale }) => ends.map((end) => (end - location) / scale)),
          ]),
        },
        theme,
      ),
      aspect: 0.8,
      draw(x, y) {
        const marks: Markup[] = groups.flatMap((group) => {
          const { color, group: shape } = looks[group];
          return [...new Set(points.map(({ id }) => id))].flatMap((id) => {
            const own = points.filter((point) => point.group === group && point.id === id);
            const places = own.map((point): Point => [x(unit(point.x)), y(point.y)]);
            return [
              curve(places, {
                class: "study",
                stroke: color,
                "stroke-width": 0.6 * lineWidth,
                "stroke-opacity": "0.5",
              }),
              ...own.map(({ n }, i) =>
                marker(groupShape(shape), places[i]![0], places[i]![1], areaRadius(n, most, 0.34 * fontSize), {
                  class: "point",
                  fill: color,
                  "fill-opacity": "0.5",
                }),
              ),
            ];
          });
        });
        for (const { group, location, scale } of lines) {
          const { color, dash } = looks[group];
          const at = (h: number): Point => [x(unit(h)), y((h - location) / scale)];
          const [from, to] = [at(ends[0]), at(ends[1])];
          marks.push(
            line(from[0], from[1], to[0], to[1], {
              class: `line ${group}`,
              stroke: color,
              "stroke-width": 1.8 * lineWidth,
              "stroke-dasharray": dash,
            }),
          );
        }
        return { markup: marks };
      },
      legend: groups.map((group) => {
        const { name, color, group: shape, dash } = looks[group];
        return {
          text: fill(labels.linearityLine, { group: name }),
          swatch: swatches(
            lineSwatch({ stroke: color, "stroke-width": 1.8 * lineWidth, "stroke-dasharray": dash }),
            markSwatch(groupShape(shape), 0.3 * fontSize, { fill: color }),
          ),
        };
      }),
      optimum: null,
      notes: groups.map((group) =>
        bend(
          looks[group].name,
          curvature.find((one) => one.group === group),
          theme,
        ),
      ),
    };
  });
}
