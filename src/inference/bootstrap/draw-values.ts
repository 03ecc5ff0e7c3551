import { DtaError } from "../../base/errors.js";
import { stopIfAborted } from "../../base/interruptible.js";
import type { BivariateFit } from "../../models/fit.js";
import { refit } from "../../models/models.js";
import { seededRandom } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";
import type { LongRun } from "../influence/progress.js";
import { clustersOf, RESAMPLINGS, type Resampling } from "./draw-studies.js";

/** A number that a fit gives; `null` where it gives none. */
export type StatisticFunction = (fit: BivariateFit) => number | null;

/** The statistic of the model refitted to other studies; `null` where there is no converged fit, or no number. */
function statisticOf(fit: BivariateFit, studies: readonly Study[], statistic: StatisticFunction): number | null {
  try {
    const drawn = refit(fit, studies);
    const value = drawn.convergence.converged ? statistic(drawn) : null;
    return value !== null && Number.isFinite(value) ? value : null;
  } catch (error) {
    if (error instanceof DtaError) return null;
    throw error;
  }
}

/** Which draws of a seed: from the one of that number on, so many. */
export interface DrawRange {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

/** The statistic of some draws. Draw r uses stream r of the seed: draws depend neither on each other nor on their number. */
export function drawValues(
  fit: BivariateFit,
  statistic: StatisticFunction,
  resampling: Resampling,
  { seed, from, count }: DrawRange,
  { onProgress, signal }: LongRun = {},
): (number | null)[] {
  const draw = RESAMPLINGS[resampling](fit);
  return Array.from({ length: count }, (_, i) => {
    stopIfAborted(signal);
    const value = statisticOf(fit, draw(seededRandom(seed, from + i)), statistic);
    onProgress?.(i + 1, count);
    return value;
  });
}

/** The statistic without each study (each cluster) in turn; one study fewer than the fit's least is enough for that. */
export function jackknifeValues(fit: BivariateFit, statistic: StatisticFunction, signal?: LongRun["signal"]) {
  const clusters = clustersOf(fit);
  return clusters.map((_, omitted) => {
    stopIfAborted(signal);
    const rest = clusters.flatMap((rows, i) => (i === omitted ? [] : rows));
    const least = { ...fit, options: { ...fit.options, minStudies: Math.min(fit.options.minStudies, rest.length) } };
    return statisticOf(least as BivariateFit, rest, statistic);
  });
}
