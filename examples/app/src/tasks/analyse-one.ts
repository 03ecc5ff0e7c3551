import { type Analysis, analyze } from "dta-meta";
import { analysisDocument, methodsText, numbersOf, renderHtml, resultsText } from "dta-meta/report";
import { texts } from "../texts.js";
import { chooseStudies } from "./choose-studies.js";
import { drawAnalysis } from "./draw.js";
import type { AnalysisTask, Headline, Outcome, Progress } from "./messages.js";

const { proportion, ratio, limits } = numbersOf();
const { measures, progress: steps } = texts;

interface Interval {
  readonly level: number;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A headline, or none where there is no number. */
export function headline(
  name: string,
  value: Interval | null,
  format: (value: number | null) => string,
  prediction: Interval | null = null,
): Headline[] {
  if (value === null || value.estimate === null) return [];
  const interval = limits(value, format);
  const notes = [
    ...(interval === "–" ? [] : [interval]),
    ...(prediction === null || prediction.lower === null ? [] : [texts.newStudy(limits(prediction, format))]),
  ];
  return [{ name, value: format(value.estimate), notes }];
}

function headlinesOf({ summary, auc, predictionIntervals }: Analysis): Headline[] {
  if (summary === null) return [];
  return [
    ...headline(measures.sensitivity, summary.sensitivity, proportion, predictionIntervals?.sensitivity),
    ...headline(measures.specificity, summary.specificity, proportion, predictionIntervals?.specificity),
    ...headline(measures.plr, summary.plr, ratio),
    ...headline(measures.nlr, summary.nlr, ratio),
    ...headline(measures.dor, summary.dor, ratio),
    ...headline(measures.auc, auc, proportion),
  ];
}

/** Analysis, figures, tables, texts and report of one test. */
export function analyseOne(task: AnalysisTask & { readonly kind: "one" }, progress: Progress): Outcome {
  progress(steps.fit, 0, null);
  const { studies, ...moderated } = chooseStudies(task);
  const analysis = analyze(studies, {
    ...task.options,
    ...moderated,
    onProgress: (done, total) => {
      if (total > 1) progress(steps.refits, done, total);
    },
  });
  progress(steps.figures, 0, null);
  // heading and warnings stand elsewhere on the page
  const tables = analysisDocument(analysis).filter(({ kind }) => kind !== "heading" && kind !== "warning");
  return {
    result: { kind: "one", analysis },
    warnings: [
      ...analysis.warnings.map(({ message }) => message),
      ...(analysis.narrative === null ? [] : [analysis.narrative]),
    ],
    headlines: headlinesOf(analysis),
    drawings: drawAnalysis(analysis, task.draw),
    tables: renderHtml(tables),
    prose: [
      { title: texts.results.resultsText, text: resultsText(analysis, { format: "text", width: 1e6 }).trim() },
      { title: texts.results.methodsText, text: methodsText(analysis, { format: "text", width: 1e6 }).trim() },
    ],
    task,
    more: {},
  };
}
