import { quantityText } from "../printed-quantities.js";
import { range, rising } from "../range.js";
import { gridInterval, isGridInterval } from "./auc-grid-interval.js";
import type { AuditedReport, AuditedResult } from "./audited-report.js";
import { type AuditRule, combine, type Finding, NOT_CHECKED, outcome, type RuleOutcome, short } from "./rule.js";

const ID = "auc-interval-implausible";

/** So many other intervals of a report must be midas's before one that isn't stands out. */
const OTHERS = 3;

function hasInterval({ quantities, sound }: AuditedResult): boolean {
  const auc = quantities.get("auc");
  return auc?.estimate !== undefined && auc.lower !== undefined && auc.upper !== undefined && sound("auc");
}

/** The interval that midas would have printed, to the digits of the one that stands there. */
function asMidas(result: AuditedResult, critical: number): string {
  const { estimate, lower } = result.quantities.get("auc")!;
  const areas = range(Math.max(0, estimate!.lower), Math.min(1, estimate!.upper));
  const limits = (["lower", "upper"] as const).map((end) => {
    const { lower: from, upper: to } = rising(areas, (area) => gridInterval(area, critical)[end]);
    return ((from + to) / 2).toFixed(Math.max(2, lower!.percent ? lower!.decimals + 2 : lower!.decimals));
  });
  return `${limits[0]} to ${limits[1]}`;
}

/** Among intervals that midas made, one that it didn't make. */
function oddOneOut(result: AuditedResult, report: AuditedReport): Finding | null {
  const others = report.results.filter((other) => other !== result && hasInterval(other));
  const auc = result.quantities.get("auc")!;
  if (others.length < OTHERS || isGridInterval(auc, report.critical)) return null;
  if (!others.every((other) => isGridInterval(other.quantities.get("auc")!, report.critical))) return null;
  const expected = asMidas(result, report.critical);
  return {
    rule: ID,
    severity: "warning",
    where: `${result.where}.auc`,
    printed: quantityText(auc),
    expected: `about ${expected}, as midas would print it`,
    explanation:
      `${result.name}: all ${others.length} other intervals of the AUC in this report are those that midas prints, but ${auc.lower!.text} to ${auc.upper!.text} ` +
      `is not: for an area of ${auc.estimate!.text} midas prints about ${expected}. The limits were mistyped, or come from elsewhere.`,
  };
}

/** A lower limit that even a test at both lower limits of the summary point would pass. */
function belowSummaryPoint(result: AuditedResult): Finding | null {
  const auc = result.quantities.get("auc")!;
  const [low, other] = [result.quantities.get("sensitivity")?.lower, result.quantities.get("specificity")?.lower];
  if (low === undefined || other === undefined || result.jointFit === "none") return null;
  if (!result.sound("sensitivity") || !result.sound("specificity")) return null;
  const least = Math.max(0, low.lower) * Math.max(0, other.lower);
  if (auc.lower!.upper >= least) return null;
  return {
    rule: ID,
    severity: "warning",
    where: `${result.where}.auc`,
    printed: quantityText(auc),
    expected: `a lower limit of at least ${short(least)}`,
    explanation:
      `${result.name}: the interval of the AUC reaches down to ${auc.lower!.text}, but even a test at both lower limits ` +
      `(sensitivity ${low.text}, specificity ${other.text}) has an area of at least ${short(least)}. ` +
      "Either the limit is mistyped, or the shape of the curve is all but undetermined and the area means little.",
  };
}

function check(result: AuditedResult, report: AuditedReport): RuleOutcome {
  if (!hasInterval(result)) return NOT_CHECKED;
  const finding = oddOneOut(result, report) ?? belowSummaryPoint(result);
  return outcome(finding !== null, () => finding!);
}

/** The interval of the AUC fits the report's other intervals, and those of sensitivity and specificity. */
export const aucIntervalPlausible: AuditRule = {
  id: ID,
  severity: "warning",
  title: "The interval of the AUC fits the other intervals.",
  explanation:
    "One program makes one kind of interval: where all others of a report are midas's and one isn't, that one is suspect. And a test with both sensitivity and specificity at their lower limits still has an area of at least their product; an interval that reaches further down is mistyped, or belongs to a curve whose shape the data leave open.",
  formula: "lower limit of AUC ≥ (lower limit of Se)·(lower limit of Sp)",
  check: (report) => combine(report.results.map((result) => check(result, report))),
};
