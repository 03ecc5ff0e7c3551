import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed } from "../frame/format.js";
import { heading } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, formatCoordinate, line, type Markup } from "../frame/svg.js";
import { textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import type { FigureOptions, Theme } from "../frame/theme.js";

/** A number with what it counts, such as a reason or a source. */
export interface PrismaCount {
  /** What is counted. */
  readonly label: string;
  /** How many. */
  readonly n: number;
}

/** The numbers of a PRISMA 2020 flow diagram; what isn't known is left out, and its box or line with it. */
export interface PrismaInput {
  /** Records by source: databases, registers, others. */
  readonly identified: readonly PrismaCount[];
  /** Records removed before screening, by reason. */
  readonly removed?: readonly PrismaCount[];
  /** Records screened. */
  readonly screened?: number;
  /** Records excluded on screening. */
  readonly excluded?: number;
  /** Reports sought for retrieval. */
  readonly sought?: number;
  /** Reports that could not be retrieved. */
  readonly notRetrieved?: number;
  /** Reports assessed for eligibility. */
  readonly assessed?: number;
  /** Reports excluded, by reason. */
  readonly excludedReports?: readonly PrismaCount[];
  /** Studies included in the review. */
  readonly includedStudies: number;
  /** Reports of included studies. */
  readonly includedReports?: number;
}

interface BoxContent {
  readonly heading: string;
  readonly items: readonly string[];
}

interface Step {
  readonly stage: string;
  readonly main: BoxContent;
  readonly side: BoxContent | null;
}

/**
 * PRISMA 2020 flow diagram of new reviews: identification, screening, included, with what was removed at the side (Page et al.
 * 2021, BMJ 372:n71, doi:10.1136/bmj.n71). The numbers are drawn as given; they are not checked against each other.
 *
 * @example
 * ```ts
 * import { prismaFlow } from "dta-meta/figures";
 *
 * const identified = [{ label: "Databases", n: 812 }];
 * const figure = prismaFlow({ identified, screened: 640, excluded: 590, includedStudies: 14 });
 * figure.title; // "PRISMA flow diagram"
 * ```
 */
export function prismaFlow(data: PrismaInput, options: FigureOptions = {}): Figure {
  checkData(data, {
    figure: "prismaFlow",
    fields: ["identified", "includedStudies"],
    shape: "PrismaInput",
    from: "the numbers of a flow diagram",
  });
  const theme = resolveTheme(options);
  const { labels, fontSize, colors, lineWidth } = theme;
  const steps = stepsOf(data, theme);
  const title = options.title ?? labels.prismaTitle;
  const margin = 0.8 * fontSize;
  const width = Math.max(theme.width, 30 * fontSize);
  const bar = 1.9 * fontSize;
  const arrow = 2.4 * fontSize;
  const left = margin + bar + 0.8 * fontSize;
  const boxWidth = (width - margin - left - arrow) / 2;
  const head = heading(title, options.showTitle ?? false, margin, margin, width - 2 * margin, theme);
  let y = margin + head.height;
  const body: Markup[] = [...head.markup];
  const stages: { name: string; top: number; bottom: number }[] = [];
  const shapes: Markup[] = [];
  steps.forEach((step, i) => {
    const main = boxLines(step.main, boxWidth, theme);
    const side = step.side === null ? null : boxLines(step.side, boxWidth, theme);
    // a stage of one step is tall enough for its name
    const alone = steps.filter(({ stage }) => stage === step.stage).length === 1;
    const height = Math.max(
      alone ? textWidth(step.stage, theme, fontSize, "bold") + fontSize : 0,
      boxHeight(main.length, theme),
      side === null ? 0 : boxHeight(side.length, theme),
    );
    shapes.push(box(left, y, boxWidth, height, theme), ...boxText(main, left, y, height, theme));
    const centre = y + height / 2;
    if (side !== null) {
      shapes.push(
        box(left + boxWidth + arrow, y, boxWidth, height, theme),
        ...boxText(side, left + boxWidth + arrow, y, height, theme),
      );
      shapes.push(arrowTo(left + boxWidth, centre, left + boxWidth + arrow, centre, theme));
    }
    const last = stages.at(-1);
    if (last?.name === step.stage) last.bottom = y + height;
    else stages.push({ name: step.stage, top: y, bottom: y + height });
    y += height;
    if (i < steps.length - 1) {
      shapes.push(arrowTo(left + boxWidth / 2, y, left + boxWidth / 2, y + 1.7 * fontSize, theme));
      y += 1.7 * fontSize;
    }
  });
  for (const { name, top, bottom } of stages) {
    const room = bottom - top - 0.8 * fontSize;
    const natural = textWidth(name, theme, fontSize, "bold");
    const size = natural > room ? Math.max(0.6, room / natural) * fontSize : fontSize;
    body.push(
      element("rect", {
        class: "stage",
        x: margin,
        y: top,
        width: bar,
        height: bottom - top,
        rx: 3,
        fill: colors.shade,
        stroke: colors.axis,
        "stroke-width": lineWidth,
      }),
    );
    body.push(
      textLine(margin + bar / 2 + 0.36 * size, (top + bottom) / 2, name, theme, {
        anchor: "middle",
        rotate: -90,
        weight: "bold",
        size,
      }),
    );
  }
  const description = steps.flatMap(({ main, side }) =>
    [main, side].flatMap((content) => (content === null ? [] : [`${[content.heading, ...content.items].join(" ")}.`])),
  );
  return makeFigure(
    {
      width,
      height: y + margin,
      title,
      description: [labels.prismaDescription, ...description],
      body: [...body, ...shapes],
    },
    theme,
  );
}

function stepsOf(data: PrismaInput, theme: Theme): Step[] {
  const { labels } = theme;
  const number = (n: number): string => formatFixed(n, 0, theme);
  const count = ({ label, n }: PrismaCount): string => fill(labels.prismaCount, { label, n: number(n) });
  const one = (label: string, n: number): BoxContent => ({
    heading: fill(labels.prismaCount, { label, n: number(n) }),
    items: [],
  });
  const list = (label: string, items: readonly PrismaCount[]): BoxContent => ({
    heading: label,
    items: items.map(count),
  });
  const steps: Step[] = [
    {
      stage: labels.prismaIdentification,
      main: list(labels.prismaIdentified, data.identified),
      side: data.removed === undefined ? null : list(labels.prismaRemoved, data.removed),
    },
  ];
  const add = (label: string, n: number | undefined, side: BoxContent | null): void => {
    if (n === undefined && side === null) return;
    steps.push({
      stage: labels.prismaScreening,
      main: n === undefined ? { heading: label, items: [] } : one(label, n),
      side,
    });
  };
  add(
    labels.prismaScreened,
    data.screened,
    data.excluded === undefined ? null : one(labels.prismaExcluded, data.excluded),
  );
  add(
    labels.prismaSought,
    data.sought,
    data.notRetrieved === undefined ? null : one(labels.prismaNotRetrieved, data.notRetrieved),
  );
  add(
    labels.prismaAssessed,
    data.assessed,
    data.excludedReports === undefined ? null : list(labels.prismaExcludedReports, data.excludedReports),
  );
  steps.push({
    stage: labels.prismaIncluded,
    main: {
      heading: fill(labels.prismaCount, { label: labels.prismaStudies, n: number(data.includedStudies) }),
      items:
        data.includedReports === undefined
          ? []
          : [fill(labels.prismaCount, { label: labels.prismaReports, n: number(data.includedReports) })],
    },
    side: null,
  });
  return steps;
}

const INDENT = 0.9;
const PAD = 0.75;

function boxLines(
  { heading: first, items }: BoxContent,
  width: number,
  theme: Theme,
): { readonly text: string; readonly indent: number }[] {
  const { fontSize } = theme;
  const room = width - 2 * PAD * fontSize;
  return [
    ...wrapText(first, room, theme).map((text) => ({ text, indent: 0 })),
    ...items.flatMap((item) =>
      wrapText(item, room - INDENT * fontSize, theme).map((text) => ({ text, indent: INDENT * fontSize })),
    ),
  ];
}

const boxHeight = (lines: number, { fontSize }: Theme): number => (lines * 1.28 + 2 * PAD * 0.85) * fontSize;

function box(x: number, y: number, width: number, height: number, theme: Theme): Markup {
  return element("rect", {
    class: "box",
    x,
    y,
    width,
    height,
    fill: theme.colors.background ?? "none",
    stroke: theme.colors.axis,
    "stroke-width": theme.lineWidth,
  });
}

function boxText(
  lines: readonly { readonly text: string; readonly indent: number }[],
  x: number,
  y: number,
  height: number,
  theme: Theme,
): Markup[] {
  const { fontSize } = theme;
  const top = y + (height - lines.length * 1.28 * fontSize) / 2;
  return lines.map(({ text, indent }, i) =>
    textLine(x + PAD * fontSize + indent, top + (i + 0.78) * 1.28 * fontSize, text, theme),
  );
}

function arrowTo(x1: number, y1: number, x2: number, y2: number, theme: Theme): Markup {
  const { axis } = theme.colors;
  const size = 0.36 * theme.fontSize;
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const tip = `M${formatCoordinate(x2)},${formatCoordinate(y2)}`;
  const [bx, by] = [x2 - 1.6 * size * dx, y2 - 1.6 * size * dy];
  const corner = (side: number): string =>
    `L${formatCoordinate(bx + side * size * dy)},${formatCoordinate(by + side * size * dx)}`;
  return `${line(x1, y1, bx, by, { stroke: axis, "stroke-width": 1.2 * theme.lineWidth })}\n${element("path", { d: `${tip}${corner(1)}${corner(-1)}Z`, fill: axis })}`;
}
