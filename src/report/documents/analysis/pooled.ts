import type { Analysis } from "../../../analysis/analyze.js";
import type { Outcome } from "../../../models/fit.js";
import { type Block, paragraph, type TableBlock } from "../../render/document.js";
import { count, fixed, levelPercent, pPhrase, pValue, significant } from "../../render/format.js";
import type { Numbers } from "../../render/numbers.js";
import { shortIntervalNotes } from "../../words/few-studies.js";
import { ratiosMeaning } from "../../words/ratios-meaning.js";

const right = { align: "right" } as const;

/** What stands beside the pooled estimates: the partial area, the likelihood ratios' meaning, the sandwich. */
export function pooledNotes(analysis: Analysis, numbers: Numbers): Block[] {
  const { sroc, clusterRobust, predictionIntervals } = analysis;
  const notes: string[] = [];
  if (sroc !== null && sroc.partialAuc !== null) {
    const [low, high] = sroc.observedFpr;
    notes.push(
      `Mean sensitivity over the observed false positive rates, ${numbers.range(numbers.proportion(low), numbers.proportion(high))}: ${numbers.proportion(sroc.partialAuc)}.`,
    );
  }
  const meaning = ratiosMeaning(analysis);
  if (meaning !== null) notes.push(`Likelihood ratios (cuts 10 and 0.1): ${meaning}.`);
  if (predictionIntervals !== null && predictionIntervals.reason !== null) {
    notes.push(`No prediction intervals: ${predictionIntervals.reason}.`);
  }
  const robustness = clusterRobust?.robustness;
  if (robustness) {
    notes.push(
      `Cluster-robust: sandwich covariance over ${count(robustness.clusters, "cluster")}, small-sample correction ${robustness.correction}.`,
    );
  }
  return notes.length === 0 ? [] : [paragraph(notes.join(" "))];
}

/** Accuracy at values of the moderators, which stands where there is no one pooled value; `null` without moderators. */
export function predictedTable({ fit, predictions, options }: Analysis, numbers: Numbers): TableBlock | null {
  if (fit === null || predictions.length === 0) return null;
  return {
    kind: "table",
    caption: "Predicted accuracy",
    columns: [{ title: "At" }, { title: "Sensitivity", ...right }, { title: "Specificity", ...right }],
    rows: predictions.map(({ at, summary }) => [
      Object.entries(at)
        .map(([name, value]) => `${name} = ${typeof value === "number" ? significant(value, 4) : value}`)
        .join(", "),
      numbers.interval(summary.sensitivity),
      numbers.interval(summary.specificity),
    ]),
    notes: shortIntervalNotes([fit], options),
  };
}

/** Coefficients of a fit with moderators, on the logit scale. */
export function coefficientBlocks({ fit, moderatorTest }: Analysis, numbers: Numbers): Block[] {
  if (fit === null || fit.design.moderators.length === 0) return [];
  const blocks: Block[] = [
    {
      kind: "table",
      caption: "Meta-regression, logit scale",
      columns: [
        { title: "Outcome" },
        { title: "Term" },
        { title: `Coefficient (${levelPercent(fit.level)} interval)`, ...right },
        { title: "P", ...right },
      ],
      rows: fit.coefficients.map(({ outcome, term, estimate, lower, upper, pValue: p }) => [
        outcome,
        term,
        numbers.interval({ estimate, lower, upper, level: fit.level }, (value) => fixed(value, 2)),
        pValue(p),
      ]),
    },
  ];
  if (moderatorTest !== null && moderatorTest.chiSquared !== null) {
    blocks.push(
      paragraph(
        `All moderators together: χ² = ${fixed(moderatorTest.chiSquared, 2)}, df = ${moderatorTest.df}, ${pPhrase(moderatorTest.pValue)} (likelihood ratio test, maximum likelihood).`,
      ),
    );
  }
  return blocks;
}

/** Between-study variation: Ψ and the parameters of the HSROC model. */
export function betweenStudyTable({ fit, hsroc, unanimous }: Analysis, numbers: Numbers): TableBlock | null {
  if (fit === null) return null;
  const { varSensitivity, varSpecificity, covariance, correlation } = fit.betweenStudy;
  const withInterval = numbers.interval;
  const known = (outcome: Outcome, value: number): number | null =>
    unanimous.some((margin) => margin.outcome === outcome) ? null : value;
  const plain = (value: number | null): string => fixed(value, 2);
  const rows: [string, string][] = [
    ["Variance of logit sensitivity", fixed(known("sensitivity", varSensitivity), 3)],
    ["Variance of logit specificity", fixed(known("specificity", varSpecificity), 3)],
    ["Covariance", fixed(unanimous.length > 0 ? null : covariance, 3)],
    ["Correlation", fixed(correlation, 2)],
  ];
  if (hsroc !== null) {
    rows.push(
      ["HSROC Λ (accuracy)", withInterval(hsroc.lambda, plain)],
      ["HSROC Θ (threshold)", withInterval(hsroc.theta, plain)],
      ["HSROC β (asymmetry)", withInterval(hsroc.beta, plain)],
      ["HSROC σ²α", withInterval(hsroc.varAlpha, plain)],
      ["HSROC σ²θ", withInterval(hsroc.varTheta, plain)],
    );
  }
  return {
    kind: "table",
    caption: "Between-study variation, logit scale",
    columns: [{ title: "Parameter" }, { title: "Estimate", ...right }],
    rows,
  };
}

/** What the test does to the probability of disease. */
export function consequenceBlocks({ posttest, naturalFrequencies, fit, options }: Analysis, numbers: Numbers): Block[] {
  const { given, interval, probability } = numbers;
  const blocks: Block[] = [];
  if (posttest !== null) {
    blocks.push(
      paragraph(
        `With a probability of disease of ${given(posttest.prior)} before the test, after a positive result it is ${interval(posttest.posttestPositive, probability)}, ` +
          `after a negative one ${interval(posttest.posttestNegative, probability)}; the probability of no disease after a negative result is ${interval(posttest.predictiveNegative, probability)}.`,
      ),
    );
  }
  if (naturalFrequencies !== null && naturalFrequencies.length > 0 && fit !== null) {
    const whole = (value: number | null): string => fixed(value, 0);
    // studies of one design may all have one prevalence
    const rows = naturalFrequencies.filter(({ prevalence }, i) => prevalence !== naturalFrequencies[i - 1]?.prevalence);
    blocks.push({
      kind: "table",
      caption: `Of ${rows[0]!.per} people tested`,
      columns: [
        { title: "Prevalence" },
        { title: "True positives", ...right },
        { title: "Missed", ...right },
        { title: "True negatives", ...right },
        { title: "False alarms", ...right },
      ],
      rows: rows.map((row) => [
        (options.prior === undefined ? numbers.proportion : given)(row.prevalence),
        interval(row.truePositives, whole),
        interval(row.falseNegatives, whole),
        interval(row.trueNegatives, whole),
        interval(row.falsePositives, whole),
      ]),
      notes:
        options.prior === undefined
          ? ["Prevalences are the quartiles of those in the studies; name your own with a prior."]
          : [],
    });
  }
  return blocks;
}
