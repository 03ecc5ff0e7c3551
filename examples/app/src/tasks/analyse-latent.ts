import { fitLatentClass, referenceSensitivityAnalysis, summaryPoint } from "dta-meta";
import { latentDocument, numbersOf } from "dta-meta/report";
import { texts } from "../texts.js";
import { chooseStudies } from "./choose-studies.js";
import { documentShown } from "./document-shown.js";
import { drawAll } from "./draw.js";
import { headlinesIn } from "./headline.js";
import type { AnalysisTask, DrawTask, Found, Presentation, Progress, ResultOf } from "./messages.js";

/** References of known accuracy that are shown beside the fit. */
const GRID = { sensitivity: [0.85, 0.9, 0.95, 1], specificity: [0.95, 0.98, 1] };

/** Accuracy against the truth where the reference standard errs. */
export function analyseLatent(task: AnalysisTask & { readonly kind: "latent" }, progress: Progress): Found {
  progress(texts.progress.latent, 0, null);
  const { studies } = chooseStudies(task);
  const analysis = fitLatentClass(studies, {
    ...task.options,
    onProgress: (done, total) => progress(texts.progress.latent, done, total),
  });
  const { level } = task.options;
  const references = referenceSensitivityAnalysis(studies, { ...GRID, ...(level === undefined ? {} : { level }) });
  return { result: { kind: "latent", analysis }, task, more: { references } };
}

/** Its figures, tables and numbers. */
export function presentLatent(
  fit: ResultOf<"latent">,
  { references }: Found["more"],
  { style }: DrawTask,
): Presentation {
  const numbers = numbersOf(style);
  const headline = headlinesIn(numbers);
  const summary = summaryPoint(fit);
  return documentShown(latentDocument(texts.form.questions.latent, fit, references!, style), {
    headlines: [
      ...headline(texts.measures.sensitivity, summary.sensitivity),
      ...headline(texts.measures.specificity, summary.specificity),
      ...headline(texts.measures.plr, summary.plr, numbers.ratio),
      ...headline(texts.measures.nlr, summary.nlr, numbers.ratio),
    ],
    drawings: [...drawAll("latent", fit, style), ...drawAll("reference", references!, style)],
  });
}
