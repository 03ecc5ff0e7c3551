import type { Deeks } from "../../inference/influence/deeks.js";
import { numberAxis, ratioAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatPValue, formatRatio } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { paddedRatios } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { line } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { type LabelChoice, pointLabels, segmentsOf } from "../marks/point-labels.js";
import { studyPoints } from "../marks/study-points.js";
import { lineSwatch, studiesItem } from "../marks/swatches.js";

/** The parts of Deeks' test that are drawn. */
export type DeeksInput = Pick<Deeks, "slope" | "intercept" | "pValue" | "points" | "reason"> &
  Partial<Pick<Deeks, "cautions">>;

/** What holds Deeks' test; an `Analysis` is such. */
export interface HasDeeks {
  /** The test, as `deeks` returns it. */
  readonly deeks: DeeksInput;
}

/** What a Deeks plot can be asked, beside what every figure can. */
export interface DeeksPlotOptions extends FigureOptions {
  /** Which studies carry their names. Default none. */
  readonly labels?: LabelChoice;
}

/**
 * Deeks' funnel plot: the diagnostic odds ratio (log axis) of each study against 1/√(effective sample size), the largest
 * studies at the top, with the regression line of the test and its P value (Deeks, Macaskill & Irwig 2005, J Clin Epidemiol
 * 58:882, doi:10.1016/j.jclinepi.2005.01.016). Where the test could not be done the points stand alone, and a note says why.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { deeksPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * deeksPlot(analyze(readStudies(csv))).title; // "Deeks’ funnel plot"
 * ```
 */
export function deeksPlot(given: DeeksInput | HasDeeks, options: DeeksPlotOptions = {}): Figure {
  const from = "an analysis, or what deeks returns";
  checkData(given, { figure: "deeksPlot", fields: [], from });
  const data = "deeks" in given ? given.deeks : given;
  checkData(data, { figure: "deeksPlot", fields: ["points", "slope", "intercept"], from, shape: "DeeksInput" });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const color = seriesColor(theme, 0);
  const { points, slope, intercept } = data;
  const ratios = points.map(({ y }) => Math.exp(y));
  const domain = paddedRatios(ratios, [1, 10]);
  const deepest = 1.08 * Math.max(0.05, ...points.map(({ x }) => x));
  const title = options.title ?? labels.deeksTitle;
  const notes = [
    data.pValue === null
      ? fill(labels.deeksNoTest, { reason: data.reason ?? labels.unknown })
      : fill(labels.deeksTest, { p: formatPValue(data.pValue, theme), k: points.length }),
  ];
  const style = { stroke: colors.accent, "stroke-width": 1.6 * lineWidth };
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [fill(labels.deeksDescription, { k: points.length }), ...notes, ...(data.cautions ?? [])],
      xAxis: ratioAxis({ label: labels.dor, domain }, theme),
      yAxis: numberAxis({ label: labels.deeksYAxis, domain: [0, deepest], reversed: true }, theme),
      aspect: 0.8,
      draw(x, y, area) {
        const placed = points.map((point) => ({
          id: point.id,
          x: x(Math.exp(point.y)),
          y: y(point.x),
          radius: 0.33 * fontSize,
          text: fill(labels.deeksStudy, { id: point.id, dor: formatRatio(Math.exp(point.y), theme) }),
        }));
        const at = (lnDor: number, depth: number): readonly [number, number] => [x(Math.exp(lnDor)), y(depth)];
        const ends = slope === null || intercept === null ? null : lineWithin(slope, intercept, [0, deepest], domain);
        const regression = ends === null ? [] : segmentsOf(ends.map((end) => at(...end)));
        const names = pointLabels(placed, options.labels ?? false, area, theme, { lines: regression });
        return {
          markup: [
            ...regression.map(({ x1, y1, x2, y2 }) => line(x1, y1, x2, y2, { class: "regression", ...style })),
            studyPoints(placed, color, theme),
            names.markup,
          ],
          names,
        };
      },
      legend: [
        studiesItem(labels.deeksStudies, color, theme),
        ...(slope === null ? [] : [{ text: labels.deeksLine, swatch: lineSwatch(style) }]),
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

/** Ends, as [lnDOR, depth], of the part of lnDOR = intercept + slope·depth that lies within the panel; `null` where none does. */
function lineWithin(
  slope: number,
  intercept: number,
  [top, bottom]: readonly [number, number],
  ratios: readonly [number, number],
): readonly (readonly [number, number])[] | null {
  const [low, high] = [Math.log(ratios[0]), Math.log(ratios[1])];
  let [from, to] = [top, bottom];
  if (slope === 0) {
    if (intercept < low || intercept > high) return null;
  } else {
    const cuts = [(low - intercept) / slope, (high - intercept) / slope];
    from = Math.max(from, Math.min(...cuts));
    to = Math.min(to, Math.max(...cuts));
  }
  return from < to ? [from, to].map((depth) => [intercept + slope * depth, depth] as const) : null;
}
