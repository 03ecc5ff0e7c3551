import { checkNames } from "../../base/check-options.js";
import { given } from "../../base/given.js";
import { sha256 } from "../../base/sha256.js";
import {
  type DrawingOptions,
  type FigureName,
  type FigureOptions,
  type FigureSources,
  figureCatalogue,
  figuresFrom,
  type SourceName,
} from "../../figures.js";
import type { FileNote } from "../../tables/reading.js";
import type { EmbeddedData } from "../html/embedded.js";
import type { NamedFigure } from "../html/figures.js";
import { type Block, type Document, list, paragraph, warning } from "../render/document.js";
import { figureNumbers } from "../render/figure-numbers.js";
import type { NumberStyle } from "../render/numbers.js";
import { referencesIn } from "../words/references.js";
import { SOFTWARE } from "../words/software.js";
import type { ReportOptions, ReportSection } from "./report.js";
import { REPORT_OPTIONS } from "./report.js";

const isFilled = ({ blocks, figures = [], works = [] }: ReportSection): boolean =>
  blocks.length + figures.length + works.length > 0;

/** The sections that hold something. */
export const filled = (sections: readonly ReportSection[]): ReportSection[] => sections.filter(isFilled);

/** Warnings of a result, after those of how its file was read. */
export const warningsSection = (messages: readonly string[], reading: readonly FileNote[] = []): ReportSection => ({
  id: "warnings",
  title: "Warnings",
  blocks: [...reading.filter(({ severity }) => severity === "warning").map(({ message }) => message), ...messages].map(
    warning,
  ),
});

/** Results in sentences. */
export const resultsSection = (paragraphs: readonly string[]): ReportSection => ({
  id: "results",
  title: "Results",
  blocks: paragraphs.map(paragraph),
});

/** Tables, and notes on how the file was read. */
export const tablesSection = (blocks: Document, reading: readonly FileNote[] = []): ReportSection => ({
  id: "tables",
  title: "Tables",
  blocks: [
    ...blocks,
    ...reading.filter(({ severity }) => severity === "note").map(({ message }) => paragraph(message)),
  ],
});

/** The methods in sentences, and the works that they cite. */
export const methodsSections = (paragraphs: readonly string[]): ReportSection[] => [
  { id: "methods", title: "Statistical methods", blocks: paragraphs.map(paragraph) },
  { id: "references", title: "References", blocks: [], works: referencesIn(paragraphs.join(" ")) },
];

/** The figures that a report shows of a source. */
export function reportFigures<S extends SourceName>(
  source: S,
  value: FigureSources[S],
  options: FigureOptions,
): NamedFigure[] {
  return figuresFrom(source).flatMap(({ name, inReport, draw }) => {
    const figure = inReport(value) ? draw(value, options) : null;
    return figure === null ? [] : [{ name, figure }];
  });
}

/** A figure that the report shows whatever its row says. */
export function namedFigure(name: FigureName, value: unknown, options: DrawingOptions): NamedFigure[] {
  const figure = figureCatalogue[name].draw(value as never, options);
  return figure === null ? [] : [{ name, figure }];
}

/** How a report writes numbers. */
export const styleOf = ({ digits, percent, range }: ReportOptions): NumberStyle => ({
  ...given({ digits, percent, range }),
});

/** Options of every figure: the report's own way to write numbers, unless the figures were given another. */
export function drawingOptions(options: ReportOptions): FigureOptions {
  checkNames("options", options, REPORT_OPTIONS);
  const { figures = {} } = options;
  const { theme } = figures;
  const numbers = { ...figureNumbers(styleOf(options)), ...theme?.numbers };
  return { ...figures, theme: { ...theme, numbers } };
}

/** Flow and quality of the review, where they are given. */
export function reviewFigures({ quality, schema, prisma }: ReportOptions, options: FigureOptions): NamedFigure[] {
  return [
    ...(prisma === undefined ? [] : namedFigure("prisma", prisma, options)),
    ...(quality === undefined || quality.length === 0
      ? []
      : namedFigure("quadas", quality, { ...options, layout: "lights", ...given({ schema }) })),
  ];
}

/** What is needed to make the result again: software, call, data with their fingerprint, and the command. */
export function dataSection(
  { call, studies, options }: EmbeddedData<object, object>,
  command: string | undefined,
): ReportSection {
  const blocks: Block[] = [
    paragraph(
      `The data and the options are embedded in the HTML report as JSON, in the element with the id dta-meta-data. With them, ${call}(studies, options) of dta-meta gives these numbers again, with the same bits in Node, Deno, Bun and browsers.`,
    ),
    list([
      `Software: ${SOFTWARE.name} ${SOFTWARE.version}.`,
      `Call: ${call}(studies, ${JSON.stringify(options)}).`,
      `Data: ${studies.length} rows; SHA-256 of their JSON, ${sha256(JSON.stringify(studies))}.`,
      ...(command === undefined ? [] : [`Command: ${command}`]),
    ]),
  ];
  return { id: "data", title: "Data and reproducibility", blocks };
}
