import { DtaError } from "../../base/errors.js";
import { stopIfAborted } from "../../base/interruptible.js";
import type { BivariateFit } from "../../models/fit.js";
import { estimator, refit, refitterWithout } from "../../models/models.js";
import { seededRandom } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";
import type { LongRun } from "../influence/progress.js";
import { clustersOf, RESAMPLINGS, type Resampling } from "./draw-studies.js";

/** A number that a fit gives; `null` where it gives none. */
export type StatisticFunction = (fit: BivariateFit) => number | null;

/** The statistic of what a fit makes; `null` where it is not converged, or there is no number. */
function statisticOf(make: () => BivariateFit, statistic: StatisticFunction): number | null {
  try {
    const drawn = make();
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

/** What a statistic asks of each draw: its estimates alone, or the whole of its fit. */
export type Asked = "estimates" | "fit";

/** The statistic of some draws. Draw r uses stream r of the seed: draws depend neither on each other nor on their number. */
export function drawValues(
  fit: BivariateFit,
  statistic: StatisticFunction,
  resampling: Resampling,
  { seed, from, count }: DrawRange,
  { onProgress, signal, asked = "fit" }: LongRun & { readonly asked?: Asked } = {},
): (number | null)[] {
  const draw = RESAMPLINGS[resampling](fit);
  const make = asked === "fit" ? (studies: readonly Study[]) => refit(fit, studies) : estimator(fit);
  return Array.from({ length: count }, (_, i) => {
    stopIfAborted(signal);
    const value = statisticOf(() => make(draw(seededRandom(seed, from + i))), statistic);
    onProgress?.(i + 1, count);
    return value;
  });
}

/** The statistic without each study (each cluster) in turn; one study fewer than the fit's least is enough for that. */
export function jackknifeValues(fit: BivariateFit, statistic: StatisticFunction, signal?: LongRun["signal"]) {
  const clusters = clustersOf(fit);
  const without = clusters.length === fit.studies.length ? refitterWithout(fit) : null;
  return clusters.map((_, omitted) => {
    stopIfAborted(signal);
    if (without !== null) return statisticOf(() => without(omitted), statistic);
    const rest = clusters.flatMap((rows, i) => (i === omitted ? [] : rows));
    const minStudies = Math.min(fit.options.minStudies, rest.length);
    return statisticOf(() => refit(fit, rest, { minStudies }), statistic);
  });
}
