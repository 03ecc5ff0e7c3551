import type { Analysis } from "../../analysis/analyze.js";
import type { FigureOptions } from "../../figures.js";
import { characteristicsTable } from "../documents/analysis/characteristics.js";
import { analysisDocument } from "../documents/analysis-document.js";
import { prismaDtaTable } from "../documents/prisma-dta.js";
import { embeddedData } from "../html/embedded.js";
import type { Block } from "../render/document.js";
import { numbersOf } from "../render/numbers.js";
import { methodsParagraphs } from "../words/methods.js";
import { restyled } from "../words/narrative.js";
import { resultsParagraphs } from "../words/results.js";
import type { Report, ReportOptions } from "./report.js";
import {
  dataSection,
  filled,
  methodsSections,
  reportFigures,
  resultsSection,
  reviewFigures,
  styleOf,
} from "./sections.js";

/** The report of one analysis. */
export function analysisReport(analysis: Analysis, options: ReportOptions, drawing: FigureOptions): Report {
  const { reading = [], checklist = true } = options;
  const style = styleOf(options);
  const [heading, ...blocks] = analysisDocument(analysis, { ...style, reading });
  const { narrative, studies } = analysis;
  const told = narrative === null ? null : restyled(narrative, studies, numbersOf(style));
  const isWarning = (block: Block): boolean => block.kind === "warning";
  // the narrative stands among the results
  const tables = blocks.filter((block) => !isWarning(block) && !(block.kind === "paragraph" && block.text === told));
  const characteristics = characteristicsTable(analysis);
  const data = embeddedData(analysis);
  const figures =
    options.withFigures === false
      ? []
      : [...reportFigures("analysis", analysis, drawing), ...reviewFigures(options, drawing)];
  return {
    title: options.title ?? (heading?.kind === "heading" ? heading.text : "Meta-analysis"),
    notes: options.notes ?? [],
    sections: filled([
      { id: "warnings", title: "Warnings", blocks: blocks.filter(isWarning) },
      resultsSection(resultsParagraphs(analysis, style)),
      { id: "tables", title: "Tables", blocks: [...tables, ...(characteristics === null ? [] : [characteristics])] },
      { id: "figures", title: "Figures", blocks: [], figures },
      ...methodsSections(methodsParagraphs(analysis, style)),
      { id: "checklist", title: "PRISMA-DTA checklist", blocks: checklist ? [prismaDtaTable(analysis, options)] : [] },
      dataSection(data, options.command),
    ]),
    data,
  };
}
