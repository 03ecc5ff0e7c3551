import { analyzeThresholds } from "dta-meta";
import { figuresFrom } from "dta-meta/figures";
import { numbersOf, thresholdsDocument } from "dta-meta/report";
import { texts } from "../texts.js";
import { headline } from "./analyse-one.js";
import { documentOutcome, titleOf } from "./document-outcome.js";
import { drawTwice } from "./draw.js";
import type { AnalysisTask, Outcome, Progress } from "./messages.js";

const { proportion } = numbersOf();

/** Accuracy at every cut-off. */
export function analyseCutoffs(task: AnalysisTask & { readonly kind: "cutoffs" }, progress: Progress): Outcome {
  progress(texts.progress.cutoffs, 0, null);
  const analysis = analyzeThresholds(task.studies, task.options);
  progress(texts.progress.figures, 0, null);
  const { auc, accuracy, optimalCutoff } = analysis;
  return documentOutcome(
    { kind: "cutoffs", analysis },
    thresholdsDocument(titleOf(task), analysis, task.options.prevalence ?? null),
    {
      headlines: [
        ...headline(texts.measures.optimalCutoff, optimalCutoff.cutoff, (value) =>
          String(Number(value?.toPrecision(4))),
        ),
        ...headline(texts.measures.auc, auc, proportion),
        ...accuracy.flatMap(({ cutoff, sensitivity, specificity }) => [
          ...headline(texts.measures.sensitivityAt(cutoff), sensitivity, proportion),
          ...headline(texts.measures.specificityAt(cutoff), specificity, proportion),
        ]),
      ],
      drawings: figuresFrom("thresholds").flatMap(({ name, draw }) =>
        drawTwice(name, (theme) => draw(analysis, theme)),
      ),
    },
  );
}
