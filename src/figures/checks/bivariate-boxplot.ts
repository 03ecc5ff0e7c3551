import type { BivariateBoxplot, LogitPoint } from "../../inference/heterogeneity/bivariate-boxplot.js";
import { linearAxis, linePath } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { paddedRange } from "../frame/ranges.js";
import { element, group, type Markup, tooltip } from "../frame/svg.js";
import { type FigureOptions, resolveTheme, seriesColor } from "../frame/theme.js";
import { groupShape, marker, plusPath, studyStyle } from "../marks/markers.js";
import { type LabelChoice, pointLabels, segmentsOf } from "../marks/point-labels.js";

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
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const color = seriesColor(theme, 0);
  const { points, hinge, fence, centre } = data;
  const all: readonly LogitPoint[] = [...points, ...hinge, ...fence];
  const outliers = points.filter(({ outlier }) => outlier).map(({ id }) => id);
  const axis = (label: string, values: readonly number[]) =>
    linearAxis({
      label,
      domain: paddedRange(values),
      format: (value, digits) => formatFixed(value, digits, theme),
    });
  const notes = [
    data.reason === null ? "" : fill(labels.boxplotMissing, { reason: data.reason }),
    data.excluded.length > 0 ? fill(labels.excludedNote, { n: data.excluded.length }) : "",
  ].filter((note) => note !== "");
  const unlabelled: string[] = [];
  const swatchOf =
    (stroke: string, dash: string | undefined): ((x: number, y: number, width: number) => Markup[]) =>
    (x, y, width) => [
      element("rect", {
        x,
        y: y - 0.32 * fontSize,
        width,
        height: 0.64 * fontSize,
        fill: dash === undefined ? color : "none",
        "fill-opacity": dash === undefined ? "0.14" : undefined,
        stroke,
        "stroke-width": lineWidth,
        "stroke-dasharray": dash,
      }),
    ];
  const title = options.title ?? labels.boxplotTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [],
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
          point,
        }));
        const names = pointLabels(placed, options.labels ?? outliers, area, theme, {
          lines: [hinge, fence].flatMap((contour) => segmentsOf(contour.map(at))),
        });
        unlabelled.push(...names.left);
        return [
          fence.length === 0
            ? ""
            : element("path", {
                class: "fence",
                d: `${linePath(fence.map(at))}Z`,
                fill: "none",
                stroke: color,
                "stroke-width": lineWidth,
                "stroke-dasharray": "5 3",
              }),
          hinge.length === 0
            ? ""
            : element("path", {
                class: "hinge",
                d: `${linePath(hinge.map(at))}Z`,
                fill: color,
                "fill-opacity": "0.14",
                stroke: color,
                "stroke-width": lineWidth,
              }),
          centre === null
            ? ""
            : element("path", {
                class: "centre",
                d: plusPath(...at(centre), 0.55 * fontSize),
                stroke: colors.text,
                "stroke-width": 1.6 * lineWidth,
                fill: "none",
              }),
          group(
            { class: "studies" },
            placed.map(({ point, id, x: px, y: py, radius }) =>
              marker(
                groupShape(point.outlier ? 3 : 0),
                px,
                py,
                radius,
                {
                  class: point.outlier ? "study outlier" : "study",
                  "data-id": id,
                  ...studyStyle(point.outlier ? colors.accent : color, theme),
                },
                tooltip(id),
              ),
            ),
          ),
          names.markup,
        ];
      },
      legend: [
        {
          text: fill(labels.srocStudies, { k: points.length }),
          swatch: (x, y, width) => [marker(groupShape(0), x + width / 2, y, 0.32 * fontSize, studyStyle(color, theme))],
        },
        ...(outliers.length === 0
          ? []
          : [
              {
                text: labels.boxplotOutlier,
                swatch: (x: number, y: number, width: number) => [
                  marker(groupShape(3), x + width / 2, y, 0.38 * fontSize, studyStyle(colors.accent, theme)),
                ],
              },
            ]),
        ...(hinge.length === 0 ? [] : [{ text: labels.boxplotHinge, swatch: swatchOf(color, undefined) }]),
        ...(fence.length === 0 ? [] : [{ text: labels.boxplotFence, swatch: swatchOf(color, "5 3") }]),
      ],
      notes,
    },
    theme,
  );
  const description = [
    fill(labels.boxplotDescription, { k: points.length }),
    outliers.length === 0
      ? hinge.length === 0
        ? ""
        : labels.boxplotNone
      : fill(labels.boxplotOutliers, { ids: outliers.join(", ") }),
    ...notes,
  ];
  if (unlabelled.length > 0) description.push(fill(labels.unlabelled, { ids: unlabelled.join(", ") }));
  return makeFigure({ ...picture, description }, theme);
}
