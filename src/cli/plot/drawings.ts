import { posttest } from "../../accuracy/posttest.js";
import { predictiveValueCurve as predictiveValues } from "../../accuracy/predictive-value-curve.js";
import { type Analysis, type AnalyzeOptions, analyze } from "../../analysis/analyze.js";
import { InputError } from "../../base/errors.js";
import {
  bivariateBoxplot,
  deeksPlot,
  type Figure,
  type FigureOptions,
  faganNomogram,
  forestPlot,
  galbraithPlot,
  influencePlot,
  leaveOneOutPlot,
  likelihoodRatioMatrix,
  type Measure,
  predictiveValueCurve,
  type SrocGroup,
  type SrocPlotOptions,
  srocPlot,
} from "../../figures.js";
import { auc } from "../../inference/curve/auc.js";
import { regions } from "../../inference/curve/regions.js";
import { sroc } from "../../inference/curve/sroc.js";
import { bivariateBoxplot as boxplotOf } from "../../inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../../inference/heterogeneity/galbraith.js";
import { deeks } from "../../inference/influence/deeks.js";
import { influence } from "../../inference/influence/influence.js";
import { leaveOneOut } from "../../inference/influence/leave-one-out.js";
import { studyWeights } from "../../inference/influence/study-weights.js";
import { predictionIntervals } from "../../inference/point/prediction-intervals.js";
import type { BivariateFit } from "../../models/fit.js";
import { modelOf } from "../../models/models.js";
import type { Study } from "../../tables/study.js";

/** What a drawing is asked for beside its studies. */
export interface DrawingOptions {
  readonly figure: FigureOptions;
  readonly analysis: AnalyzeOptions;
  readonly measures?: readonly Measure[];
  readonly sort?: string;
  readonly descending?: boolean;
  readonly columns?: readonly string[];
  readonly labels?: boolean;
  readonly weights?: boolean;
  readonly empiricalBayes?: boolean;
  readonly extrapolate?: boolean;
  readonly crosshairs?: NonNullable<SrocPlotOptions["crosshairs"]>;
  readonly xAxis?: NonNullable<SrocPlotOptions["xAxis"]>;
}

/** A drawn figure, with the fit behind it where there is one. */
export interface Drawn {
  readonly figure: Figure;
  readonly fit: BivariateFit | null;
}

type Draw = (studies: readonly Study[], options: DrawingOptions) => Drawn;

const given = <T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as never;

/** The analysis without what only some figures need. */
const quick = (studies: readonly Study[], options: DrawingOptions): Analysis =>
  analyze(studies, { ...options.analysis, leaveOneOut: false });

function needFit({ fit, narrative }: Analysis, what: string): BivariateFit {
  if (fit !== null) return fit;
  throw new InputError("no-fit", `${what} needs a fit, and there is none. ${narrative ?? ""}`.trim(), {
    wanted: "more studies",
  });
}

function intervalNote({ options, fit }: Analysis): string {
  const names = {
    wilson: "Wilson",
    "clopper-pearson": "Clopper–Pearson",
    jeffreys: "Jeffreys",
    "agresti-coull": "Agresti–Coull",
    wald: "Wald",
  };
  const studies = `Intervals of the studies: ${names[options.interval ?? "wilson"]}; of ratios by the delta method.`;
  if (fit === null) return studies;
  return `${studies} Summary: bivariate ${modelOf(fit).shortLabel} model (${fit.method}).`;
}

const forest: Draw = (studies, options) => {
  const analysis = quick(studies, options);
  const { fit, subgroups } = analysis;
  const plain = fit !== null && fit.design.moderators.length === 0 ? fit : null;
  const measures = options.measures ?? ["sensitivity", "specificity"];
  const proportions = measures.every((measure) => measure === "sensitivity" || measure === "specificity");
  const intervals = plain !== null && proportions ? predictionIntervals(plain) : null;
  const sort = options.sort;
  const known = ["given", "id", "n", "sensitivity", "specificity", "plr", "nlr", "dor"];
  const figure = forestPlot(analysis, {
    ...options.figure,
    measures,
    ...(sort === undefined ? {} : { sort: known.includes(sort) ? (sort as "given") : { covariate: sort } }),
    ...given({ descending: options.descending, columns: options.columns, empiricalBayes: options.empiricalBayes }),
    ...(options.weights && plain !== null ? { weights: studyWeights(plain) } : {}),
    ...(subgroups === null ? {} : { subgroups }),
    ...(intervals === null || intervals.reason !== null ? {} : { prediction: intervals }),
    note: intervalNote(analysis),
  });
  return { figure, fit };
};

function srocOf(fit: BivariateFit | null, extrapolate: boolean): Pick<SrocGroup, "sroc" | "auc" | "regions" | "fit"> {
  if (fit === null || fit.design.moderators.length > 0) return { fit };
  const range = extrapolate ? "full" : "observed";
  return { fit, sroc: sroc(fit, { range, points: 801 }), auc: auc(fit), regions: regions(fit) };
}

const srocDrawing: Draw = (studies, options) => {
  const analysis = quick(studies, options);
  const { subgroups, fit } = analysis;
  const settings = {
    ...options.figure,
    ...given({
      labels: options.labels,
      extrapolate: options.extrapolate,
      crosshairs: options.crosshairs,
      xAxis: options.xAxis,
    }),
  };
  const extrapolate = options.extrapolate ?? false;
  if (subgroups === null) return { figure: srocPlot({ ...analysis, ...srocOf(fit, extrapolate) }, settings), fit };
  const groups = subgroups.levels.map((level) => ({
    name: level.level,
    studies: analysis.studies.filter(({ covariates }) => String(covariates[subgroups.by] ?? "") === level.level),
    summary: level.summary,
    ...srocOf(level.fit, extrapolate),
  }));
  return { figure: srocPlot(groups, settings), fit };
};

function withPrior(options: DrawingOptions, what: string): number {
  if (options.analysis.prior !== undefined) return options.analysis.prior;
  throw new InputError("no-prior", `${what} needs the probability of disease before the test: --prior 0.2.`, {
    where: "--prior",
    wanted: "a number between 0 and 1",
  });
}

/** The kinds of pictures that `dta plot` draws from studies. */
export const DRAWINGS: Readonly<Record<string, Draw>> = {
  forest,
  sroc: srocDrawing,
  deeks: (studies, { figure, labels = false }) => ({
    figure: deeksPlot(deeks(studies), { ...figure, labels }),
    fit: null,
  }),
  fagan: (studies, options) => {
    withPrior(options, "a nomogram");
    const analysis = quick(studies, options);
    return { figure: faganNomogram(analysis, options.figure), fit: analysis.fit };
  },
  "lr-matrix": (studies, options) => {
    const analysis = quick(studies, options);
    return {
      figure: likelihoodRatioMatrix(analysis, { ...options.figure, labels: options.labels ?? false }),
      fit: analysis.fit,
    };
  },
  "predictive-values": (studies, options) => {
    const { summary, fit } = quick(studies, options);
    const { prior } = options.analysis;
    const rows =
      summary === null
        ? []
        : predictiveValues({ plr: summary.plr, nlr: summary.nlr }, { from: 0.001, to: 0.999, points: 201 });
    const at =
      summary === null || prior === undefined ? {} : { at: posttest({ prior, plr: summary.plr, nlr: summary.nlr }) };
    return { figure: predictiveValueCurve(rows, { ...options.figure, ...at }), fit };
  },
  influence: (studies, options) => {
    const fit = needFit(quick(studies, options), "an influence plot");
    return { figure: influencePlot(influence(fit), options.figure), fit };
  },
  "leave-one-out": (studies, options) => {
    const analysis = quick(studies, options);
    const fit = needFit(analysis, "a leave-one-out plot");
    const settings = { ...options.figure, overall: analysis.summary, ...given({ measures: options.measures }) };
    return { figure: leaveOneOutPlot(leaveOneOut(fit), settings), fit };
  },
  "bivariate-boxplot": (studies, { figure, labels }) => ({
    figure: bivariateBoxplot(boxplotOf(studies), { ...figure, ...given({ labels }) }),
    fit: null,
  }),
  galbraith: (studies, { figure, labels, measures }) => ({
    figure: galbraithPlot(galbraith(studies, given({ measure: measures?.[0] })), { ...figure, ...given({ labels }) }),
    fit: null,
  }),
};
