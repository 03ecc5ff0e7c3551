import { InputError } from "../../base/errors.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatGiven, formatProbability } from "../frame/format.js";
import { legend } from "../frame/legend.js";
import { footnotes, heading } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { group, type Markup } from "../frame/svg.js";
import { middleText, SMALL, textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import type { FigureOptions, Theme } from "../frame/theme.js";
import { convergenceNote, type FittedModel } from "../sroc/fit-note.js";
import { colorOf, faganResults, outsideNote, type Quantity, resultItem, resultLine } from "./fagan-results.js";
import { drawScale, faganScales } from "./fagan-scales.js";

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

/** The headings need this much, in multiples of the font size. */
const LEAST_WIDTH = 27;

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
    shape: "FaganInput",
  });
  const theme = resolveTheme(options);
  const { labels, fontSize } = theme;
  const prior = checkedPrior(data);
  const width = Math.max(theme.width, LEAST_WIDTH * fontSize);
  const size = SMALL * fontSize;
  const margin = 0.6 * fontSize;
  const title = options.title ?? labels.faganTitle;
  const head = heading(title, options.showTitle ?? false, margin, margin, width - 2 * margin, theme);
  const tickWidth = textWidth(formatProbability(0.998, theme), theme, size) + 7;
  const written = [formatProbability(0.998, theme), ...(prior === null ? [] : [formatGiven(prior, theme)])];
  const writtenWidth = Math.max(...written.map((text) => textWidth(text, theme, fontSize, "bold"))) + 0.9 * fontSize;
  const sides = [margin + tickWidth + writtenWidth, width - margin - tickWidth - writtenWidth] as const;
  const headings = scaleHeadings(sides, margin, theme);
  const top = margin + head.height + headings.height + 0.9 * fontSize;
  const ends = [top, top + (options.aspect ?? 1) * (width - 2 * margin) * 0.92] as const;
  const scales = faganScales(sides, ends, theme);
  const results =
    prior === null || data.summary === null || data.posttest === null ? [] : faganResults(data.summary, data.posttest);
  const drawn = results.map((result) => ({ result, line: resultLine(result, prior!, scales, theme) }));
  const present = drawn.flatMap(({ result, line }) => (line === null ? [] : [{ result, ...line }]));
  const notes = [
    convergenceNote(data.fit, theme),
    results.length === 0 ? labels.faganMissing : "",
    ...drawn.map(({ result, line }) => (line === null ? outsideNote(result, theme) : "")),
  ].filter((note) => note !== "");
  const items = results.map((result) => resultItem(result, theme));
  const priorText = prior === null ? "" : fill(labels.faganPriorText, { prior: formatGiven(prior, theme) });
  const segments = present.map(({ segment }) => segment);
  const lines = present.flatMap(({ markup }) => markup);
  let y = ends[1] + 1.2 * fontSize;
  if (priorText !== "") {
    y += size;
    lines.push(textLine(margin, y, priorText, theme, { size }));
    y += 0.4 * size;
  }
  const key = legend(items, margin, y, width - 2 * margin, theme);
  y += key.height;
  const foot = footnotes(notes, margin, y, width - 2 * margin, theme);
  const beside = tickWidth + 0.3 * fontSize;
  const apart = spread(
    present.map(({ segment }) => segment.y2),
    1.2 * fontSize,
    ends,
  );
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
        ...headings.markup(top - 0.9 * fontSize),
        group({ class: "lines" }, lines),
        ...Object.values(scales).map((scale) => drawScale(scale, ends, segments, theme)),
        present.length > 0
          ? middleText(sides[0] - beside, scales.prior.y(prior!), formatGiven(prior!, theme), theme, {
              anchor: "end",
              weight: "bold",
            })
          : "",
        ...present.map(({ result, written }, i) =>
          middleText(sides[1] + beside, apart[i]!, written, theme, { weight: "bold", fill: colorOf(result, theme) }),
        ),
        ...key.markup,
        ...foot.markup,
      ].filter((part) => part !== ""),
    },
    theme,
  );
}

function checkedPrior({ posttest }: FaganInput): number | null {
  const prior = posttest?.prior ?? null;
  if (prior === null || (prior > 0 && prior < 1)) return prior;
  throw new InputError("bad-prior", `the prior must lie between 0 and 1, ends excluded, got ${prior}.`, {
    where: "posttest.prior",
    got: prior,
    wanted: "a number between 0 and 1",
  });
}

/** The headings of the three scales, over as many lines as their room asks for. */
function scaleHeadings(
  [left, right]: readonly [number, number],
  margin: number,
  theme: Theme,
): { readonly height: number; readonly markup: (bottom: number) => Markup[] } {
  const { labels, fontSize } = theme;
  const size = SMALL * fontSize;
  const third = (right - left) / 2 - 0.8 * fontSize;
  const outer = 2 * Math.min(left - margin, third / 2 + 1.2 * fontSize);
  const headings = [
    { x: left, lines: wrapText(labels.faganPrior, outer, theme, size, "bold") },
    { x: (left + right) / 2, lines: wrapText(labels.faganRatio, third * 0.95, theme, size, "bold") },
    { x: right, lines: wrapText(labels.faganPosttest, outer, theme, size, "bold") },
  ];
  return {
    height: Math.max(...headings.map(({ lines }) => lines.length)) * 1.2 * size,
    markup: (bottom) =>
      headings.flatMap(({ x, lines }) =>
        lines.map((text, i) =>
          textLine(x, bottom - (lines.length - 1 - i) * 1.2 * size, text, theme, {
            anchor: "middle",
            size,
            weight: "bold",
          }),
        ),
      ),
  };
}

/** Moves values apart until they are `least` px from each other, keeping their order and the bounds. */
function spread(values: readonly number[], least: number, [top, bottom]: readonly [number, number]): number[] {
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
