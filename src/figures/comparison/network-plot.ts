import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { Evidence } from "../../inference/comparative/evidence.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill } from "../frame/format.js";
import { footnotes, heading } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup, tooltip } from "../frame/svg.js";
import { LINE_HEIGHT, middleText, SMALL, textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { areaRadius } from "../marks/markers.js";

/** A test in the picture: its circle, and its name in lines outside of the ring. */
interface Node {
  readonly x: number;
  readonly y: number;
  /** Direction from the middle of the ring: cosine and sine, sine down. */
  readonly toward: readonly [number, number];
  readonly radius: number;
  readonly lines: readonly string[];
}

const LARGEST = 1.9;
const WIDEST_LINE = 0.9;

/** The network's own words: each test and each pair with studies behind it, then what hangs together. */
function descriptionOf({ tests, pairs }: Evidence, apart: string, { labels }: Theme): string[] {
  return [
    fill(labels.networkDescription, { n: tests.length }),
    `${tests.map(({ test, studies }) => fill(labels.networkTest, { test, k: studies })).join(", ")}.`,
    ...pairs.filter(({ both }) => both > 0).map((pair) => `${fill(labels.networkPair, { ...pair })}.`),
    apart,
  ];
}

function apartText({ pairs, components }: Evidence, { labels }: Theme): string {
  if (pairs.every(({ both }) => both === 0)) return labels.networkNone;
  if (components.length < 2) return "";
  return fill(labels.networkParts, {
    n: components.length,
    parts: components.map((part) => part.join(" + ")).join("; "),
  });
}

/**
 * The network of tests: a circle for each test, its area by the number of studies that have it; a line between two tests that the
 * same studies have, its width and the number on it by how many. Tests without a line between them are compared across studies alone.
 *
 * @throws InputError `bad-data` for what `compareTests` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 * import { networkPlot } from "dta-meta/figures";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const figure = networkPlot(compareTests(readStudies(csv), { test: "test", model: "normal" }));
 * figure.description.includes("HC2 and RepC: 4 studies with both"); // true
 * ```
 */
export function networkPlot(comparison: TestComparison, options: FigureOptions = {}): Figure {
  checkData(comparison, {
    figure: "networkPlot",
    fields: ["evidence", "fit"],
    from: "what compareTests returns",
    shape: "TestComparison",
    shapes: comparisonShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, fontSize, lineWidth, width } = theme;
  const { tests, pairs } = comparison.evidence;
  const title = options.title ?? labels.networkTitle;
  const margin = 0.6 * fontSize;
  const head = heading(title, options.showTitle ?? false, margin, margin, width - 2 * margin, theme);
  const most = Math.max(...tests.map(({ studies }) => studies));
  const nameWidth = 0.25 * width;
  const wraps = tests.map(({ test, studies }) =>
    wrapText(fill(labels.networkTest, { test, k: studies }), nameWidth, theme),
  );
  const widest = Math.max(...wraps.flat().map((text) => textWidth(text, theme)));
  // the first test stands at the top of the ring, its name above it
  const nameAbove = wraps[0]!.length * LINE_HEIGHT * fontSize;
  const circle = LARGEST * fontSize;
  const gap = 0.5 * fontSize;
  // the names stand outside of the ring: at its sides by their width, above and below it by their height
  const ring = width / 2 - margin - circle - gap - widest;
  const flat = tests.length === 2;
  const middle = [
    width / 2,
    margin + head.height + (flat ? circle + fontSize : ring + circle + gap + nameAbove),
  ] as const;
  const nodes = tests.map(({ studies }, i): Node => {
    const angle = flat ? Math.PI * (1 - i) : (2 * Math.PI * i) / tests.length - Math.PI / 2;
    const toward = [Math.cos(angle), flat ? 0 : Math.sin(angle)] as const;
    return {
      x: middle[0] + ring * toward[0],
      y: middle[1] + ring * toward[1],
      toward,
      radius: areaRadius(studies, most, circle, 0.4 * fontSize),
      lines: wraps[i]!,
    };
  });
  const nodeOf = (name: string): Node => nodes[tests.findIndex(({ test }) => test === name)]!;
  const mostBoth = Math.max(1, ...pairs.map(({ both }) => both));
  const size = SMALL * fontSize;
  const joined = pairs.filter(({ both }) => both > 0);
  const edges: Markup[] = joined.map(({ test, reference, both }) => {
    const [a, b] = [nodeOf(reference), nodeOf(test)];
    return line(a.x, a.y, b.x, b.y, {
      class: "pair",
      stroke: colors.muted,
      "stroke-opacity": "0.55",
      "stroke-width": Math.max(lineWidth, WIDEST_LINE * fontSize * (both / mostBoth)),
    });
  });
  const numbers: Markup[] = joined.flatMap(({ test, reference, both }, i) => {
    const [a, b] = [nodeOf(reference), nodeOf(test)];
    // lines through the middle of the ring cross there: their numbers stand at different places along them
    const along = flat || tests.length === 3 ? 0.5 : 0.34 + 0.07 * (i % 3);
    const [x, y] = [a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)];
    const text = String(both);
    const half = textWidth(text, theme, size) / 2 + 0.3 * size;
    return [
      element("rect", {
        x: x - half,
        y: y - 0.72 * size,
        width: 2 * half,
        height: 1.44 * size,
        rx: 0.35 * size,
        fill: colors.background ?? "#ffffff",
        "fill-opacity": "0.88",
      }),
      middleText(x, y, text, theme, { anchor: "middle", size }),
    ];
  });
  const circles = nodes.map(({ x, y, radius }, i) =>
    element(
      "circle",
      {
        class: "test",
        "data-id": tests[i]!.test,
        cx: x,
        cy: y,
        r: radius,
        fill: seriesColor(theme, 0),
        stroke: colors.background ?? "#ffffff",
        "stroke-width": lineWidth,
      },
      tooltip(fill(labels.networkTest, { test: tests[i]!.test, k: tests[i]!.studies })),
    ),
  );
  const names = nodes.flatMap(({ x, y, radius, toward: [dx, dy], lines }) => {
    const across = Math.abs(dx) > 0.25;
    const anchor = across ? (dx > 0 ? "start" : "end") : "middle";
    const height = lines.length * LINE_HEIGHT * fontSize;
    const left = across ? x + Math.sign(dx) * (radius + gap) : x;
    const top = across ? y - height / 2 : dy < 0 ? y - radius - gap - height : y + radius + gap;
    return lines.map((text, i) => textLine(left, top + (i * LINE_HEIGHT + 0.95) * fontSize, text, theme, { anchor }));
  });
  const lowest = Math.max(
    ...nodes.map(({ y, radius, toward: [dx], lines }) =>
      Math.abs(dx) > 0.25
        ? y + Math.max(radius, (lines.length * LINE_HEIGHT * fontSize) / 2)
        : y + radius + gap + lines.length * LINE_HEIGHT * fontSize,
    ),
  );
  const apart = apartText(comparison.evidence, theme);
  const below = lowest + 0.8 * fontSize;
  const notes = footnotes(
    [labels.networkKey, apart].filter((note) => note !== ""),
    margin,
    below,
    width - 2 * margin,
    theme,
  );
  return makeFigure(
    {
      width,
      height: below + notes.height + margin,
      title,
      description: descriptionOf(comparison.evidence, apart, theme),
      body: [...head.markup, ...edges, ...circles, ...numbers, ...names, ...notes.markup],
    },
    theme,
  );
}
