import type { PartialEstimate } from "../../base/estimate.js";
import { fill, formatEstimate, formatProportion } from "../frame/format.js";
import type { Theme } from "../frame/theme.js";
import type { SrocGroup } from "./sroc-options.js";

/** Summary sensitivity and specificity in words. */
export function summaryText(summary: NonNullable<SrocGroup["summary"]>, theme: Theme): string {
  return fill(theme.labels.srocSummary, {
    sensitivity: formatEstimate(summary.sensitivity, formatProportion, theme),
    specificity: formatEstimate(summary.specificity, formatProportion, theme),
  });
}

/** The curve with its area, in words. */
export function curveText(data: SrocGroup, theme: Theme): string {
  const { labels } = theme;
  const area = areaOf(data);
  if (area === null || area.estimate === null) return labels.srocCurve;
  return fill(labels.srocCurveAuc, { auc: formatEstimate(area, formatProportion, theme) });
}

/** What a plot with several groups calls one of them. */
export function groupName(data: SrocGroup, index: number, theme: Theme): string {
  return data.name ?? fill(theme.labels.groupNumber, { n: index + 1 });
}

/** The area under a group's curve: with its interval where that is given. */
function areaOf({ sroc, auc }: SrocGroup): PartialEstimate | null {
  if (auc) return auc;
  return sroc ? { estimate: sroc.auc, lower: null, upper: null, level: 0.95 } : null;
}

/** A group with its number of studies and area under the curve. */
export function groupText(data: SrocGroup, index: number, theme: Theme): string {
  const { labels } = theme;
  const values = { name: groupName(data, index, theme), k: data.studies.length };
  const area = areaOf(data);
  if (area === null || area.estimate === null) return fill(labels.srocGroup, values);
  return fill(labels.srocGroupAuc, { ...values, auc: formatEstimate(area, formatProportion, theme) });
}
