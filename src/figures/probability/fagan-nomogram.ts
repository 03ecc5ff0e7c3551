import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatFixed, formatProbability, formatRatio } from "../frame/format.js";
import { legend } from "../frame/legend.js";
import { footnotes, heading } from "../frame/plot.js";
import { element, group, line, type Markup } from "../frame/svg.js";
import { middleText, SMALL, textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import { type FigureOptions, resolveTheme, seriesColor, type Theme } from "../frame/theme.js";
import { convergenceNote, type FittedModel } from "../sroc/fit-note.js";

/** A number, or an estimate with its interval. @inline */
type Quantity = number | PartialEstimate;

/** What the nomogram is drawn from; an `Analysis` with a prior is such. */
export interface FaganInput {
  /** Probabilities of disease before and after the test; `null` draws the axes alone. */
  readonly posttest: {
    /** Probability of disease before the test, between 0 and 1. */
    readonly prior: number;
    /** Probability of disease after a positive test. */
    readonly posttestPositive: Quantity;
    /** Probability of disease after a negative test. */
    readonly posttestNegative: Quantity;
  } | null;
  /** The likelihood ratios that the lines go through; `null` draws the axes alone. */
  readonly summary: {
    /** Positive likelihood ratio. */
    readonly plr: Quantity;
    /** Negative likelihood ratio. */
    readonly nlr: Quantity;
  } | null;
  /** The fit behind the numbers; the figure says so where it did not converge. */
  readonly fit?: FittedModel | null;
}

/** What a nomogram can be asked, beside what every figure can. */
export interface FaganNomogramOptions extends FigureOptions {
  /** Height of the axes over the width of the figure. Default 1. */
  readonly aspect?: number;
}

const PROBABILITIES = [50, 10, 90, 1, 99, 0.1, 99.9, 20, 80, 5, 95, 2, 98, 30, 70, 0.5, 99.5, 40, 60, 0.2, 99.8].map(
  (percent) => percent / 100,
);
const RATIOS = [1, 10, 0.1, 100, 0.01, 1000, 0.001, 2, 0.5, 5, 0.2, 20, 0.05, 50, 0.02, 200, 0.005, 500, 0.002];
/** The headings need this much, in multiples of the font size. */
const LEAST_WIDTH = 27;
const EDGE = Math.log(0.999 / 0.001);

const logit = (p: number): number => Math.log(p / (1 - p));
const estimateOf = (value: Quantity): PartialEstimate =>
  typeof value === "number" ? { estimate: value, lower: null, upper: null, level: 0.95 } : value;

interface Scale {
  readonly x: number;
  /** From a value to px. */
  readonly y: (value: number) => number;
  readonly values: readonly number[];
  readonly format: (value: number) => string;
  readonly side: -1 | 1;
}

/**
 * Fagan's nomogram: a line from the prior probability through the likelihood ratio to the probability after the test,
 * solid for a positive and dashed for a negative result; prior and both results are written out (Fagan 1975, N Engl J Med
 * 293:257, doi:10.1056/NEJM197507312930513). Axes go from 0.1% to 99.9% and from 0.001 to 1,000; a line that ends beyond is
 * not drawn, and a note says so. Tick labels thin out as the figure gets smaller; below 27 times the font size it gets no
 * narrower.
 *
 * Throws `InputError` where the prior is not between 0 and 1 (`bad-prior`).
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { faganNomogram } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * faganNomogram(analyze(readStudies(csv), { prior: 0.2 })).title; // "Fagan’s nomogram"
 * ```
 */
export function faganNomogram(data: FaganInput, options: FaganNomogramOptions = {}): Figure {
  checkData(data, {
    figure: "faganNomogram",
    fields: ["posttest", "summary"],
    from: "an analysis with a prior, or its posttest and summary",
  });
  const theme = resolveTheme(options);
  const { labels, colors, fontSize, lineWidth } = theme;
  const width = Math.max(theme.width, LEAST_WIDTH * fontSize);
  const prior = data.posttest?.prior ?? null;
  if (prior !== null && !(prior > 0 && prior < 1)) {
    throw new InputError("bad-prior", `the prior must lie between 0 and 1, ends excluded, got ${prior}.`, {
      where: "posttest.prior",
      got: prior,
      wanted: "a number between 0 and 1",
    });
  }
  const size = SMALL * fontSize;
  const margin = 0.6 * fontSize;
  const title = options.title ?? labels.faganTitle;
  const head = heading(title, options.showTitle ?? false, margin, margin, width - 2 * margin, theme);
  const tickWidth = textWidth(formatProbability(0.998, theme), theme, size) + 7;
  const writtenWidth = textWidth(formatProbability(0.998, theme), theme, fontSize, "bold") + 0.9 * fontSize;
  const [left, right] = [margin + tickWidth + writtenWidth, width - margin - tickWidth - writtenWidth];
  const middle = (left + right) / 2;
  const third = (right - left) / 2 - 0.8 * fontSize;
  const headers = [
    { x: left, text: labels.faganPrior, width: 2 * Math.min(left - margin, third / 2 + 1.2 * fontSize) },
    { x: middle, text: labels.faganRatio, width: third * 0.95 },
    { x: right, text: labels.faganPosttest, width: 2 * Math.min(left - margin, third / 2 + 1.2 * fontSize) },
  ].map((header) => ({ ...header, lines: wrapText(header.text, header.width, theme, size, "bold") }));
  const headerLines = Math.max(...headers.map(({ lines }) => lines.length));
  const top = margin + head.height + headerLines * 1.2 * size + 0.9 * fontSize;
  const bottom = top + (options.aspect ?? 1) * (width - 2 * margin) * 0.92;
  const up = (units: number): number => (top + bottom) / 2 - (units / EDGE) * ((bottom - top) / 2);
  const priorScale: Scale = {
    x: left,
    y: (p) => up(-logit(p)),
    values: PROBABILITIES,
    format: (p) => percentTick(p, theme),
    side: -1,
  };
  const ratioScale: Scale = {
    x: middle,
    y: (ratio) => up(Math.log(ratio) / 2),
    values: RATIOS,
    format: (ratio) => ratioTick(ratio, theme),
    side: -1,
  };
  const posttestScale: Scale = {
    x: right,
    y: (p) => up(logit(p)),
    values: PROBABILITIES,
    format: (p) => percentTick(p, theme),
    side: 1,
  };
  const results =
    prior === null || data.summary === null || data.posttest === null
      ? []
      : [
          {
            name: labels.faganPositive,
            ratio: estimateOf(data.summary.plr),
            post: estimateOf(data.posttest.posttestPositive),
            color: seriesColor(theme, 0),
            dash: undefined,
          },
          {
            name: labels.faganNegative,
            ratio: estimateOf(data.summary.nlr),
            post: estimateOf(data.posttest.posttestNegative),
            color: colors.accent,
            dash: "6 3",
          },
        ];
  const notes = [convergenceNote(data.fit, theme)].filter((note) => note !== "");
  if (results.length === 0) notes.push(labels.faganMissing);
  const lines: Markup[] = [];
  const written: { readonly y: number; readonly text: string; readonly color: string }[] = [];
  for (const { name, post, color, dash } of results) {
    if (!onScale(prior!, post.estimate)) {
      notes.push(fill(labels.faganOutside, { result: name }));
      continue;
    }
    const [y0, y1] = [priorScale.y(prior!), posttestScale.y(post.estimate!)];
    lines.push(
      line(left, y0, right, y1, {
        class: dash === undefined ? "positive" : "negative",
        stroke: color,
        "stroke-width": 1.8 * lineWidth,
        "stroke-dasharray": dash,
      }),
      ...[
        [left, y0],
        [middle, (y0 + y1) / 2],
        [right, y1],
      ].map(([cx, cy]) => element("circle", { cx: cx!, cy: cy!, r: 0.24 * fontSize, fill: color })),
    );
    written.push({ y: y1, text: formatProbability(post.estimate!, theme), color });
  }
  const items = results.map(({ name, ratio, post, color, dash }) => ({
    text: fill(name === labels.faganPositive ? labels.faganPositiveText : labels.faganNegativeText, {
      ratio: formatEstimate(ratio, formatRatio, theme),
      posttest: formatEstimate(post, formatProbability, theme),
    }),
    swatch: (x: number, y: number, length: number) => [
      line(x, y, x + length, y, { stroke: color, "stroke-width": 1.8 * lineWidth, "stroke-dasharray": dash }),
    ],
  }));
  const priorText = prior === null ? "" : fill(labels.faganPriorText, { prior: formatProbability(prior, theme) });
  let y = bottom + 1.2 * fontSize;
  if (priorText !== "") {
    y += size;
    lines.push(textLine(margin, y, priorText, theme, { size }));
    y += 0.4 * size;
  }
  const key = legend(items, margin, y, width - 2 * margin, theme);
  y += key.height;
  const foot = footnotes(notes, margin, y, width - 2 * margin, theme);
  const apart = spread(
    written.map((entry) => entry.y),
    1.2 * fontSize,
    top,
    bottom,
  );
  const drawnPrior = lines.length > 0 && prior !== null && onScale(prior, prior);
  return makeFigure(
    {
      width,
      height: y + foot.height + margin,
      title,
      description: [
        labels.faganDescription,
        priorText === "" ? "" : `${priorText}.`,
        ...items.map(({ text }) => `${text}.`),
        ...notes,
      ],
      body: [
        ...head.markup,
        ...headers.flatMap(({ x, lines: texts }) =>
          texts.map((text, i) =>
            textLine(x, top - 0.9 * fontSize - (texts.length - 1 - i) * 1.2 * size, text, theme, {
              anchor: "middle",
              size,
              weight: "bold",
            }),
          ),
        ),
        group({ class: "lines" }, lines),
        ...[priorScale, ratioScale, posttestScale].map((scale) => drawScale(scale, top, bottom, theme)),
        drawnPrior && written.length > 0
          ? middleText(left - tickWidth - 0.3 * fontSize, priorScale.y(prior), formatProbability(prior, theme), theme, {
              anchor: "end",
              weight: "bold",
            })
          : "",
        ...written.map(({ text, color }, i) =>
          middleText(right + tickWidth + 0.3 * fontSize, apart[i]!, text, theme, { weight: "bold", fill: color }),
        ),
        ...key.markup,
        ...foot.markup,
      ].filter((part) => part !== ""),
    },
    theme,
  );
}

const onScale = (prior: number, post: number | null): boolean =>
  post !== null && prior >= 0.001 && prior <= 0.999 && post >= 0.001 && post <= 0.999;

const percentTick = (p: number, theme: Theme): string =>
  formatFixed(100 * p, Math.round(1000 * p) % 10 === 0 ? 0 : 1, theme) + theme.numbers.percent;
const ratioTick = (ratio: number, theme: Theme): string =>
  formatFixed(ratio, ratio >= 1 ? 0 : Math.ceil(-Math.log10(ratio) - 1e-9), theme);

/** Moves values apart until they are `least` px from each other, keeping their order and the bounds. */
function spread(values: readonly number[], least: number, top: number, bottom: number): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const placed = [...values];
  for (let n = 1; n < order.length; n++) {
    const [above, below] = [order[n - 1]!, order[n]!];
    const lack = least - (placed[below]! - placed[above]!);
    if (lack <= 0) continue;
    const room = Math.min(lack / 2, placed[above]! - top);
    placed[above]! -= room;
    placed[below] = Math.min(bottom, placed[above]! + least);
  }
  return placed;
}

/** A vertical scale; labels that would touch one already there are left out, the most useful ones come first. */
function drawScale({ x, y, values, format, side }: Scale, top: number, bottom: number, theme: Theme): Markup {
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
    shown.push(at);
    const text = format(value);
    const width = textWidth(text, theme, size);
    const start = side === -1 ? x - 6 - width : x + 6;
    if (theme.colors.background !== null) {
      labels.push(
        element("rect", {
          x: start - 1,
          y: at - 0.5 * size,
          width: width + 2,
          height: size,
          fill: theme.colors.background,
        }),
      );
    }
    labels.push(
      middleText(side === -1 ? x - 6 : x + 6, at, text, theme, {
        size,
        anchor: side === -1 ? "end" : "start",
        fill: theme.colors.muted,
      }),
    );
  }
  return [group({ class: "scale", stroke: theme.colors.axis, "stroke-width": theme.lineWidth }, ticks), ...labels].join(
    "\n",
  );
}
