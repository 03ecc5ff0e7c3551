import type { FigureOptions } from "../../figures.js";
import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { methodText, thresholdTables } from "../documents/thresholds-document.js";
import { embedded } from "../html/embedded.js";
import { paragraph } from "../render/document.js";
import { count } from "../render/format.js";
import { softwareSentence } from "../words/software.js";
import { thresholdMethods, thresholdResults } from "../words/threshold-texts.js";
import type { Report, ReportOptions } from "./report.js";
import {
  dataSection,
  filled,
  methodsSections,
  reportFigures,
  resultsSection,
  reviewFigures,
  styleOf,
  tablesSection,
  warningsSection,
} from "./sections.js";

/** Options that make the same analysis of the studies in the fit. */
function optionsOf({ options, accuracy, optimalCutoff, prevalence }: ThresholdAnalysis): object {
  const { scales, moderators: _, ...fit } = options;
  return {
    ...fit,
    ...(scales === null ? {} : { scales }),
    cutoffs: accuracy.map(({ cutoff }) => cutoff),
    weight: optimalCutoff.weight,
    ...(prevalence === null ? {} : { prevalence }),
  };
}

/** The report of several cut-offs a study. */
export function thresholdsReport(analysis: ThresholdAnalysis, options: ReportOptions, drawing: FigureOptions): Report {
  const { made = { studies: analysis.studies, options: optionsOf(analysis) } } = options;
  const data = embedded("analyzeThresholds", made.studies, made.options);
  const figures =
    options.withFigures === false
      ? []
      : [...reportFigures("thresholds", analysis, drawing), ...reviewFigures(options, drawing)];
  return {
    title: options.title ?? `Several cut-offs of ${count(analysis.k, "study", "studies")}`,
    notes: options.notes ?? [],
    sections: filled([
      warningsSection(
        analysis.warnings.map(({ message }) => message),
        options.reading,
      ),
      resultsSection(thresholdResults(analysis, styleOf(options))),
      tablesSection(
        [...thresholdTables(analysis, analysis.prevalence, styleOf(options)), paragraph(methodText(analysis))],
        options.reading,
      ),
      { id: "figures", title: "Figures", blocks: [], figures },
      ...methodsSections([...thresholdMethods(analysis, styleOf(options)), softwareSentence()]),
      dataSection(data, options.command),
    ]),
    data,
  };
}
