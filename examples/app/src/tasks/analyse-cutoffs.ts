import { analyzeThresholds } from "dta-meta";
import { numbersOf, thresholdsDocument } from "dta-meta/report";
import { texts } from "../texts.js";
import { documentShown } from "./document-shown.js";
import { drawAll } from "./draw.js";
import { headlinesIn } from "./headline.js";
import type { AnalysisTask, DrawTask, Found, Presentation, Progress, ResultOf } from "./messages.js";

/** Accuracy at every cut-off. */
export function analyseCutoffs(task: AnalysisTask & { readonly kind: "cutoffs" }, progress: Progress): Found {
  progress(texts.progress.cutoffs, 0, null);
  const { studies, options } = task;
  const analysis = analyzeThresholds(studies, options);
  return { result: { kind: "cutoffs", analysis }, task, more: { made: { studies, options } } };
}

/** Its figures, tables and numbers. */
export function presentCutoffs(analysis: ResultOf<"cutoffs">, { style }: DrawTask): Presentation {
  const headline = headlinesIn(numbersOf(style));
  const { auc, accuracy, optimalCutoff, prevalence } = analysis;
  return documentShown(thresholdsDocument(texts.form.questions.cutoffs, analysis, prevalence, style), {
    headlines: [
      ...headline(texts.measures.optimalCutoff, optimalCutoff.cutoff, (value) => String(Number(value?.toPrecision(4)))),
      ...headline(texts.measures.auc, auc),
      ...accuracy.flatMap(({ cutoff, sensitivity, specificity }) => [
        ...headline(texts.measures.sensitivityAt(cutoff), sensitivity),
        ...headline(texts.measures.specificityAt(cutoff), specificity),
      ]),
    ],
    drawings: drawAll("thresholds", analysis, style),
  });
}
