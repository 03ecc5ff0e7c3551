import { fill, formatLevel } from "../frame/format.js";
import type { Row } from "../frame/rows.js";
import type { Theme } from "../frame/theme.js";
import {
  type ForestFit,
  type ForestStudy,
  type ForestSubgroups,
  type Measure,
  type Measures,
  splitStudies,
} from "./forest-data.js";
import type { ForestInput, ForestPlotOptions } from "./forest-options.js";

/** What a row of a forest plot stands for. */
export type ForestRow = { readonly row: Row } & (
  | { readonly kind: "study"; readonly study: ForestStudy }
  | { readonly kind: "heading" }
  | {
      readonly kind: "summary";
      readonly label: string;
      readonly summary: Measures;
      readonly studies: readonly ForestStudy[];
      readonly total: boolean;
    }
  | { readonly kind: "missing" }
  | { readonly kind: "prediction"; readonly prediction: Measures }
  | { readonly kind: "heterogeneity"; readonly fit: ForestFit }
);

const studyRows = (studies: readonly ForestStudy[]): ForestRow[] =>
  studies.map((study) => ({ kind: "study", study, row: {} }));

function summaryRows(
  label: string,
  summary: Measures | null | undefined,
  fit: ForestFit | null | undefined,
  studies: readonly ForestStudy[],
  total: boolean,
  showsVariance: boolean,
  theme: Theme,
): ForestRow[] {
  const above = total ? { ruleAbove: true, gapAbove: 0.15 } : {};
  if (!summary)
    return [{ kind: "missing", row: { ...above, muted: true, span: `${label}: ${theme.labels.notPooledShort}` } }];
  const rows: ForestRow[] = [{ kind: "summary", label, summary, studies, total, row: { ...above, weight: "bold" } }];
  if (fit && showsVariance)
    rows.push({ kind: "heterogeneity", fit, row: { muted: true, span: theme.labels.tauSquared } });
  return rows;
}

const PROPORTIONS: readonly Measure[] = ["sensitivity", "specificity"];

/** What options ask for, else what the data hold. */
export function settled(
  data: ForestInput,
  options: ForestPlotOptions,
): { readonly subgroups: ForestSubgroups | null; readonly prediction: Measures | null } {
  const { subgroups = data.subgroups ?? null, prediction = data.predictionIntervals ?? null } = options;
  return { subgroups, prediction };
}

/** The rows of a forest plot: studies, by subgroup where that is asked for, then summary, heterogeneity and prediction. */
export function forestRows(data: ForestInput, options: ForestPlotOptions, theme: Theme): ForestRow[] {
  const { labels } = theme;
  const rows: ForestRow[] = [];
  const { subgroups, prediction } = settled(data, options);
  const showsVariance = (options.measures ?? PROPORTIONS).some(
    (measure) => measure === "sensitivity" || measure === "specificity",
  );
  if (subgroups === null) {
    rows.push(...studyRows(data.studies));
  } else {
    splitStudies(data.studies, subgroups).forEach(({ level, studies, summary }, i) => {
      const name = level === null ? labels.noSubgroup : `${subgroups.by}: ${level}`;
      rows.push({ kind: "heading", row: { weight: "bold", span: name, gapAbove: i === 0 ? 0 : 0.5 } });
      rows.push(...studyRows(studies));
      if (level !== null && subgroups.levels !== undefined) {
        rows.push(
          ...summaryRows(labels.subtotal, summary?.summary, summary?.fit, studies, false, showsVariance, theme),
        );
      }
    });
  }
  rows.push(...summaryRows(labels.total, data.summary, data.fit, data.studies, true, showsVariance, theme));
  const shown = (options.measures ?? PROPORTIONS).flatMap((measure) => {
    const interval = prediction?.[measure];
    return interval && interval.lower !== null && interval.upper !== null ? [interval] : [];
  });
  if (prediction !== null && shown.length > 0) {
    const label = fill(labels.predictionInterval, { level: formatLevel(shown[0]!.level, theme) });
    rows.push({ kind: "prediction", prediction, row: { span: label } });
  }
  return rows;
}

/** Options with their defaults, as the parts of the plot need them. */
export interface ForestSetup {
  readonly data: ForestInput;
  readonly options: ForestPlotOptions;
  readonly measures: readonly Measure[];
  readonly rows: readonly ForestRow[];
}
