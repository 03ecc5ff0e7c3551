import { scaleLinear, scaleLog } from "d3-scale";
import { powerOfTen } from "../../numeric/elementary.js";
import { formatCoordinate, group, line, type Markup } from "./svg.js";
import { middleText, SMALL, textLine } from "./text.js";
import { textWidth } from "./text-width.js";
import type { Theme } from "./theme.js";

/** Where a value lies, in px. */
export type Position = (value: number) => number;

/** A mark on an axis and what it says. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** An axis before it has a place. */
export interface Axis {
  readonly label: string;
  /** Lowest and highest value; a reversed axis is drawn with its lowest value at the far end. */
  readonly domain: readonly [number, number];
  /** Positions of values between the px `from` (start: left or bottom) and `to`. */
  position(from: number, to: number): Position;
  /** At most about `count` ticks, in rising order. */
  ticks(count: number): readonly Tick[];
}

/** What an axis is made from. */
export interface AxisSettings {
  readonly label: string;
  readonly domain: readonly [number, number];
  /** Writes a tick; `digits` are the decimals that tell neighbouring ticks of an even axis apart. */
  readonly format: (value: number, digits: number) => string;
  readonly reversed?: boolean;
  /** Ticks are even over this range, where the domain has room beyond it. */
  readonly ticksWithin?: readonly [number, number];
  /** Never more ticks than this. Default 7. */
  readonly maxTicks?: number;
}

/** Decimals of the step between even ticks. */
function stepDigits(values: readonly number[]): number {
  if (values.length < 2) return 2;
  const step = Math.abs(values[1]! - values[0]!);
  for (let digits = 0; digits < 10; digits++) {
    const scaled = step * powerOfTen(digits);
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return 10;
}

/** An axis with even steps. */
export function linearAxis({
  label,
  domain,
  format,
  reversed = false,
  ticksWithin = domain,
  maxTicks = 7,
}: AxisSettings): Axis {
  const scale = scaleLinear().domain(ticksWithin);
  return {
    label,
    domain,
    position: (from, to) => scaleLinear(domain, reversed ? [to, from] : [from, to]),
    ticks(count) {
      const values = scale.ticks(Math.max(2, Math.min(count, maxTicks)));
      const digits = stepDigits(values);
      return values.map((value) => ({ value, label: format(value, digits) }));
    },
  };
}

/** Values of the form 1, 2, 5 × 10ⁿ within the domain, thinned to about `count`. */
function logTicks([low, high]: readonly [number, number], count: number): number[] {
  const decades = (steps: readonly number[], every: number): number[] => {
    const values: number[] = [];
    for (let n = Math.floor(Math.log10(low)); n <= Math.ceil(Math.log10(high)); n++) {
      if (n % every !== 0) continue;
      for (const step of steps) values.push(Number(`${step}e${n}`));
    }
    return values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  };
  for (const steps of [
    [1, 2, 5],
    [1, 3],
  ]) {
    const values = decades(steps, 1);
    if (values.length <= count) return values;
  }
  for (let every = 1; every < 20; every++) {
    const values = decades([1], every);
    if (values.length <= Math.max(2, count)) return values;
  }
  return [1];
}

/** A log axis over less than this ratio, with fewer ticks than these, has even ones instead. */
const SHORT_RANGE = 5;
const FEWEST_TICKS = 3;

/** An axis with even ratios. */
export function logAxis({ label, domain, format, reversed = false }: AxisSettings): Axis {
  return {
    label,
    domain,
    position: (from, to) => scaleLog(domain, reversed ? [to, from] : [from, to]),
    ticks(count) {
      const values = logTicks(domain, count);
      if (values.length >= FEWEST_TICKS || domain[1] / domain[0] > SHORT_RANGE)
        return values.map((value) => ({ value, label: format(value, 0) }));
      const even = scaleLinear()
        .domain(domain)
        .ticks(Math.max(2, Math.min(count, 6)));
      return even.map((value) => ({ value, label: format(value, stepDigits(even)) }));
    },
  };
}

/** Ticks whose labels keep clear of each other along a horizontal axis of `length` px. */
function horizontalTicks(axis: Axis, length: number, theme: Theme, size: number): readonly Tick[] {
  for (let count = 11; count > 2; count--) {
    const ticks = axis.ticks(count);
    const position = axis.position(0, length);
    const clear = ticks.every((tick, i) => {
      const next = ticks[i + 1];
      if (next === undefined) return true;
      const room = (textWidth(tick.label, theme, size) + textWidth(next.label, theme, size)) / 2 + 0.7 * size;
      return Math.abs(position(next.value) - position(tick.value)) >= room;
    });
    if (clear) return ticks;
  }
  return axis.ticks(2);
}

/** Ticks of a vertical axis of `length` px, two lines apart at least. */
function verticalTicks(axis: Axis, length: number, size: number): readonly Tick[] {
  for (let count = 11; count > 2; count--) {
    const ticks = axis.ticks(count);
    const position = axis.position(0, length);
    const clear = ticks.every((tick, i) => {
      const next = ticks[i + 1];
      return next === undefined || Math.abs(position(next.value) - position(tick.value)) >= 2 * size;
    });
    if (clear) return ticks;
  }
  return axis.ticks(2);
}

const TICK = 4;

/** Font size of tick labels. */
const tickSize = (theme: Theme): number => SMALL * theme.fontSize;

/** How far the baseline of a horizontal axis' tick labels lies below its line: clear of a vertical axis' last label. */
const tickBaseline = (size: number): number => Math.max(TICK + 1.05 * size, 1.52 * size);

/** Height that a horizontal axis needs below its line. */
export function bottomAxisHeight(axis: Axis, theme: Theme): number {
  const size = tickSize(theme);
  return tickBaseline(size) + 0.25 * size + (axis.label === "" ? 0 : 0.35 * size + 1.25 * theme.fontSize);
}

/** A horizontal axis at `y`, with grid lines up to `top` where that is given. */
export function bottomAxis(
  axis: Axis,
  [x0, x1]: readonly [number, number],
  y: number,
  theme: Theme,
  top?: number,
): Markup {
  const size = tickSize(theme);
  const position = axis.position(x0, x1);
  const ticks = horizontalTicks(axis, x1 - x0, theme, size);
  const grid = top === undefined ? [] : ticks.map(({ value }) => line(position(value), top, position(value), y));
  return [
    group({ class: "grid", stroke: theme.colors.grid, "stroke-width": theme.lineWidth }, grid),
    group(
      { class: "axis axis-x", stroke: theme.colors.axis, "stroke-width": theme.lineWidth },
      [line(x0, y, x1, y)].concat(
        ticks.map(({ value }) => line(position(value), y, position(value), y + TICK, { "data-value": String(value) })),
      ),
    ),
    ...ticks.map(({ value, label }) =>
      textLine(position(value), y + tickBaseline(size), label, theme, {
        anchor: "middle",
        size,
        fill: theme.colors.muted,
      }),
    ),
    axis.label === ""
      ? ""
      : textLine((x0 + x1) / 2, y + tickBaseline(size) + 0.6 * size + 0.9 * theme.fontSize, axis.label, theme, {
          anchor: "middle",
        }),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Width that a vertical axis of `length` px needs to the left of its line. */
export function leftAxisWidth(axis: Axis, length: number, theme: Theme): number {
  const size = tickSize(theme);
  const widest = Math.max(0, ...verticalTicks(axis, length, size).map(({ label }) => textWidth(label, theme, size)));
  return TICK + 3 + widest + (axis.label === "" ? 0 : 1.6 * theme.fontSize);
}

/** A vertical axis at `x`, with grid lines to `right` where that is given. `from` is the px of its start, the bottom. */
export function leftAxis(
  axis: Axis,
  x: number,
  [from, to]: readonly [number, number],
  theme: Theme,
  right?: number,
): Markup {
  const size = tickSize(theme);
  const position = axis.position(from, to);
  const ticks = verticalTicks(axis, Math.abs(to - from), size);
  const grid = right === undefined ? [] : ticks.map(({ value }) => line(x, position(value), right, position(value)));
  const labelX = x - leftAxisWidth(axis, Math.abs(to - from), theme) + 0.9 * theme.fontSize;
  return [
    group({ class: "grid", stroke: theme.colors.grid, "stroke-width": theme.lineWidth }, grid),
    group(
      { class: "axis axis-y", stroke: theme.colors.axis, "stroke-width": theme.lineWidth },
      [line(x, from, x, to)].concat(
        ticks.map(({ value }) => line(x - TICK, position(value), x, position(value), { "data-value": String(value) })),
      ),
    ),
    ...ticks.map(({ value, label }) =>
      middleText(x - TICK - 3, position(value), label, theme, { anchor: "end", size, fill: theme.colors.muted }),
    ),
    axis.label === "" ? "" : textLine(labelX, (from + to) / 2, axis.label, theme, { anchor: "middle", rotate: -90 }),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** A path through points, broken where one is missing. */
export function linePath(points: readonly (readonly [number, number] | null)[]): string {
  let path = "";
  let drawing = false;
  for (const point of points) {
    if (point === null) {
      drawing = false;
      continue;
    }
    path += `${drawing ? "L" : "M"}${formatCoordinate(point[0])},${formatCoordinate(point[1])}`;
    drawing = true;
  }
  return path;
}
