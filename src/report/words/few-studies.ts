import type { AnalyzeOptions } from "../../analysis/analyze.js";
import { MANY_STUDIES } from "../../analysis/simulated-coverage.js";
import { REMEDIES } from "../../base/remedies.js";
import type { BivariateFit } from "../../models/fit.js";

/** A note on intervals by z of fits to so few studies that they are too short; none where they are others, or studies many. */
export function shortIntervalNotes(
  fits: readonly Pick<BivariateFit, "k" | "draws">[],
  { interval = "z", as }: AnalyzeOptions,
): string[] {
  const short = interval === "z" && as === undefined && fits.some(({ k, draws }) => k < MANY_STUDIES && !draws);
  return short
    ? [`Intervals are by z, too short with fewer than ${MANY_STUDIES} studies; ${REMEDIES.tIntervals}.`]
    : [];
}
