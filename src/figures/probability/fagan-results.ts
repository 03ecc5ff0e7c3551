import type { PartialEstimate } from "../../base/estimate.js";
import { fill, formatEstimate, formatProbability, formatRatio } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import { type Attributes, element, line, type Markup } from "../frame/svg.js";
import { seriesColor, type Theme } from "../frame/theme.js";
import type { Segment } from "../marks/place-labels.js";
import { lineSwatch } from "../marks/swatches.js";
import { onScale, type Scales } from "./fagan-scales.js";

/** A number, or an estimate with its interval. @inline */
export type Quantity = number | PartialEstimate;

/** A result of the test: what it says of the disease. */
export interface FaganResult {
  readonly kind: "positive" | "negative";
  readonly ratio: PartialEstimate;
  readonly post: PartialEstimate;
}

const estimateOf = (value: Quantity): PartialEstimate =>
  typeof value === "number" ? { estimate: value, lower: null, upper: null, level: 0.95 } : value;

/** A positive and a negative result. */
export function faganResults(
  { plr, nlr }: { readonly plr: Quantity; readonly nlr: Quantity },
  { posttestPositive, posttestNegative }: { readonly posttestPositive: Quantity; readonly posttestNegative: Quantity },
): readonly FaganResult[] {
  return [
    { kind: "positive", ratio: estimateOf(plr), post: estimateOf(posttestPositive) },
    { kind: "negative", ratio: estimateOf(nlr), post: estimateOf(posttestNegative) },
  ];
}

const WORDS = {
  positive: { name: "faganPositive", text: "faganPositiveText" },
  negative: { name: "faganNegative", text: "faganNegativeText" },
} as const;

/** The colour of a result. */
export const colorOf = ({ kind }: FaganResult, theme: Theme): string =>
  kind === "positive" ? seriesColor(theme, 0) : theme.colors.accent;

const lineStyle = (result: FaganResult, theme: Theme): Attributes => ({
  stroke: colorOf(result, theme),
  "stroke-width": 1.8 * theme.lineWidth,
  "stroke-dasharray": result.kind === "positive" ? undefined : "6 3",
});

/** Says that a result's line is not drawn. */
export const outsideNote = ({ kind }: FaganResult, { labels }: Theme): string =>
  fill(labels.faganOutside, { result: labels[WORDS[kind].name] });

/** A result with its numbers, for the legend. */
export function resultItem(result: FaganResult, theme: Theme): LegendItem {
  const text = fill(theme.labels[WORDS[result.kind].text], {
    ratio: formatEstimate(result.ratio, formatRatio, theme),
    posttest: formatEstimate(result.post, formatProbability, theme),
  });
  return { text, swatch: lineSwatch(lineStyle(result, theme)) };
}

/** The line of a result with a dot on each scale, and where it ends; `null` where that is beyond the scales. */
export function resultLine(
  result: FaganResult,
  prior: number,
  scales: Scales,
  theme: Theme,
): { readonly markup: Markup[]; readonly segment: Segment; readonly written: string } | null {
  const { estimate } = result.post;
  if (!onScale(prior, estimate)) return null;
  const [left, middle, right] = [scales.prior.x, scales.ratio.x, scales.posttest.x];
  const [start, end] = [scales.prior.y(prior), scales.posttest.y(estimate)];
  const dots = [
    [left, start],
    [middle, (start + end) / 2],
    [right, end],
  ] as const;
  const fillColor = colorOf(result, theme);
  return {
    markup: [
      line(left, start, right, end, { class: result.kind, ...lineStyle(result, theme) }),
      ...dots.map(([cx, cy]) => element("circle", { cx, cy, r: 0.24 * theme.fontSize, fill: fillColor })),
    ],
    segment: { x1: left, y1: start, x2: right, y2: end },
    written: formatProbability(estimate, theme),
  };
}
