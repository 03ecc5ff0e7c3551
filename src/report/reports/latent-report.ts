import type { FigureOptions } from "../../figures.js";
import { type LatentClassFit, traitsOf } from "../../models/fit.js";
import { latentTables } from "../documents/latent-document.js";
import { embedded, embeddedStudy } from "../html/embedded.js";
import { count } from "../render/format.js";
import { latentResults } from "../words/latent-results.js";
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

/** Options that make the same fit of the studies in it. */
function optionsOf({ options }: LatentClassFit): object {
  const { moderators: _, correlation: __, by, ...rest } = options;
  return { ...rest, ...(by === null ? {} : { by }) };
}

/** The report of a latent-class fit, with a grid of known references where one is given. */
export function latentReport(fit: LatentClassFit, options: ReportOptions, drawing: FigureOptions): Report {
  const { references = null, made = { studies: fit.studies, options: optionsOf(fit) } } = options;
  const data = embedded("fitLatentClass", (made.studies as typeof fit.studies).map(embeddedStudy), made.options);
  const figures =
    options.withFigures === false
      ? []
      : [
          ...reportFigures("latent", fit, drawing),
          ...(references === null ? [] : reportFigures("reference", references, drawing)),
          ...reviewFigures(options, drawing),
        ];
  return {
    title: options.title ?? `Latent-class analysis of ${count(fit.k, "table")}`,
    notes: options.notes ?? [],
    sections: filled([
      warningsSection(
        [...fit.warnings, ...(references?.warnings ?? [])].map(({ message }) => message),
        options.reading,
      ),
      resultsSection(latentResults(fit, styleOf(options))),
      tablesSection(latentTables(fit, references, styleOf(options)), options.reading),
      { id: "figures", title: "Figures", blocks: [], figures },
      ...methodsSections([traitsOf(fit).methodsWords(fit), softwareSentence()]),
      dataSection(data, options.command),
    ]),
    data,
  };
}
