import { checkOptions } from "../../base/check-options.js";
import { given } from "../../base/given.js";
import { checkFit } from "../../models/check-fit.js";
import type { BetweenStudy, BivariateFit, Convergence } from "../../models/fit.js";
import { type CovariateValues, rowAt } from "../../models/mean-logits.js";
import { type MeanInterval, meanIntervalOf } from "../point/mean-interval.js";
import { type SummaryPoint, summaryPoint } from "../point/summary-point.js";
import type { LongRun } from "./progress.js";
import { type FitWithout, withoutEach, withoutError } from "./without-each.js";

/** How `leaveOneOut` runs. */
export interface LeaveOneOutOptions extends LongRun {
  /** Values of the moderators for the summary; without them the summary of a fit with moderators is `null`. */
  readonly at?: CovariateValues;
  /** How the intervals of the means are made; see `summaryPoint`. `"z"` by default. */
  readonly interval?: MeanInterval;
}

/** What of the options says how each refit's summary is made. */
export type SummaryOptions = Pick<LeaveOneOutOptions, "at" | "interval">;

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

/**
 * Refits the model without each study in turn, with the fit's own options (a correction of "all" studies is decided anew on
 * those that remain). Rows are in the order of `fit.studies`; studies that were not in the fit are not among them.
 *
 * One study fewer than `minStudies` is enough here: a refit is a look at the fit, not a result by itself. Where the rest can't
 * be fitted (fewer studies than the model needs, a moderator becomes constant) the row holds `null` and the reason. A row
 * whose refit did not converge, or took a simpler model, says so in `convergence`.
 *
 * @throws InputError where `at` does not fit the model's moderators (`unknown-moderator` and what `designRow` throws) or the interval is none (`bad-option`);
 *   whatever `signal` gives as its reason, when aborted
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
  checkLeaveOneOut(fit, options);
  const { at, interval, ...run } = options;
  return withoutEach(fit, run, (without) => leaveOneOutRow(without, given({ at, interval })));
}

/** Throws `InputError` where `leaveOneOut` can't do what it is asked for. */
export function checkLeaveOneOut(fit: BivariateFit, options: LeaveOneOutOptions): void {
  checkFit(fit);
  checkOptions(options);
  if (options.at !== undefined) rowAt(fit, options.at);
  meanIntervalOf(fit, options.interval);
}

/** What `leaveOneOut` says about one fit without a study. */
export function leaveOneOutRow({ omitted, fit, reason }: FitWithout, options: SummaryOptions): LeaveOneOutRow {
  if (fit === null) return { omitted, summary: null, betweenStudy: null, convergence: null, reason };
  const { betweenStudy, convergence } = fit;
  return { omitted, ...summaryOf(fit, options), betweenStudy, convergence };
}

function summaryOf(rest: BivariateFit, options: SummaryOptions): Pick<LeaveOneOutRow, "summary" | "reason"> {
  if (options.at === undefined && rest.design.moderators.length > 0) {
    return { summary: null, reason: "the fit has moderators: say by `at` where the summary is wanted" };
  }
  const without = withoutError(() => summaryPoint(rest, options));
  return { summary: without.value, reason: without.reason };
}
