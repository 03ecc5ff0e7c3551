import { fitLatentClass, referenceSensitivityAnalysis, summaryPoint } from "dta-meta";
import { latentDocument, numbersOf } from "dta-meta/report";
import { texts } from "../texts.js";
import { headline } from "./analyse-one.js";
import { chooseStudies } from "./choose-studies.js";
import { documentOutcome } from "./document-outcome.js";
import { drawAll } from "./draw.js";
import type { AnalysisTask, Outcome, Progress } from "./messages.js";

const { proportion, ratio } = numbersOf();

/** References of known accuracy that are shown beside the fit. */
const GRID = { sensitivity: [0.85, 0.9, 0.95, 1], specificity: [0.95, 0.98, 1] };

/** Accuracy against the truth where the reference standard errs. */
export function analyseLatent(task: AnalysisTask & { readonly kind: "latent" }, progress: Progress): Outcome {
  progress(texts.progress.latent, 0, null);
  const { studies } = chooseStudies(task);
  const fit = fitLatentClass(studies, {
    ...task.options,
    onProgress: (done, total) => progress(texts.progress.latent, done, total),
  });
  const { level } = task.options;
  const grid = referenceSensitivityAnalysis(studies, { ...GRID, ...(level === undefined ? {} : { level }) });
  const summary = summaryPoint(fit);
  return documentOutcome(latentDocument(texts.form.questions.latent, fit, grid), {
    result: { kind: "latent", analysis: fit },
    headlines: [
      ...headline(texts.measures.sensitivity, summary.sensitivity, proportion),
      ...headline(texts.measures.specificity, summary.specificity, proportion),
      ...headline(texts.measures.plr, summary.plr, ratio),
      ...headline(texts.measures.nlr, summary.nlr, ratio),
    ],
    drawings: drawAll("reference", grid),
    task,
    more: { references: grid },
  });
}
