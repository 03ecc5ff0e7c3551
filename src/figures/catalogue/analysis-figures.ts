import { predictiveValueCurve as predictiveValues } from "../../accuracy/predictive-value-curve.js";
import type { Analysis } from "../../analysis/analyze.js";
import type { StudyInfluence } from "../../inference/influence/influence.js";
import { hasRatios } from "../../inference/point/summary-point.js";
import { deeksPlot } from "../checks/deeks-plot.js";
import { influencePlot } from "../checks/influence-plot.js";
import { leaveOneOutPlot } from "../checks/leave-one-out-plot.js";
import { type FigureKind, figureKind } from "../figure-kind.js";
import { forestPlot } from "../forest/forest-plot.js";
import { faganNomogram } from "../probability/fagan-nomogram.js";
import { frequencyTree } from "../probability/frequency-tree.js";
import { likelihoodRatioMatrix } from "../probability/likelihood-ratio-matrix.js";
import { predictiveValueCurve } from "../probability/predictive-value-curve.js";
import { srocGroups } from "../sroc/sroc-groups.js";
import { srocPlot } from "../sroc/sroc-plot.js";

/** Rows beyond which a figure with a row for each study is no longer read. */
const MOST_ROWS = 200;

const hasStudies = ({ studies }: Analysis): boolean => studies.length > 0;
const hasFewStudies = ({ studies }: Analysis): boolean => studies.length > 0 && studies.length <= MOST_ROWS;
const converged = ({ fit }: Analysis): boolean => fit?.convergence.converged ?? true;

function influencesOf({ studies }: Analysis): readonly StudyInfluence[] | null {
  const known = studies.flatMap(({ id, influence }) => (influence === null ? [] : [{ id, ...influence }]));
  return known.length > 0 ? known : null;
}

/** Figures of what `analyze` found. */
export const analysisFigureRows = {
  /** A row for each study with its measures, and the pooled estimates. */
  forest: figureKind({
    title: "forestTitle",
    caption: "Forest plot with prediction intervals",
    code: "forestPlot(analysis)",
    from: "analysis",
    options: ["measures", "sort", "descending", "columns", "weights", "empiricalBayes", "note"],
    inReport: hasFewStudies,
    converged,
    input: (analysis) => analysis,
    figure: forestPlot,
  }),
  /** The studies in ROC space with summary point, regions and curve. */
  sroc: figureKind({
    title: "srocTitle",
    caption: "Summary ROC plot",
    code: "srocPlot(analysis)",
    from: "analysis",
    options: [
      "labels",
      "extrapolate",
      "crosshairs",
      "weights",
      "confidenceRegion",
      "predictionRegion",
      "colorBy",
      "quality",
      "schema",
      "xAxis",
    ],
    inReport: hasStudies,
    converged,
    input: (analysis, { extrapolate = false }) => srocGroups(analysis, extrapolate),
    figure: srocPlot,
  }),
  /** Likelihood ratios of the studies by what they can rule in and out. */
  "lr-matrix": figureKind({
    title: "matrixTitle",
    caption: "Likelihood ratio matrix",
    code: "likelihoodRatioMatrix(analysis)",
    from: "analysis",
    options: ["labels"],
    inReport: (analysis) => hasStudies(analysis) && analysis.summary !== null,
    converged,
    input: (analysis) => analysis,
    figure: likelihoodRatioMatrix,
  }),
  /** From the probability before the test to those after it, by the likelihood ratios. */
  fagan: figureKind({
    title: "faganTitle",
    caption: "Fagan’s nomogram",
    code: "faganNomogram(analyze(studies, { prior: 0.2 }))",
    from: "analysis",
    needs: "prior",
    inReport: ({ posttest }) => posttest !== null,
    converged,
    input: (analysis) => (analysis.options.prior === undefined ? null : analysis),
    figure: faganNomogram,
  }),
  /** What the test means for so many people, as a tree. */
  "frequency-tree": figureKind({
    title: "treeTitle",
    caption: "Frequency tree",
    code: "frequencyTree({ frequencies: analysis.naturalFrequencies[0], posttest: analysis.posttest })",
    from: "analysis",
    needs: "prior",
    inReport: ({ posttest }) => posttest !== null,
    converged,
    input: ({ naturalFrequencies, posttest, fit, options }) => {
      const [frequencies] = naturalFrequencies ?? [];
      return options.prior === undefined || frequencies === undefined ? null : { frequencies, posttest, fit };
    },
    figure: frequencyTree,
  }),
  /** Probabilities of disease after each result over all prevalences. */
  "predictive-values": figureKind({
    title: "predictiveTitle",
    caption: "Probability of disease after the test",
    code: "predictiveValueCurve(rows, { at: analysis.posttest })",
    from: "analysis",
    converged,
    input: ({ summary, posttest }) => ({
      rows:
        summary === null || !hasRatios(summary)
          ? []
          : predictiveValues(summary, { from: 0.001, to: 0.999, points: 201 }),
      posttest,
    }),
    figure: ({ rows, posttest }, options) =>
      predictiveValueCurve(rows, { ...options, ...(posttest === null ? {} : { at: posttest }) }),
  }),
  /** Diagnostic odds ratios against the effective sample size. */
  deeks: figureKind({
    title: "deeksTitle",
    caption: "Deeks’ funnel plot",
    code: "deeksPlot(analysis)",
    from: "analysis",
    options: ["labels"],
    inReport: ({ fit, deeks }) => fit !== null && deeks.points.length > 0,
    input: (analysis) => analysis,
    figure: deeksPlot,
  }),
  /** Cook’s distance, standardised residuals and leverage of each study. */
  influence: figureKind({
    title: "influenceTitle",
    caption: "Influence of the studies",
    code: "influencePlot(influence(analysis.fit))",
    from: "analysis",
    needs: "refits",
    inReport: (analysis) => hasFewStudies(analysis) && influencesOf(analysis) !== null,
    converged,
    input: influencesOf,
    figure: (studies, { sort: _, ...options }) => influencePlot(studies, options),
  }),
  /** The pooled estimates without each study in turn. */
  "leave-one-out": figureKind({
    title: "leaveOneOutTitle",
    caption: "Leave-one-out analysis",
    code: "leaveOneOutPlot(analysis.leaveOneOut, { overall: analysis.summary })",
    from: "analysis",
    needs: "refits",
    options: ["measures"],
    inReport: ({ leaveOneOut }) => leaveOneOut !== null && leaveOneOut.length > 0 && leaveOneOut.length <= MOST_ROWS,
    converged,
    input: ({ leaveOneOut: rows, summary }) => rows && { rows, overall: summary },
    figure: ({ rows, overall }, options) => leaveOneOutPlot(rows, { ...options, overall }),
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
