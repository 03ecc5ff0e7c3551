import { isFeasible } from "../search/feasibility.js";
import type { ReadingNote } from "./number-scale.js";
import type { LimitsField, LimitsItem, MetricItem, PrintedItem } from "./printed-item.js";
import type { LimitMethod } from "./proportion-limits.js";

/** The items with the limits' methods settled, and which methods those are. */
export interface SettledMethods {
  readonly items: readonly PrintedItem[];
  readonly methods: Readonly<Partial<Record<LimitsField, readonly LimitMethod[]>>>;
  readonly warnings: readonly ReadingNote[];
}

/** Steps spent on the questions which methods fit. */
const STEPS = 600_000;

/**
 * Finds out how confidence limits were computed where the report doesn't say: the methods under which they fit some table
 * that has all the other numbers. Limits that fit under none are left out with a warning, since papers also use intervals
 * that no table determines (bootstrap, clustered data). But whatever the method, an estimate lies within its own limits: those
 * that hold the estimate of no table stay, and conflict. A method that could not be refuted with the work that is given to it counts
 * as one that fits. Limits whose method is stated must hold like any other number.
 */
export function settleMethods(items: readonly PrintedItem[]): SettledMethods {
  const isOpen = (item: PrintedItem): item is LimitsItem => item.kind === "limits" && !item.methodKnown;
  const open = items.filter(isOpen);
  const methods: Partial<Record<LimitsField, readonly LimitMethod[]>> = {};
  const warnings: ReadingNote[] = [];
  let settled: PrintedItem[] = items.filter((item) => !isOpen(item));
  if (open.length === 0) return { items, methods, warnings };
  const budget = { steps: STEPS };
  const others = isFeasible(settled, budget);
  for (const item of open) {
    // Asked first, since it is quick, and since no method mends it.
    const holdsEstimate = others && isFeasible([...settled, withinLimits(item)], budget);
    const fitting = holdsEstimate
      ? item.methods.filter((method) => isFeasible([...settled, { ...item, methods: [method] }], budget))
      : [];
    methods[item.field] = fitting;
    if (fitting.length > 0) settled = [...settled, { ...item, methods: fitting }];
    else if (holdsEstimate) {
      warnings.push({
        code: "limits-fit-no-method",
        message:
          `The ${item.label} ${item.printed} fits no table that has the other numbers, by any of the methods ${item.methods.join(", ")}; ` +
          "it is left aside. It may be a bootstrap interval, one for clustered data, or misprinted.",
      });
    } else if (others) settled = [...settled, item];
  }
  return { items: settled, methods, warnings };
}

/**
 * What holds whatever the method: the estimate lies between the limits as printed. It is never on one of them, unless that is 0 or
 * 1, which lies inside what "0.00" and "1.00" stand for.
 */
export function withinLimits({ field, label, printed, unit, scale, lower, upper }: LimitsItem): MetricItem {
  const proportion = field === "sensitivityInterval" ? "sensitivity" : "specificity";
  const interval = { lower: lower.lower, lowerClosed: false, upper: upper.upper, upperClosed: false };
  return { kind: "metric", field: proportion, label, printed, unit, scale, interval };
}
