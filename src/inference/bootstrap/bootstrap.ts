import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import type { LongRun } from "../influence/progress.js";
import {
  type BcaCorrection,
  bcaCorrection,
  bcaInterval,
  type DrawnInterval,
  noInterval,
  percentileInterval,
} from "./bootstrap-interval.js";
import { RESAMPLINGS, type Resampling } from "./draw-studies.js";
import { drawValues, jackknifeValues } from "./draw-values.js";
import { askedBy, type Statistic, type StatisticName, specOf, statisticFunction } from "./statistics.js";

/** How `bootstrap` draws, and what it makes of the draws. */
export interface BootstrapRunOptions extends LongRun {
  /** `"parametric"` (default): studies of the same sizes from the fitted model; `"studies"`: the studies, with replacement. */
  readonly resampling?: Resampling;
  /** `"percentile"` (default), or `"bca"`, bias-corrected and accelerated. */
  readonly interval?: "percentile" | "bca";
  /** Draws; 2,000 by default, the most 1,000,000. */
  readonly replicates?: number;
  /** Seed of the draws; 1 by default. The same seed gives the same interval everywhere. */
  readonly seed?: number;
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
}

/** A statistic of a fit with its bootstrap interval. */
export interface Bootstrap extends PartialEstimate {
  /** The statistic's name; `null` for a function. */
  readonly statistic: StatisticName | null;
  /** Standard deviation of the draws. */
  readonly standardError: number | null;
  /** Mean of the draws less the estimate. */
  readonly bias: number | null;
  /** Where the draws came from. */
  readonly resampling: Resampling;
  /** Which interval it is. */
  readonly interval: "percentile" | "bca";
  /** What corrected the interval; `null` for `"percentile"`, and where there is none. */
  readonly correction: BcaCorrection | null;
  /** Seed of the draws. */
  readonly seed: number;
  /** Draws asked for. */
  readonly replicates: number;
  /** Draws that entered the interval. */
  readonly used: number;
  /** Draws without a converged fit, or whose fit has no such number. */
  readonly failed: number;
  /** Monte Carlo standard errors of the limits: what another seed would change. That of the correction is not in them. */
  readonly monteCarloError: {
    /** Of the lower limit. */
    readonly lower: number | null;
    /** Of the upper limit. */
    readonly upper: number | null;
  };
  /** Why a number is missing; `null` where none is. */
  readonly reason: string | null;
}

/** A run that is checked, before its draws. */
export interface BootstrapPlan {
  readonly replicates: number;
  readonly seed: number;
  readonly resampling: Resampling;
  readonly interval: "percentile" | "bca";
  readonly level: number;
}

/** What `bootstrap` is asked for, checked. Throws `InputError`. */
export function bootstrapPlan(fit: BivariateFit, options: BootstrapRunOptions): BootstrapPlan {
  checkFit(fit);
  checkOptions(options);
  const {
    replicates = 2000,
    seed = 1,
    resampling = "parametric",
    interval = "percentile",
    level = fit.level,
  } = options;
  return {
    replicates: checkCount("replicates", replicates, 1, 1_000_000),
    seed: checkCount("seed", seed, 0),
    resampling: checkChoice("resampling", resampling, Object.keys(RESAMPLINGS) as Resampling[]),
    interval: checkChoice("interval", interval, ["percentile", "bca"]),
    level: checkLevel(level),
  };
}

/** The result of draws that were made; `jackknife` gives the statistic without each study, where it is needed. */
export function concludeBootstrap(
  fit: BivariateFit,
  statistic: Statistic,
  plan: BootstrapPlan,
  draws: readonly (number | null)[],
  jackknife: () => readonly (number | null)[],
): Bootstrap {
  const { replicates, level, interval } = plan;
  const value = statisticFunction(statistic, fit)(fit);
  const estimate = value === null ? null : finiteOrNull(value);
  const sorted = draws.filter((draw) => draw !== null).sort((x, y) => x - y);
  const used = sorted.length;
  const mean = sorted.reduce((sum, draw) => sum + draw, 0) / used;
  const squares = sorted.reduce((sum, draw) => sum + (draw - mean) * (draw - mean), 0);
  const correction =
    interval === "bca" && estimate !== null && used > 0 ? correctionOf(sorted, estimate, jackknife()) : null;
  return {
    statistic: specOf(statistic)?.name ?? null,
    estimate,
    ...limits(sorted, estimate, correction, plan),
    level,
    standardError: used > 1 ? finiteOrNull(Math.sqrt(squares / (used - 1))) : null,
    bias: used > 0 && estimate !== null ? finiteOrNull(mean - estimate) : null,
    resampling: plan.resampling,
    interval,
    correction,
    seed: plan.seed,
    replicates,
    used,
    failed: replicates - used,
  };
}

function correctionOf(
  sorted: readonly number[],
  estimate: number,
  jackknife: readonly (number | null)[],
): BcaCorrection | null {
  const values = jackknife.filter((value) => value !== null);
  return values.length < jackknife.length ? null : bcaCorrection(sorted, estimate, values);
}

function limits(
  sorted: readonly number[],
  estimate: number | null,
  correction: BcaCorrection | null,
  { interval, level }: BootstrapPlan,
): DrawnInterval {
  if (estimate === null) return noInterval("the fit has no such number");
  if (interval === "percentile") return percentileInterval(sorted, level);
  if (correction !== null) return bcaInterval(sorted, correction, level);
  return noInterval(
    "there is no correction: all draws lie on one side of the estimate, leaving out a study changes nothing, or leaves no fit",
  );
}

/**
 * Any number that a fit gives, with an interval by the bootstrap: the model is refitted to sets of studies that are drawn by
 * chance, and the interval lies between quantiles of the numbers that these fits give.
 *
 * - `statistic`: a name (`"auc"`, `"sensitivity"`, `"dor"`, `"lambda"`, …, see `statisticNames`), a name with what it needs
 *   (`{ name: "sensitivityAtSpecificity", specificity: 0.9 }`, `{ name: "partialAuc", range: [0, 0.2] }`,
 *   `{ name: "relativeSensitivity", at, reference }`), or any function of a fit; `null` from it is a draw without number.
 * - `resampling: "parametric"` draws true logits from the fitted N(xβ, Ψ) and counts from binomial distributions, in studies of
 *   the same sizes (Noma, Matsushima & Ishii 2021, doi:10.1080/23737484.2021.1894408, for the AUC). `"studies"` draws the
 *   studies themselves with replacement, those of one `cluster` together, and assumes no distribution between studies; with fewer
 *   than some 20 of them its intervals are too short.
 * - `interval: "percentile"` takes the α and 1 − α quantiles; `"bca"` shifts them by the share of draws below the estimate
 *   and by the skewness of the jackknife over studies (Efron 1987, J Am Stat Assoc 82:171, doi:10.1080/01621459.1987.10478410,
 *   with the acceleration of Efron & Tibshirani 1993, equation 14.15; as R's `boot.ci(type = "bca")` does with these influences).
 *
 * Draw r uses stream r of the seed. Quantiles are interpolated as R's type 6. `monteCarloError` says how far another seed moves
 * the limits; the limits are `null`, and `reason` says why, where less than one draw lies beyond one of them.
 *
 * @throws InputError `bad-option` (`replicates`, `seed`, `resampling`, `interval`, `statistic` and what it needs), `bad-level`,
 *   or where `at` does not fit the model's moderators; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { bootstrap, fitReitsma, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitReitsma(readStudies(csv));
 * const at90 = bootstrap(fit, { name: "sensitivityAtSpecificity", specificity: 0.9 }, { replicates: 200 });
 * at90.estimate?.toFixed(3); // "0.706"
 * bootstrap(fit, (drawn) => drawn.betweenStudy.varSensitivity, { replicates: 200 }).used; // 200
 * ```
 */
export function bootstrap(fit: BivariateFit, statistic: Statistic, options: BootstrapRunOptions = {}): Bootstrap {
  const plan = bootstrapPlan(fit, options);
  const compute = statisticFunction(statistic, fit);
  const range = { seed: plan.seed, from: 0, count: plan.replicates };
  const draws = drawValues(fit, compute, plan.resampling, range, { ...options, asked: askedBy(statistic) });
  return concludeBootstrap(fit, statistic, plan, draws, () => jackknifeValues(fit, compute, options.signal));
}
