import type { Analysis } from "../../../analysis/analyze.js";
import type { SummaryPoint } from "../../../inference/point/summary-point.js";
import { type BivariateFit, traitsOf } from "../../../models/fit.js";
import { type Block, paragraph, type TableBlock } from "../../render/document.js";
import {
  count,
  fixed,
  levelPercent,
  percent,
  pPhrase,
  pValue,
  ratio,
  significant,
  withInterval,
} from "../../render/format.js";

const right = { align: "right" } as const;

/** The rows of a summary point that every reviewer reports. */
export function summaryRows(summary: SummaryPoint): [string, string][] {
  return [
    ["Sensitivity", withInterval(summary.sensitivity)],
    ["Specificity", withInterval(summary.specificity)],
    ["Positive likelihood ratio", withInterval(summary.plr, ratio)],
    ["Negative likelihood ratio", withInterval(summary.nlr, ratio)],
    ["Diagnostic odds ratio", withInterval(summary.dor, ratio)],
  ];
}

/** The pooled estimates beside their cluster-robust ones, where there are such. */
export function pooledTable(analysis: Analysis): TableBlock | null {
  const { summary, fit, clusterRobust } = analysis;
  if (summary === null || fit === null) return null;
  const robust = clusterRobust?.summary ? summaryRows(clusterRobust.summary) : null;
  const rows = summaryRows(summary).map(([name, value], i) => [name, value, ...(robust ? [robust[i]![1]] : [])]);
  const area = analysis.auc;
  if (area !== null) rows.push(["Area under the SROC curve", withInterval(area), ...(robust ? [""] : [])]);
  const curve = analysis.sroc;
  if (curve !== null && curve.partialAuc !== null) {
    const [low, high] = curve.observedFpr;
    rows.push([
      `  over the observed FPR, ${fixed(low, 2)} to ${fixed(high, 2)}`,
      fixed(curve.partialAuc, 2),
      ...(robust ? [""] : []),
    ]);
  }
  const estimate = `Estimate (${levelPercent(fit.level)} interval)`;
  return {
    kind: "table",
    caption: "Pooled accuracy",
    columns: [
      { title: "Measure" },
      { title: estimate, ...right },
      ...(robust ? [{ title: "Cluster-robust", ...right }] : []),
    ],
    rows,
    notes: pooledNotes(analysis),
  };
}

function pooledNotes({ quadrant, clusterRobust }: Analysis): string[] {
  const notes: string[] = [];
  if (quadrant !== null) notes.push(`Likelihood ratios (cuts 10 and 0.1): ${quadrant.meaning}.`);
  const robustness = clusterRobust?.robustness;
  if (robustness) {
    notes.push(
      `Cluster-robust: sandwich covariance over ${count(robustness.clusters, "cluster")}, small-sample correction ${robustness.correction}.`,
    );
  }
  return notes;
}

/** Coefficients of a fit with moderators, on the logit scale. */
export function coefficientBlocks({ fit, moderatorTest, predictions }: Analysis): Block[] {
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
        withInterval({ estimate, lower, upper, level: fit.level }),
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
  if (predictions.length > 0) {
    blocks.push({
      kind: "table",
      caption: "Predicted accuracy",
      columns: [{ title: "At" }, { title: "Sensitivity", ...right }, { title: "Specificity", ...right }],
      rows: predictions.map(({ at, summary }) => [
        Object.entries(at)
          .map(([name, value]) => `${name} = ${typeof value === "number" ? significant(value, 4) : value}`)
          .join(", "),
        withInterval(summary.sensitivity),
        withInterval(summary.specificity),
      ]),
    });
  }
  return blocks;
}

/** Between-study variation: Ψ and the parameters of the HSROC model. */
export function betweenStudyTable({ fit, hsroc }: Analysis): TableBlock | null {
  if (fit === null) return null;
  const { varSensitivity, varSpecificity, covariance, correlation } = fit.betweenStudy;
  const rows: [string, string][] = [
    ["Variance of logit sensitivity", fixed(varSensitivity, 3)],
    ["Variance of logit specificity", fixed(varSpecificity, 3)],
    ["Covariance", fixed(covariance, 3)],
    ["Correlation", fixed(correlation, 2)],
  ];
  if (hsroc !== null) {
    rows.push(
      ["HSROC Λ (accuracy)", withInterval(hsroc.lambda)],
      ["HSROC Θ (threshold)", withInterval(hsroc.theta)],
      ["HSROC β (asymmetry)", withInterval(hsroc.beta)],
      ["HSROC σ²α", withInterval(hsroc.varAlpha)],
      ["HSROC σ²θ", withInterval(hsroc.varTheta)],
    );
  }
  return {
    kind: "table",
    caption: "Between-study variation, logit scale",
    columns: [{ title: "Parameter" }, { title: "Estimate", ...right }],
    rows,
  };
}

/** The model in a sentence, and how its fit went. */
export function modelParagraph(fit: BivariateFit): Block {
  const zero = fit.options.correlation === 0 ? " with the correlation fixed at 0" : "";
  return paragraph(
    `Bivariate ${traitsOf(fit).label} model${zero} of ${count(fit.k, "study", "studies")}, ${fit.method}. ${fit.convergence.message} ` +
      `Log-likelihood ${fixed(fit.logLik, 3)}${fit.restricted ? " (restricted)" : ""}, AIC ${fixed(fit.aic, 1)}, BIC ${fixed(fit.bic, 1)}.`,
  );
}

/** What the test does to the probability of disease. */
export function consequenceBlocks({ posttest, naturalFrequencies, fit }: Analysis): Block[] {
  const blocks: Block[] = [];
  if (posttest !== null) {
    blocks.push(
      paragraph(
        `With a probability of disease of ${percent(posttest.prior)} before the test, a positive result raises it to ${withInterval(posttest.posttestPositive)}, ` +
          `a negative one leaves ${withInterval(posttest.posttestNegative)}; the probability of no disease after a negative result is ${withInterval(posttest.predictiveNegative)}.`,
      ),
    );
  }
  if (naturalFrequencies !== null && naturalFrequencies.length > 0 && fit !== null) {
    const whole = (value: number | null): string => fixed(value, 0);
    blocks.push({
      kind: "table",
      caption: `Of ${naturalFrequencies[0]!.per} people tested`,
      columns: [
        { title: "Prevalence" },
        { title: "True positives", ...right },
        { title: "Missed", ...right },
        { title: "True negatives", ...right },
        { title: "False alarms", ...right },
      ],
      rows: naturalFrequencies.map((row) => [
        percent(row.prevalence),
        withInterval(row.truePositives, whole),
        withInterval(row.falseNegatives, whole),
        withInterval(row.trueNegatives, whole),
        withInterval(row.falsePositives, whole),
      ]),
      notes:
        posttest === null ? ["Prevalences are the quartiles of those in the studies; name your own with a prior."] : [],
    });
  }
  return blocks;
}
