import type { Figure, QualityAssessment } from "../../src/figures.js";
import * as figures from "../../src/figures.js";
import type { Results } from "./results.js";

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
