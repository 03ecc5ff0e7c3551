import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkedMeasures, type Measure, type Measures } from "../forest/forest-data.js";
import { diamond, isRatio, measureAxis, measureFormat, shortName, square, whisker } from "../forest/forest-marks.js";
import { type Axis, linearAxis } from "../frame/axis.js";
import { checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatFixed, formatLevel } from "../frame/format.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { type Column, layOutRows, type PanelColumn } from "../frame/rows.js";
import { group, line, tooltip } from "../frame/svg.js";
import type { FigureOptions, Theme } from "../frame/theme.js";

/** The summary without one study; the core's `leaveOneOut` gives such rows. */
export interface LeaveOneOutInput {
  /** Name of the study that was left out. */
  readonly omitted: string;
  /** The pooled estimates of the others; `null` where there are none. */
  readonly summary: Measures | null;
  /** How the refit went; `null` where there was none. */
  readonly convergence: {
    /** Whether the refit converged. */
    readonly converged: boolean;
  } | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** What a leave-one-out plot can be asked, beside what every figure can. */
export interface LeaveOneOutPlotOptions extends FigureOptions {
  /** The panels from left to right. Default sensitivity and specificity. */
  readonly measures?: readonly Measure[];
  /** The summary of all studies, drawn as a diamond and a dashed line. */
  readonly overall?: Measures | null;
}

/**
 * Leave-one-out forest plot: the summary without each study in turn, against the summary of all. The axes show the range that
 * the summaries take, not all of 0 to 1. A refit that did not converge or could not be done says so in its row.
 *
 * Throws `InputError` where there are no rows (`no-data`), or `measures` names none that there is (`bad-measures`).
 *
 * @example
 * ```ts
 * import { fitReitsma, leaveOneOut, readStudies, summaryPoint } from "dta-meta";
 * import { leaveOneOutPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitReitsma(readStudies(csv));
 * leaveOneOutPlot(leaveOneOut(fit), { overall: summaryPoint(fit) }).title; // "Leave-one-out analysis"
 * ```
 */
export function leaveOneOutPlot(rows: readonly LeaveOneOutInput[], options: LeaveOneOutPlotOptions = {}): Figure {
  checkRows(rows, {
    figure: "leaveOneOutPlot",
    fields: ["omitted", "summary"],
    from: "what leaveOneOut returns",
    shape: "LeaveOneOutInput",
  });
  const theme = resolveTheme(options);
  const { labels } = theme;
  if (rows.length === 0) {
    throw new InputError("no-data", "a leave-one-out plot needs at least one row.", {
      where: "rows",
      got: [],
      wanted: "the result of `leaveOneOut`",
    });
  }
  const measures = checkedMeasures(options.measures);
  const overall = options.overall ?? null;
  const failed = rows.filter(({ summary, convergence }) => summary === null || convergence?.converged === false);
  const names = rows.map(({ omitted, convergence }) => (convergence?.converged === false ? `${omitted} *` : omitted));
  const shown = overall === null ? names : [...names, labels.leaveOneOutAll];
  const notes = [
    rows.some(({ convergence }) => convergence?.converged === false) ? `* ${labels.notConverged}` : "",
    ...new Set(
      rows.flatMap(({ summary, reason }) =>
        summary === null && reason !== null ? [fill(labels.partlyMissing, { reason })] : [],
      ),
    ),
  ].filter((note) => note !== "");
  const title = options.title ?? labels.leaveOneOutTitle;
  const pooled = measures.flatMap((measure) =>
    overall?.[measure] ? [`${labels[measure]} ${formatEstimate(overall[measure], measureFormat(measure), theme)}`] : [],
  );
  const picture = layOutRows(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.leaveOneOutDescription, { k: rows.length }),
        pooled.length === 0 ? "" : fill(labels.forestPooled, { estimates: pooled.join(", ") }),
        ...measures.map((measure) => rangeText(rows, measure, theme)),
        failed.length === 0
          ? ""
          : fill(labels.leaveOneOutFailed, { ids: failed.map(({ omitted }) => omitted).join(", ") }),
        ...notes,
      ],
      columns: [
        { kind: "text", header: labels.omitted, align: "start", maxWidth: 20 * theme.fontSize, cells: shown },
        ...measures.flatMap((measure): Column[] => [
          panel(rows, overall, measure, theme),
          numbers(rows, overall, measure, theme),
        ]),
      ],
      rows: shown.map((_, i) => (i === rows.length ? { weight: "bold", ruleAbove: true, gapAbove: 0.15 } : {})),
      legend: [],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

const present = (estimate: PartialEstimate | null | undefined): estimate is PartialEstimate =>
  estimate !== null && estimate !== undefined;

function rangeText(rows: readonly LeaveOneOutInput[], measure: Measure, theme: Theme): string {
  const values = rows.flatMap(({ summary }) => summary?.[measure]?.estimate ?? []);
  if (values.length === 0) return "";
  const format = measureFormat(measure);
  return fill(theme.labels.forestRange, {
    measure: theme.labels[measure],
    low: format(Math.min(...values), theme),
    high: format(Math.max(...values), theme),
  });
}

function axisOf(estimates: readonly PartialEstimate[], measure: Measure, theme: Theme): Axis {
  if (isRatio(measure)) return measureAxis(measure, estimates, theme.labels[measure], theme);
  const limits = estimates.flatMap(({ estimate, lower, upper }) =>
    [estimate, lower, upper].filter((value) => value !== null),
  );
  const [low, high] = paddedRange(limits);
  const percent = theme.numbers.proportions === "percent";
  return linearAxis({
    label: theme.labels[measure],
    domain: [Math.max(0, low), Math.min(1, high)],
    format: (value, digits) =>
      percent
        ? `${formatFixed(100 * value, Math.max(0, digits - 2), theme)}${theme.numbers.percent}`
        : formatFixed(value, digits, theme),
  });
}

function panel(
  rows: readonly LeaveOneOutInput[],
  overall: Measures | null,
  measure: Measure,
  theme: Theme,
): PanelColumn {
  const all = overall?.[measure] ?? null;
  const estimates = [...rows.map(({ summary }) => summary?.[measure]), all].filter(present);
  const axis = axisOf(estimates, measure, theme);
  const { colors, fontSize, lineWidth } = theme;
  return {
    kind: "panel",
    header: "",
    axis,
    minWidth: 9 * fontSize,
    backdrop: (x, top, bottom) =>
      all === null || all.estimate === null
        ? []
        : [
            line(x(all.estimate), top, x(all.estimate), bottom, {
              class: "pooled",
              stroke: colors.reference,
              "stroke-width": lineWidth,
              "stroke-dasharray": "3 3",
            }),
          ],
    draw(i, x, y) {
      if (i === rows.length) return all === null ? [] : diamond(all, axis, x, y, colors.text, theme);
      const row = rows[i]!;
      const estimate = row.summary?.[measure];
      if (!present(estimate)) return [];
      return [
        group({}, [
          tooltip(
            `${theme.labels.omitted} ${row.omitted}: ${theme.labels[measure]} ${formatEstimate(estimate, measureFormat(measure), theme)}`,
          ),
          ...whisker(estimate, axis, x, y, colors.text, theme),
          ...square(estimate, row.omitted, 0.28 * fontSize, axis, x, y, theme),
        ]),
      ];
    },
  };
}

function numbers(rows: readonly LeaveOneOutInput[], overall: Measures | null, measure: Measure, theme: Theme): Column {
  const format = measureFormat(measure);
  const level = [...rows.map(({ summary }) => summary?.[measure]), overall?.[measure]].find(present)?.level ?? 0.95;
  const cells = rows.map(({ summary }) => formatEstimate(summary?.[measure] ?? null, format, theme));
  return {
    kind: "text",
    header: fill(theme.labels.estimateHeader, { measure: shortName(measure, theme), level: formatLevel(level, theme) }),
    align: "end",
    cells: overall === null ? cells : [...cells, formatEstimate(overall[measure] ?? null, format, theme)],
  };
}
