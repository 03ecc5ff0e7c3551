import type { Posttest } from "../../accuracy/posttest.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { proportionAxis } from "../frame/axes.js";
import { linePath } from "../frame/axis.js";
import { checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatGiven, formatProbability } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";

/** A number, or an estimate with its interval. @inline */
type Probability = number | PartialEstimate;

/** A row of the curve: probabilities after the test at one prevalence, as numbers or as estimates. */
export interface PredictiveValueRow {
  /** Prevalence: the probability of disease before the test, between 0 and 1. */
  readonly prior: number;
  /** Probability of disease after a positive test. */
  readonly posttestPositive: Probability;
  /** Probability of disease after a negative test. */
  readonly posttestNegative: Probability;
}

/** What predictive value curves can be asked, beside what every figure can. */
export interface PredictiveValueCurveOptions extends FigureOptions {
  /** A prevalence that is marked, with its probabilities written out. */
  readonly at?: PredictiveValueRow | Posttest;
}

const estimateOf = (value: Probability): PartialEstimate =>
  typeof value === "number" ? { estimate: value, lower: null, upper: null, level: 0.95 } : value;

/**
 * Probability of disease after a positive and after a negative test, over the prevalence from 0 to 1, with bands where the
 * rows carry intervals; the diagonal is the probability without a test. `rows` come from the core's `predictiveValueCurve`;
 * an empty list leaves the panel empty and a note says so.
 *
 * @example
 * ```ts
 * import { posttest, predictiveValueCurve as rows } from "dta-meta";
 * import { predictiveValueCurve } from "dta-meta/figures";
 *
 * const ratios = { plr: 8, nlr: 0.125 };
 * const figure = predictiveValueCurve(rows(ratios), { at: posttest({ prior: 0.2, ...ratios }) });
 * figure.title; // "Probability of disease after the test"
 * ```
 */
export function predictiveValueCurve(
  rows: readonly PredictiveValueRow[],
  options: PredictiveValueCurveOptions = {},
): Figure {
  checkRows(rows, {
    figure: "predictiveValueCurve",
    fields: ["prior", "posttestPositive", "posttestNegative"],
    shape: "PredictiveValueRow",
    from: "what the predictiveValueCurve of dta-meta returns",
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const curves = [
    {
      key: "posttestPositive",
      text: labels.afterPositive,
      color: seriesColor(theme, 0),
      dash: undefined,
      shape: groupShape(0),
    },
    { key: "posttestNegative", text: labels.afterNegative, color: colors.accent, dash: "6 3", shape: groupShape(1) },
  ] as const;
  const title = options.title ?? labels.predictiveTitle;
  const { at } = options;
  const notes = rows.length === 0 ? [labels.noCurvePoints] : [];
  const atText = at === undefined ? "" : describeAt(at, theme);
  const bands = rows.some((row) => curves.some(({ key }) => hasLimits(row[key])));
  const chance = { stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "1 3" };
  const prior = { stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" };
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        rows.length === 0
          ? ""
          : fill(labels.predictiveDescription, {
              low: formatProbability(rows[0]!.prior, theme),
              high: formatProbability(rows.at(-1)!.prior, theme),
            }),
        atText,
        ...notes,
      ],
      xAxis: proportionAxis({ label: labels.prevalence, domain: [0, 1] }, theme),
      yAxis: proportionAxis({ label: labels.probability, domain: [0, 1] }, theme),
      aspect: 0.85,
      draw(x, y, area) {
        const marks: Markup[] = [
          line(x(0), y(0), x(1), y(1), {
            class: "diagonal",
            stroke: colors.reference,
            "stroke-width": 0.8 * lineWidth,
            "stroke-dasharray": "1 3",
          }),
        ];
        if (at !== undefined)
          marks.push(line(x(at.prior), area.top, x(at.prior), area.bottom, { class: "prior", ...prior }));
        for (const { key, color, dash } of curves) {
          marks.push(band(rows, key, (prior, value) => [x(prior), y(value)], color));
          const points = rows.map((row) => {
            const { estimate } = estimateOf(row[key]);
            return estimate === null ? null : ([x(row.prior), y(estimate)] as const);
          });
          marks.push(
            rows.length === 0
              ? ""
              : element("path", {
                  class: `curve ${key}`,
                  d: linePath(points),
                  fill: "none",
                  stroke: color,
                  "stroke-width": 1.8 * lineWidth,
                  "stroke-dasharray": dash,
                }),
          );
        }
        if (at !== undefined) {
          for (const { key, color, shape } of curves) {
            const { estimate } = estimateOf(at[key]);
            if (estimate !== null)
              marks.push(
                marker(shape, x(at.prior), y(estimate), 0.38 * fontSize, {
                  class: `at ${key}`,
                  fill: color,
                  stroke: colors.background ?? "#ffffff",
                  "stroke-width": lineWidth,
                }),
              );
          }
        }
        return { markup: marks };
      },
      legend: [
        ...curves.map(({ key, text, color, dash, shape }): LegendItem => {
          const value = at === undefined ? "" : `: ${formatEstimate(estimateOf(at[key]), formatProbability, theme)}`;
          return {
            text: text + value,
            swatch: swatches(
              lineSwatch({ stroke: color, "stroke-width": 1.8 * lineWidth, "stroke-dasharray": dash }),
              ...(at === undefined ? [] : [markSwatch(shape, 0.34 * fontSize, { fill: color })]),
            ),
          };
        }),
        { text: labels.predictiveUnchanged, swatch: lineSwatch(chance) },
        ...(at === undefined
          ? []
          : [
              {
                text: fill(labels.faganPriorText, { prior: formatGiven(at.prior, theme) }),
                swatch: (x: number, y: number, width: number) => [
                  line(x + width / 2, y - 0.5 * fontSize, x + width / 2, y + 0.5 * fontSize, prior),
                ],
              },
            ]),
      ],
      notes: bands ? [...notes, labels.intervalBand] : notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

const hasLimits = (value: Probability): boolean =>
  typeof value !== "number" && value.lower !== null && value.upper !== null;

function band(
  rows: readonly PredictiveValueRow[],
  key: "posttestPositive" | "posttestNegative",
  place: (prior: number, value: number) => readonly [number, number],
  color: string,
): Markup {
  const limited = rows.filter((row) => hasLimits(row[key]));
  if (limited.length < 2) return "";
  const upper = limited.map((row) => place(row.prior, estimateOf(row[key]).upper!));
  const lower = limited.map((row) => place(row.prior, estimateOf(row[key]).lower!)).reverse();
  return element("path", {
    class: `band ${key}`,
    d: `${linePath([...upper, ...lower])}Z`,
    fill: color,
    "fill-opacity": "0.15",
  });
}

function describeAt(at: PredictiveValueRow, theme: Theme): string {
  return fill(theme.labels.predictiveAt, {
    prior: formatGiven(at.prior, theme),
    positive: formatEstimate(estimateOf(at.posttestPositive), formatProbability, theme),
    negative: formatEstimate(estimateOf(at.posttestNegative), formatProbability, theme),
  });
}
