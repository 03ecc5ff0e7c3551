import { describe, shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { TwoByTwo } from "./study.js";

/** Which studies a zero cell is corrected in: those that have one, all of them as soon as one has, or none. */
export type CorrectionScope = "single" | "all" | "none";

/** A continuity correction: `value` is added to all four cells of the studies that `when` names. */
export interface Correction {
  /** What is added to each of the four cells, e.g. 0.5. */
  readonly value: number;
  /** Which studies get it. */
  readonly when: CorrectionScope;
}

/** 0.5 to the studies with a zero cell alone, as Stata and metafor do; mada's default is `"all"`. */
export const DEFAULT_CORRECTION: Correction = { value: 0.5, when: "single" };

/** Fills in what is missing in a correction and checks it. */
export function resolveCorrection(correction: Partial<Correction> = {}): Correction {
  checkParts(correction);
  const resolved = { ...DEFAULT_CORRECTION, ...correction };
  if (!(typeof resolved.value === "number" && resolved.value >= 0 && resolved.value <= 1)) {
    throw new InputError(
      "bad-correction",
      `correction.value must lie between 0 and 1, got ${describe(resolved.value)}.`,
      {
        where: "correction.value",
        got: resolved.value,
        wanted: "a number from 0 to 1, usually 0.5",
      },
    );
  }
  if (!["single", "all", "none"].includes(resolved.when)) {
    throw new InputError(
      "bad-correction",
      `correction.when must be "single", "all" or "none", got ${shown(resolved.when)}.`,
      { where: "correction.when", got: resolved.when, wanted: '"single" | "all" | "none"' },
    );
  }
  return resolved;
}

/** `correction: 0.5` or `correction: "all"` would otherwise be taken for one that changes nothing. */
function checkParts(correction: Partial<Correction>): void {
  const plain = typeof correction === "object" && correction !== null;
  const unknown = plain ? Object.keys(correction).find((key) => key !== "value" && key !== "when") : undefined;
  if (plain && unknown === undefined) return;
  const got = plain ? `a field "${unknown}"` : describe(correction);
  throw new InputError(
    "bad-correction",
    `correction must be an object such as { value: 0.5, when: "single" }, got ${got}.`,
    { where: "correction", got: correction, wanted: "{ value?, when? }" },
  );
}

/** Whether one of the four cells is 0. */
export function hasZeroCell({ tp, fp, fn, tn }: TwoByTwo): boolean {
  return tp === 0 || fp === 0 || fn === 0 || tn === 0;
}

/** What is added to each cell of each table, in the tables' order. */
export function correctionAmounts(tables: readonly TwoByTwo[], { value, when }: Correction): number[] {
  if (when === "none") return tables.map(() => 0);
  if (when === "all") {
    const amount = tables.some(hasZeroCell) ? value : 0;
    return tables.map(() => amount);
  }
  return tables.map((table) => (hasZeroCell(table) ? value : 0));
}

/** The table with `amount` added to every cell. */
export function addToCells({ tp, fp, fn, tn }: TwoByTwo, amount: number): TwoByTwo {
  return { tp: tp + amount, fp: fp + amount, fn: fn + amount, tn: tn + amount };
}
