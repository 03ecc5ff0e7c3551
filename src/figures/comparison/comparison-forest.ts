import type { PartialEstimate } from "../../base/estimate.js";
import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { diamond, square, whisker } from "../forest/forest-marks.js";
import { ratioAxis } from "../frame/axes.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatRatio } from "../frame/format.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { type Column, layOutRows, type Row } from "../frame/rows.js";
import { line } from "../frame/svg.js";
import type { FigureOptions, Theme } from "../frame/theme.js";

/** One line of the figure: a heading, a study or a pooled ratio. */
interface Entry {
  readonly row: Row;
  readonly name: string;
  readonly kind: "heading" | "study" | "pooled";
  readonly sensitivity: PartialEstimate | null;
  readonly specificity: PartialEstimate | null;
}

function entriesOf({ comparisons, studyContrasts, direct }: TestComparison, theme: Theme): Entry[] {
  const { labels } = theme;
  return comparisons.flatMap((comparison): Entry[] => {
    const { test, reference } = comparison;
    const own = studyContrasts.filter((study) => study.test === test);
    const beside = direct?.comparisons.find((one) => one.test === test) ?? null;
    const pooled = (name: string, from: typeof comparison): Entry => ({
      row: { weight: "bold" },
      name,
      kind: "pooled",
      sensitivity: from.relativeSensitivity,
      specificity: from.relativeSpecificity,
    });
    const all = fill(labels.comparisonPooled, {
      k: comparison.studies.both + comparison.studies.testOnly + comparison.studies.referenceOnly,
    });
    return [
      {
        row: { weight: "bold", span: fill(labels.comparisonHeading, { test, reference }), gapAbove: 0.3 },
        name: "",
        kind: "heading",
        sensitivity: null,
        specificity: null,
      },
      ...own.map(
        ({ study, relativeSensitivity, relativeSpecificity }): Entry => ({
          row: {},
          name: study,
          kind: "study",
          sensitivity: relativeSensitivity,
          specificity: relativeSpecificity,
        }),
      ),
      ...(beside === null ? [] : [pooled(fill(labels.comparisonDirect, { k: beside.studies.both }), beside)]),
      pooled(all, comparison),
    ];
  });
}

/** Ratios beyond these end in an arrow. */
const BOUNDS = [0.2, 5] as const;

function axisOf(entries: readonly Entry[], outcome: "sensitivity" | "specificity", label: string, theme: Theme) {
  const values = entries
    .flatMap((entry) => [entry[outcome]?.estimate, entry[outcome]?.lower, entry[outcome]?.upper])
    .filter((value): value is number => value != null && value > 0);
  const low = Math.max(BOUNDS[0], Math.min(0.8, ...values));
  const high = Math.min(BOUNDS[1], Math.max(1.25, ...values));
  return ratioAxis({ label, domain: [low / 1.05, high * 1.05] }, theme);
}

/**
 * Relative sensitivity and specificity of every study with two of the tests, and the pooled ratios of the model below: of the
 * head-to-head studies alone, where they were analysed, and of all studies.
 *
 * The studies' intervals are Koopman's for independent samples.
 *
 * @throws InputError `bad-data` for what `compareTests` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 * import { comparisonForestPlot } from "dta-meta/figures";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const comparison = compareTests(readStudies(csv), { test: "test", model: "normal" });
 * comparisonForestPlot(comparison).title; // "Relative sensitivity and specificity"
 * ```
 */
export function comparisonForestPlot(comparison: TestComparison, options: FigureOptions = {}): Figure {
  checkData(comparison, {
    figure: "comparisonForestPlot",
    fields: ["comparisons", "studyContrasts"],
    from: "what compareTests returns",
    shape: "TestComparison",
    shapes: comparisonShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, fontSize, lineWidth } = theme;
  const entries = entriesOf(comparison, theme);
  const panel = (outcome: "sensitivity" | "specificity", label: string): Column[] => {
    const axis = axisOf(entries, outcome, label, theme);
    return [
      {
        kind: "panel",
        header: label,
        axis,
        minWidth: 11 * fontSize,
        backdrop: (x, top, bottom) => [
          line(x(1), top, x(1), bottom, { class: "reference", stroke: colors.reference, "stroke-width": lineWidth }),
        ],
        draw(row, x, y) {
          const { kind, name, [outcome]: estimate } = entries[row]!;
          if (estimate === null) return [];
          if (kind === "pooled") return diamond(estimate, axis, x, y, colors.text, theme);
          return [
            ...whisker(estimate, axis, x, y, colors.series[0]!, theme),
            ...square(estimate, name, 0.28 * fontSize, axis, x, y, theme),
          ];
        },
      },
      {
        kind: "text",
        header: "",
        align: "end",
        cells: entries.map(({ [outcome]: estimate }) =>
          estimate === null ? "" : formatEstimate(estimate, formatRatio, theme),
        ),
      },
    ];
  };
  const title = options.title ?? labels.comparisonTitle;
  const pooled = entries.filter(({ kind }) => kind === "pooled");
  const picture = layOutRows(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: pooled.map(
        ({ name, sensitivity, specificity }) =>
          `${name}: ${labels.relativeSensitivity} ${formatEstimate(sensitivity, formatRatio, theme)}, ${labels.relativeSpecificity} ${formatEstimate(specificity, formatRatio, theme)}.`,
      ),
      columns: [
        {
          kind: "text",
          header: labels.study,
          align: "start",
          cells: entries.map(({ name }) => name),
          maxWidth: 16 * fontSize,
        },
        ...panel("sensitivity", labels.relativeSensitivity),
        ...panel("specificity", labels.relativeSpecificity),
      ],
      rows: entries.map(({ row }) => row),
      legend: [],
      notes: [
        entries.some(({ kind }) => kind === "study") ? labels.comparisonStudies : "",
        labels.comparisonDiamonds,
      ].filter((note) => note !== ""),
    },
    theme,
  );
  return makeFigure(picture, theme);
}
