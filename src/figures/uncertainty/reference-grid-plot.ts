import { gridShapes } from "../../inference/reference/grid-shapes.js";
import type {
  ReferenceScenario,
  ReferenceSensitivityAnalysis,
} from "../../inference/reference/reference-sensitivity-analysis.js";
import { proportionAxis } from "../frame/axes.js";
import { linePath } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatProportion } from "../frame/format.js";
import { layOutPanels, type PanelPlot } from "../frame/panels.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup, tooltip } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { groupDash, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";

type Outcome = "sensitivity" | "specificity";

/** Distance of the marks of two specificities at one sensitivity of the reference, in multiples of the font size. */
const APART = 0.55;

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** The shortest text of a share that keeps its digits, 0.95 rather than 0.950. */
const short = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * The index test's sensitivity and specificity against the truth over a grid of reference standards of known accuracy: along the axis
 * the reference's sensitivity, a line for each of its specificities, a row of panels for each dependence, and as a dashed line
 * what comes out where the reference is taken for the truth.
 *
 * @throws InputError `bad-data` for what `referenceSensitivityAnalysis` did not return
 *
 * @example
 * ```ts
 * import { readStudies, referenceSensitivityAnalysis } from "dta-meta";
 * import { referenceGridPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const grid = { sensitivity: [0.8, 0.9, 1], specificity: [0.98, 1] };
 * referenceGridPlot(referenceSensitivityAnalysis(readStudies(csv), grid)).title; // "Accuracy by reference standard"
 * ```
 */
export function referenceGridPlot(analysis: ReferenceSensitivityAnalysis, options: FigureOptions = {}): Figure {
  checkData(analysis, {
    figure: "referenceGridPlot",
    fields: ["scenarios", "perfectReference"],
    from: "what referenceSensitivityAnalysis returns",
    shape: "ReferenceSensitivityAnalysis",
    shapes: gridShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const { scenarios, perfectReference, k } = analysis;
  const possible = scenarios.filter(({ reason }) => reason === null);
  const specificities = distinct(possible.map(({ reference }) => reference.specificity)).reverse();
  const shares = distinct(scenarios.map(({ dependence }) => dependence));
  const [least, most] = paddedRange(
    possible.map(({ reference }) => reference.sensitivity),
    [],
    0.12,
  );
  const xDomain = [least, most] as const;
  // no reference is better than 1: no tick says so
  const xTicks = [least, Math.min(1, most)] as const;
  const perfectStyle = { stroke: colors.text, "stroke-width": lineWidth, "stroke-dasharray": "4 3" };
  const look = (index: number) => ({
    stroke: seriesColor(theme, index),
    "stroke-width": 1.2 * lineWidth,
    "stroke-dasharray": groupDash(index),
  });
  const words = ({ reference, sensitivity, specificity }: ReferenceScenario): string =>
    fill(labels.referenceScenario, {
      referenceSensitivity: short(reference.sensitivity),
      referenceSpecificity: short(reference.specificity),
      sensitivity: formatEstimate(sensitivity, formatProportion, theme),
      specificity: formatEstimate(specificity, formatProportion, theme),
    });

  const panel = (outcome: Outcome, share: number): PanelPlot => {
    const own = possible.filter(({ dependence }) => dependence === share);
    const values = possible
      .flatMap((scenario) => [scenario[outcome].estimate, scenario[outcome].lower, scenario[outcome].upper])
      .filter((value) => value !== null);
    const perfect = perfectReference[outcome];
    const domain = paddedRange([...values, perfect.estimate]);
    const header = { measure: labels[outcome], share: short(share) };
    return {
      header: fill(shares.length > 1 ? labels.referencePanelDependence : labels.referencePanel, header),
      xAxis: proportionAxis({ label: labels.referenceX, domain: xDomain, ticksWithin: xTicks }, theme),
      yAxis: proportionAxis({ label: "", domain: [Math.max(0, domain[0]), Math.min(1, domain[1])] }, theme),
      aspect: 0.95,
      draw(x, y, area) {
        const marks: Markup[] = [
          line(area.left, y(perfect.estimate), area.right, y(perfect.estimate), { class: "perfect", ...perfectStyle }),
        ];
        specificities.forEach((specificity, i) => {
          const shift = APART * fontSize * (i - (specificities.length - 1) / 2);
          const rows = own
            .filter(({ reference }) => reference.specificity === specificity)
            .sort((a, b) => a.reference.sensitivity - b.reference.sensitivity);
          const places = rows.map((row) => {
            const { estimate, lower, upper } = row[outcome];
            return { row, cx: x(row.reference.sensitivity) + shift, cy: y(estimate!), lower, upper };
          });
          const style = look(i);
          marks.push(
            element("path", {
              class: "references",
              d: linePath(places.map(({ cx, cy }) => [cx, cy])),
              fill: "none",
              ...style,
            }),
          );
          for (const { row, cx, cy, lower, upper } of places) {
            if (lower !== null && upper !== null) {
              marks.push(
                line(cx, y(lower), cx, y(upper), { class: "interval", ...style, "stroke-dasharray": undefined }),
              );
            }
            marks.push(
              marker(
                groupShape(i),
                cx,
                cy,
                0.28 * fontSize,
                { class: "scenario", fill: seriesColor(theme, i) },
                tooltip(words(row)),
              ),
            );
          }
        });
        return { markup: marks };
      },
    };
  };
  const title = options.title ?? labels.referenceTitle;
  const impossible = scenarios.length - possible.length;
  const note = impossible > 0 ? fill(labels.referenceImpossible, { n: impossible, all: scenarios.length }) : "";
  const picture = layOutPanels(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [fill(labels.referenceDescription, { k }), ...possible.map(words), note],
      panels: shares.flatMap((share) => [panel("sensitivity", share), panel("specificity", share)]),
      columns: 2,
      legend: [
        ...specificities.map((specificity, i) => ({
          text: fill(labels.referenceSpecificity, { value: short(specificity) }),
          swatch: swatches(
            lineSwatch(look(i)),
            markSwatch(groupShape(i), 0.28 * fontSize, { fill: seriesColor(theme, i) }),
          ),
        })),
        { text: labels.referencePerfect, swatch: lineSwatch(perfectStyle) },
      ],
      notes: [labels.referenceNote, note].filter((text) => text !== ""),
    },
    theme,
  );
  return makeFigure(picture, theme);
}
