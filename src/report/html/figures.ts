import type { Analysis } from "../../analysis/analyze.js";
import {
  deeksPlot,
  type Figure,
  type FigureOptions,
  faganNomogram,
  forestPlot,
  influencePlot,
  leaveOneOutPlot,
  likelihoodRatioMatrix,
  srocPlot,
} from "../../figures.js";
import { checkAnalysis } from "../check-analysis.js";

/** A figure with a short name for files and links. */
export interface NamedFigure {
  /** Short name. */
  readonly name: "forest" | "sroc" | "lr-matrix" | "fagan" | "deeks" | "influence" | "leave-one-out";
  /** The figure. */
  readonly figure: Figure;
}

/** Rows beyond which a figure with a row for each study is no longer read. */
const MOST_ROWS = 200;

/**
 * The figures that an analysis has the numbers for, in the order of a report: forest plot, SROC plot, likelihood ratio matrix,
 * Fagan's nomogram where there is a prior, Deeks' funnel plot, influence and leave-one-out plots. Figures with a row for
 * each study are left out beyond 200 studies.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { analysisFigures } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const names = analysisFigures(analyze(readStudies(csv))).map(({ name }) => name);
 * names; // ["forest", "sroc", "lr-matrix", "deeks", "influence", "leave-one-out"]
 * ```
 */
export function analysisFigures(analysis: Analysis, options: FigureOptions = {}): NamedFigure[] {
  checkAnalysis(analysis);
  const { studies, fit, subgroups, leaveOneOut, summary } = analysis;
  const figures: NamedFigure[] = [];
  const add = (name: NamedFigure["name"], figure: Figure): void => {
    figures.push({ name, figure });
  };
  const rows = studies.length > 0 && studies.length <= MOST_ROWS;
  if (rows) {
    const groups = subgroups === null ? {} : { subgroups };
    add("forest", forestPlot(analysis, { ...options, ...groups }));
  }
  if (studies.length > 0) add("sroc", srocPlot(analysis, options));
  if (studies.length > 0 && summary !== null) add("lr-matrix", likelihoodRatioMatrix(analysis, options));
  if (analysis.posttest !== null) add("fagan", faganNomogram(analysis, options));
  if (fit !== null && analysis.deeks.points.length > 0) add("deeks", deeksPlot(analysis.deeks, options));
  const influential = studies.flatMap(({ id, influence }) => (influence === null ? [] : [{ id, ...influence }]));
  if (rows && influential.length > 0) add("influence", influencePlot(influential, options));
  if (leaveOneOut !== null && leaveOneOut.length > 0 && leaveOneOut.length <= MOST_ROWS) {
    add("leave-one-out", leaveOneOutPlot(leaveOneOut, { ...options, overall: summary }));
  }
  return figures;
}
