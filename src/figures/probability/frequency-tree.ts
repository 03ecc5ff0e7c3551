import type { NaturalFrequencies } from "../../accuracy/natural-frequencies.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import {
  fill,
  formatEstimate,
  formatFixed,
  formatProbability,
  formatRange,
  type NumberFormat,
} from "../frame/format.js";
import { footnotes, heading } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup } from "../frame/svg.js";
import { textLine } from "../frame/text.js";
import { wrapText } from "../frame/text-width.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { convergenceNote, type FittedModel } from "../sroc/fit-note.js";

/** What a frequency tree is drawn from. */
export interface FrequencyTreeInput {
  /** What becomes of the people tested, as `naturalFrequencies` gives it for one prevalence. */
  readonly frequencies: NaturalFrequencies;
  /** Probabilities of disease after the test, written below the tree. */
  readonly posttest?: {
    /** After a positive test. */
    readonly posttestPositive: PartialEstimate;
    /** After a negative test. */
    readonly posttestNegative: PartialEstimate;
  } | null;
  /** The fit behind the numbers; the figure says so where it did not converge. */
  readonly fit?: FittedModel | null;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly color: string;
  readonly lines: readonly { readonly text: string; readonly bold: boolean }[];
  /** Lines that it has room for. */
  readonly room: number;
}

/** The tree needs this much, in multiples of the font size: four boxes stand side by side. */
const LEAST_WIDTH = 36;

/**
 * A frequency tree: of so many people tested, how many have the disease, and how many of these and of the others test
 * positive and negative, with intervals where the estimates have them. Whole people, so that the branches add up; one
 * decimal where fewer than ten have the disease, or have not (Gigerenzer & Hoffrage 1995, Psychol Rev 102:684,
 * doi:10.1037/0033-295X.102.4.684).
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { frequencyTree } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { naturalFrequencies } = analyze(readStudies(csv), { prior: 0.2 });
 * frequencyTree({ frequencies: naturalFrequencies![0]! }).title; // "Frequency tree"
 * ```
 */
export function frequencyTree(data: FrequencyTreeInput, options: FigureOptions = {}): Figure {
  const from = "{ frequencies } with a row of what naturalFrequencies returns";
  checkData(data, { figure: "frequencyTree", fields: ["frequencies"], from });
  const { frequencies, posttest, fit } = data;
  checkData(frequencies, { figure: "frequencyTree", fields: ["per", "diseased", "truePositives"], from });
  checkData(data, { figure: "frequencyTree", fields: [], from, shape: "FrequencyTreeInput" });
  const theme = resolveTheme(options);
  const { labels, fontSize, colors } = theme;
  const margin = 0.8 * fontSize;
  const width = Math.max(theme.width, LEAST_WIDTH * fontSize);
  const title = options.title ?? labels.treeTitle;
  const head = heading(title, options.showTitle ?? false, margin, margin, width - 2 * margin, theme);
  const texts = treeTexts(frequencies, theme);
  const gap = 0.8 * fontSize;
  const leaf = (width - 2 * margin - 3 * gap) / 4;
  const pair = 2 * leaf + gap;
  const level = (row: number): number => margin + head.height + row * ROW * fontSize;
  const box = (x: number, row: number, size: number, color: string, [first, ...more]: readonly string[]): Box => {
    const wrapped = more.flatMap((text) => wrapText(text, size - fontSize, theme));
    const lines = [{ text: first!, bold: true }, ...wrapped.map((text) => ({ text, bold: false }))];
    return { x, y: level(row), width: size, color, lines, room: lines.length };
  };
  const [ill, well] = [seriesColor(theme, 0), colors.accent];
  const root = box(margin + (width - 2 * margin - pair) / 2, 0, pair, colors.axis, texts.tested);
  const branches = [
    { top: box(margin, 1, pair, ill, texts.diseased), leaves: [texts.truePositives, texts.falseNegatives] },
    {
      top: box(margin + pair + gap, 1, pair, well, texts.nonDiseased),
      leaves: [texts.falsePositives, texts.trueNegatives],
    },
  ].map(({ top, leaves }) => ({
    top,
    leaves: leaves.map((lines, i) => box(top.x + i * (leaf + gap), 2, leaf, top.color, lines)),
  }));
  // boxes of one row are as high as the highest of them
  const room = Math.max(...branches.flatMap(({ leaves }) => leaves.map(({ lines }) => lines.length)));
  const boxes = [root, ...branches.flatMap(({ top, leaves }) => [top, ...leaves.map((one) => ({ ...one, room }))])];
  const lowest = Math.max(...boxes.map((one) => one.y + boxHeight(one, theme)));
  const notes = [
    posttest
      ? fill(labels.treePosttest, {
          positive: formatEstimate(posttest.posttestPositive, formatProbability, theme),
          negative: formatEstimate(posttest.posttestNegative, formatProbability, theme),
        })
      : "",
    convergenceNote(fit, theme),
  ].filter((note) => note !== "");
  const foot = footnotes(notes, margin, lowest + 0.8 * fontSize, width - 2 * margin, theme);
  return makeFigure(
    {
      width,
      height: lowest + 0.8 * fontSize + foot.height + margin,
      title,
      description: [...Object.values(texts).map((lines) => `${lines.join(" ")}.`), ...notes],
      body: [
        ...head.markup,
        ...branches.flatMap(({ top, leaves }) => [
          branch(root, top, theme),
          ...leaves.map((one) => branch(top, one, theme)),
        ]),
        ...boxes.flatMap((one) => drawBox(one, theme)),
        ...foot.markup,
      ],
    },
    theme,
  );
}

/** Height of a row of boxes with the branches below it, in multiples of the font size. */
const ROW = 7;
const LINE = 1.28;

const boxHeight = ({ room }: Box, { fontSize }: Theme): number => (room * LINE + 1) * fontSize;

function branch(from: Box, to: Box, theme: Theme): Markup {
  const [x1, y1] = [from.x + from.width / 2, from.y + boxHeight(from, theme)];
  return line(x1, y1, to.x + to.width / 2, to.y, { stroke: theme.colors.axis, "stroke-width": 1.2 * theme.lineWidth });
}

function drawBox(box: Box, theme: Theme): Markup[] {
  const { x, y, width, color, lines } = box;
  const { fontSize, colors, lineWidth } = theme;
  return [
    element("rect", {
      class: "box",
      x,
      y,
      width,
      height: boxHeight(box, theme),
      rx: 3,
      fill: colors.background ?? "none",
      stroke: color,
      "stroke-width": 1.4 * lineWidth,
    }),
    ...lines.map(({ text, bold }, i) =>
      textLine(x + width / 2, y + (0.5 + (i + 0.78) * LINE) * fontSize, text, theme, {
        anchor: "middle",
        weight: bold ? "bold" : "normal",
      }),
    ),
  ];
}

/** The boxes of the tree. */
type TreePart =
  | "tested"
  | "diseased"
  | "nonDiseased"
  | "truePositives"
  | "falseNegatives"
  | "falsePositives"
  | "trueNegatives";

/** What stands in each box: a count, what it counts, and its interval. */
function treeTexts(row: NaturalFrequencies, theme: Theme): Readonly<Record<TreePart, readonly string[]>> {
  const { labels } = theme;
  const digits = Math.min(row.diseased, row.nonDiseased) < 10 && row.diseased > 0 && row.nonDiseased > 0 ? 1 : 0;
  const count: NumberFormat = (value) => formatFixed(value, digits, theme);
  const rounded = (value: number): number => Number(value.toFixed(digits));
  const interval = ({ estimate, lower, upper, level }: PartialEstimate): string => {
    if (estimate === null || lower === null || upper === null) return "";
    const limits = { lower: count(lower, theme), upper: count(upper, theme) };
    return fill(labels.treeInterval, {
      level: `${Math.round(100 * level)}`,
      range: formatRange(limits.lower, limits.upper, theme),
      ...limits,
    });
  };
  // the second of two branches is what the first leaves, so that both add up to whole people
  const split = (all: number, first: PartialEstimate, second: PartialEstimate, words: readonly [string, string]) => {
    const shown = rounded(first.estimate ?? 0);
    return [
      [count(shown, theme), words[0], interval(first)],
      [count(rounded(all) - shown, theme), words[1], interval(second)],
    ].map((lines) => lines.filter((text) => text !== ""));
  };
  const [truePositives, falseNegatives] = split(row.diseased, row.truePositives, row.falseNegatives, [
    labels.treeTruePositives,
    labels.treeFalseNegatives,
  ]);
  const [trueNegatives, falsePositives] = split(row.nonDiseased, row.trueNegatives, row.falsePositives, [
    labels.treeTrueNegatives,
    labels.treeFalsePositives,
  ]);
  return {
    tested: [formatFixed(row.per, 0, theme), labels.treeTested],
    diseased: [count(row.diseased, theme), labels.treeDiseased],
    nonDiseased: [count(row.nonDiseased, theme), labels.treeNonDiseased],
    truePositives: truePositives!,
    falseNegatives: falseNegatives!,
    falsePositives: falsePositives!,
    trueNegatives: trueNegatives!,
  };
}
