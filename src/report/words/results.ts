import type { Analysis } from "../../analysis/analyze.js";
import type { UnanimousMargin } from "../../inference/point/unanimous-margins.js";
import { count, fixed, levelPercent, MISSING, percent, pPhrase } from "../render/format.js";
import { type NumberStyle, type Numbers, numbersOf } from "../render/numbers.js";
import { boundText } from "./bound.js";
import { identifiedCorrelation, isAtEdge } from "./edge.js";
import { isFixed, listed } from "./methods.js";
import { restyled } from "./narrative.js";
import { participants, thousands } from "./participants.js";
import { ratiosMeaning } from "./ratios-meaning.js";

/** What was found, in the sentences of a results section. */
export function resultsParagraphs(analysis: Analysis, style: NumberStyle = {}): string[] {
  const numbers = numbersOf(style);
  const paragraphs = [
    included(analysis, numbers),
    pooled(analysis, numbers),
    regression(analysis, numbers),
    variation(analysis, numbers),
    comparisons(analysis, numbers),
    robustness(analysis, numbers),
  ];
  return paragraphs.filter((paragraph) => paragraph !== "");
}

function included(analysis: Analysis, numbers: Numbers): string {
  const { k, fit, narrative, studies } = analysis;
  const size = participants(analysis) ?? `${count(k, "table")}.`;
  const left = fit === null || fit.k === k ? "" : ` ${fit.k} of them entered the model.`;
  return [`The analysis includes ${size}${left}`, narrative === null ? "" : restyled(narrative, studies, numbers)]
    .join(" ")
    .trim();
}

/** A proportion whose results all agree, with its exact bound. */
function unanimousSentence(margin: UnanimousMargin, numbers: Numbers): string {
  const { outcome, value, n, estimate } = margin;
  return `All ${thousands(n)} results that make up ${outcome} were ${value === 1 ? "right" : "wrong"}: taken as one study, they show a ${outcome} of ${boundText(margin, numbers)} (exact one-sided ${levelPercent(estimate.level)} bound), and how it varies between studies is not known.`;
}

function pooled(analysis: Analysis, numbers: Numbers): string {
  const { summary, smallSample, auc, sroc, posttest, fit, unanimous, predictionIntervals } = analysis;
  if (summary === null || fit === null) return "";
  const { withLimits, proportion, ratio } = numbers;
  const sentences: string[] = [];
  const usable = fit.convergence.converged || unanimous.length > 0;
  if (!usable) {
    sentences.push("The fit did not converge; the numbers that follow must not be relied on.");
  }
  const estimated = (["sensitivity", "specificity"] as const).filter((outcome) =>
    unanimous.every((margin) => margin.outcome !== outcome),
  );
  if (estimated.length > 0) {
    const values = estimated.map((outcome) => `${outcome} was ${withLimits(summary[outcome])}`);
    sentences.push(
      `The pooled ${values.join(" and the pooled ").replace(" and the pooled specificity was", " and the pooled specificity")}.`,
    );
  }
  if (smallSample !== null && estimated.length > 0) {
    const limits = estimated.map((outcome) => `${numbers.limits(smallSample.summary[outcome])} for ${outcome}`);
    sentences.push(
      `By Student's t with ${count(smallSample.degreesOfFreedom, "degree")} of freedom, which so few studies ask for, the ${limits.length > 1 ? "intervals are" : "interval is"} ${listed(limits)}.`,
    );
  }
  sentences.push(...unanimous.map((margin) => unanimousSentence(margin, numbers)));
  if (usable && predictionIntervals !== null && predictionIntervals.reason === null) {
    const inWords = numbersOf({ ...numbers.style, range: "to" });
    const ranges = estimated.flatMap((outcome) => {
      const limits = inWords.limits(predictionIntervals[outcome]);
      return limits === MISSING ? [] : [`${outcome} between ${limits.replace(" to ", " and ")}`];
    });
    if (ranges.length > 0) {
      sentences.push(
        `In a new study like these a ${ranges.join(" and a ")} is to be expected (${levelPercent(predictionIntervals.sensitivity.level)} prediction ${ranges.length > 1 ? "intervals" : "interval"}).`,
      );
    }
  }
  const ratios = [
    ["positive likelihood ratio", summary.plr],
    ["negative likelihood ratio", summary.nlr],
    ["diagnostic odds ratio", summary.dor],
  ] as const;
  const defined = ratios.flatMap(([name, value]) =>
    value.estimate === null
      ? []
      : [`the ${name}${name.startsWith("positive") ? " was" : ""} ${withLimits(value, ratio)}`],
  );
  if (defined.length > 0) {
    const text = listed(defined);
    const verb = summary.plr.estimate === null ? text.replace(/^(the \S+ \S+ ratio)/, "$1 was") : text;
    sentences.push(`${verb.replace(/^t/, "T")}.`);
  }
  const meaning = ratiosMeaning(analysis);
  if (meaning !== null) sentences.push(`By the usual cuts of the likelihood ratios, 10 and 0.1: ${meaning}.`);
  if (auc !== null && auc.estimate !== null) {
    const partial =
      sroc !== null && sroc.partialAuc !== null
        ? `, the mean sensitivity over the observed false positive rates (${numbers.range(proportion(sroc.observedFpr[0]), proportion(sroc.observedFpr[1]))}) ${proportion(sroc.partialAuc)}`
        : "";
    sentences.push(`The area under the summary ROC curve was ${withLimits(auc)}${partial}.`);
  }
  if (posttest !== null) {
    sentences.push(
      `With a probability of the condition of ${numbers.given(posttest.prior)} before the test, it was ${withLimits(posttest.posttestPositive, numbers.probability)} after a positive result, and ${withLimits(posttest.posttestNegative, numbers.probability)} after a negative one.`,
    );
  }
  return sentences.join(" ");
}

function regression({ moderatorTest, predictions, fit }: Analysis, { withLimits }: Numbers): string {
  if (fit === null || fit.design.moderators.length === 0) return "";
  const sentences: string[] = [];
  if (moderatorTest !== null && moderatorTest.chiSquared !== null) {
    sentences.push(
      `The likelihood ratio test of ${listed(fit.design.moderators.map(({ name }) => name))} gave χ² = ${fixed(moderatorTest.chiSquared, 2)} (df = ${moderatorTest.df}, ${pPhrase(moderatorTest.pValue)}).`,
    );
  }
  for (const { at, summary } of predictions.slice(0, 8)) {
    const values = Object.entries(at).map(
      ([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`,
    );
    sentences.push(
      `At ${values.join(", ")}, the predicted sensitivity was ${withLimits(summary.sensitivity)} and the predicted specificity ${withLimits(summary.specificity)}.`,
    );
  }
  return sentences.join(" ");
}

function variation({ fit, heterogeneity, unanimous }: Analysis, { ratio }: Numbers): string {
  if (fit === null) return "";
  if (isFixed(fit)) return "The model allows for no variation between studies.";
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const correlation = identifiedCorrelation(fit);
  const varying = (["sensitivity", "specificity"] as const).filter((outcome) =>
    unanimous.every((margin) => margin.outcome !== outcome),
  );
  if (varying.length === 0) return "";
  const variance = { sensitivity: varSensitivity, specificity: varSpecificity };
  const edge = isAtEdge(fit);
  const sentences = [
    `The between-study variance was ${varying.map((outcome) => `${fixed(variance[outcome], 2)} for logit ${outcome}`).join(" and ")}${correlation === null || varying.length < 2 ? "" : `, their correlation ${fixed(correlation, 2)}`}.`,
  ];
  if (edge) {
    sentences.push("The data do not identify the correlation of the two logits, and nothing is concluded from it.");
  }
  if (heterogeneity !== null) {
    const { bivariate, threshold } = heterogeneity;
    sentences.push(
      `The median odds ratio between studies was ${varying.map((outcome) => `${ratio(heterogeneity[outcome].medianOddsRatio)} for ${outcome}`).join(" and ")}.`,
    );
    if (bivariate.iSquared !== null && unanimous.length === 0 && !edge) {
      sentences.push(`The bivariate I² was ${percent(bivariate.iSquared, 0)}.`);
    }
    if (threshold.spearman.rho !== null && unanimous.length === 0 && !edge) {
      sentences.push(
        `Spearman's correlation of the logit true and false positive rates was ${fixed(threshold.spearman.rho, 2)} (${pPhrase(threshold.spearman.pValue)}), which describes how thresholds may differ and licenses nothing.`,
      );
    }
  }
  return sentences.join(" ");
}

function comparisons({ subgroups }: Analysis, { withLimits }: Numbers): string {
  if (subgroups === null) return "";
  const { by, levels, joint } = subgroups;
  const sentences = levels.flatMap(({ level, k, summary }) =>
    summary === null
      ? [`There is no pooled accuracy for ${by} ${level} (${count(k, "table")}).`]
      : [
          `For ${by} ${level} (${count(k, "table")}) sensitivity was ${withLimits(summary.sensitivity)} and specificity ${withLimits(summary.specificity)}.`,
        ],
  );
  if (joint.chiSquared !== null) {
    sentences.push(
      `The joint test of both between levels gave χ² = ${fixed(joint.chiSquared, 2)} (df = ${joint.df}, ${pPhrase(joint.pValue)}).`,
    );
  }
  return sentences.join(" ");
}

function robustness({ deeks, leaveOneOut, fit, clusterRobust }: Analysis, { withLimits, proportion }: Numbers): string {
  if (fit === null) return "";
  const sentences: string[] = [];
  const robust = clusterRobust?.summary;
  if (robust) {
    sentences.push(
      `With cluster-robust intervals sensitivity was ${withLimits(robust.sensitivity)} and specificity ${withLimits(robust.specificity)}.`,
    );
  }
  if (deeks.pValue !== null) {
    const found = `slope ${fixed(deeks.slope, 2)}, ${pPhrase(deeks.pValue)}`;
    const n = deeks.points.length;
    if (n < 10) sentences.push(`Deeks' test gave ${found}; with ${count(n, "study", "studies")} it decides nothing.`);
    else if (deeks.pValue < 0.1) sentences.push(`Deeks' test suggested funnel plot asymmetry (${found}).`);
    else {
      sentences.push(
        `Deeks' test did not suggest funnel plot asymmetry (${found}), which does not show that publication bias is absent.`,
      );
    }
  }
  const refits = (leaveOneOut ?? []).flatMap(({ summary }) => (summary === null ? [] : [summary]));
  if (refits.length > 0) {
    const range = (name: "sensitivity" | "specificity"): string => {
      const values = refits.map((summary) => summary[name].estimate);
      return `${name} between ${proportion(Math.min(...values))} and ${proportion(Math.max(...values))}`;
    };
    sentences.push(`Without any one study, ${range("sensitivity")} and ${range("specificity")} would have been found.`);
  }
  return sentences.join(" ");
}
