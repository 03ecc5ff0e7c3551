import { compareTests, rankTests } from "dta-meta";
import { comparisonDocument, numbersOf } from "dta-meta/report";
import { texts } from "../texts.js";
import { headline } from "./analyse-one.js";
import { chooseStudies } from "./choose-studies.js";
import { documentOutcome } from "./document-outcome.js";
import { drawAll } from "./draw.js";
import type { AnalysisTask, Outcome, Progress } from "./messages.js";

const { proportion, ratio } = numbersOf();

/** Several tests, some of which were applied in the same studies. */
export function compareSeveral(task: AnalysisTask & { readonly kind: "compare" }, progress: Progress): Outcome {
  progress(texts.progress.compare, 0, null);
  const { studies } = chooseStudies(task);
  const comparison = compareTests(studies, task.options);
  progress(texts.progress.figures, 0, null);
  const { fit } = comparison;
  const rankable = fit.tests.length > 2 && fit.covariance !== null && fit.convergence.unbounded.length === 0;
  const ranking = rankable ? rankTests(fit) : null;
  return documentOutcome(comparisonDocument(texts.form.questions.compare, comparison, ranking), {
    result: { kind: "compare", analysis: comparison },
    headlines: [
      ...comparison.tests.flatMap(({ test, sensitivity, specificity }) => [
        ...headline(texts.measures.sensitivityOf(test), sensitivity, proportion),
        ...headline(texts.measures.specificityOf(test), specificity, proportion),
      ]),
      ...comparison.comparisons.flatMap(({ test, reference, relativeSensitivity, relativeSpecificity }) => [
        ...headline(texts.measures.relativeSensitivity(test, reference), relativeSensitivity, ratio),
        ...headline(texts.measures.relativeSpecificity(test, reference), relativeSpecificity, ratio),
      ]),
    ],
    drawings: drawAll("comparison", comparison),
    task,
    more: ranking === null ? {} : { ranking },
  });
}
