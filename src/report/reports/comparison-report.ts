import { given } from "../../base/given.js";
import type { FigureOptions } from "../../figures.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { comparisonDocument } from "../documents/comparison-document.js";
import { embedded, embeddedStudy } from "../html/embedded.js";
import { count } from "../render/format.js";
import { comparisonMethods } from "../words/comparison-methods.js";
import { comparisonResults } from "../words/comparison-results.js";
import { softwareSentence } from "../words/software.js";
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

/** Options that make the same comparison of the rows in the fit. */
function optionsOf({ fit, comparisons }: TestComparison): object {
  const { nodes, robust, tests, ...options } = fit.options;
  const prevalence = comparisons[0]?.per1000?.prevalence;
  return {
    ...options,
    reference: fit.reference,
    ...(nodes === null ? {} : { nodes }),
    ...(tests === null ? {} : { tests }),
    ...(robust === "auto" ? {} : { robust }),
    ...given({ prevalence }),
  };
}

/** The report of a comparison of tests. */
export function comparisonReport(comparison: TestComparison, options: ReportOptions, drawing: FigureOptions): Report {
  const { fit } = comparison;
  const { made = { studies: fit.studies, options: optionsOf(comparison) } } = options;
  const data = embedded("compareTests", (made.studies as typeof fit.studies).map(embeddedStudy), made.options);
  const figures =
    options.withFigures === false
      ? []
      : [...reportFigures("comparison", comparison, drawing), ...reviewFigures(options, drawing)];
  const tables = comparisonDocument("", comparison, options.ranking ?? null, styleOf(options)).filter(
    ({ kind }) => kind === "table",
  );
  return {
    title: options.title ?? `Comparison of ${count(fit.tests.length, "test")} in ${count(fit.k, "study", "studies")}`,
    notes: options.notes ?? [],
    sections: filled([
      warningsSection(comparison.warnings, options.reading),
      resultsSection(comparisonResults(comparison, styleOf(options))),
      tablesSection(tables, options.reading),
      { id: "figures", title: "Figures", blocks: [], figures },
      ...methodsSections([...comparisonMethods(comparison), softwareSentence()]),
      dataSection(data, options.command),
    ]),
    data,
  };
}
