import { DtaError } from "../errors.js";
import type { BetweenStudy, BivariateFit, Convergence } from "../models/fit.js";
import { refit } from "../models/refit.js";
import { type CovariateValues, rowAt } from "./mean-logits.js";
import { type LongRun, stopIfAborted } from "./progress.js";
import { type SummaryPoint, summaryPoint } from "./summary-point.js";

/** How `leaveOneOut` runs. */
export interface LeaveOneOutOptions extends LongRun {
  /** Values of the moderators for the summary; without them the summary of a fit with moderators is `null`. */
  readonly at?: CovariateValues;
}

/** What is left of a fit without one study. */
export interface LeaveOneOutRow {
  /** The study that was left out. */
  readonly omitted: string;
  /** Summary point of the others; `null` where they can't be pooled. */
  readonly summary: SummaryPoint | null;
  /** Between-study covariance of the others. */
  readonly betweenStudy: BetweenStudy | null;
  /** How the refit went. */
  readonly convergence: Convergence | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** A value, or the message of the `DtaError` that there was instead. */
function withoutError<T>(compute: () => T): { readonly value: T | null; readonly reason: string | null } {
  try {
    return { value: compute(), reason: null };
  } catch (error) {
    if (error instanceof DtaError) return { value: null, reason: error.message };
    throw error;
  }
}

/** The fit of the same model, with the same options but `minStudies`, to all studies but one; or why there is none. */
export function fitWithout(
  fit: BivariateFit,
  index: number,
): { readonly fit: BivariateFit | null; readonly reason: string | null } {
  const rest = fit.studies.toSpliced(index, 1);
  const minStudies = Math.min(fit.options.minStudies, rest.length);
  const { value, reason } = withoutError(() => refit(fit, rest, { minStudies }));
  return { fit: value, reason };
}

/**
 * Refits the model without each study in turn, with the fit's own options (a correction of "all" studies is decided anew on
 * those that remain). Rows are in the order of `fit.studies`; studies that were not in the fit are not among them.
 *
 * One study fewer than `minStudies` is enough here: a refit is a look at the fit, not a result by itself. Where the rest can't
 * be fitted (fewer studies than the model needs, a moderator becomes constant) the row holds `null` and the reason. A row
 * whose refit did not converge, or took a simpler model, says so in `convergence`.
 *
 * @throws InputError where `at` does not fit the model's moderators; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { fitReitsma, leaveOneOut, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const rows = leaveOneOut(fitReitsma(readStudies(csv)));
 * rows[0]?.omitted; // "A"
 * rows.map(({ summary }) => summary?.sensitivity.estimate.toFixed(2)); // ["0.80", "0.84", "0.84", "0.78", "0.79"]
 * ```
 */
export function leaveOneOut(fit: BivariateFit, options: LeaveOneOutOptions = {}): LeaveOneOutRow[] {
  const { at, onProgress, signal } = options;
  const total = fit.studies.length;
  if (at !== undefined) rowAt(fit, at);
  return fit.studies.map(({ id: omitted }, i) => {
    stopIfAborted(signal);
    const { fit: rest, reason } = fitWithout(fit, i);
    onProgress?.(i + 1, total);
    if (rest === null) return { omitted, summary: null, betweenStudy: null, convergence: null, reason };
    const { betweenStudy, convergence } = rest;
    return { omitted, ...summaryOf(rest, at), betweenStudy, convergence };
  });
}

function summaryOf(rest: BivariateFit, at: CovariateValues | undefined): Pick<LeaveOneOutRow, "summary" | "reason"> {
  if (at === undefined && rest.design.moderators.length > 0) {
    return { summary: null, reason: "the fit has moderators: say by `at` where the summary is wanted" };
  }
  const without = withoutError(() => summaryPoint(rest, at === undefined ? {} : { at }));
  return { summary: without.value, reason: without.reason };
}
