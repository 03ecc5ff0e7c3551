import type { RocPoint } from "../../inference/curve/sroc.js";
import type { ThresholdRegion } from "../../inference/thresholds/threshold-region.js";
import { proportionAxis } from "../frame/axes.js";
import { linePath, type Position } from "../frame/axis.js";
import type { Figure } from "../frame/figure.js";
import { fill, formatLevel } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import type { Area } from "../frame/plot.js";
import { element, line, type Markup } from "../frame/svg.js";
import { SMALL, textLine } from "../frame/text.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { groupShape, marker } from "../marks/markers.js";
import { boxSwatch, dashedStyle, filledStyle, lineSwatch, markSwatch, studiesItem } from "../marks/swatches.js";
import {
  curve,
  cutoffAxis,
  cutoffFigure,
  type Point,
  people,
  studyLines,
  type ThresholdFigureData,
  wholeStudies,
  withBothGroups,
} from "./cutoff-plot.js";

/** What a summary ROC curve with cut-offs is drawn from. */
export interface SrocCutoffsData extends ThresholdFigureData {
  /** What `thresholdRegion` returned at the optimal cut-off; left out, no region is drawn. */
  readonly region?: ThresholdRegion | null;
}

/** Least distance in px between cut-offs written along the curve, in font sizes. */
const APART = 1.7;

/** Cut-offs along the curve, each with its value where there is room. */
function cutoffTicks(data: ThresholdFigureData, x: Position, y: Position, area: Area, theme: Theme): Markup[] {
  const { fontSize, colors } = theme;
  const size = SMALL * fontSize;
  const { rows } = data.curves;
  const marks: Markup[] = [];
  let last: Point | null = null;
  for (const { value, label } of cutoffAxis(data, theme).ticks(9)) {
    const at = rows.reduce((best, row) => (Math.abs(row.cutoff - value) < Math.abs(best.cutoff - value) ? row : best));
    const place: Point = [x(1 - at.specificity.estimate!), y(at.sensitivity.estimate!)];
    if (last !== null && Math.abs(place[0] - last[0]) + Math.abs(place[1] - last[1]) < APART * fontSize) continue;
    last = place;
    // beside a steep part of the curve there is room on the right alone
    const right = place[0] - area.left < 4 * fontSize;
    const below = place[1] - area.top < fontSize;
    const [dx, dy] = right ? [0.6, below ? 1.1 : 0.35] : [-0.5, below ? 1.2 : -0.4];
    marks.push(
      marker(groupShape(1), place[0], place[1], 0.22 * fontSize, { class: "tick", fill: seriesColor(theme, 0) }),
      textLine(place[0] + dx * fontSize, place[1] + dy * fontSize, label, theme, {
        anchor: right ? "start" : "end",
        size,
        fill: colors.text,
      }),
    );
  }
  return marks;
}

/**
 * The summary ROC curve with cut-offs written along it, the studies as polylines through their cut-offs, and the optimal cut-off with its regions.
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
export function srocCutoffsPlot(data: SrocCutoffsData, options: FigureOptions = {}): Figure {
  return cutoffFigure("srocCutoffsPlot", data, options, (theme) => {
    const { labels, colors, lineWidth, fontSize } = theme;
    const { analysis, curves, region = null } = data;
    const color = seriesColor(theme, 0);
    const { sensitivity, specificity } = analysis.optimalCutoff;
    const regions = [
      { polygon: region?.confidence ?? null, style: filledStyle(colors.accent, theme), text: labels.optimumConfidence },
      { polygon: region?.prediction ?? null, style: dashedStyle(colors.accent, theme), text: labels.optimumPrediction },
    ].flatMap(({ polygon, ...rest }) => (polygon === null ? [] : [{ polygon, ...rest }]));
    return {
      title: "srocCutoffsTitle",
      description: [fill(labels.srocCutoffsDescription, { k: analysis.k })],
      xAxis: proportionAxis({ label: labels.falsePositiveRate, domain: [0, 1] }, theme),
      yAxis: proportionAxis({ label: labels.sensitivity, domain: [0, 1] }, theme),
      aspect: 1,
      draw(x, y, area) {
        const at = ({ fpr, sensitivity: value }: RocPoint): Point => [x(fpr), y(value)];
        const marks: Markup[] = [
          line(x(0), y(0), x(1), y(1), {
            stroke: colors.reference,
            "stroke-width": 0.8 * lineWidth,
            "stroke-dasharray": "1 3",
          }),
          ...studyLines(
            withBothGroups(analysis),
            people,
            ({ tp, fp, fn, tn }) => [x(fp / (fp + tn)), y(tp / (tp + fn))],
            wholeStudies(theme),
            theme,
          ),
          ...regions.map(({ polygon, style }) =>
            element("path", { class: "region", d: `${linePath(polygon.map(at))}Z`, ...style }),
          ),
          curve(
            curves.rows.map((row): Point => [x(1 - row.specificity.estimate!), y(row.sensitivity.estimate!)]),
            { class: "curve", stroke: color, "stroke-width": 2 * lineWidth },
          ),
          ...cutoffTicks(data, x, y, area, theme),
        ];
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
        ...regions.map(
          ({ style, text }): LegendItem => ({
            text: fill(text, { level: formatLevel(region!.level, theme) }),
            swatch: boxSwatch(style, theme),
          }),
        ),
      ],
      optimum: markSwatch(groupShape(3), 0.4 * fontSize, { fill: colors.accent }),
      notes: [],
    };
  });
}
