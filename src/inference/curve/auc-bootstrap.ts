import { checkCount } from "../../base/checks.js";
import { DtaError } from "../../base/errors.js";
import { choleskyOfBetweenStudy } from "../../models/between-study.js";
import { designRow } from "../../models/design.js";
import type { BivariateFit } from "../../models/fit.js";
import { type CovariateValues, meansOf } from "../../models/mean-logits.js";
import { refit } from "../../models/models.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { type Random, seededRandom } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";
import { type LongRun, stopIfAborted } from "../influence/progress.js";
import { curveArea, srocCurve } from "./sroc-curve.js";

/** How the bootstrap draws. */
export interface BootstrapOptions extends LongRun {
  /** Bootstrap replicates; 2,000 by default. */
  readonly replicates?: number;
  /** Seed of the bootstrap; 1 by default. The same seed gives the same interval everywhere. */
  readonly seed?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** What a bootstrap drew. */
export interface BootstrapReport {
  /** Seed of the draws. */
  readonly seed: number;
  /** Draws asked for. */
  readonly replicates: number;
  /** Draws whose area entered the interval. */
  readonly used: number;
  /** Draws without a converged fit, or whose between-study variances were both 0, so that there was no curve. */
  readonly failed: number;
  /** Monte Carlo standard errors of the two limits: what another seed would change. */
  readonly monteCarloError: {
    /** Of the lower limit. */
    readonly lower: number | null;
    /** Of the upper limit. */
    readonly upper: number | null;
  };
}

interface BootstrapInterval extends BootstrapReport {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}

/** Draws studies of the fit's sizes from the fitted model: true logits from N(xβ, Ψ), counts from binomial distributions. */
function studySimulator(fit: BivariateFit): (random: Random) => Study[] {
  const [a, b, c] = choleskyOfBetweenStudy(fit.betweenStudy);
  const means = fit.studies.map((study) => meansOf(fit, designRow(fit.design.moderators, study.covariates ?? {})));
  return (random) =>
    fit.studies.map((study, i) => {
      const [mean1, mean2] = means[i]!;
      const v1 = random.normal();
      const v2 = random.normal();
      const diseased = study.tp + study.fn;
      const nonDiseased = study.tn + study.fp;
      const tp = random.binomial(diseased, expit(mean1 + a * v1));
      const tn = random.binomial(nonDiseased, expit(mean2 + b * v1 + c * v2));
      return { ...study, tp, fn: diseased - tp, tn, fp: nonDiseased - tn };
    });
}

/** The area of the fit to one draw; `null` where there is none. */
function areaOf(fit: BivariateFit, studies: readonly Study[], at: CovariateValues | undefined): number | null {
  try {
    const drawn = refit(fit, studies);
    return drawn.convergence.converged ? curveArea(srocCurve(drawn, at)) : null;
  } catch (error) {
    if (error instanceof DtaError) return null;
    throw error;
  }
}

/** The p quantile of sorted numbers, at position p(n + 1) − 1 between neighbours (R's type 6), never outside them. */
function quantileOfSorted(sorted: readonly number[], p: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const below = Math.floor(position);
  const [low, high] = [sorted[below]!, sorted[Math.min(sorted.length - 1, below + 1)]!];
  return low + (position - below) * (high - low);
}

/** Half the distance of the quantiles one binomial standard deviation of ranks to either side. */
function quantileError(sorted: readonly number[], p: number): number {
  const ranks = Math.sqrt((p * (1 - p)) / sorted.length);
  return (quantileOfSorted(sorted, Math.min(1, p + ranks)) - quantileOfSorted(sorted, Math.max(0, p - ranks))) / 2;
}

/**
 * The percentile interval of the area under the curve by parametric bootstrap. Draw r uses stream r of the seed, so that the
 * draws don't depend on each other nor on their number. Without an interval, and with a reason, where so few draws succeed
 * that less than one lies beyond a limit.
 */
export function bootstrapAuc(fit: BivariateFit, options: BootstrapOptions, level: number): BootstrapInterval {
  const { seed = 1, onProgress, signal, at } = options;
  const replicates = checkCount("replicates", options.replicates ?? 2000, 1);
  checkCount("seed", seed, 0);
  const simulate = studySimulator(fit);
  const areas: number[] = [];
  for (let draw = 0; draw < replicates; draw++) {
    stopIfAborted(signal);
    const area = areaOf(fit, simulate(seededRandom(seed, draw)), at);
    if (area !== null) areas.push(area);
    onProgress?.(draw + 1, replicates);
  }
  const report = { seed, replicates, used: areas.length, failed: replicates - areas.length };
  const tail = (1 - level) / 2;
  if (areas.length * tail < 1) {
    const reason = `${areas.length} usable draws are too few for a ${100 * level} % interval`;
    return { ...report, monteCarloError: { lower: null, upper: null }, lower: null, upper: null, reason };
  }
  const sorted = areas.sort((x, y) => x - y);
  return {
    ...report,
    monteCarloError: { lower: quantileError(sorted, tail), upper: quantileError(sorted, 1 - tail) },
    lower: quantileOfSorted(sorted, tail),
    upper: quantileOfSorted(sorted, 1 - tail),
    reason: null,
  };
}
