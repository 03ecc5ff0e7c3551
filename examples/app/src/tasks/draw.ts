import type { Analysis } from "dta-meta";
import {
  type DrawingOptions,
  type Figure,
  type FigureOptions,
  type FigureSources,
  figureCatalogue,
  figuresFrom,
  type PrismaInput,
  prismaFlow,
  type QualityAssessment,
  quadasPlot,
  type SourceName,
} from "dta-meta/figures";
import { figureNumbers, type NumberStyle } from "dta-meta/report";
import { drawingOptions } from "../state/drawing.js";
import { schemaOf } from "../state/quality.js";
import type { Drawing, DrawTask } from "./messages.js";

const shown = (name: string, light: string): string => `var(--figure-${name}, ${light})`;

/** Colours that the style sheet of the page sets, for light and dark. */
const ON_PAGE: FigureOptions = {
  theme: {
    colors: {
      text: shown("text", "#1a1a1a"),
      muted: shown("muted", "#555555"),
      axis: shown("axis", "#444444"),
      grid: shown("grid", "#e4e4e4"),
      reference: shown("reference", "#8a8a8a"),
      background: shown("background", "#ffffff"),
      shade: shown("shade", "#f4f4f4"),
      accent: shown("accent", "#d55e00"),
      series: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#000000"].map((color, i) =>
        shown(String(i + 1), color),
      ),
    },
  },
};

/** A figure drawn twice: as it is saved, and in the colours of the page. None where it can't be drawn. */
export function drawTwice(
  name: string,
  draw: (options: FigureOptions) => Figure | null,
  style: NumberStyle = {},
): Drawing[] {
  const numbers = figureNumbers(style);
  const plain = draw({ theme: { numbers } });
  const onPage = draw({ theme: { ...ON_PAGE.theme, numbers } });
  if (plain === null || onPage === null) return [];
  const { title, width, height, svg } = plain;
  return [{ name, title, width, height, svg, shown: onPage.svg }];
}

/** Beyond those of a report, where there is a prior. */
const ALSO = ["predictive-values"] as const;

/** The figures of an analysis, those of a report first. */
export function drawAnalysis(analysis: Analysis, task: DrawTask): Drawing[] {
  const options = drawingOptions(task, analysis);
  const also = analysis.posttest === null ? [] : ALSO;
  return [
    ...drawAll("analysis", analysis, task.style, options),
    ...also.flatMap((name) => drawTwice(name, (theme) => figureCatalogue[name].draw(analysis, theme), task.style)),
  ];
}

/** The figures that a report shows of a result. */
export function drawAll<S extends SourceName>(
  from: S,
  result: FigureSources[S],
  style: NumberStyle,
  options: DrawingOptions = {},
): Drawing[] {
  return figuresFrom(from).flatMap(({ name, inReport, draw }) =>
    inReport(result) ? drawTwice(name, (theme) => draw(result, { ...options, ...theme }), style) : [],
  );
}

/** The figures of the studies' quality and of the flow of studies. */
export function drawQuality(quality: readonly QualityAssessment[], tool: string, flow: PrismaInput | null): Drawing[] {
  const schema = schemaOf(tool);
  const judged = quality.length > 0;
  return [
    ...(judged ? drawTwice("quadas-bars", (theme) => quadasPlot(quality, { ...theme, schema, layout: "bars" })) : []),
    ...(judged
      ? drawTwice("quadas-lights", (theme) => quadasPlot(quality, { ...theme, schema, layout: "lights" }))
      : []),
    ...(flow === null ? [] : drawTwice("prisma", (theme) => prismaFlow(flow, theme))),
  ];
}
