import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import type { ThresholdCurves } from "../../inference/thresholds/threshold-curves.js";
import { numberAxis, ratioAxis } from "../frame/axes.js";
import { type Axis, linePath, type Position } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import { fill, formatRatio } from "../frame/format.js";
import type { Area } from "../frame/plot.js";
import { element, line, type Markup } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";

/** What the figures of several cut-offs are drawn from: `analyzeThresholds`, and `thresholdCurves` of the same fit. */
export interface ThresholdFigureData {
  /** What `analyzeThresholds` returned. */
  readonly analysis: ThresholdAnalysis;
  /** What `thresholdCurves` returned. */
  readonly curves: ThresholdCurves;
}

/** Refuses what is not both results (`bad-data`). */
export function checkThresholdData(data: ThresholdFigureData, figure: string): void {
  const from = "{ analysis, curves }, what analyzeThresholds returns and thresholdCurves of it";
  checkData(data, { figure, fields: ["analysis", "curves"], from });
  checkData(data.analysis, { figure, fields: ["optimalCutoff", "studies"], from });
  checkData(data.curves, { figure, fields: ["rows", "densities"], from });
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

/** What a fit has to say below each of its figures. */
export function convergenceNotes({ analysis }: ThresholdFigureData): string[] {
  return analysis.convergence.converged ? [] : [analysis.convergence.message];
}
