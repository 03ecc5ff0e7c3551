import { formatFixed, formatProportion } from "../frame/format.js";
import { group, line, type Markup } from "../frame/svg.js";
import { middleText, SMALL } from "../frame/text.js";
import { textWidth } from "../frame/text-width.js";
import type { Theme } from "../frame/theme.js";
import { crosses, type Segment } from "../marks/place-labels.js";

// the most useful come first: where room is short, the last are left out
const PROBABILITIES = [50, 10, 90, 1, 99, 0.1, 99.9, 20, 80, 5, 95, 2, 98, 30, 70, 0.5, 99.5, 40, 60, 0.2, 99.8].map(
  (percent) => percent / 100,
);
const RATIOS = [1, 10, 0.1, 100, 0.01, 1000, 0.001, 2, 0.5, 5, 0.2, 20, 0.05, 50, 0.02, 200, 0.005, 500, 0.002];
const EDGE = Math.log(0.999 / 0.001);

const logit = (p: number): number => Math.log(p / (1 - p));

/** A vertical scale of the nomogram. */
export interface Scale {
  readonly x: number;
  /** From a value to px. */
  readonly y: (value: number) => number;
  readonly values: readonly number[];
  readonly format: (value: number) => string;
  /** Whether its labels stand to its left or to its right. */
  readonly side: -1 | 1;
}

/** The three scales: prior probability, likelihood ratio, and probability after the test. */
export interface Scales {
  readonly prior: Scale;
  readonly ratio: Scale;
  readonly posttest: Scale;
}

/** Whether a line from one probability to the other lies on the scales. */
export const onScale = (prior: number, post: number | null): post is number =>
  post !== null && prior >= 0.001 && prior <= 0.999 && post >= 0.001 && post <= 0.999;

/** The decimals of a tick's percentage, and two more of the proportion itself. */
function probabilityTick(p: number, theme: Theme): string {
  const decimals = Math.round(1000 * p) % 10 === 0 ? 0 : 1;
  return formatProportion(p, theme, decimals === 0 && Math.round(1000 * p) % 100 === 0 ? 1 : decimals + 2);
}
const ratioTick = (ratio: number, theme: Theme): string =>
  formatFixed(ratio, ratio >= 1 ? 0 : Math.ceil(-Math.log10(ratio) - 1e-9), theme);

/** The scales between `left` and `right`, `top` and `bottom`: a straight line through a prior and a ratio ends at the posttest. */
export function faganScales(
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
  theme: Theme,
): Scales {
  const up = (units: number): number => (top + bottom) / 2 - (units / EDGE) * ((bottom - top) / 2);
  const probabilities = { values: PROBABILITIES, format: (p: number) => probabilityTick(p, theme) };
  return {
    prior: { x: left, y: (p) => up(-logit(p)), ...probabilities, side: -1 },
    ratio: {
      x: (left + right) / 2,
      y: (ratio) => up(Math.log(ratio) / 2),
      values: RATIOS,
      format: (ratio) => ratioTick(ratio, theme),
      side: -1,
    },
    posttest: { x: right, y: (p) => up(logit(p)), ...probabilities, side: 1 },
  };
}

/**
 * A scale. Labels that would touch one already there are left out; one that a line would run through changes sides, or is
 * left out where lines run there too.
 */
export function drawScale(
  { x, y, values, format, side }: Scale,
  [top, bottom]: readonly [number, number],
  lines: readonly Segment[],
  theme: Theme,
): Markup {
  const size = SMALL * theme.fontSize;
  const shown: number[] = [];
  const ends = [Math.min(...values), Math.max(...values)].map(y);
  const [upper, lower] = [Math.max(top, Math.min(...ends)), Math.min(bottom, Math.max(...ends))];
  const ticks: Markup[] = [line(x, upper, x, lower)];
  const labels: Markup[] = [];
  for (const value of values) {
    const at = y(value);
    if (at < top - 0.5 || at > bottom + 0.5) continue;
    ticks.push(line(x, at, x + side * 4, at, { "data-value": String(value) }));
    if (shown.some((other) => Math.abs(other - at) < 1.22 * size)) continue;
    const text = format(value);
    const width = textWidth(text, theme, size);
    const free = ([side, -side] as const).find((where) => {
      const [near, far] = [x + 5 * where, x + (8 + width) * where];
      const box = {
        left: Math.min(near, far),
        right: Math.max(near, far),
        top: at - 0.5 * size,
        bottom: at + 0.5 * size,
      };
      return !lines.some((segment) => crosses(segment, box));
    });
    if (free === undefined) continue;
    shown.push(at);
    const anchor = free === -1 ? "end" : "start";
    labels.push(middleText(x + 6 * free, at, text, theme, { size, anchor, fill: theme.colors.muted }));
  }
  return [group({ class: "scale", stroke: theme.colors.axis, "stroke-width": theme.lineWidth }, ticks), ...labels].join(
    "\n",
  );
}
