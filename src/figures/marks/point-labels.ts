import type { Area } from "../frame/plot.js";
import { group, line, type Markup } from "../frame/svg.js";
import { textLine } from "../frame/text.js";
import { oneLine, textWidth } from "../frame/text-width.js";
import type { Theme } from "../frame/theme.js";
import { type LabelRequest, type Obstacles, placeLabels, type Segment } from "./place-labels.js";

/** A mark in a plot, with what it is called. */
export interface LabelledPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Which points are labelled: none, all for which there is room, or those named. */
export type LabelChoice = boolean | readonly string[];

/** Labels of points, none over another; with the ids for which there was no room. */
export function pointLabels(
  points: readonly LabelledPoint[],
  choice: LabelChoice,
  area: Area,
  theme: Theme,
  obstacles: Obstacles = {},
): { readonly markup: Markup; readonly left: readonly string[] } {
  if (choice === false) return { markup: "", left: [] };
  const size = 0.8 * theme.fontSize;
  const wanted = choice === true ? points : points.filter(({ id }) => choice.includes(id));
  const others = choice === true ? [] : points.filter(({ id }) => !choice.includes(id));
  const marks = others.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const requests: LabelRequest[] = wanted.map(({ id, x, y, radius }) => ({
    x,
    y,
    radius,
    width: 1.02 * textWidth(oneLine(id), theme, size) + 2,
    height: 1.16 * size,
  }));
  const placed = placeLabels(requests, area, { ...obstacles, boxes: [...(obstacles.boxes ?? []), ...marks] });
  const leaders: Markup[] = [];
  const texts: Markup[] = [];
  const left: string[] = [];
  placed.forEach((label, i) => {
    const { id } = wanted[i]!;
    if (label === null) {
      left.push(id);
      return;
    }
    const { box, leader } = label;
    if (leader !== null) leaders.push(line(leader.x1, leader.y1, leader.x2, leader.y2));
    texts.push(textLine(box.left + 1, box.top + 0.92 * size, id, theme, { size }));
  });
  const markup = [
    group({ class: "leaders", stroke: theme.colors.reference, "stroke-width": 0.6 * theme.lineWidth }, leaders),
    group({ class: "labels" }, texts),
  ];
  return { markup: markup.filter((part) => part !== "").join("\n"), left };
}

/** The segments of a path through points. */
export function segmentsOf(points: readonly (readonly [number, number])[]): Segment[] {
  return points.slice(1).map(([x2, y2], i) => ({ x1: points[i]![0], y1: points[i]![1], x2, y2 }));
}
