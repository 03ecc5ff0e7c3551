import { InputError } from "../base/errors.js";
import type { AccuracyReport } from "./accuracy-report.js";
import { type Reconstruction, type ReconstructOptions, reconstruct } from "./reconstruct.js";

/** Faults of a report that can be read but contradicts itself: its paper prints it so. */
const contradictions: readonly string[] = ["sizes-do-not-add-up", "out-of-range", "limits-cross"];

/** Whether the error says that what is printed contradicts itself, not that it cannot be read. */
export function isContradiction(error: unknown): error is InputError {
  return error instanceof InputError && contradictions.includes(error.code);
}

/**
 * The tables that a report allows, as `reconstruct` finds them; where sizes don't add up, a proportion lies outside 0 to 100 %
 * or a lower limit above its upper one, the verdict `inconsistent` with that as its conflict, so that one such row is no end
 * to the others.
 *
 * @throws InputError as `reconstruct` does for what cannot be read
 */
export function verdictOf(report: AccuracyReport, options: ReconstructOptions = {}): Reconstruction {
  try {
    return reconstruct(report, options);
  } catch (error) {
    if (!isContradiction(error)) throw error;
    return {
      schema: "dta-meta/reconstruction/1",
      status: "inconsistent",
      count: 0,
      tables: [],
      ranges: null,
      closest: null,
      misses: [],
      conflicts: [error.message],
      missing: [],
      rounding: options.rounding ?? "nearest",
      readings: [],
      intervalMethods: {},
      warnings: [],
      notes: [],
    };
  }
}
