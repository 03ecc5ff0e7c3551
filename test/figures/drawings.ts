import {
  type DrawingOptions,
  type Figure,
  type FigureName,
  type FigureOptions,
  type FigureSources,
  figureKinds,
  type QualityAssessment,
  srocPlot,
} from "../../src/figures.js";
import {
  type Analysis,
  analyzeThresholds,
  compareTests,
  fitLatentClass,
  type LatentClassFit,
  readStudies,
  referenceSensitivityAnalysis,
  type Study,
  type TestComparison,
  type ThresholdAnalysis,
} from "../../src/index.js";

// Runs in browsers too: nothing here may touch Node.

/** Judgements by QUADAS-2 for the given names, one of them missing. */
export function quality(ids: readonly string[]): QualityAssessment[] {
  const answers = ["low", "unclear", "high", "low"] as const;
  const at = (i: number, d: number): string | null => (i === 1 && d === 2 ? null : answers[(i * 3 + d * 5) % 4]!);
  return ids.map((id, i) => ({
    id,
    judgements: {
      bias: {
        patientSelection: at(i, 0),
        indexTest: at(i, 1),
        referenceStandard: at(i, 2),
        flowAndTiming: at(i, 3),
      },
      applicability: { patientSelection: at(i, 4), indexTest: at(i, 5), referenceStandard: at(i, 6) },
    },
  }));
}

export const prismaNumbers = {
  identified: [
    { label: "MEDLINE", n: 1822 },
    { label: "Embase", n: 12410 },
  ],
  removed: [
    { label: "Duplicates", n: 1107 },
    { label: "Marked as ineligible by automation tools", n: 12 },
  ],
  screened: 13113,
  excluded: 12859,
  sought: 254,
  notRetrieved: 7,
  assessed: 247,
  excludedReports: [
    { label: "No 2×2 table could be extracted or reconstructed", n: 120 },
    { label: "Wrong reference standard", n: 103 },
  ],
  includedStudies: 24,
  includedReports: 26,
};

/** How figures are called in tests that are drawn in more than one way or go by another name; every other is drawn plain, so that none is forgotten. */
const VARIANTS: Readonly<Partial<Record<FigureName, Readonly<Record<string, DrawingOptions>>>>> = {
  forest: {
    forest: {},
    "forest with empirical Bayes": { empiricalBayes: true, sort: "sensitivity" },
    "forest of likelihood ratios": { measures: ["plr", "nlr"] },
    "forest of odds ratios": { measures: ["dor"] },
  },
  sroc: {
    sroc: {},
    "sroc with names": { labels: true, extrapolate: true, crosshairs: "both" },
  },
  "lr-matrix": { "likelihood ratio matrix": { labels: true } },
  "frequency-tree": { "frequency tree": {} },
  "predictive-values": { "predictive values": {} },
  deeks: { deeks: { labels: true } },
  "leave-one-out": { "leave one out": {} },
  "bivariate-boxplot": { "box plot": { labels: true } },
  galbraith: { galbraith: { labels: true } },
  quadas: { "quality bars": {}, "quality lights": { layout: "lights" } },
  "comparison-sroc": { "sroc of two tests": {} },
  "comparison-forest": { "forest of ratios": {} },
  differences: { differences: { labels: true } },
  "sroc-cutoffs": { "sroc with cut-offs": {} },
  "cutoff-ratios": { "ratios by cut-off": {} },
  "cutoff-predictive-values": { "predictive values by cut-off": {} },
  "prior-posterior": {},
  "reference-grid": { "reference grid": {} },
};

/** A study's tables at two cut-offs each, made from its one table. */
function cutoffsOf(studies: readonly Study[]): ThresholdAnalysis {
  const several = studies
    .filter(({ tp, fp, fn, tn }) => Math.min(tp + fn, fp + tn) > 0)
    .slice(0, 12)
    .map(({ id, tp, fp, fn, tn }, i) => ({
      id,
      diseased: tp + fn,
      nonDiseased: fp + tn,
      points: [
        { cutoff: 4 + (i % 3), tp, fp, fn, tn },
        {
          cutoff: 9 + (i % 4),
          tp: Math.floor(tp / 2),
          fp: Math.floor(fp / 3),
          fn: fn + tp - Math.floor(tp / 2),
          tn: tn + fp - Math.floor(fp / 3),
        },
      ],
    }));
  return analyzeThresholds(several, { scales: "common", alternatives: false, minStudies: 2, prevalence: 0.2 });
}

/** The studies with a second test beside their own, a little less sensitive and more specific; every fourth study has one alone. */
function comparisonOf(studies: readonly Study[]): TestComparison {
  const rows = studies
    .filter(({ tp, fp, fn, tn }) => Math.min(tp + fn, fp + tn) > 0)
    .slice(0, 30)
    .flatMap(({ id, tp, fp, fn, tn }, i) => {
      const [missed, cleared] = [Math.floor(tp / (6 + (i % 3))), Math.floor(fp / (3 + (i % 4)))];
      const first = { id: `${id} `, cluster: id, tp, fp, fn, tn, covariates: { kit: "K1" } };
      const counts = { tp: tp - missed, fp: fp - cleared, fn: fn + missed, tn: tn + cleared };
      const second = { id, cluster: id, ...counts, covariates: { kit: "K2" } };
      return i % 4 === 3 ? [first] : [first, second];
    });
  return compareTests(rows, { test: "kit", model: "normal", structure: "shared" });
}

let latent: LatentClassFit | null = null;

/** A fit of a few studies, the reference's sensitivity estimated; made once, as it takes long. */
function latentOf(): LatentClassFit {
  const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
  const rows = readStudies(csv);
  latent ??= fitLatentClass(rows, { reference: { specificity: 1 }, starts: 1 });
  return latent;
}

/** What the figures are drawn from: one set of results, and judgements of its studies. */
function sourcesOf(analysis: Analysis, studies: readonly Study[]): FigureSources {
  return {
    analysis,
    studies,
    comparison: comparisonOf(studies),
    reference: referenceSensitivityAnalysis(studies.slice(0, 12), {
      sensitivity: [0.9, 1],
      specificity: [0.98, 1],
      dependence: [0, 0.5],
    }),
    latent: latentOf(),
    thresholds: cutoffsOf(studies),
    quality: quality(studies.map(({ id }) => id)),
    prisma: prismaNumbers,
  };
}

/** Every kind of figure and its main variants, drawn from one set of results. */
export function everyFigure(
  { tables, ...analysis }: Analysis & { readonly tables: readonly Study[] },
  options: FigureOptions = {},
): Record<string, Figure> {
  const sources = sourcesOf(analysis, tables);
  const drawn = figureKinds.flatMap(({ name, from, draw }) =>
    Object.entries(VARIANTS[name] ?? { [name]: {} }).flatMap(([variant, own]) => {
      const figure = draw(sources[from], { ...options, ...own });
      return figure === null ? [] : [[variant, figure] as const];
    }),
  );
  const half = Math.ceil(tables.length / 2);
  const { fit: _, ...rest } = analysis;
  const twoGroups = srocPlot(
    [
      { ...rest, name: "First test", studies: rest.studies.slice(0, half) },
      { ...rest, name: "Second test", studies: rest.studies.slice(half) },
    ],
    { ...options, labels: true },
  );
  return { ...Object.fromEntries(drawn), "sroc of two groups": twoGroups };
}
