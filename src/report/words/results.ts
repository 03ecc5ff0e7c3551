import type { Analysis } from "../../analysis/analyze.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { count, fixed, levelPercent, percent, pPhrase, ratio } from "../render/format.js";
import { isFixed, listed } from "./methods.js";

type Format = (value: number | null) => string;
const proportion: Format = (value) => fixed(value, 2);

/** `0.92 (95% CI 0.83–0.97)`. */
function withLimits({ estimate, lower, upper, level }: PartialEstimate, format: Format = proportion): string {
  if (lower === null && upper === null) return format(estimate);
  return `${format(estimate)} (${levelPercent(level)} CI ${format(lower)}–${format(upper)})`;
}

const thousands = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** What was found, in the sentences of a results section. */
export function resultsParagraphs(analysis: Analysis): string[] {
  const paragraphs = [
    included(analysis),
    pooled(analysis),
    regression(analysis),
    variation(analysis),
    comparisons(analysis),
    robustness(analysis),
  ];
  return paragraphs.filter((paragraph) => paragraph !== "");
}

function included({ k, studies, fit, narrative }: Analysis): string {
  const tables = studies.length > 0 ? studies : (fit?.studies ?? []);
  const people = tables.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0);
  const diseased = tables.reduce((sum, { tp, fn }) => sum + tp + fn, 0);
  // the patients of tables that share a cluster may be the same
  const whom = tables.some(({ cluster }) => cluster) ? "test results" : "people";
  const size =
    tables.length === k ? ` of ${thousands(people)} ${whom}, ${thousands(diseased)} of them with the condition` : "";
  const left = fit === null || fit.k === k ? "" : ` ${fit.k} of them entered the model.`;
  return [`The analysis includes ${count(k, "table")}${size}.${left}`, narrative ?? ""].join(" ").trim();
}

function pooled({ summary, auc, sroc, posttest, quadrant, fit }: Analysis): string {
  if (summary === null || fit === null) return "";
  const sentences: string[] = [];
  if (!fit.convergence.converged) {
    sentences.push("The fit did not converge; the numbers that follow must not be relied on.");
  }
  sentences.push(
    `The pooled sensitivity was ${withLimits(summary.sensitivity)} and the pooled specificity ${withLimits(summary.specificity)}.`,
    `The positive likelihood ratio was ${withLimits(summary.plr, ratio)}, the negative likelihood ratio ${withLimits(summary.nlr, ratio)} and the diagnostic odds ratio ${withLimits(summary.dor, ratio)}${quadrant === null ? "" : `, which by the usual cuts allows ${quadrant.meaning}`}.`,
  );
  if (auc !== null && auc.estimate !== null) {
    const partial =
      sroc !== null && sroc.partialAuc !== null
        ? `, the mean sensitivity over the observed false positive rates (${fixed(sroc.observedFpr[0], 2)}–${fixed(sroc.observedFpr[1], 2)}) ${fixed(sroc.partialAuc, 2)}`
        : "";
    sentences.push(`The area under the summary ROC curve was ${withLimits(auc)}${partial}.`);
  }
  if (posttest !== null) {
    const share: Format = (value) => percent(value, 1);
    sentences.push(
      `With a probability of the condition of ${percent(posttest.prior)} before the test, a positive result raised it to ${withLimits(posttest.posttestPositive, share)}, and a negative one lowered it to ${withLimits(posttest.posttestNegative, share)}.`,
    );
  }
  return sentences.join(" ");
}

function regression({ moderatorTest, predictions, fit }: Analysis): string {
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

function variation({ fit, heterogeneity }: Analysis): string {
  if (fit === null) return "";
  const { varSensitivity, varSpecificity, correlation } = fit.betweenStudy;
  if (isFixed(fit)) return "The model allows for no variation between studies.";
  const sentences = [
    `The between-study variance was ${fixed(varSensitivity, 2)} for logit sensitivity and ${fixed(varSpecificity, 2)} for logit specificity${correlation === null ? "" : `, their correlation ${fixed(correlation, 2)}`}.`,
  ];
  if (heterogeneity !== null) {
    const { sensitivity, specificity, bivariate, threshold } = heterogeneity;
    sentences.push(
      `The median odds ratio between studies was ${ratio(sensitivity.medianOddsRatio)} for sensitivity and ${ratio(specificity.medianOddsRatio)} for specificity.`,
    );
    if (bivariate.iSquared !== null) sentences.push(`The bivariate I² was ${percent(bivariate.iSquared, 0)}.`);
    if (threshold.spearman.rho !== null) {
      sentences.push(
        `Spearman's correlation of the logit true and false positive rates was ${fixed(threshold.spearman.rho, 2)} (${pPhrase(threshold.spearman.pValue)}).`,
      );
    }
  }
  return sentences.join(" ");
}

function comparisons({ subgroups }: Analysis): string {
  if (subgroups === null) return "";
  const { by, levels, joint } = subgroups;
  const sentences = levels.flatMap(({ level, k, summary }) =>
    summary === null
      ? [`${by} ${level} was not pooled (${count(k, "table")}).`]
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

function robustness({ deeks, leaveOneOut, fit, clusterRobust }: Analysis): string {
  if (fit === null) return "";
  const sentences: string[] = [];
  const robust = clusterRobust?.summary;
  if (robust) {
    sentences.push(
      `With cluster-robust intervals sensitivity was ${withLimits(robust.sensitivity)} and specificity ${withLimits(robust.specificity)}.`,
    );
  }
  if (deeks.pValue !== null) {
    const verdict = deeks.pValue < 0.1 ? "suggested" : "did not suggest";
    sentences.push(
      `Deeks' test ${verdict} funnel plot asymmetry (${pPhrase(deeks.pValue)})${fit.k < 10 ? "; with fewer than 10 studies it can hardly find any" : ""}.`,
    );
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
