import { analyze } from "dta-meta";
import { analysisDocument, inWordsOf, methodsText, numbersOf, renderHtml, resultsText } from "dta-meta/report";
import { texts } from "../texts.js";
import { chooseStudies } from "./choose-studies.js";
import { drawAnalysis } from "./draw.js";
import { headlinesIn } from "./headline.js";
import type { AnalysisTask, DrawTask, Found, Presentation, Progress, ResultOf } from "./messages.js";

const { measures, progress: steps } = texts;

/** The analysis of one test. */
export function analyseOne(task: AnalysisTask & { readonly kind: "one" }, progress: Progress): Found {
  progress(steps.fit, 0, null);
  const { studies, ...moderated } = chooseStudies(task);
  const analysis = analyze(studies, {
    ...task.options,
    ...moderated,
    onProgress: (done, total) => {
      if (total > 1) progress(steps.refits, done, total);
    },
  });
  return { result: { kind: "one", analysis }, task, more: {} };
}

/** Its figures, tables and texts. */
export function presentOne(analysis: ResultOf<"one">, draw: DrawTask): Presentation {
  const { summary, auc, predictionIntervals, narrative, warnings } = analysis;
  const { style } = draw;
  const numbers = numbersOf(style);
  const headline = headlinesIn(numbers);
  // heading and warnings stand elsewhere on the page
  const tables = analysisDocument(analysis, { ...style, remedies: texts.remedies }).filter(
    ({ kind }) => kind !== "heading" && kind !== "warning",
  );
  const plain = { ...style, format: "text", width: 1e6 } as const;
  return {
    warnings: [
      ...warnings.map(({ message }) => inWordsOf(texts.remedies, message)),
      ...(narrative === null ? [] : [narrative]),
    ],
    headlines:
      summary === null
        ? []
        : [
            ...headline(measures.sensitivity, summary.sensitivity, undefined, predictionIntervals?.sensitivity),
            ...headline(measures.specificity, summary.specificity, undefined, predictionIntervals?.specificity),
            ...headline(measures.plr, summary.plr, numbers.ratio),
            ...headline(measures.nlr, summary.nlr, numbers.ratio),
            ...headline(measures.dor, summary.dor, numbers.ratio),
            ...headline(measures.auc, auc),
          ],
    drawings: drawAnalysis(analysis, draw),
    tables: renderHtml(tables),
    prose: [
      { title: texts.results.resultsText, text: resultsText(analysis, plain).trim() },
      { title: texts.results.methodsText, text: methodsText(analysis, plain).trim() },
    ],
  };
}
