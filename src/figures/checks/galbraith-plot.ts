import type { Galbraith } from "../../inference/heterogeneity/galbraith.js";
import { numberAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { line } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { type LabelChoice, pointLabels } from "../marks/point-labels.js";
import { studyPoints } from "../marks/study-points.js";
import { lineSwatch, outliersItem, studiesItem } from "../marks/swatches.js";

/** What a Galbraith plot can be asked, beside what every figure can. */
export interface GalbraithPlotOptions extends FigureOptions {
  /** Which studies carry their names. Default those outside the band. */
  readonly labels?: LabelChoice;
}

/**
 * Galbraith's radial plot: estimate over standard error against 1/standard error, with the line through the origin whose slope is
 * the pooled estimate, and the band within which about 95% of studies lie where all measure the same (Galbraith 1988, Stat Med
 * 7:889, doi:10.1002/sim.4780070807). Studies outside differ in colour and shape and carry their names.
 *
 * @example
 * ```ts
 * import { galbraith, readStudies } from "dta-meta";
 * import { galbraithPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * galbraithPlot(galbraith(readStudies(csv), { measure: "dor" })).title; // "Galbraith plot"
 * ```
 */
export function galbraithPlot(data: Galbraith, options: GalbraithPlotOptions = {}): Figure {
  checkData(data, {
    figure: "galbraithPlot",
    fields: ["points", "slope"],
    from: "what galbraith returns",
    shape: "Galbraith",
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const color = seriesColor(theme, 0);
  const { points, slope, band } = data;
  const outside = points.filter((point) => point.outside).map(({ id }) => id);
  const furthest = 1.06 * Math.max(1, ...points.map(({ x }) => x));
  const yDomain = paddedRange(
    [
      ...points.map(({ y }) => y),
      ...(slope === null ? [] : [-band, band, slope * furthest - band, slope * furthest + band]),
    ],
    [0],
  );
  const quantity = labels.galbraithMeasures[data.measure] ?? data.measure;
  const notes = [
    data.reason === null ? "" : fill(labels.galbraithMissing, { reason: data.reason }),
    data.excluded.length > 0 ? fill(labels.excludedNote, { n: data.excluded.length }) : "",
  ].filter((note) => note !== "");
  const title = options.title ?? labels.galbraithTitle;
  const pooled = { stroke: colors.text, "stroke-width": 1.4 * lineWidth };
  const edge = { stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "4 3" };
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.galbraithDescription, { k: points.length, measure: quantity }),
        slope === null
          ? ""
          : outside.length === 0
            ? labels.galbraithNone
            : fill(labels.galbraithOutliers, { ids: outside.join(", ") }),
        ...notes,
      ],
      xAxis: numberAxis({ label: fill(labels.galbraithX, { measure: quantity }), domain: [0, furthest] }, theme),
      yAxis: numberAxis({ label: fill(labels.galbraithY, { measure: quantity }), domain: yDomain }, theme),
      aspect: 0.8,
      draw(x, y, area) {
        const placed = points.map((point) => ({
          id: point.id,
          x: x(point.x),
          y: y(point.y),
          radius: (point.outside ? 0.4 : 0.3) * fontSize,
          text: point.id,
          standsOut: point.outside ? "outside" : undefined,
        }));
        const parallels =
          slope === null
            ? []
            : [-band, 0, band].map((offset) => ({
                offset,
                segment: { x1: x(0), y1: y(offset), x2: x(furthest), y2: y(slope * furthest + offset) },
              }));
        const names = pointLabels(placed, options.labels ?? outside, area, theme, {
          lines: parallels.map(({ segment }) => segment),
        });
        return {
          markup: [
            line(x(0), y(0), x(furthest), y(0), { stroke: colors.reference, "stroke-width": 0.8 * lineWidth }),
            ...parallels.map(({ offset, segment: { x1, y1, x2, y2 } }) =>
              line(x1, y1, x2, y2, offset === 0 ? { class: "pooled", ...pooled } : { class: "band", ...edge }),
            ),
            studyPoints(placed, color, theme),
            names.markup,
          ],
          names,
        };
      },
      legend: [
        studiesItem(fill(labels.srocStudies, { k: points.length }), color, theme, 0.32),
        ...(slope === null
          ? []
          : [
              {
                text: fill(labels.galbraithLine, { measure: quantity, slope: formatFixed(slope, 2, theme) }),
                swatch: lineSwatch(pooled),
              },
              {
                text: fill(labels.galbraithBand, { band: formatFixed(band, Number.isInteger(band) ? 0 : 1, theme) }),
                swatch: lineSwatch(edge),
              },
            ]),
        ...(outside.length === 0 ? [] : [outliersItem(labels.galbraithOutside, theme)]),
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
