import type { Analysis } from "../../analysis/analyze.js";
import { unanimousMargins } from "../../inference/point/unanimous-margins.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import { count, levelPercent } from "../render/format.js";
import { type NumberStyle, numbersOf } from "../render/numbers.js";
import { identifiedCorrelation, isJoint } from "./edge.js";
import { softwareSentence } from "./software.js";

const INTERVALS = {
  wilson: "Wilson intervals (Wilson 1927)",
  "clopper-pearson": "exact intervals (Clopper & Pearson 1934)",
  jeffreys: "Jeffreys intervals (Brown, Cai & DasGupta 2001)",
  "agresti-coull": "Agresti–Coull intervals (Agresti & Coull 1998)",
  wald: "Wald intervals",
} as const;

/** Whether the fit has no between-study variation by assumption. */
export const isFixed = (fit: BivariateFit): boolean => traitsOf(fit).assumesNoVariation(fit);

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/**
 * What was done, in the paragraphs of a methods section. Every sentence is there because the analysis did what it says;
 * nothing is said of what was not done. Meant to fulfil item D2 of PRISMA-DTA.
 */
export function methodsParagraphs(analysis: Analysis, style: NumberStyle = {}): string[] {
  const { fit } = analysis;
  const paragraphs = [
    [habits(analysis), fit === null ? notPooled(analysis) : model(fit)].join(" ").trim(),
    fit === null ? "" : summaries(analysis, fit),
    fit === null ? "" : between(analysis, fit),
    [subgroups(analysis), clusters(analysis), bias(analysis), influence(analysis), consequences(analysis, style)]
      .filter((sentence) => sentence !== "")
      .join(" "),
    software(),
  ];
  return paragraphs.filter((paragraph) => paragraph !== "");
}

/** Whose conventions were followed. */
function habits({ program }: Analysis): string {
  return program === null
    ? ""
    : `The conventions of ${program.label} were followed, its departures from the methods that it names included.`;
}

function notPooled({ studies, options }: Analysis): string {
  if (options.as === "meta-disc") {
    return `No bivariate model was fitted: Meta-DiSc pools each measure by itself.${singleStudies(studies)}`;
  }
  const needed = options.minStudies ?? 4;
  return `No accuracy was pooled: fewer than ${needed} usable 2×2 tables were available.${singleStudies(studies)}`;
}

function singleStudies(studies: Analysis["studies"]): string {
  const [first] = studies;
  return first === undefined
    ? ""
    : ` Sensitivity and specificity of single studies are given with ${levelPercent(first.accuracy.sensitivity?.level ?? 0.95)} ${INTERVALS[first.accuracy.interval]}.`;
}

function model(fit: BivariateFit): string {
  const margins = unanimousMargins(fit);
  const words = traitsOf(fit).methodsWords(fit);
  // nodes move nothing but an estimate that has no end
  const sentences = [
    margins.length === 0 ? words : words.replace(/ With \d+ nodes no estimate would .*? on the logit scale\./, ""),
  ];
  if (fit.options.correlation === 0) {
    sentences.push("The correlation of the two logits was fixed at 0, which amounts to two univariate models.");
  }
  sentences.push(...traitsOf(fit).simplifications(fit));
  if (fit.design.moderators.length > 0) {
    const names = listed(fit.design.moderators.map(({ name }) => name));
    sentences.push(
      `Meta-regression: ${names} acted on the means of both logits; all moderators together were tested by a likelihood ratio test of two maximum likelihood fits.`,
    );
  }
  if (fit.excluded.length > 0) {
    sentences.push(
      `${count(fit.excluded.length, "table")} did not enter the model: ${listed(fit.excluded.map(({ id, reason }) => `${id} (${reason})`))}.`,
    );
  }
  if (margins.length > 0) {
    const stands = margins.length === 1 ? "; the other margin's estimates stand" : "";
    sentences.push(`The logit of a margin whose results all agree has no finite estimate${stands}.`);
  } else if (!fit.convergence.converged || fit.convergence.boundary !== "none") sentences.push(outcome(fit));
  return sentences.join(" ");
}

/** How large the regions are. */
const RADII = {
  f: "with critical values of the F distribution",
  "chi-squared": "with critical values of the χ² distribution",
  draws: "that hold so much of the posterior and of the posterior predictive distribution",
} as const;

function summaries(analysis: Analysis, fit: BivariateFit): string {
  const level = levelPercent(fit.level);
  const sentences: string[] = [];
  if (fit.draws !== undefined) {
    sentences.push(`Intervals are ${level} credible intervals between quantiles of the posterior distribution.`);
  } else if (analysis.summary !== null) {
    sentences.push(
      `Intervals are ${level} confidence intervals: ${meanIntervals(analysis, fit)} for the summary sensitivity and specificity${exactBound(analysis)}${RATIOS[Math.min(2, analysis.unanimous.length)]}.`,
    );
  } else {
    sentences.push(
      analysis.options.interval === "t"
        ? `Intervals are ${level} intervals on the logit scale: Wald's for the coefficients, by Student's t with ${degrees(fit)} for predicted accuracy.`
        : `Intervals are ${level} Wald intervals on the logit scale.`,
    );
  }
  if (analysis.smallSample !== null) {
    sentences.push(
      `Intervals by Student's t with ${count(analysis.smallSample.degreesOfFreedom, "degree")} of freedom stand beside them, because those by z are too short with so few studies.`,
    );
  }
  if (analysis.posterior !== undefined) {
    const others = analysis.posterior.priors.slice(1).map(({ prior }) => prior.name);
    sentences.push(
      `The prior's part in the answer was examined by repeating the analysis under ${listed(others.map((name) => `"${name}"`))}, and the model by posterior predictive checks of each study's counts.`,
    );
  }
  if (analysis.predictionIntervals?.reason === null && analysis.unanimous.length < 2) {
    const { degreesOfFreedom } = analysis.predictionIntervals;
    sentences.push(
      degreesOfFreedom === null
        ? "Prediction intervals are those of a new study's accuracy in the posterior predictive distribution."
        : `Prediction intervals for a new study add the between-study variance and take Student's t with ${degreesOfFreedom} degrees of freedom (Higgins 2009).`,
    );
  }
  if (analysis.penalizedPsi !== null) {
    const region =
      analysis.regions === null || analysis.regions.prediction === null
        ? ""
        : ", and the prediction region has Hotelling's critical value";
    sentences.push(
      `For prediction the covariance between studies was estimated with a penalty that keeps it off its edges (Chung 2015)${region}.`,
    );
  }
  if (analysis.sroc !== null && analysis.sroc.curve.length > 0) {
    sentences.push(
      "The summary ROC curve is that of the hierarchical model (Rutter & Gatsonis 2001), whose parameters follow from the bivariate ones (Harbord 2007), drawn over the false positive rates that the studies saw.",
    );
  }
  if (analysis.auc?.interval === "program") {
    const reason = analysis.auc.reason === null ? "" : ` (${analysis.auc.reason})`;
    sentences.push(`The area under it and its interval are those that the program prints${reason}.`);
  } else if (analysis.auc !== null && analysis.auc.estimate !== null) {
    const how =
      analysis.auc.lower === null
        ? ""
        : analysis.auc.interval !== "bootstrap"
          ? `, with an interval by the delta method on the logit scale${analysis.auc.interval === "t" ? " and Student's t" : ""}`
          : `, with an interval by parametric bootstrap (${analysis.auc.bootstrap?.replicates ?? ""} replicates, seed ${analysis.auc.bootstrap?.seed ?? ""})`;
    sentences.push(
      `The area under it is an exact integral over all false positive rates from 0 to 1${how}; the mean sensitivity over the observed range stands beside it.`,
    );
  }
  if (analysis.regions !== null && analysis.regions.confidence !== null) {
    const both = analysis.regions.prediction === null ? "The confidence region" : "Confidence and prediction regions";
    sentences.push(
      `${both} (${levelPercent(analysis.regions.level)}) ${both.startsWith("The") ? "is an ellipse" : "are ellipses"} on the logit scale ${RADII[analysis.regions.critical]}.`,
    );
  }
  return sentences.join(" ") + singleStudies(analysis.studies);
}

const degrees = (fit: BivariateFit): string => `${count(fit.k - fit.design.terms.length, "degree")} of freedom`;

/** How the intervals of the two means were made. */
function meanIntervals({ options }: Analysis, fit: BivariateFit): string {
  const { interval = "z" } = options;
  if (interval === "z") return "Wald intervals on the logit scale";
  const t = `Student's t with ${degrees(fit)}`;
  return interval === "t"
    ? `intervals on the logit scale by ${t}`
    : `profile likelihood intervals (those of other estimates by ${t})`;
}

/** Where the ratios come from, by the number of margins that leave some of them undefined. */
const RATIOS = [
  "; likelihood ratios and the diagnostic odds ratio follow from the summary point, with intervals by the delta method on the log scale, and were not pooled by themselves (Zwinderman & Bossuyt 2008)",
  "; the likelihood ratio that remains follows from the other margin alone",
  "",
] as const;

/** How the fit went, without the steps to a simpler model that are told already. */
function outcome(fit: BivariateFit): string {
  const said = traitsOf(fit)
    .simplifications(fit)
    .reduce((message, step) => message.replace(`${step} `, ""), fit.convergence.message);
  return fit.convergence.converged ? said : `The fit did not converge: ${said.replace(/^Did not converge: /, "")}`;
}

/** Where a margin's results all agree: what stands in the place of its interval. */
function exactBound({ unanimous }: Analysis): string {
  if (unanimous.length === 0) return "";
  const which = listed(unanimous.map(({ outcome }) => outcome));
  return `, but for ${which} the exact one-sided bound of all results together (Clopper & Pearson 1934), which takes the studies as one`;
}

function between(analysis: Analysis, fit: BivariateFit): string {
  const { heterogeneity } = analysis;
  const joint = isJoint(analysis);
  if (heterogeneity === null) return "";
  const sentences = isFixed(fit)
    ? ["Heterogeneity was judged by univariate Q and I² (Higgins & Thompson 2002)."]
    : [
        `Heterogeneity was judged by the between-study variances of the logits${identifiedCorrelation(fit) === null ? "" : " and their correlation"}, and by the median odds ratio between studies (Larsen & Merlo 2005).`,
      ];
  if (heterogeneity.bivariate.iSquared !== null && joint) {
    sentences.push(
      "The bivariate I² accounts for both logits and for the studies' sizes (Zhou & Dendukuri 2014); univariate Q and I² stand beside it (Higgins & Thompson 2002).",
    );
  }
  if (heterogeneity.threshold.spearman.rho !== null && joint) {
    sentences.push(
      "A threshold effect was looked for by Spearman's correlation of the logit true and false positive rates.",
    );
  }
  return sentences.join(" ");
}

function subgroups({ subgroups: comparison }: Analysis): string {
  if (comparison === null) return "";
  const test =
    comparison.joint.chiSquared === null
      ? ""
      : `; a likelihood ratio test of maximum likelihood fits with ${comparison.variances} between-study variances asked whether sensitivity and specificity are the same in all levels. Such comparisons are indirect unless the same patients took all tests (Takwoingi 2017)`;
  return `Levels of ${comparison.by} were pooled apart${test}.`;
}

function clusters({ clusterRobust }: Analysis): string {
  if (!clusterRobust?.robustness) return "";
  const { clusters: c, correction: kind } = clusterRobust.robustness;
  return `Tables that share a cluster are not independent: cluster-robust (sandwich) intervals over ${count(c, "cluster")}, small-sample correction ${kind}, stand beside the model's own (Liang & Zeger 1986).`;
}

function bias({ deeks, fit }: Analysis): string {
  if (fit === null || deeks.pValue === null) return "";
  const n = deeks.corrections.length;
  const corrected =
    n === 0 ? "" : `; ${deeks.corrections[0]!.value} was added to all cells of ${count(n, "table")} for it`;
  const sizes = deeks.effectiveSampleSize === "corrected" && n > 0 ? ", sample sizes counting the corrected cells" : "";
  return `Funnel plot asymmetry was tested by the regression of the log diagnostic odds ratio on 1/√(effective sample size) (Deeks 2005), ${deeks.points.length < 10 ? `no verdict being drawn from fewer than 10 studies` : "asymmetry being suspected at P < 0.10"}${corrected}${sizes}.`;
}

function influence({ leaveOneOut, studies, fit }: Analysis): string {
  if (leaveOneOut === null) return "";
  const residuals = fit === null ? "" : traitsOf(fit).residualsSource;
  const cook = studies.some((study) => study.influence !== null)
    ? `, with Cook's distances (Viechtbauer & Cheung 2010) and standardised residuals${residuals}`
    : "";
  return `Influence was examined by refitting the model without each study in turn${cook}.`;
}

function consequences({ posttest, quadrant }: Analysis, style: NumberStyle): string {
  const sentences: string[] = [];
  if (posttest !== null) {
    sentences.push(
      `Probabilities after the test were computed by Bayes' theorem from a probability of ${numbersOf(style).given(posttest.prior)} before it (Fagan 1975).`,
    );
  }
  if (quadrant !== null) {
    sentences.push(
      "A positive likelihood ratio was taken to allow confirmation where its whole interval lies above 10, and a negative one to allow exclusion where its whole interval lies below 0.1 (Jaeschke 1994).",
    );
  }
  return sentences.join(" ");
}

function software(): string {
  return `${softwareSentence()} This section follows item D2 of PRISMA-DTA (McInnes 2018).`;
}
