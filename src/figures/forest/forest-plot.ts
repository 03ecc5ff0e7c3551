import { InputError } from "../../base/errors.js";
import { checkData, checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { layOutRows } from "../frame/rows.js";
import { forestColumns, forestLegend } from "./forest-columns.js";
import { checkedMeasures, sortStudies } from "./forest-data.js";
import type { ForestInput, ForestPlotOptions } from "./forest-options.js";
import { type ForestSetup, forestRows } from "./forest-rows.js";
import { describeForest, forestNotes } from "./forest-words.js";

/**
 * A forest plot: studies in rows, with their counts, estimates and intervals, a panel for each measure side by side, and
 * the summary as a diamond below; subgroups with subtotals, prediction intervals and empirical Bayes estimates where they
 * are given. Likelihood and odds ratios have a log axis; an interval that leaves it ends in an arrow.
 *
 * The area of a square stands for the study's weight where `weights` are given, else for the participants that the measure
 * rests on: the diseased for sensitivity, the non-diseased for specificity, all for ratios. The plot is as wide as its columns
 * need, at least as the theme says.
 *
 * Where there is no summary, the plot says so. A measure that a study has no estimate of is named in its row.
 *
 * Throws `InputError` where there are no studies (`no-data`), or an option names what isn't there.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { forestPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const figure = forestPlot(analyze(readStudies(csv)), { sort: "n", counts: true });
 * figure.title; // "Forest plot"
 * figure.svg.startsWith("<svg"); // true
 * ```
 */
export function forestPlot(data: ForestInput, options: ForestPlotOptions = {}): Figure {
  const from = "an analysis, or studies with their accuracy";
  checkData(data, { figure: "forestPlot", fields: ["studies"], from });
  checkRows(data.studies, { figure: "forestPlot", fields: ["id", "accuracy"], from });
  checkData(data, { figure: "forestPlot", fields: [], from, shape: "ForestInput" });
  const theme = resolveTheme(options);
  const measures = checkedMeasures(options.measures);
  if (data.studies.length === 0) {
    throw new InputError("no-data", "a forest plot needs at least one study.", {
      where: "studies",
      got: [],
      wanted: "studies",
    });
  }
  const sorted = { ...data, studies: sortStudies(data.studies, options.sort ?? "given", options.descending ?? false) };
  const rows = forestRows(sorted, options, theme);
  const setup: ForestSetup = { data: sorted, options, measures, rows };
  const title = options.title ?? theme.labels.forestTitle;
  const notes = forestNotes(setup, theme);
  const picture = layOutRows(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [...describeForest(setup, theme), ...notes],
      columns: forestColumns(setup, theme),
      rows: rows.map(({ row }) => row),
      legend: forestLegend(setup, theme),
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
