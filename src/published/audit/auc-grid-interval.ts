import { type PrintedQuantity, quantityText } from "../printed-quantities.js";
import { apart, range, rising } from "../range.js";
import type { AuditedReport } from "./audited-report.js";
import type { AuditRule, RuleOutcome } from "./rule.js";

/** The limits that midas 1 and 2 print for an area: Wilson's for a proportion of 500 grid points. */
export function gridInterval(area: number, critical: number): { lower: number; upper: number } {
  const n = 500;
  const square = critical * critical;
  const centre = area + square / (2 * n);
  const half = critical * Math.sqrt((area * (1 - area)) / n + square / (4 * n * n));
  return { lower: (centre - half) / (1 + square / n), upper: (centre + half) / (1 + square / n) };
}

/** Whether some area that rounds to the printed one has midas's grid interval as its printed limits. */
export function isGridInterval({ estimate, lower, upper }: PrintedQuantity, critical: number): boolean {
  if (estimate === undefined || lower === undefined || upper === undefined) return false;
  if ([estimate, lower, upper].some(({ bound }) => bound !== "none")) return false;
  const areas = range(Math.max(0, estimate.lower), Math.min(1, estimate.upper));
  const low = rising(areas, (area) => gridInterval(area, critical).lower);
  const high = rising(areas, (area) => gridInterval(area, critical).upper);
  return !apart(lower, low) && !apart(upper, high);
}

const ARTEFACT = "auc-grid-interval";

/**
 * AUC intervals that midas made from the number of its grid points. One finding for the whole report, with all the places:
 * the areas themselves stand, and what is to be said of one such interval is to be said of all.
 */
export const aucGridInterval: AuditRule = {
  id: ARTEFACT,
  severity: "warning",
  title: "Intervals of the AUC carry data.",
  explanation:
    'Stata\'s midas (versions 1 and 2) prints as "95% CI" of the area the Wilson interval of a proportion of 500, the number of points at which it evaluated the curve. It depends on the area alone: the same for 5 studies and for 500. The area stands; its interval says nothing of its uncertainty.',
  formula: "(A + z²/1000 ± z·√(A(1 − A)/500 + z²/10⁶)) / (1 + z²/500)",
  check: ({ results, critical }: AuditedReport): RuleOutcome => {
    const intervals = results.flatMap(({ quantities, where, sound }) => {
      const auc = quantities.get("auc");
      return auc?.lower !== undefined && auc.upper !== undefined && sound("auc") ? [{ auc, where }] : [];
    });
    const artefacts = intervals.filter(({ auc }) => isGridInterval(auc, critical));
    if (artefacts.length === 0) return { findings: [], checked: intervals.length };
    const places = artefacts.map(({ where }) => where);
    const one = artefacts.length === 1;
    return {
      checked: intervals.length,
      findings: [
        {
          rule: ARTEFACT,
          severity: "warning",
          where: one ? `${places[0]}.auc` : "results[*].auc",
          printed: artefacts.map(({ auc }) => quantityText(auc)).join("; "),
          expected: "intervals computed from the data, or none",
          explanation:
            `${one ? "The interval of the AUC is" : `${artefacts.length} of ${intervals.length} intervals of the AUC are`} what midas prints whatever the data: ` +
            "Wilson's interval for a proportion of its 500 grid points. " +
            (one
              ? "The area stands, but its limits say nothing of its uncertainty."
              : `The areas stand, but their limits say nothing of their uncertainty. They are those of ${places.join(", ")}.`),
        },
      ],
    };
  },
};
