import type { BivariateBoxplot, LogitPoint } from "../../inference/heterogeneity/bivariate-boxplot.js";
import { numberAxis } from "../frame/axes.js";
import { linePath } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { type Attributes, element, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { plusPath } from "../marks/markers.js";
import { type LabelChoice, pointLabels, segmentsOf } from "../marks/point-labels.js";
import { studyPoints } from "../marks/study-points.js";
import { boxSwatch, dashedStyle, filledStyle, outliersItem, studiesItem } from "../marks/swatches.js";

/** What a bivariate box plot can be asked, beside what every figure can. */
export interface BivariateBoxplotOptions extends FigureOptions {
  /** Which studies carry their names. Default the outliers. */
  readonly labels?: LabelChoice;
}

/**
 * Bivariate box plot of the two logits: hinge around about half of the studies, fence beyond which a study is an outlier,
 * both from the core's `bivariateBoxplot`. Outliers differ in colour and shape and carry their names. Where the contours
 * are not defined the points stand alone, and a note says why.
 *
 * @example
 * ```ts
 * import { bivariateBoxplot as contours, readStudies } from "dta-meta";
 * import { bivariateBoxplot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * bivariateBoxplot(contours(readStudies(csv))).title; // "Bivariate box plot"
 * ```
 */
export function bivariateBoxplot(data: BivariateBoxplot, options: BivariateBoxplotOptions = {}): Figure {
  checkData(data, {
    figure: "bivariateBoxplot",
    fields: ["points", "hinge", "fence"],
    from: "what the bivariateBoxplot of dta-meta returns",
    shape: "BivariateBoxplot",
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const color = seriesColor(theme, 0);
  const { points, hinge, fence, centre } = data;
  const all: readonly LogitPoint[] = [...points, ...hinge, ...fence];
  const outliers = points.filter(({ outlier }) => outlier).map(({ id }) => id);
  const axis = (label: string, values: readonly number[]) => numberAxis({ label, domain: paddedRange(values) }, theme);
  const notes = [
    data.reason === null ? "" : fill(labels.boxplotMissing, { reason: data.reason }),
    data.excluded.length > 0 ? fill(labels.excludedNote, { n: data.excluded.length }) : "",
  ].filter((note) => note !== "");
  const title = options.title ?? labels.boxplotTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.boxplotDescription, { k: points.length }),
        outliers.length > 0
          ? fill(labels.boxplotOutliers, { ids: outliers.join(", ") })
          : hinge.length > 0
            ? labels.boxplotNone
            : "",
        ...notes,
      ],
      xAxis: axis(
        labels.logitSpecificity,
        all.map((point) => point.logitSpecificity),
      ),
      yAxis: axis(
        labels.logitSensitivity,
        all.map((point) => point.logitSensitivity),
      ),
      aspect: 0.9,
      draw(x, y, area) {
        const at = (point: LogitPoint): readonly [number, number] => [
          x(point.logitSpecificity),
          y(point.logitSensitivity),
        ];
        const placed = points.map((point) => ({
          id: point.id,
          x: at(point)[0],
          y: at(point)[1],
          radius: (point.outlier ? 0.4 : 0.3) * fontSize,
          text: point.id,
          standsOut: point.outlier ? "outlier" : undefined,
        }));
        const names = pointLabels(placed, options.labels ?? outliers, area, theme, {
          lines: [hinge, fence].flatMap((contour) => segmentsOf(contour.map(at))),
        });
        const contour = (name: string, edge: readonly LogitPoint[], style: Attributes): Markup =>
          edge.length === 0 ? "" : element("path", { class: name, d: `${linePath(edge.map(at))}Z`, ...style });
        return {
          markup: [
            contour("fence", fence, dashedStyle(color, theme)),
            contour("hinge", hinge, filledStyle(color, theme)),
            centre === null
              ? ""
              : element("path", {
                  class: "centre",
                  d: plusPath(...at(centre), 0.55 * fontSize),
                  stroke: colors.text,
                  "stroke-width": 1.6 * lineWidth,
                  fill: "none",
                }),
            studyPoints(placed, color, theme),
            names.markup,
          ],
          names,
        };
      },
      legend: [
        studiesItem(fill(labels.srocStudies, { k: points.length }), color, theme, 0.32),
        ...(outliers.length === 0 ? [] : [outliersItem(labels.boxplotOutlier, theme)]),
        ...(hinge.length === 0
          ? []
          : [{ text: labels.boxplotHinge, swatch: boxSwatch(filledStyle(color, theme), theme) }]),
        ...(fence.length === 0
          ? []
          : [{ text: labels.boxplotFence, swatch: boxSwatch(dashedStyle(color, theme), theme) }]),
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
