import { fill, formatEstimate, formatProportion } from "./format.js";
import type { SrocGroup } from "./sroc-plot.js";
import type { Theme } from "./theme.js";

/** Summary sensitivity and specificity in words. */
export function summaryText(summary: NonNullable<SrocGroup["summary"]>, theme: Theme): string {
  return fill(theme.labels.srocSummary, {
    sensitivity: formatEstimate(summary.sensitivity, formatProportion, theme),
    specificity: formatEstimate(summary.specificity, formatProportion, theme),
  });
}

/** The curve with its area, in words. */
export function curveText({ sroc, auc }: SrocGroup, theme: Theme): string {
  const { labels } = theme;
  const area = auc ?? (sroc ? { estimate: sroc.auc, lower: null, upper: null, level: 0.95 } : null);
  if (area === null || area.estimate === null) return labels.srocCurve;
  return fill(labels.srocCurveAuc, { auc: formatEstimate(area, formatProportion, theme) });
}
