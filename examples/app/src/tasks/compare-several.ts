import { compareTests, rankTests } from "dta-meta";
import { comparisonDocument, numbersOf } from "dta-meta/report";
import { texts } from "../texts.js";
import { chooseStudies } from "./choose-studies.js";
import { documentShown } from "./document-shown.js";
import { drawAll } from "./draw.js";
import { headlinesIn } from "./headline.js";
import type { AnalysisTask, DrawTask, Found, Presentation, Progress, ResultOf } from "./messages.js";

/** Several tests, some of which were applied in the same studies. */
export function compareSeveral(task: AnalysisTask & { readonly kind: "compare" }, progress: Progress): Found {
  progress(texts.progress.compare, 0, null);
  const { studies } = chooseStudies(task);
  const analysis = compareTests(studies, task.options);
  const { fit } = analysis;
  const rankable = fit.tests.length > 2 && fit.covariance !== null && fit.convergence.unbounded.length === 0;
  const ranking = rankable ? rankTests(fit) : null;
  return { result: { kind: "compare", analysis }, task, more: ranking === null ? {} : { ranking } };
}

/** Its figures, tables and numbers. */
export function presentComparison(
  comparison: ResultOf<"compare">,
  { ranking }: Found["more"],
  { style }: DrawTask,
): Presentation {
  const numbers = numbersOf(style);
  const headline = headlinesIn(numbers);
  return documentShown(comparisonDocument(texts.form.questions.compare, comparison, ranking ?? null, style), {
    headlines: [
      ...comparison.tests.flatMap(({ test, sensitivity, specificity }) => [
        ...headline(texts.measures.sensitivityOf(test), sensitivity),
        ...headline(texts.measures.specificityOf(test), specificity),
      ]),
      ...comparison.comparisons.flatMap(({ test, reference, relativeSensitivity, relativeSpecificity }) => [
        ...headline(texts.measures.relativeSensitivity(test, reference), relativeSensitivity, numbers.ratio),
        ...headline(texts.measures.relativeSpecificity(test, reference), relativeSpecificity, numbers.ratio),
      ]),
    ],
    drawings: drawAll("comparison", comparison, style),
  });
}
