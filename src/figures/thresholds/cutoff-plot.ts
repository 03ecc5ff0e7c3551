import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { thresholdAnalysisShapes } from "../../inference/thresholds/threshold-analysis-shapes.js";
import type { ThresholdCurves } from "../../inference/thresholds/threshold-curves.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import { numberAxis, ratioAxis } from "../frame/axes.js";
import { type Axis, linePath, type Position } from "../frame/axis.js";
import { checkData, refuse } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatRatio } from "../frame/format.js";
import type { LabelName } from "../frame/labels.js";
import type { LegendItem } from "../frame/legend.js";
import { type Area, layOutPlot, type Plot } from "../frame/plot.js";
import { type FigureTheme, resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup } from "../frame/svg.js";
import type { FigureOptions, Theme } from "../frame/theme.js";
import { areaRadius, groupShape, marker } from "../marks/markers.js";
import { lineSwatch } from "../marks/swatches.js";

/** What the figures of several cut-offs are drawn from: `analyzeThresholds`, and `thresholdCurves` of the same fit. */
export interface ThresholdFigureData {
  /** What `analyzeThresholds` returned. */
  readonly analysis: ThresholdAnalysis;
  /** What `thresholdCurves` returned. */
  readonly curves: ThresholdCurves;
}

/** A figure of several cut-offs, as far as it differs from the others. */
export interface CutoffPlot extends Pick<Plot, "xAxis" | "yAxis" | "aspect" | "draw" | "notes"> {
  readonly title: LabelName;
  /** What it shows; the optimum and what the fit has to say come after. */
  readonly description: readonly string[];
  /** The legend but for the optimum. */
  readonly legend: readonly LegendItem[];
  /** How the optimum stands in the legend; `null` where the figure has none. Left out: as a dashed line. */
  readonly optimum?: LegendItem["swatch"] | null;
}

/** Checks data and options, and draws what `plotOf` lays down, with the optimum and what the fit has to say. */
export function cutoffFigure(
  name: string,
  data: ThresholdFigureData,
  options: FigureOptions,
  plotOf: (theme: FigureTheme) => CutoffPlot,
): Figure {
  const from = "{ analysis, curves }, what analyzeThresholds returns and thresholdCurves of it";
  checkData(data, { figure: name, fields: ["analysis", "curves"], from });
  checkData(data.analysis, {
    figure: name,
    fields: ["optimalCutoff", "studies"],
    from,
    shape: "ThresholdAnalysis",
    shapes: thresholdAnalysisShapes,
  });
  checkData(data.curves, {
    figure: name,
    fields: ["rows", "densities"],
    from,
    shape: "ThresholdCurves",
    shapes: thresholdAnalysisShapes,
  });
  if (data.curves.rows.length < 2) refuse(data, `curves with ${data.curves.rows.length} cut-offs`, name, from);
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth } = theme;
  const plot = plotOf(theme);
  const { convergence } = data.analysis;
  const trouble = convergence.converged ? [] : [convergence.message];
  const dashed = lineSwatch({ stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" });
  const { optimum: swatch = dashed } = plot;
  const text = optimumText(data, theme);
  const picture = layOutPlot(
    {
      ...plot,
      title: options.title ?? labels[plot.title],
      showTitle: options.showTitle ?? false,
      description: [...plot.description, swatch === null ? "" : text, ...trouble],
      legend: [...plot.legend, ...(swatch === null ? [] : [{ text, swatch }])],
      notes: [...plot.notes, ...trouble],
    },
    theme,
  );
  return makeFigure(picture, theme);
}

/** A point in px. */
export type Point = readonly [x: number, y: number];

/** The axis of cut-offs, logarithmic unless the fit is on the identity scale. */
export function cutoffAxis({ analysis, curves }: ThresholdFigureData, theme: Theme): Axis {
  const domain = [curves.rows[0]!.cutoff, curves.rows.at(-1)!.cutoff] as const;
  const settings = { label: theme.labels.cutoff, domain };
  return analysis.scale === "identity" ? numberAxis(settings, theme) : ratioAxis(settings, theme);
}

/** A line through points, or what lies under or between them where `close` is on. */
export function curve(
  points: readonly (Point | null)[],
  attributes: Readonly<Record<string, string | number>>,
): Markup {
  return element("path", { d: linePath(points), fill: "none", ...attributes });
}

/** The region between two lines. */
export function between(upper: readonly Point[], lower: readonly Point[], color: string, opacity: number): Markup {
  if (upper.length < 2) return "";
  return element("path", {
    class: "band",
    d: `${linePath([...upper, ...[...lower].reverse()])}Z`,
    fill: color,
    "fill-opacity": String(opacity),
  });
}

/** How the cut-offs of studies look. */
export interface StudyLook {
  readonly color: string;
  /** Number of the group, for the shape of the marks. */
  readonly group: number;
  readonly opacity: number;
  /** Radius of the largest mark, in multiples of the font size. */
  readonly radius: number;
}

/** Every study's cut-offs as marks of its size, joined by a thin line; those without a place are left out. */
export function studyLines(
  studies: readonly ThresholdStudy[],
  size: (study: ThresholdStudy) => number,
  place: (point: ThresholdStudy["points"][number], study: ThresholdStudy) => Point | null,
  { color, group, opacity, radius }: StudyLook,
  { lineWidth, fontSize }: Theme,
): Markup[] {
  const most = Math.max(1, ...studies.map(size));
  return studies.flatMap((study) => {
    const places = study.points.map((point) => place(point, study)).filter((point) => point !== null);
    if (places.length === 0) return [];
    const r = areaRadius(size(study), most, radius * fontSize);
    return [
      curve(places, {
        class: "study",
        stroke: color,
        "stroke-width": 0.6 * lineWidth,
        "stroke-opacity": String(opacity),
      }),
      ...places.map(([x, y]) =>
        marker(groupShape(group), x, y, r, { class: "point", fill: color, "fill-opacity": String(opacity) }),
      ),
    ];
  });
}

/** How studies look where both groups are in one mark. */
export const wholeStudies = ({ colors }: Theme): StudyLook => ({
  color: colors.muted,
  group: 0,
  opacity: 0.5,
  radius: 0.36,
});

/** People of a study. */
export const people = ({ diseased, nonDiseased }: ThresholdStudy): number => diseased + nonDiseased;

/** The studies that have both groups. */
export const withBothGroups = ({ studies }: ThresholdAnalysis): readonly ThresholdStudy[] =>
  studies.filter(({ diseased, nonDiseased }) => diseased > 0 && nonDiseased > 0);

/** A summary curve with the band of its limits, from rows in the order of the axis; rows without the quantity are left out. */
export function summaryCurve<Row>(
  rows: readonly Row[],
  quantity: (row: Row) => {
    readonly estimate: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
  },
  place: (row: Row, value: number) => Point,
  { color, name, width }: { readonly color: string; readonly name: string; readonly width: number },
): Markup[] {
  const limits = (which: "lower" | "upper"): Point[] =>
    rows.flatMap((row) => {
      const { lower, upper, [which]: value } = quantity(row);
      return lower === null || upper === null || value === null ? [] : [place(row, value)];
    });
  const line = rows.flatMap((row): Point[] => {
    const { estimate } = quantity(row);
    return estimate === null ? [] : [place(row, estimate)];
  });
  return [
    between(limits("upper"), limits("lower"), color, 0.2),
    curve(line, { class: name, stroke: color, "stroke-width": width }),
  ];
}

/** The optimal cut-off as a line with the band of its interval, cut to the panel; nothing without one. */
export function optimumMarks({ analysis }: ThresholdFigureData, x: Position, area: Area, theme: Theme): Markup[] {
  const { estimate, lower, upper } = analysis.optimalCutoff.cutoff;
  if (estimate === null) return [];
  const within = (value: number): number => Math.min(area.right, Math.max(area.left, x(value)));
  const at = within(estimate);
  const marks: Markup[] = [];
  if (lower !== null && upper !== null) {
    marks.push(
      element("rect", {
        class: "optimum-interval",
        x: within(lower),
        y: area.top,
        width: within(upper) - within(lower),
        height: area.bottom - area.top,
        fill: theme.colors.reference,
        "fill-opacity": "0.12",
      }),
    );
  }
  if (at > area.left && at < area.right) {
    marks.push(
      line(at, area.top, at, area.bottom, {
        class: "optimum",
        stroke: theme.colors.reference,
        "stroke-width": theme.lineWidth,
        "stroke-dasharray": "3 3",
      }),
    );
  }
  return marks;
}

/** The optimal cut-off in words. */
export function optimumText({ analysis }: ThresholdFigureData, theme: Theme): string {
  const { estimate, lower, upper } = analysis.optimalCutoff.cutoff;
  if (estimate === null) return theme.labels.noOptimum;
  const text = (value: number | null): string => (value === null ? "–" : formatRatio(value, theme));
  return fill(theme.labels.optimum, { cutoff: text(estimate), lower: text(lower), upper: text(upper) });
}
