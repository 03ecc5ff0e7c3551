import { type Axis, bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth, type Position } from "./axis.js";
import type { Picture } from "./figure.js";
import { fill } from "./format.js";
import { type LegendItem, legend } from "./legend.js";
import type { Markup } from "./svg.js";
import { LINE_HEIGHT, paragraph, SMALL } from "./text.js";
import { textWidth } from "./text-width.js";
import type { Theme } from "./theme.js";

/** The rectangle of a panel, in px; `bottom` is greater than `top`. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What was drawn into a panel. */
export interface Panel {
  readonly markup: readonly Markup[];
  /** What became of the names of its points: those for which there was no room, and what numbers stand for. */
  readonly names?: { readonly left: readonly string[]; readonly key: readonly string[] };
}

/** A figure with one panel between two axes, a legend and notes below. */
export interface Plot {
  readonly title: string;
  readonly showTitle: boolean;
  readonly description: readonly string[];
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** Height of the panel over its width. */
  readonly aspect: number;
  readonly grid?: boolean;
  draw(x: Position, y: Position, area: Area): Panel;
  readonly legend: readonly LegendItem[];
  readonly notes: readonly string[];
}

/** The title above a picture of `width`, where it is asked for. */
export function heading(
  title: string,
  show: boolean,
  x: number,
  y: number,
  width: number,
  theme: Theme,
): { readonly markup: Markup[]; readonly height: number } {
  if (!show) return { markup: [], height: 0 };
  const size = 1.1 * theme.fontSize;
  const { markup, height } = paragraph(x, y + size, width, title, theme, { size, weight: "bold" });
  return { markup, height: height + 0.5 * size };
}

/** Notes below a picture, one paragraph each, in small muted type. */
export function footnotes(
  notes: readonly string[],
  x: number,
  y: number,
  width: number,
  theme: Theme,
): { readonly markup: Markup[]; readonly height: number } {
  const size = SMALL * theme.fontSize;
  const markup: Markup[] = [];
  let used = 0;
  for (const note of notes) {
    const part = paragraph(x, y + used + size, width, note, theme, { size, fill: theme.colors.muted });
    markup.push(...part.markup);
    used += part.height;
  }
  return { markup, height: used === 0 ? 0 : used + (LINE_HEIGHT - 1) * size };
}

/** Names beyond which a note below a figure counts; the description has them all. */
const MOST_NAMES = 8;
/** Characters beyond which such a note cuts a name. */
const MOST_CHARACTERS = 24;

/** A list of names, counted from the ninth on. */
function someOf(names: readonly string[], { labels }: Theme): string {
  const short = names.map((name) =>
    [...name].length > MOST_CHARACTERS ? `${[...name].slice(0, MOST_CHARACTERS).join("")}…` : name,
  );
  if (short.length <= MOST_NAMES) return short.join(", ");
  return fill(labels.andOthers, { ids: short.slice(0, MOST_NAMES - 1).join(", "), n: short.length - MOST_NAMES + 1 });
}

/** Lays out a plot within the theme's width. */
export function layOutPlot(plot: Plot, theme: Theme): Picture {
  const { width, fontSize } = theme;
  const margin = 0.6 * fontSize;
  const lastTick = plot.xAxis.ticks(11).at(-1)?.label ?? "";
  const right = width - Math.max(margin, textWidth(lastTick, theme, SMALL * fontSize) / 2 + 2);
  const title = heading(plot.title, plot.showTitle, margin, margin, width - 2 * margin, theme);
  const top = margin + title.height + 0.3 * fontSize;
  // the axis' width depends a little on the panel's height, which depends on the axis' width: two rounds settle it
  let left = margin + leftAxisWidth(plot.yAxis, (right - margin) * plot.aspect, theme);
  left = margin + leftAxisWidth(plot.yAxis, (right - left) * plot.aspect, theme);
  const bottom = top + (right - left) * plot.aspect;
  const area: Area = { left, right, top, bottom };
  const grid = plot.grid ?? true;
  const panel = plot.draw(plot.xAxis.position(left, right), plot.yAxis.position(bottom, top), area);
  const { left: unlabelled = [], key: numbers = [] } = panel.names ?? {};
  const belowPlot = [
    ...plot.notes,
    unlabelled.length === 0 ? "" : fill(theme.labels.unlabelled, { ids: someOf(unlabelled, theme) }),
    numbers.join("; "),
  ].filter((note) => note !== "");
  let y = bottom + bottomAxisHeight(plot.xAxis, theme) + 0.5 * fontSize;
  const key = legend(plot.legend, left, y, right - left, theme);
  y += key.height + (key.height > 0 && belowPlot.length > 0 ? 0.3 * fontSize : 0);
  const notes = footnotes(belowPlot, left, y, right - left, theme);
  return {
    width,
    height: y + notes.height + margin,
    title: plot.title,
    description: [
      ...plot.description,
      unlabelled.length === 0 ? "" : fill(theme.labels.unlabelled, { ids: unlabelled.join(", ") }),
      numbers.length === 0 ? "" : `${numbers.join("; ")}.`,
    ],
    body: [
      ...title.markup,
      bottomAxis(plot.xAxis, [left, right], bottom, theme, grid ? top : undefined),
      leftAxis(plot.yAxis, left, [bottom, top], theme, grid ? right : undefined),
      ...panel.markup,
      ...key.markup,
      ...notes.markup,
    ].filter((part) => part !== ""),
  };
}
