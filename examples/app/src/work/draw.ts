import type { Analysis } from "dta-meta";
import {
  type DrawingOptions,
  type Figure,
  type FigureOptions,
  figureCatalogue,
  figuresFrom,
  type Measure,
  type PrismaInput,
  prismaFlow,
  type QualityAssessment,
  type QualitySchema,
  quadas2,
  quadas3,
  quadasPlot,
} from "dta-meta/figures";
import type { FigureChoices } from "../state/project.js";
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

/** A figure drawn twice: as it is saved, and in the colours of the page. `null` where it can't be drawn. */
export function drawTwice(name: string, draw: (options: FigureOptions) => Figure | null): Drawing[] {
  const plain = draw({});
  const onPage = draw(ON_PAGE);
  if (plain === null || onPage === null) return [];
  const { title, width, height, svg } = plain;
  return [{ name, title, width, height, svg, shown: onPage.svg }];
}

const MEASURES: Readonly<Record<FigureChoices["forestMeasures"], readonly Measure[]>> = {
  accuracy: ["sensitivity", "specificity"],
  ratios: ["plr", "nlr"],
  dor: ["dor"],
};

/** Tools by which studies can be judged. */
export const TOOLS: Readonly<Record<string, QualitySchema>> = { "QUADAS-2": quadas2, "QUADAS-3": quadas3 };

const labelsOf = ({ labels }: FigureChoices): NonNullable<DrawingOptions["labels"]> =>
  labels === "none" ? false : labels === "names" ? true : labels;

/** What the choices of the form mean for each figure; a choice that is as usual is left out. */
export function drawingOptions({ figures, quality, tool }: DrawTask, analysis: Analysis): DrawingOptions {
  const { points, crosshairs, colorBy, xAxis, extrapolate, sort, forestMeasures } = figures;
  const known = analysis.studies.some(({ covariates }) => Object.hasOwn(covariates, colorBy));
  const judged = points === "pies" && quality.length > 0;
  return {
    ...(figures.labels === "none" ? {} : { labels: labelsOf(figures) }),
    ...(figures.confidenceRegion ? {} : { confidenceRegion: false }),
    ...(figures.predictionRegion ? {} : { predictionRegion: false }),
    ...(extrapolate ? { extrapolate } : {}),
    ...(points === "weights" ? { weights: true } : {}),
    ...(judged ? { quality, schema: TOOLS[tool] ?? quadas2 } : {}),
    ...(crosshairs === "none" ? {} : { crosshairs }),
    ...(known ? { colorBy } : {}),
    ...(xAxis === "specificity" ? {} : { xAxis }),
    ...(sort === "given" ? {} : { sort }),
    ...(forestMeasures === "accuracy" ? {} : { measures: MEASURES[forestMeasures] }),
  };
}

/** Which figures the choices of one kind of figure are for. */
const FOREST = new Set(["sort", "measures"]);
const ALSO = ["predictive-values"] as const;

/** The figures of an analysis, those of a report first. */
export function drawAnalysis(analysis: Analysis, task: DrawTask): Drawing[] {
  const options = drawingOptions(task, analysis);
  const others = Object.fromEntries(Object.entries(options).filter(([name]) => !FOREST.has(name)));
  const own = (name: string): DrawingOptions =>
    name === "forest" ? Object.fromEntries(Object.entries(options).filter(([key]) => FOREST.has(key))) : others;
  const drawn = figuresFrom("analysis").flatMap(({ name, inReport, draw }) =>
    inReport(analysis) ? drawTwice(name, (theme) => draw(analysis, { ...own(name), ...theme })) : [],
  );
  const more = analysis.posttest === null ? [] : ALSO;
  return [...drawn, ...more.flatMap((name) => drawTwice(name, (theme) => figureCatalogue[name].draw(analysis, theme)))];
}

/** The figures of the studies' quality and of the flow of studies. */
export function drawQuality(quality: readonly QualityAssessment[], tool: string, flow: PrismaInput | null): Drawing[] {
  const schema = TOOLS[tool] ?? quadas2;
  const judged = quality.length > 0;
  return [
    ...(judged ? drawTwice("quadas-bars", (theme) => quadasPlot(quality, { ...theme, schema, layout: "bars" })) : []),
    ...(judged
      ? drawTwice("quadas-lights", (theme) => quadasPlot(quality, { ...theme, schema, layout: "lights" }))
      : []),
    ...(flow === null ? [] : drawTwice("prisma", (theme) => prismaFlow(flow, theme))),
  ];
}
