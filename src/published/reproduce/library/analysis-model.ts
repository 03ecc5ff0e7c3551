import { type AnalyzeOptions, analyze } from "../../../analysis/analyze.js";
import { quantitiesOfFit } from "../../../programs/dta-meta.js";
import { fitAnswers } from "./fit-answers.js";
import type { LibraryModel, LibraryModelKind } from "./library-model.js";
import { tableAnswers } from "./table-answers.js";

/** One test: `analyze`, by one of the models that it takes. */
export function analysisOf(model: AnalyzeOptions["model"]): LibraryModelKind {
  return {
    seeded: model === "bayes",
    fit: (studies, options): LibraryModel => {
      const analysis = analyze(studies, { minStudies: 2, ...options, ...(model === undefined ? {} : { model }) });
      const { fit, k } = analysis;
      return {
        label: fit === null ? "dta-meta" : `dta-meta, ${fit.model} model by ${fit.method}`,
        k: fit?.k ?? k,
        notes: fit === null || fit.convergence.converged ? [] : [fit.convergence.message],
        main: analysis,
        ...(fit === null ? {} : { quantities: () => quantitiesOfFit(fit, studies, (options as AnalyzeOptions).prior) }),
        answers: { ...tableAnswers(studies), ...(fit === null ? {} : fitAnswers(fit)) },
      };
    },
  };
}
