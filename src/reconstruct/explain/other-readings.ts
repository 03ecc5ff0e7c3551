import type { AccuracyReport } from "../accuracy-report.js";
import { settleMethods } from "../read/interval-methods.js";
import type { ReadingNote } from "../read/number-scale.js";
import type { PrintedItem } from "../read/printed-item.js";
import type { RoundingMode } from "../read/printed-number.js";
import { limitMethods } from "../read/proportion-limits.js";
import { readReport } from "../read/read-report.js";
import { isFeasible } from "../search/feasibility.js";

const how: Readonly<Record<RoundingMode, string>> = {
  nearest: "were rounded to the nearest",
  truncate: "were cut off",
  either: "were partly rounded, partly cut off",
};

/** Steps spent on each other reading. */
const STEPS = 300_000;

/** Whether some table fits, which is not known where the steps are used up. */
function surelyFits(items: readonly PrintedItem[]): boolean {
  const budget = { steps: STEPS };
  return isFeasible(items, budget) && budget.steps >= 0;
}

/** Other ways to read a report that no table fits, under which one does: another rounding, other methods of confidence limits. */
export function otherReadings(
  report: AccuracyReport,
  rounding: RoundingMode,
  items: readonly PrintedItem[],
): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const others = (["truncate", "nearest", "either"] as const).filter((mode) => mode !== rounding);
  const fits = (mode: RoundingMode): boolean => surelyFits(settleMethods(readReport(report, mode).items).items);
  const other = rounding === "either" ? undefined : others.find(fits);
  if (other !== undefined) {
    const message = `Tables fit if the printed digits ${how[other]}: try rounding "${other}".`;
    notes.push({ code: "other-rounding-fits", message });
  }
  for (const item of items) {
    if (item.kind !== "limits" || !item.methodKnown) continue;
    const rest = items.filter((one) => one !== item);
    const fitting = limitMethods.filter((method) => surelyFits([...rest, { ...item, methods: [method] }]));
    if (fitting.length === 0) continue;
    const message = `Tables fit if the ${item.label} ${item.printed} was computed by another method than stated: ${fitting.join(", ")}.`;
    notes.push({ code: "other-method-fits", message });
  }
  return notes;
}
