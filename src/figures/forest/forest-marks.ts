import type { PartialEstimate } from "../../base/estimate.js";
import { type Axis, linearAxis, logAxis, type Position } from "../frame/axis.js";
import { formatProportion, formatRatio, type NumberFormat, tickRatio } from "../frame/format.js";
import { element, formatCoordinate, line, type Markup } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import type { Measure } from "./forest-data.js";

/** Whether a measure is a ratio, hence drawn on a log axis. */
export const isRatio = (measure: Measure): boolean => measure === "plr" || measure === "nlr" || measure === "dor";

/** What columns call a measure: its name, or for ratios its abbreviation. */
export function shortName(measure: Measure, { labels }: Theme): string {
  if (measure === "sensitivity" || measure === "specificity") return labels[measure];
  return labels[`${measure}Short`];
}

/** How the values of a measure are written. */
export function measureFormat(measure: Measure): NumberFormat {
  return isRatio(measure) ? formatRatio : (value, theme) => formatProportion(value, theme);
}

/** Beyond these a ratio's axis doesn't go; intervals that do end in an arrow. */
const RATIO_BOUNDS: Readonly<Record<"plr" | "nlr" | "dor", readonly [number, number]>> = {
  plr: [0.1, 1000],
  nlr: [0.001, 10],
  dor: [0.01, 10000],
};

/** The axis of a measure: 0 to 1 for proportions; for ratios a log axis over estimates and limits, within bounds. */
export function measureAxis(
  measure: Measure,
  estimates: readonly PartialEstimate[],
  label: string,
  theme: Theme,
): Axis {
  if (!isRatio(measure)) {
    return linearAxis({
      label,
      domain: [0, 1],
      format: (value, digits) => formatProportion(value, theme, Math.max(1, digits)),
    });
  }
  const [floor, ceiling] = RATIO_BOUNDS[measure as "plr" | "nlr" | "dor"];
  const values = estimates
    .flatMap(({ estimate, lower, upper }) => [estimate, lower, upper])
    .filter((value): value is number => value !== null && Number.isFinite(value) && value > 0);
  const low = Math.max(floor, Math.min(1, ...values));
  const high = Math.min(ceiling, Math.max(1, ...values));
  const domain = [Math.min(low, high / 10) / 1.15, Math.max(high, low * 10) * 1.15] as const;
  return logAxis({ label, domain, format: (value) => tickRatio(value, theme) });
}

/** Puts a value on a panel: where it lies, and whether it had to be moved to the panel's edge. */
function clamp(value: number, axis: Axis): { readonly value: number; readonly beyond: -1 | 0 | 1 } {
  const [low, high] = axis.domain;
  if (value < low) return { value: low, beyond: -1 };
  if (value > high) return { value: high, beyond: 1 };
  return { value, beyond: 0 };
}

/** An arrow head at (x, y) that says: the interval goes on. */
function arrow(x: number, y: number, direction: -1 | 1, size: number, color: string): Markup {
  const [px, py, s] = [formatCoordinate(x), formatCoordinate(y), formatCoordinate(size)];
  const dx = formatCoordinate(-direction * 1.4 * size);
  return element("path", { d: `M${px},${py}l${dx},-${s}v${formatCoordinate(2 * Number(s))}Z`, fill: color });
}

/** The part of an interval that lies on a panel, from and to in px; `null` where none does. Beyond an end it goes on. */
interface Shown {
  readonly from: number;
  readonly to: number;
  readonly goesOn: { readonly left: boolean; readonly right: boolean };
}

function shownPart({ lower, upper }: PartialEstimate, axis: Axis, x: Position): Shown {
  const from = clamp(lower ?? Number.NEGATIVE_INFINITY, axis);
  const to = clamp(upper ?? Number.POSITIVE_INFINITY, axis);
  // an interval that lies beyond one end altogether goes on there alone
  return {
    from: x(from.value),
    to: x(to.value),
    goesOn: { left: from.beyond === -1, right: to.beyond === 1 },
  };
}

/** Arrow heads where an interval goes on beyond the panel. */
function arrows({ from, to, goesOn }: Shown, y: number, size: number, color: string): Markup[] {
  return [
    ...(goesOn.left ? [arrow(from, y, -1, size, color)] : []),
    ...(goesOn.right ? [arrow(to, y, 1, size, color)] : []),
  ];
}

/** The interval of a study; a limit that is not known or beyond the panel ends in an arrow. */
export function whisker(
  estimate: PartialEstimate,
  axis: Axis,
  x: Position,
  y: number,
  color: string,
  theme: Theme,
  width = 1.1,
): Markup[] {
  if (estimate.estimate === null || (estimate.lower === null && estimate.upper === null)) return [];
  const shown = shownPart(estimate, axis, x);
  return [
    line(shown.from, y, shown.to, y, {
      class: "interval",
      stroke: color,
      "stroke-width": width * theme.lineWidth,
    }),
    ...arrows(shown, y, 0.26 * theme.fontSize, color),
  ];
}

/** The square of a study: its area stands for its share; beyond the panel's end an arrow. */
export function square(
  estimate: PartialEstimate,
  id: string,
  half: number,
  axis: Axis,
  x: Position,
  y: number,
  theme: Theme,
): Markup[] {
  if (estimate.estimate === null) return [];
  const at = clamp(estimate.estimate, axis);
  if (at.beyond !== 0) return [arrow(x(at.value), y, at.beyond, 0.4 * theme.fontSize, theme.colors.series[0]!)];
  const centre = x(at.value);
  return [
    element("rect", {
      class: "estimate",
      "data-id": id,
      x: centre - half,
      y: y - half,
      width: 2 * half,
      height: 2 * half,
      fill: theme.colors.series[0]!,
    }),
  ];
}

/** The diamond of a summary, from its lower to its upper limit; beyond the panel's end an arrow. */
export function diamond(
  estimate: PartialEstimate,
  axis: Axis,
  x: Position,
  y: number,
  color: string,
  theme: Theme,
): Markup[] {
  if (estimate.estimate === null) return [];
  const half = 0.42 * theme.fontSize;
  const at = clamp(estimate.estimate, axis);
  if (at.beyond !== 0) return [arrow(x(at.value), y, at.beyond, half, color)];
  const { estimate: value, lower, upper } = estimate;
  const shown = shownPart({ ...estimate, lower: lower ?? value, upper: upper ?? value }, axis, x);
  const centre = x(at.value);
  const left = Math.min(centre - 1.5, shown.from);
  const right = Math.max(centre + 1.5, shown.to);
  const points = [
    [left, y],
    [centre, y - half],
    [right, y],
    [centre, y + half],
  ] as const;
  const d = points
    .map(([px, py], i) => `${i === 0 ? "M" : "L"}${formatCoordinate(px)},${formatCoordinate(py)}`)
    .join("");
  return [
    element("path", { class: "summary", d: `${d}Z`, fill: color }),
    ...arrows(shown, y, 0.26 * theme.fontSize, color),
  ];
}

/** A prediction interval: a bar with ends; where it goes on beyond the panel, an arrow in place of an end. */
export function predictionBar(
  estimate: PartialEstimate,
  axis: Axis,
  x: Position,
  y: number,
  color: string,
  theme: Theme,
): Markup[] {
  if (estimate.lower === null || estimate.upper === null) return [];
  const half = 0.2 * theme.fontSize;
  const shown = shownPart(estimate, axis, x);
  const style = { stroke: color, "stroke-width": 1.6 * theme.lineWidth };
  return [
    line(shown.from, y, shown.to, y, { class: "prediction", ...style }),
    shown.goesOn.left ? "" : line(shown.from, y - half, shown.from, y + half, style),
    shown.goesOn.right ? "" : line(shown.to, y - half, shown.to, y + half, style),
    ...arrows(shown, y, 0.3 * theme.fontSize, color),
  ].filter((part) => part !== "");
}

/** An empirical Bayes estimate: a hollow circle on a thin line, a little below the study's own mark. */
export function shrunken(
  estimate: PartialEstimate,
  id: string,
  axis: Axis,
  x: Position,
  y: number,
  theme: Theme,
): Markup[] {
  if (estimate.estimate === null) return [];
  const color = theme.colors.accent;
  const at = x(clamp(estimate.estimate, axis).value);
  return [
    ...whisker(estimate, axis, x, y, color, theme, 0.7),
    element("circle", {
      class: "empirical-bayes",
      "data-id": id,
      cx: at,
      cy: y,
      r: 0.17 * theme.fontSize,
      fill: theme.colors.background ?? "#ffffff",
      stroke: color,
      "stroke-width": theme.lineWidth,
    }),
  ];
}
