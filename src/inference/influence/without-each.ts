import { DtaError } from "../../base/errors.js";
import { interruptible, stopIfAborted } from "../../base/interruptible.js";
import { withinWork } from "../../base/work.js";
import type { BivariateFit } from "../../models/fit.js";
import { refitterWithout } from "../../models/models.js";
import type { LongRun } from "./progress.js";

/** The same model fitted to all studies but one. */
export interface FitWithout {
  /** The study that was left out. */
  readonly omitted: string;
  /** `null` where the others can't be fitted. */
  readonly fit: BivariateFit | null;
  /** Why there is no fit; `null` where there is one. */
  readonly reason: string | null;
}

/** A value, or the message of the `DtaError` that there was instead. */
export function withoutError<T>(compute: () => T): { readonly value: T | null; readonly reason: string | null } {
  try {
    return { value: compute(), reason: null };
  } catch (error) {
    if (error instanceof DtaError) return { value: null, reason: error.message };
    throw error;
  }
}

/** Nodes that all refits together may visit: so many, and so many more for each study of each refit. */
const LEAST_WORK = 1e8;
const WORK_OF_A_REFIT = 2e5;

/**
 * What `look` sees in the fit without each study in turn, in the order of `fit.studies`. A refit has the fit's own options but
 * `minStudies`, and is not kept: `look` takes from it what it wants, so that several looks share the work of one refit.
 */
export function withoutEach<T>(
  fit: BivariateFit,
  { onProgress, signal }: LongRun,
  look: (without: FitWithout) => T,
  { from, count } = { from: 0, count: fit.studies.length },
): T[] {
  stopIfAborted(signal);
  const most = LEAST_WORK + WORK_OF_A_REFIT * count * fit.studies.length;
  return withinWork("Leaving out studies in turn", most, () => {
    const refitWithout = interruptible(signal, () => refitterWithout(fit));
    return fit.studies.slice(from, from + count).map(({ id: omitted }, i) => {
      stopIfAborted(signal);
      const { value, reason } = interruptible(signal, () => withoutError(() => refitWithout(from + i)));
      const seen = look({ omitted, fit: value, reason });
      onProgress?.(i + 1, count);
      return seen;
    });
  });
}
