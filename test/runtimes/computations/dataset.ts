import {
  type Analysis,
  accuracy,
  analyze,
  auc,
  averagePredictiveValues,
  type BivariateFit,
  bivariateBoxplot,
  clusterRobust,
  deeks,
  empiricalBayes,
  fitBinomial,
  fitReitsma,
  galbraith,
  hasRatios,
  hsroc,
  likelihoodRatioMatrix,
  logitHeterogeneity,
  modelChecks,
  mosesLittenberg,
  poolUnivariate,
  posttest,
  predictAt,
  predictionIntervals,
  predictiveValueCurve,
  programNames,
  readStudies,
  regions,
  runProgram,
  type Study,
  sroc,
  studyWeights,
  summaryPoint,
  thresholdEffect,
} from "dta-meta";
import { analysisDocument, methodsText, renderMarkdown, renderText, reportHtml, resultsText } from "dta-meta/report";
import { everyFigure } from "../../figures/drawings.js";
import { eachOf } from "./section.js";

// Refits of the exact model would take most of the time; those of the smaller sets show as well that they are the same.
const MOST_REFITS = 16;
const MOST_LEVELS = 4;

/** Everything that the library has to say of a data set. */
export function ofDataset(csv: string): Record<string, unknown> {
  const studies = readStudies(csv);
  const covariates = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  const reitsma = analyze(studies, { model: "reitsma", prior: 0.2, leaveOneOut: true });
  const binomial = analyze(studies, { prior: 0.2, leaveOneOut: studies.length <= MOST_REFITS });
  return {
    studies,
    analyses: { reitsma, binomial },
    texts: { reitsma: textsOf(reitsma), binomial: textsOf(binomial) },
    fits: fitsOf(studies),
    inference: { reitsma: inferenceOf(reitsma.fit!), binomial: inferenceOf(binomial.fit!) },
    ofStudies: ofStudies(studies),
    covariates: Object.fromEntries(covariates.map((name) => [name, byCovariate(studies, name)])),
    programs: Object.fromEntries(programNames.map((name) => [name, eachOf({ run: () => runProgram(name, studies) })])),
    figures: figuresOf(reitsma, studies),
  };
}

function textsOf(analysis: Analysis): Record<string, string> {
  const document = analysisDocument(analysis);
  return {
    report: reportHtml(analysis),
    methods: methodsText(analysis),
    results: resultsText(analysis),
    text: renderText(document),
    markdown: renderMarkdown(document),
  };
}

/** The essence of a fit; analyses hold whole ones. */
function essence({ coefficients, covariance, betweenStudy, parameterCovariance, logLik, convergence }: BivariateFit) {
  return { coefficients, covariance, betweenStudy, parameterCovariance, logLik, convergence };
}

function fitsOf(studies: readonly Study[]): Record<string, unknown> {
  const corrections = (["single", "all", "none"] as const).flatMap((when) =>
    (["reml", "ml", "mm", "fixed"] as const).map((method) => [
      `${method}, correction ${when}`,
      () => essence(fitReitsma(studies, { method, correction: { when } })),
    ]),
  );
  const quadratures = [1, 7, 21].map((nodes) => [`${nodes} nodes`, () => essence(fitBinomial(studies, { nodes }))]);
  return eachOf({
    ...Object.fromEntries([...corrections, ...quadratures]),
    "reml, no correlation": () => essence(fitReitsma(studies, { correlation: 0 })),
    "binomial, no correlation": () => essence(fitBinomial(studies, { correlation: 0 })),
  });
}

function inferenceOf(fit: BivariateFit): Record<string, unknown> {
  const summary = summaryPoint(fit, { level: 0.9 });
  if (!hasRatios(summary)) throw new Error("the results of a margin all agree");
  const { plr, nlr } = summary;
  return eachOf({
    summary: () => summaryPoint(fit, { level: 0.99 }),
    hsroc: () => hsroc(fit),
    sroc: () => sroc(fit, { range: "full", points: 51 }),
    regions: () => regions(fit, { critical: "chi-squared", points: 50 }),
    auc: () => auc(fit, { interval: "bootstrap", replicates: fit.model === "normal" ? 40 : 4, seed: 20261121 }),
    prediction: () => predictionIntervals(fit),
    empiricalBayes: () => empiricalBayes(fit),
    weights: () => studyWeights(fit),
    checks: () => modelChecks(fit),
    robust: () => essence(clusterRobust(fit)),
    posttest: () => posttest({ prior: 0.35, plr, nlr }),
    predictive: () => predictiveValueCurve({ plr, nlr }),
    averagePredictive: () => averagePredictiveValues({ plr, nlr }, { from: 0.05, to: 0.4 }),
  });
}

function ofStudies(studies: readonly Study[]): Record<string, unknown> {
  const pooled = (["sensitivity", "specificity", "plr", "nlr", "dor"] as const).flatMap((measure) =>
    (["dl", "reml", "fixed", "mh", "logistic", "pooled"] as const).map((method) => [
      `${measure} by ${method}`,
      () => poolUnivariate(studies, { measure, method }),
    ]),
  );
  const intervals = (["wilson", "clopper-pearson", "jeffreys", "agresti-coull", "wald"] as const).map((interval) => [
    `accuracy, ${interval}`,
    () => studies.map((study) => accuracy(study, { interval })),
  ]);
  return eachOf({
    ...Object.fromEntries([...pooled, ...intervals]),
    deeks: () => deeks(studies, { effectiveSampleSize: "corrected" }),
    galbraith: () => galbraith(studies),
    boxplot: () => bivariateBoxplot(studies),
    threshold: () => thresholdEffect(studies),
    mosesLittenberg: () => mosesLittenberg(studies, { weights: "inverse-variance" }),
    likelihoodRatios: () => likelihoodRatioMatrix(studies),
    sensitivity: () => logitHeterogeneity(studies, "sensitivity", { method: "reml" }),
    specificity: () => logitHeterogeneity(studies, "specificity"),
  });
}

/** Subgroups and meta-regression; the library says which covariates don't suit. */
function byCovariate(studies: readonly Study[], name: string): Record<string, unknown> {
  const plain = { leaveOneOut: false, studyRows: false } as const;
  const values = new Set(studies.map(({ covariates }) => covariates?.[name] ?? null));
  values.delete(null);
  const [value = null] = values;
  const exact = { "subgroups, binomial": () => analyze(studies, { ...plain, by: name }).subgroups };
  return eachOf({
    ...(values.size <= MOST_LEVELS ? exact : {}),
    "subgroups, reitsma": () => analyze(studies, { ...plain, model: "reitsma", by: name }).subgroups,
    "regression, reitsma": () => analyze(studies, { ...plain, model: "reitsma", moderators: [name] }),
    "regression, binomial": () => analyze(studies, { ...plain, moderators: [name] }),
    prediction: () => predictAt(fitReitsma(studies, { moderators: [name] }), { [name]: value }),
    pooled: () => poolUnivariate(studies, { measure: "dor", by: name }),
  });
}

function figuresOf(analysis: Analysis, tables: readonly Study[]): Record<string, string> {
  const figures = everyFigure({ ...analysis, tables });
  return Object.fromEntries(Object.entries(figures).map(([kind, { svg }]) => [kind, svg]));
}
