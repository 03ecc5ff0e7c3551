import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { StudyContrast } from "../../inference/comparative/study-contrasts.js";
import type { Comparison, TestComparison } from "../../inference/comparative/test-comparison.js";
import { numberAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatFixed, formatLevel } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { group, line, type Markup, tooltip } from "../frame/svg.js";
import { SMALL, textLine } from "../frame/text.js";
import { textWidth } from "../frame/text-width.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { areaRadius, groupShape, marker, studyStyle } from "../marks/markers.js";
import type { Segment } from "../marks/place-labels.js";
import { type LabelChoice, pointLabels } from "../marks/point-labels.js";
import { markSwatch, swatches } from "../marks/swatches.js";

/** What a plot of differences can be asked, beside what every figure can. */
export interface DifferencesPlotOptions extends FigureOptions {
  /** Which studies carry their names. Default none. */
  readonly labels?: LabelChoice;
}

/** A study with both differences. */
interface Difference extends StudyContrast {
  readonly differenceSensitivity: number;
  readonly differenceSpecificity: number;
}

const hasBoth = (study: StudyContrast): study is Difference =>
  study.differenceSensitivity !== null && study.differenceSpecificity !== null;

const people = ({ testTable: { tp, fp, fn, tn } }: StudyContrast): number => tp + fp + fn + tn;

const signed = (value: number, theme: Theme): string => `${value > 0 ? "+" : ""}${formatFixed(value, 2, theme)}`;

/** The axis reaches as far on either side of no difference. */
const reach = (values: readonly number[]): number => Math.min(1, 1.12 * Math.max(0.05, ...values.map(Math.abs)));

const limitsOf = (comparison: Comparison, name: "differenceSensitivity" | "differenceSpecificity"): number[] => {
  const { estimate, lower, upper } = comparison[name];
  return [estimate, lower ?? estimate, upper ?? estimate];
};

/**
 * Each study's difference in sensitivity against its difference in specificity, test less reference, and the pooled differences
 * of the model as crosses: up and to the right the test is better in both, and where the studies lie along the falling diagonal
 * one test has another threshold rather than more to say.
 *
 * @throws InputError `bad-data` for what `compareTests` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 * import { differencesPlot } from "dta-meta/figures";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const comparison = compareTests(readStudies(csv), { test: "test", model: "normal" });
 * differencesPlot(comparison).title; // "Differences between tests, study by study"
 * ```
 */
export function differencesPlot(comparison: TestComparison, options: DifferencesPlotOptions = {}): Figure {
  checkData(comparison, {
    figure: "differencesPlot",
    fields: ["comparisons", "studyContrasts"],
    from: "what compareTests returns",
    shape: "TestComparison",
    shapes: comparisonShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { comparisons, studyContrasts } = comparison;
  const drawn = studyContrasts.filter(hasBoth);
  const undrawn = studyContrasts.length - drawn.length;
  const most = Math.max(1, ...drawn.map(people));
  const xEnd = reach([
    ...drawn.map(({ differenceSpecificity }) => differenceSpecificity),
    ...comparisons.flatMap((one) => limitsOf(one, "differenceSpecificity")),
  ]);
  const yEnd = reach([
    ...drawn.map(({ differenceSensitivity }) => differenceSensitivity),
    ...comparisons.flatMap((one) => limitsOf(one, "differenceSensitivity")),
  ]);
  const colorOf = (test: string): string =>
    seriesColor(
      theme,
      comparisons.findIndex((one) => one.test === test),
    );
  const shapeOf = (test: string) => groupShape(comparisons.findIndex((one) => one.test === test));
  const title = options.title ?? labels.differencesTitle;
  const size = SMALL * fontSize;
  const level = comparisons[0]?.differenceSensitivity.level ?? comparison.fit.level;
  const pooled = { stroke: colors.text, "stroke-width": 1.6 * lineWidth };
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        labels.differencesDescription,
        ...comparisons.map(({ test, reference, differenceSensitivity, differenceSpecificity, studies }) =>
          fill(labels.differencesSummary, {
            test,
            reference,
            sensitivity: formatEstimate(differenceSensitivity, signed, theme),
            specificity: formatEstimate(differenceSpecificity, signed, theme),
            k: studies.both,
          }),
        ),
      ],
      xAxis: numberAxis({ label: labels.differenceSpecificity, domain: [-xEnd, xEnd] }, theme),
      yAxis: numberAxis({ label: labels.differenceSensitivity, domain: [-yEnd, yEnd] }, theme),
      aspect: 1,
      draw(x, y, area) {
        const zero = { stroke: colors.reference, "stroke-width": lineWidth };
        const marks: Markup[] = [
          line(area.left, y(0), area.right, y(0), zero),
          line(x(0), area.top, x(0), area.bottom, zero),
        ];
        const words = [
          { text: labels.betterBoth, right: true, above: true },
          { text: labels.moreSensitive, right: false, above: true },
          { text: labels.moreSpecific, right: true, above: false },
          { text: labels.worseBoth, right: false, above: false },
        ].map(({ text, right, above }) => {
          const wide = textWidth(text, theme, size);
          const left = right ? area.right - 0.4 * size - wide : area.left + 0.4 * size;
          const base = above ? area.top + 1.1 * size : area.bottom - 0.5 * size;
          return {
            box: { left, right: left + wide, top: base - size, bottom: base + 0.35 * size },
            markup: textLine(right ? left + wide : left, base, text, theme, {
              anchor: right ? "end" : "start",
              size,
              fill: colors.muted,
            }),
          };
        });
        marks.push(...words.map(({ markup }) => markup));
        const points = drawn.map((study) => ({
          study,
          id: study.study,
          x: x(study.differenceSpecificity),
          y: y(study.differenceSensitivity),
          radius: areaRadius(people(study), most, 0.6 * fontSize),
        }));
        marks.push(
          group(
            { class: "studies" },
            points.map(({ study, x: cx, y: cy, radius }) =>
              marker(
                shapeOf(study.test),
                cx,
                cy,
                radius,
                { class: "study", "data-id": study.study, ...studyStyle(colorOf(study.test), theme) },
                tooltip(
                  fill(labels.differencesStudy, {
                    id: study.study,
                    test: study.test,
                    reference: study.reference,
                    sensitivity: signed(study.differenceSensitivity, theme),
                    specificity: signed(study.differenceSpecificity, theme),
                    n: people(study),
                  }),
                ),
              ),
            ),
          ),
        );
        const arms: Segment[] = [];
        for (const { test, differenceSensitivity: se, differenceSpecificity: sp } of comparisons) {
          const [cx, cy] = [x(sp.estimate), y(se.estimate)];
          const style = { class: "pooled", stroke: colorOf(test), "stroke-width": 1.8 * lineWidth };
          // a fit of unknown errors has no arms
          const cross = [
            { x1: x(sp.lower ?? sp.estimate), y1: cy, x2: x(sp.upper ?? sp.estimate), y2: cy },
            { x1: cx, y1: y(se.lower ?? se.estimate), x2: cx, y2: y(se.upper ?? se.estimate) },
          ];
          arms.push(...cross);
          marks.push(
            ...cross.map(({ x1, y1, x2, y2 }) => line(x1, y1, x2, y2, style)),
            marker(shapeOf(test), cx, cy, 0.36 * fontSize, {
              class: "summary",
              fill: colorOf(test),
              stroke: colors.background ?? "#ffffff",
              "stroke-width": lineWidth,
            }),
          );
        }
        const names = pointLabels(points, options.labels ?? false, area, theme, {
          lines: arms,
          boxes: words.map(({ box }) => box),
        });
        return { markup: [...marks, names.markup], names };
      },
      legend: [
        ...comparisons.map(({ test, reference, studies }) => ({
          text: fill(labels.differencesPair, { test, reference, k: studies.both }),
          swatch: markSwatch(shapeOf(test), 0.33 * fontSize, studyStyle(colorOf(test), theme)),
        })),
        {
          text: fill(labels.differencesPooled, { level: formatLevel(level, theme) }),
          swatch: swatches(
            (sx, sy, sw) => [
              line(sx + 0.1 * sw, sy, sx + 0.9 * sw, sy, pooled),
              line(sx + sw / 2, sy - 0.5 * size, sx + sw / 2, sy + 0.5 * size, pooled),
            ],
            markSwatch(groupShape(0), 0.22 * fontSize, { fill: colors.text }),
          ),
        },
      ],
      notes: [labels.differencesNote, undrawn > 0 ? fill(labels.differencesUndrawn, { n: undrawn }) : ""],
    },
    theme,
  );
  return makeFigure(picture, theme);
}
