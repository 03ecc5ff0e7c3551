import { accuracy } from "../../src/accuracy/accuracy.js";
import { posttest } from "../../src/accuracy/posttest.js";
import { predictiveValueCurve } from "../../src/accuracy/predictive-value-curve.js";
import type { Study } from "../../src/data/study.js";
import type { Figure, QualityAssessment } from "../../src/figures.js";
import * as figures from "../../src/figures.js";
import { auc } from "../../src/inference/auc.js";
import { bivariateBoxplot } from "../../src/inference/bivariate-boxplot.js";
import { deeks } from "../../src/inference/deeks.js";
import { empiricalBayes } from "../../src/inference/empirical-bayes.js";
import { galbraith } from "../../src/inference/galbraith.js";
import { influence } from "../../src/inference/influence.js";
import { leaveOneOut } from "../../src/inference/leave-one-out.js";
import { regions } from "../../src/inference/regions.js";
import { sroc } from "../../src/inference/sroc.js";
import { summaryPoint } from "../../src/inference/summary-point.js";
import { fitReitsma } from "../../src/models/fit-reitsma.js";
import { loadFixture } from "../fixtures.js";

/** A study with what figures show of it. */
export const studyResult = (study: Study) => ({
  ...study,
  covariates: study.covariates ?? {},
  accuracy: accuracy(study),
});

/** Everything that figures are drawn from, computed from studies. */
export function resultsOf(studies: readonly Study[]) {
  const fit = fitReitsma(studies);
  const summary = summaryPoint(fit);
  const shrunken = new Map(empiricalBayes(fit).map((row) => [row.id, row]));
  return {
    fit,
    summary,
    sroc: sroc(fit, { range: "full" }),
    auc: auc(fit),
    regions: regions(fit),
    deeks: deeks(studies),
    posttest: posttest({ prior: 0.2, plr: summary.plr, nlr: summary.nlr }),
    predictive: predictiveValueCurve({ plr: summary.plr, nlr: summary.nlr }),
    influence: influence(fit),
    leaveOneOut: leaveOneOut(fit),
    boxplot: bivariateBoxplot(studies),
    galbraith: galbraith(studies),
    studies: studies.map((study) => ({ ...studyResult(study), empiricalBayes: shrunken.get(study.id) ?? null })),
  };
}

export type Results = ReturnType<typeof resultsOf>;

/** Studies that were not pooled: everything that hangs on a fit is missing. */
export const unpooled = (studies: readonly Study[]) => ({
  studies: studies.map(studyResult),
  fit: null,
  summary: null,
  sroc: null,
  auc: null,
  regions: null,
  heterogeneity: null,
  posttest: null,
});

const cache = new Map<string, Results>();

/** The results of a fixture, computed once. */
export function fixtureResults(name: string): Results {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const results = resultsOf(loadFixture(name));
  cache.set(name, results);
  return results;
}

const LETTERS = ["a", "i", "mm", "W", "e", "o", "l", " ", "tt", "Q"];

/** A name of 60 characters, different for every index, some wide and some narrow, most with spaces. */
export function longName(index: number): string {
  let name = `Study ${index} `;
  for (let i = 0; name.length < 60; i++) name += LETTERS[(index * 7 + i * (3 + (index % 4))) % LETTERS.length];
  return `${name.slice(0, 59).trimEnd()}.`.padEnd(60, "x");
}

/** `k` studies with names of 60 characters, their counts from a fixed recurrence. */
export function longNamedStudies(k: number): Study[] {
  let state = 20_261_121;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  return Array.from({ length: k }, (_, i) => {
    const [diseased, healthy] = [20 + draw(180), 30 + draw(900)];
    const tp = Math.round(diseased * (0.55 + draw(45) / 100));
    const tn = Math.round(healthy * (0.5 + draw(50) / 100));
    const covariates = { setting: ["Primary care", "Hospital"][i % 2]!, year: 1990 + (i % 30) };
    return { id: longName(i), tp, fn: diseased - tp, fp: healthy - tn, tn, covariates };
  });
}

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

/** Every kind of figure and its main variants, drawn from one set of results. */
export function everyFigure(results: Results, options: figures.FigureOptions = {}): Record<string, Figure> {
  const ids = results.studies.map(({ id }) => id);
  const half = Math.ceil(results.studies.length / 2);
  const { fit: _, ...rest } = results;
  return {
    forest: figures.forestPlot(results, options),
    "forest with empirical Bayes": figures.forestPlot(results, {
      ...options,
      empiricalBayes: true,
      sort: "sensitivity",
    }),
    "forest of likelihood ratios": figures.forestPlot(results, { ...options, measures: ["plr", "nlr"] }),
    "forest of odds ratios": figures.forestPlot(results, { ...options, measures: ["dor"], counts: true }),
    sroc: figures.srocPlot(results, options),
    "sroc with names": figures.srocPlot(results, { ...options, labels: true, extrapolate: true, crosshairs: "both" }),
    "sroc of two groups": figures.srocPlot(
      [
        { ...rest, name: "First test", studies: results.studies.slice(0, half) },
        { ...rest, name: "Second test", studies: results.studies.slice(half) },
      ],
      { ...options, labels: true },
    ),
    deeks: figures.deeksPlot(results.deeks, { ...options, labels: true }),
    fagan: figures.faganNomogram(results, options),
    "likelihood ratio matrix": figures.likelihoodRatioMatrix(results, { ...options, labels: true }),
    "predictive values": figures.predictiveValueCurve(results.predictive, { ...options, at: results.posttest }),
    influence: figures.influencePlot(results.influence, options),
    "leave one out": figures.leaveOneOutPlot(results.leaveOneOut, { ...options, overall: results.summary }),
    "box plot": figures.bivariateBoxplot(results.boxplot, { ...options, labels: true }),
    galbraith: figures.galbraithPlot(results.galbraith, { ...options, labels: true }),
    "quality bars": figures.quadasPlot(quality(ids), options),
    "quality lights": figures.quadasPlot(quality(ids), { ...options, layout: "lights" }),
    prisma: figures.prismaFlow(prismaNumbers, options),
  };
}
