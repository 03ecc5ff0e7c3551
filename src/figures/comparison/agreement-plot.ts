import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { ProportionAgreement, TestAgreement } from "../../inference/comparative/test-agreement.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { numberAxis, proportionAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed, formatLevel } from "../frame/format.js";
import { layOutPanels, type PanelPlot } from "../frame/panels.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup } from "../frame/svg.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { areaRadius } from "../marks/markers.js";
import { studyPoints } from "../marks/study-points.js";
import { boxSwatch, lineSwatch, studiesItem, swatches } from "../marks/swatches.js";

/** What a plot of agreement is drawn from: `compareTests`, and `testAgreement` of the same comparison. */
export interface AgreementData {
  /** What `compareTests` returned. */
  readonly comparison: TestComparison;
  /** What `testAgreement` returned. */
  readonly agreement: readonly TestAgreement[];
}

const WORDS = {
  sensitivity: { measure: "sensitivity", pooled: "differenceSensitivity" },
  specificity: { measure: "specificity", pooled: "differenceSpecificity" },
} as const;
type Outcome = keyof typeof WORDS;

const two = (value: number, theme: Theme): string => formatFixed(value, 2, theme);

function summary(name: string, { mean, lower, upper, points }: ProportionAgreement, theme: Theme): string {
  if (mean === null) return "";
  const { labels } = theme;
  if (lower === null || upper === null) return fill(labels.agreementNoLimits, { measure: name, k: points.length });
  return fill(labels.agreementSummary, {
    measure: name,
    mean: two(mean, theme),
    lower: two(lower, theme),
    upper: two(upper, theme),
    k: points.length,
  });
}

/**
 * Agreement of two tests over studies, after Bland & Altman: the difference of their observed sensitivities, and of their
 * specificities, against the mean of both, the studies' mean difference with its limits of agreement, and the pooled difference of
 * the model. A slope says that the tests part where one of them does badly; a funnel, that small studies scatter.
 * A row of two panels for each test that is compared with the reference.
 *
 * @throws InputError `bad-data` for what `compareTests` and `testAgreement` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies, testAgreement } from "dta-meta";
 * import { agreementPlot } from "dta-meta/figures";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const comparison = compareTests(readStudies(csv), { test: "test", model: "normal" });
 * agreementPlot({ comparison, agreement: testAgreement(comparison) }).title; // "Agreement of two tests"
 * ```
 */
export function agreementPlot(data: AgreementData, options: FigureOptions = {}): Figure {
  const from = "{ comparison, agreement }, what compareTests returns and testAgreement of it";
  checkData(data, { figure: "agreementPlot", fields: ["comparison", "agreement"], from });
  checkData(data.comparison, {
    figure: "agreementPlot",
    fields: ["comparisons"],
    from,
    shape: "TestComparison",
    shapes: comparisonShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { comparison, agreement } = data;
  const color = seriesColor(theme, 0);
  const level = agreement[0]?.level ?? comparison.fit.level;
  const limit = { stroke: colors.text, "stroke-width": lineWidth, "stroke-dasharray": "5 3" };
  const mean = { stroke: colors.text, "stroke-width": 1.4 * lineWidth };
  const pooledLine = { stroke: colors.accent, "stroke-width": 1.4 * lineWidth };
  const band = { fill: colors.accent, "fill-opacity": "0.16" };

  const panel = (one: TestAgreement, outcome: Outcome): PanelPlot => {
    const { points, mean: centre, lower, upper } = one[outcome];
    const pooled = comparison.comparisons.find(({ test }) => test === one.test)?.[WORDS[outcome].pooled] ?? null;
    const most = Math.max(1, ...points.map(({ n }) => n));
    const known = [lower, upper, pooled?.lower ?? null, pooled?.upper ?? null].filter((value) => value !== null);
    return {
      header: fill(labels.agreementPanel, { measure: labels[outcome], test: one.test, reference: one.reference }),
      xAxis: proportionAxis(
        { label: labels.agreementMean, domain: paddedRange(points.map((point) => point.mean)) },
        theme,
      ),
      yAxis: numberAxis(
        {
          label: labels.agreementDifference,
          domain: paddedRange([...points.map(({ difference }) => difference), ...known], [0]),
        },
        theme,
      ),
      aspect: 0.9,
      draw(x, y, area) {
        const across = (value: number, style: Readonly<Record<string, string | number>>): Markup =>
          line(area.left, y(value), area.right, y(value), style);
        const marks: Markup[] = [across(0, { stroke: colors.reference, "stroke-width": lineWidth })];
        if (pooled !== null) {
          marks.push(
            ...(pooled.lower === null || pooled.upper === null
              ? []
              : [
                  element("rect", {
                    class: "band",
                    x: area.left,
                    y: y(pooled.upper),
                    width: area.right - area.left,
                    height: y(pooled.lower) - y(pooled.upper),
                    ...band,
                  }),
                ]),
            across(pooled.estimate, { class: "pooled", ...pooledLine }),
          );
        }
        if (centre !== null) marks.push(across(centre, { class: "mean", ...mean }));
        for (const value of [lower, upper]) if (value !== null) marks.push(across(value, { class: "limit", ...limit }));
        marks.push(
          studyPoints(
            points.map(({ study, mean: at, difference, n }) => ({
              id: study,
              x: x(at),
              y: y(difference),
              radius: areaRadius(n, most, 0.45 * fontSize),
              text: `${study}: ${two(difference, theme)}, n = ${n}`,
            })),
            color,
            theme,
          ),
        );
        return { markup: marks };
      },
    };
  };
  const title = options.title ?? labels.agreementTitle;
  const picture = layOutPanels(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: agreement.flatMap((one) => [
        fill(labels.agreementDescription, { test: one.test, reference: one.reference }),
        summary(labels.sensitivity, one.sensitivity, theme),
        summary(labels.specificity, one.specificity, theme),
      ]),
      panels: agreement.flatMap((one) => [panel(one, "sensitivity"), panel(one, "specificity")]),
      columns: 2,
      legend: [
        studiesItem(labels.deeksStudies, color, theme),
        {
          text: fill(labels.agreementLimits, { level: formatLevel(level, theme) }),
          swatch: swatches(
            (x, y, width) => lineSwatch(mean)(x, y, width),
            (x, y, width) => lineSwatch(limit)(x, y - 0.35 * fontSize, width),
            (x, y, width) => lineSwatch(limit)(x, y + 0.35 * fontSize, width),
          ),
        },
        {
          text: fill(labels.agreementPooled, { level: formatLevel(comparison.fit.level, theme) }),
          swatch: swatches(boxSwatch(band, theme), lineSwatch(pooledLine)),
        },
      ],
      notes: [labels.agreementNote],
    },
    theme,
  );
  return makeFigure(picture, theme);
}
