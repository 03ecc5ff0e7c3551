import type { PartialEstimate } from "../../base/estimate.js";
import { fill, formatEstimate, formatFixed, formatLevel, formatPercent } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import type { Column, PanelColumn, TextColumn } from "../frame/rows.js";
import { element, group, line, tooltip } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { areaRadius } from "../marks/markers.js";
import type { ForestStudy, Measure, Measures } from "./forest-data.js";
import {
  diamond,
  isRatio,
  measureAxis,
  measureFormat,
  predictionBar,
  shortName,
  shrunken,
  square,
  whisker,
} from "./forest-marks.js";
import type { ForestPlotOptions } from "./forest-options.js";
import type { ForestRow, ForestSetup } from "./forest-rows.js";

const COUNTS = ["tp", "fp", "fn", "tn"] as const;

/** The columns of a forest plot: names, counts, covariates, then for each measure a panel, its numbers, and weights. */
export function forestColumns(setup: ForestSetup, theme: Theme): Column[] {
  const { options, measures, rows } = setup;
  const counts = options.counts ?? theme.tableWidth >= 500;
  return [
    nameColumn(setup, theme),
    ...(counts ? COUNTS.map((cell) => countColumn(rows, cell, theme)) : []),
    ...(options.columns ?? []).map((name) => covariateColumn(rows, name)),
    ...measures.flatMap((measure) => [
      panelColumn(setup, measure, theme),
      estimateColumn(setup, measure, theme),
      ...(hasWeights(setup, measure) ? [weightColumn(setup, measure, theme)] : []),
    ]),
  ];
}

function nameColumn({ rows, options }: ForestSetup, theme: Theme): TextColumn {
  return {
    kind: "text",
    header: theme.labels.study,
    align: "start",
    maxWidth: options.labelWidth ?? 20 * theme.fontSize,
    cells: rows.map((row) => (row.kind === "study" ? row.study.id : row.kind === "summary" ? row.label : "")),
  };
}

function countColumn(rows: readonly ForestRow[], cell: (typeof COUNTS)[number], theme: Theme): TextColumn {
  return {
    kind: "text",
    header: theme.labels[cell],
    align: "end",
    cells: rows.map((row) => {
      if (row.kind === "study") return formatFixed(row.study[cell], 0, theme);
      if (row.kind !== "summary") return "";
      return formatFixed(
        row.studies.reduce((sum, study) => sum + study[cell], 0),
        0,
        theme,
      );
    }),
  };
}

function covariateColumn(rows: readonly ForestRow[], name: string): TextColumn {
  const values = rows.map((row) => (row.kind === "study" ? (row.study.covariates?.[name] ?? null) : null));
  return {
    kind: "text",
    header: name,
    align: values.every((value) => value === null || typeof value === "number") ? "end" : "start",
    cells: values.map((value) => (value === null ? "" : String(value))),
  };
}

/** The level of the studies\' intervals. */
function levelOf(setup: ForestSetup): number {
  for (const { accuracy } of setup.data.studies) {
    for (const measure of setup.measures) {
      const level = accuracy[measure]?.level;
      if (level !== undefined) return level;
    }
  }
  return 0.95;
}

function estimateColumn(setup: ForestSetup, measure: Measure, theme: Theme): TextColumn {
  const format = measureFormat(measure);
  return {
    kind: "text",
    header: fill(theme.labels.estimateHeader, {
      measure: shortName(measure, theme),
      level: formatLevel(levelOf(setup), theme),
    }),
    align: "end",
    cells: setup.rows.map((row) => {
      switch (row.kind) {
        case "study":
          return formatEstimate(row.study.accuracy[measure] ?? null, format, theme);
        case "summary":
          return formatEstimate(row.summary[measure] ?? null, format, theme);
        case "prediction":
          return formatPrediction(row.prediction, measure, theme);
        case "heterogeneity": {
          if (isRatio(measure)) return "";
          const { varSensitivity, varSpecificity } = row.fit.betweenStudy;
          return formatFixed(measure === "sensitivity" ? varSensitivity : varSpecificity, 2, theme);
        }
        default:
          return "";
      }
    }),
  };
}

function formatPrediction(prediction: Measures, measure: Measure, theme: Theme): string {
  const interval = prediction[measure];
  if (!interval || interval.lower === null || interval.upper === null) return "";
  const whole = formatEstimate({ ...interval, estimate: interval.lower }, measureFormat(measure), theme);
  const first = measureFormat(measure)(interval.lower, theme);
  return whole.startsWith(`${first} `) ? whole.slice(first.length + 1) : whole;
}

/** The share of a study where weights are shown; `null` where it has none. */
function weightOf({ id, weight }: ForestStudy, measure: Measure, { weights }: ForestPlotOptions): number | null {
  const known = Array.isArray(weights) ? weights.find((row) => row.id === id) : weight;
  return known?.[measure] ?? null;
}

/** Whether weights in a measure are shown: ratios have none of a bivariate model's. */
const hasWeights = ({ options, data }: ForestSetup, measure: Measure): boolean =>
  Boolean(options.weights) && data.studies.some((study) => weightOf(study, measure, options) !== null);

function weightColumn({ rows, options }: ForestSetup, measure: Measure, theme: Theme): TextColumn {
  return {
    kind: "text",
    header: theme.labels.weight,
    align: "end",
    cells: rows.map((row) => {
      if (row.kind !== "study") return "";
      const weight = weightOf(row.study, measure, options);
      return weight === null ? "" : formatPercent(weight, theme, 1);
    }),
  };
}

/** What the area of a study's square stands for. */
function shareOf(setup: ForestSetup, measure: Measure, row: ForestRow): number {
  if (row.kind !== "study") return 0;
  const { tp, fp, fn, tn } = row.study;
  if (hasWeights(setup, measure)) return weightOf(row.study, measure, setup.options) ?? 0;
  return measure === "sensitivity" ? tp + fn : measure === "specificity" ? fp + tn : tp + fp + fn + tn;
}

function panelColumn(setup: ForestSetup, measure: Measure, theme: Theme): PanelColumn {
  const { rows, data, options } = setup;
  const estimates = rows
    .map((row) =>
      row.kind === "study" ? row.study.accuracy[measure] : row.kind === "summary" ? row.summary[measure] : null,
    )
    .filter((estimate): estimate is PartialEstimate => estimate !== null && estimate !== undefined);
  const axis = measureAxis(measure, estimates, theme.labels[measure], theme);
  const largest = Math.max(0, ...rows.map((row) => shareOf(setup, measure, row)));
  const overlay = options.empiricalBayes ?? false;
  const { colors, fontSize, lineWidth } = theme;
  const ink = colors.text;
  return {
    kind: "panel",
    header: "",
    axis,
    minWidth: 10 * fontSize,
    backdrop(x, top, bottom) {
      const pooled = data.summary?.[measure]?.estimate ?? null;
      const [low, high] = axis.domain;
      return [
        isRatio(measure)
          ? line(x(1), top, x(1), bottom, { class: "no-effect", stroke: colors.reference, "stroke-width": lineWidth })
          : "",
        pooled === null || pooled < low || pooled > high
          ? ""
          : line(x(pooled), top, x(pooled), bottom, {
              class: "pooled",
              stroke: colors.reference,
              "stroke-width": lineWidth,
              "stroke-dasharray": "3 3",
            }),
      ];
    },
    draw(i, x, y) {
      const row = rows[i]!;
      if (row.kind === "summary") {
        const estimate = row.summary[measure];
        return estimate ? diamond(estimate, axis, x, y, row.total ? ink : colors.muted, theme) : [];
      }
      if (row.kind === "prediction") {
        const interval = row.prediction[measure];
        return interval ? predictionBar(interval, axis, x, y, ink, theme) : [];
      }
      if (row.kind !== "study") return [];
      const estimate = row.study.accuracy[measure];
      const own = overlay ? y - 0.22 * fontSize : y;
      const half =
        (Math.sqrt(Math.PI) / 2) *
        areaRadius(shareOf(setup, measure, row), largest, (overlay ? 0.36 : 0.5) * fontSize, 0.17 * fontSize);
      const smoothed = overlay ? row.study.empiricalBayes?.[measure] : null;
      const marks = [
        ...(estimate
          ? [
              ...whisker(estimate, axis, x, own, ink, theme),
              ...square(estimate, row.study.id, half, axis, x, own, theme),
            ]
          : []),
        ...(smoothed ? shrunken(smoothed, row.study.id, axis, x, y + 0.34 * fontSize, theme) : []),
      ];
      if (marks.length === 0) return [];
      const text = `${row.study.id}: ${theme.labels[measure]} ${formatEstimate(estimate ?? null, measureFormat(measure), theme)}`;
      return [group({}, [tooltip(text), ...marks])];
    },
  };
}

/** The legend; only empirical Bayes estimates need one. */
export function forestLegend({ options }: ForestSetup, theme: Theme): LegendItem[] {
  if (!options.empiricalBayes) return [];
  const { colors, fontSize, lineWidth, labels } = theme;
  const bar = (x: number, y: number, width: number, color: string): string =>
    line(x, y, x + width, y, { stroke: color, "stroke-width": lineWidth });
  return [
    {
      text: labels.observedEstimate,
      swatch: (x, y, width) => [
        bar(x, y, width, colors.text),
        element("rect", {
          x: x + width / 2 - 0.28 * fontSize,
          y: y - 0.28 * fontSize,
          width: 0.56 * fontSize,
          height: 0.56 * fontSize,
          fill: colors.series[0]!,
        }),
      ],
    },
    {
      text: labels.empiricalBayes,
      swatch: (x, y, width) => [
        bar(x, y, width, colors.accent),
        element("circle", {
          cx: x + width / 2,
          cy: y,
          r: 0.2 * fontSize,
          fill: colors.background ?? "#ffffff",
          stroke: colors.accent,
          "stroke-width": lineWidth,
        }),
      ],
    },
  ];
}
