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

/**
 * Which points are labelled: none, all for which there is room, or those named; `"numbers"` labels all by numbers, with a key
 * below the figure. Names are shortened where they don't all have room in full.
 */
export type LabelChoice = boolean | "numbers" | readonly string[];

/** Labels of points, with the ids for which there was no room, and what numbers stand for. */
export interface PointLabels {
  readonly markup: Markup;
  readonly left: readonly string[];
  readonly key: readonly string[];
}

const NONE: PointLabels = { markup: "", left: [], key: [] };

/** Longest name that is written in full, as a share of the panel. */
const LONGEST = 0.36;
/** Longest shortened name, in multiples of the font size. */
const SHORT = 9;

/** "Smith, Jones and Brown 2004b (primary care)" as "Smith 2004b"; a name without a year is cut. */
function shortened(id: string, theme: Theme, size: number): string {
  const name = oneLine(id);
  const parts = /^([\p{L}'’-]+).*?\b((?:19|20)\d\d[a-z]?)\b/u.exec(name);
  const short = parts === null ? name : `${parts[1]} ${parts[2]}`;
  if (textWidth(short, theme, size) <= SHORT * size) return short;
  let cut = "";
  for (const character of short) {
    if (textWidth(`${cut}${character}…`, theme, size) > SHORT * size) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** Labels of points, none over another. */
export function pointLabels(
  points: readonly LabelledPoint[],
  choice: LabelChoice,
  area: Area,
  theme: Theme,
  obstacles: Obstacles = {},
): PointLabels {
  if (choice === false) return NONE;
  const wanted = typeof choice === "object" ? points.filter(({ id }) => choice.includes(id)) : points;
  const others = typeof choice === "object" ? points.filter(({ id }) => !choice.includes(id)) : [];
  const marks = others.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const around = { ...obstacles, boxes: [...(obstacles.boxes ?? []), ...marks] };
  if (choice === "numbers") {
    const numbers = wanted.map((_, i) => String(i + 1));
    const key = wanted.map(({ id }, i) => `${i + 1}\u00a0${oneLine(id)}`);
    return { ...placed(wanted, numbers, area, theme, around), key };
  }
  const full = placed(
    wanted,
    wanted.map(({ id }) => oneLine(id)),
    area,
    theme,
    around,
  );
  const widest = Math.max(0, ...wanted.map(({ id }) => textWidth(oneLine(id), theme, SIZE * theme.fontSize)));
  if (full.left.length === 0 && widest <= LONGEST * (area.right - area.left)) return { ...full, key: [] };
  const names = wanted.map(({ id }) => shortened(id, theme, SIZE * theme.fontSize));
  // a short name that two studies share would say of neither which it is
  const telling = names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : wanted[i]!.id));
  const short = placed(wanted, telling, area, theme, around);
  return { ...(short.left.length <= full.left.length ? short : full), key: [] };
}

/** Size of labels, in multiples of the font size. */
const SIZE = 0.8;

function placed(
  points: readonly LabelledPoint[],
  names: readonly string[],
  area: Area,
  theme: Theme,
  obstacles: Obstacles,
): Omit<PointLabels, "key"> {
  const size = SIZE * theme.fontSize;
  const requests: LabelRequest[] = points.map(({ x, y, radius }, i) => ({
    x,
    y,
    radius,
    width: 1.02 * textWidth(names[i]!, theme, size) + 2,
    height: 1.16 * size,
  }));
  const leaders: Markup[] = [];
  const texts: Markup[] = [];
  const left: string[] = [];
  placeLabels(requests, area, obstacles).forEach((label, i) => {
    if (label === null) {
      left.push(points[i]!.id);
      return;
    }
    const { box, leader } = label;
    if (leader !== null) leaders.push(line(leader.x1, leader.y1, leader.x2, leader.y2));
    texts.push(textLine(box.left + 1, box.top + 0.92 * size, names[i]!, theme, { size }));
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
