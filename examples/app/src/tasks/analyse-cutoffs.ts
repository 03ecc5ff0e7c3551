import { analyzeThresholds } from "dta-meta";
import { numbersOf, thresholdsDocument } from "dta-meta/report";
import { texts } from "../texts.js";
import { headline } from "./analyse-one.js";
import { documentOutcome } from "./document-outcome.js";
import { drawAll } from "./draw.js";
import type { AnalysisTask, Outcome, Progress } from "./messages.js";

const { proportion } = numbersOf();

/** Accuracy at every cut-off. */
export function analyseCutoffs(task: AnalysisTask & { readonly kind: "cutoffs" }, progress: Progress): Outcome {
  progress(texts.progress.cutoffs, 0, null);
  const analysis = analyzeThresholds(task.studies, task.options);
  progress(texts.progress.figures, 0, null);
  const { auc, accuracy, optimalCutoff } = analysis;
  const document = thresholdsDocument(texts.form.questions.cutoffs, analysis, task.options.prevalence ?? null);
  return documentOutcome(document, {
    result: { kind: "cutoffs", analysis },
    headlines: [
      ...headline(texts.measures.optimalCutoff, optimalCutoff.cutoff, (value) => String(Number(value?.toPrecision(4)))),
      ...headline(texts.measures.auc, auc, proportion),
      ...accuracy.flatMap(({ cutoff, sensitivity, specificity }) => [
        ...headline(texts.measures.sensitivityAt(cutoff), sensitivity, proportion),
        ...headline(texts.measures.specificityAt(cutoff), specificity, proportion),
      ]),
    ],
    drawings: drawAll("thresholds", analysis),
    task,
    more: { made: { studies: task.studies, options: task.options } },
  });
}
