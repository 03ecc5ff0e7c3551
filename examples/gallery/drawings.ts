import type { Analysis } from "../../src/analysis/analyze.js";
import * as figures from "../../src/figures.js";
import {
  bivariateBoxplot,
  galbraith,
  influence,
  leaveOneOut,
  predictionIntervals,
  predictiveValueCurve,
  type Study,
  sroc,
  studyWeights,
} from "../../src/index.js";

/** A picture of the gallery: what it shows, the call that draws it, and the drawing. */
export interface Exhibit {
  readonly name: string;
  readonly caption: string;
  readonly code: string;
  readonly figure: figures.Figure;
}

/** What every data set is shown by. */
export function basicExhibits(studies: readonly Study[], analysis: Analysis): Exhibit[] {
  const { fit, summary, posttest } = analysis;
  if (fit === null || summary === null) throw new Error("the gallery's data sets have enough studies");
  const rows = predictiveValueCurve({ plr: summary.plr, nlr: summary.nlr }, { from: 0.001, to: 0.999, points: 201 });
  const at = posttest === null ? {} : { at: posttest };
  return [
    {
      name: "forest",
      caption: "Forest plot with prediction intervals",
      code: "forestPlot(analysis, { prediction: predictionIntervals(analysis.fit) })",
      figure: figures.forestPlot(analysis, { prediction: predictionIntervals(fit) }),
    },
    {
      name: "sroc",
      caption: "Summary ROC plot",
      code: "srocPlot(analysis)",
      figure: figures.srocPlot(analysis),
    },
    {
      name: "deeks",
      caption: "Deeks’ funnel plot",
      code: "deeksPlot(analysis.deeks)",
      figure: figures.deeksPlot(analysis.deeks),
    },
    {
      name: "fagan",
      caption: "Fagan’s nomogram",
      code: "faganNomogram(analyze(studies, { prior: 0.2 }))",
      figure: figures.faganNomogram(analysis),
    },
    {
      name: "lr-matrix",
      caption: "Likelihood ratio matrix",
      code: "likelihoodRatioMatrix(analysis)",
      figure: figures.likelihoodRatioMatrix(analysis),
    },
    {
      name: "predictive-values",
      caption: "Probability of disease after the test",
      code: "predictiveValueCurve(rows, { at: analysis.posttest })",
      figure: figures.predictiveValueCurve(rows, at),
    },
    {
      name: "influence",
      caption: "Influence of the studies",
      code: "influencePlot(influence(analysis.fit))",
      figure: figures.influencePlot(influence(fit)),
    },
    {
      name: "leave-one-out",
      caption: "Leave-one-out analysis",
      code: "leaveOneOutPlot(leaveOneOut(analysis.fit), { overall: analysis.summary })",
      figure: figures.leaveOneOutPlot(analysis.leaveOneOut ?? leaveOneOut(fit), { overall: summary }),
    },
    {
      name: "bivariate-boxplot",
      caption: "Bivariate box plot",
      code: "bivariateBoxplot(boxplot)",
      figure: figures.bivariateBoxplot(bivariateBoxplot(studies)),
    },
    {
      name: "galbraith",
      caption: "Galbraith plot",
      code: "galbraithPlot(galbraith(studies))",
      figure: figures.galbraithPlot(galbraith(studies)),
    },
  ];
}

/** What forest and SROC plots can do beside. */
export function variantExhibits(small: Analysis, grouped: Analysis): Exhibit[] {
  const { subgroups } = grouped;
  if (small.fit === null || grouped.fit === null || subgroups === null) throw new Error("the gallery needs these fits");
  const groups = subgroups.levels.map((level) => ({
    ...level,
    name: level.level,
    studies: grouped.studies.filter(({ covariates }) => covariates[subgroups.by] === level.level),
    sroc: level.fit === null ? null : sroc(level.fit),
  }));
  return [
    {
      name: "forest-subgroups",
      caption: "Subgroups, weights and the test between groups",
      code: "forestPlot(analysis, { subgroups: analysis.subgroups, weights: studyWeights(analysis.fit) })",
      figure: figures.forestPlot(grouped, { subgroups, weights: studyWeights(grouped.fit) }),
    },
    {
      name: "forest-empirical-bayes",
      caption: "Empirical Bayes estimates below the studies’ own, sorted by sensitivity",
      code: 'forestPlot(analysis, { empiricalBayes: true, sort: "sensitivity" })',
      figure: figures.forestPlot(small, { empiricalBayes: true, sort: "sensitivity" }),
    },
    {
      name: "forest-ratios",
      caption: "Likelihood ratios on log axes; an interval that goes on ends in an arrow",
      code: 'forestPlot(analysis, { measures: ["plr", "nlr"] })',
      figure: figures.forestPlot(small, { measures: ["plr", "nlr"] }),
    },
    {
      name: "sroc-groups",
      caption: "Three tests in one plot, told apart by shape and dash as well as colour",
      code: "srocPlot(groups)",
      figure: figures.srocPlot(groups),
    },
    {
      name: "sroc-names",
      caption: "Names that keep clear of each other, the curve beyond the observed range, and the summary’s intervals",
      code: 'srocPlot(analysis, { labels: true, extrapolate: true, crosshairs: "summary" })',
      figure: figures.srocPlot(
        { ...small, sroc: sroc(small.fit, { range: "full", points: 801 }) },
        { labels: true, extrapolate: true, crosshairs: "summary" },
      ),
    },
    {
      name: "sroc-journal",
      caption: "For one column of a journal",
      code: "srocPlot(analysis, { theme: journalTheme })",
      figure: figures.srocPlot(small, { theme: figures.journalTheme }),
    },
    {
      name: "fagan-journal",
      caption: "For one column of a journal",
      code: "faganNomogram(analysis, { theme: journalTheme })",
      figure: figures.faganNomogram(small, { theme: figures.journalTheme }),
    },
    {
      name: "forest-slide",
      caption: "For a slide, in percent",
      code: 'forestPlot(analysis, { theme: { ...slideTheme, numbers: { proportions: "percent" } } })',
      figure: figures.forestPlot(small, { theme: { ...figures.slideTheme, numbers: { proportions: "percent" } } }),
    },
  ];
}

/** Quality of the studies and the flow of the review. */
export function reviewExhibits(judged: readonly figures.QualityAssessment[]): Exhibit[] {
  return [
    { name: "quadas-bars", caption: "QUADAS-2", code: "quadasPlot(judgements)", figure: figures.quadasPlot(judged) },
    {
      name: "quadas-lights",
      caption: "QUADAS-2, study by study",
      code: 'quadasPlot(judgements, { layout: "lights" })',
      figure: figures.quadasPlot(judged, { layout: "lights" }),
    },
    {
      name: "prisma",
      caption: "PRISMA 2020 flow diagram (the numbers are made up)",
      code: "prismaFlow(numbers)",
      figure: figures.prismaFlow({
        identified: [
          { label: "MEDLINE", n: 1822 },
          { label: "Embase", n: 2410 },
          { label: "ClinicalTrials.gov", n: 31 },
        ],
        removed: [{ label: "Duplicates", n: 1119 }],
        screened: 3144,
        excluded: 2890,
        sought: 254,
        notRetrieved: 7,
        assessed: 247,
        excludedReports: [
          { label: "No 2×2 table", n: 120 },
          { label: "Wrong reference standard", n: 61 },
          { label: "Case-control design with healthy controls", n: 40 },
        ],
        includedStudies: 24,
        includedReports: 26,
      }),
    },
  ];
}
