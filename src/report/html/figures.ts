import type { Analysis } from "../../analysis/analyze.js";
import { type Figure, type FigureName, type FigureOptions, figuresFrom } from "../../figures.js";
import { checkAnalysis } from "../check-analysis.js";

/** A figure with a short name for files and links. */
export interface NamedFigure {
  /** Short name. */
  readonly name: FigureName;
  /** The figure. */
  readonly figure: Figure;
}

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
  return figuresFrom("analysis").flatMap(({ name, inReport, draw }) => {
    const figure = inReport(analysis) ? draw(analysis, options) : null;
    return figure === null ? [] : [{ name, figure }];
  });
}
