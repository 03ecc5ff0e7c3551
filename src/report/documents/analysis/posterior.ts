import type { Analysis } from "../../../analysis/analyze.js";
import type { PredictedCount } from "../../../inference/bayes/predictive.js";
import type { PosteriorSummary } from "../../../models/fit.js";
import { type Block, paragraph } from "../../render/document.js";
import { fixed, levelPercent } from "../../render/format.js";
import type { Numbers } from "../../render/numbers.js";
import { listed } from "../../words/methods.js";

const right = { align: "right" } as const;

/** How the row was computed, in a word. */
const COMPUTED = { fit: "as above", reweighted: "by other weights", refitted: "by draws of its own" } as const;

const outside = ({ observed, lower, upper }: PredictedCount): boolean => observed < lower || observed > upper;

/** Studies that the model would not have foreseen. */
function predictiveSentence({ checks }: NonNullable<Analysis["posterior"]>["predictive"], level: string): string {
  const surprises = checks.flatMap(({ id, truePositives, trueNegatives }) => {
    const of = (name: string, counted: PredictedCount | null): string[] =>
      counted !== null && outside(counted)
        ? [`${id} (${counted.observed} ${name} of ${counted.size}; ${counted.lower} to ${counted.upper} foreseen)`]
        : [];
    return [...of("true positives", truePositives), ...of("true negatives", trueNegatives)];
  });
  const found = surprises.length === 0 ? "no count lies outside its interval" : `outside it: ${listed(surprises)}`;
  return `Posterior predictive check, each study's counts against the ${level} interval for a study of its size: ${found}.`;
}

/** The answer under the other named priors, and whether the model foresees the studies it was fitted to; of a Bayesian fit alone. */
export function posteriorBlocks({ posterior, fit }: Analysis, numbers: Numbers): Block[] {
  if (posterior === undefined || fit === null) return [];
  const { priors, predictive } = posterior;
  const level = levelPercent(fit.level);
  const within = ({ median, lower, upper }: PosteriorSummary): string =>
    numbers.interval({ estimate: median, lower, upper, level: fit.level }, numbers.probability);
  const { above, probabilities } = predictive;
  const exceeding = (name: string, value: number, bound: number): string =>
    `${name} above ${numbers.probability(bound)}: ${fixed(value, 2)}`;
  return [
    {
      kind: "table",
      caption: `The answer under each prior (medians, ${level} credible intervals)`,
      columns: [
        { title: "Prior" },
        { title: "Sensitivity", ...right },
        { title: "Specificity", ...right },
        { title: "Computed" },
      ],
      rows: priors.map(({ prior, summary, computed }) => [
        prior.name,
        within(summary.sensitivity),
        within(summary.specificity),
        COMPUTED[computed],
      ]),
      notes: priors.map(({ prior: { name, words, source } }) => `${name}: ${words} (${source}).`),
    },
    paragraph(
      `Posterior probabilities. ${[
        exceeding("Sensitivity", probabilities.sensitivity, above.sensitivity),
        exceeding("specificity", probabilities.specificity, above.specificity),
        `both in a new study: ${fixed(probabilities.bothInNewStudy, 2)}`,
        `a negative correlation, as a threshold effect makes it: ${fixed(probabilities.negativeCorrelation, 2)}`,
      ].join("; ")}. ${predictiveSentence(predictive, level)}`,
    ),
  ];
}
