import { logRatio, type RatioMeasure } from "../../accuracy/log-ratio.js";
import { checkChoice } from "../../base/checks.js";
import { InsufficientStudiesError } from "../../base/errors.js";
import type { Estimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import { chiSquaredQuantile, chiSquaredUpperQuantile } from "../../numeric/distributions/chi-squared.js";
import { exp, log as ln, square } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";
import { addToCells, type Correction, correctionAmounts, resolveCorrection } from "../../tables/correction.js";
import type { Study, TwoByTwo } from "../../tables/study.js";
import { chiSquaredPValue } from "../heterogeneity/chi-squared-p-value.js";
import { normalCritical } from "../point/wald.js";
import { cochranQ, type Effects, TAU_SQUARED, weightedMean } from "./inverse-variance.js";

/** What R's `mada::madauni` prints, its slips included. For recognising its output, never for inference. */
export interface MadaUnivariate {
  readonly measure: RatioMeasure;
  readonly method: "dsl" | "mh";
  readonly label: string;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly logEstimate: number;
  /** Of the logarithm; `null` where mada's formula divides by 0. */
  readonly variance: number | null;
  /** With its interval; `dsl` only. */
  readonly tauSquared: Estimate | null;
  readonly q: number;
  readonly df: number;
  /** `null` where Q is 0/0: Mantel–Haenszel weights of a study without participants. */
  readonly pValue: number | null;
  /** In per cent; `dsl` only. */
  readonly iSquaredPercent: number | null;
}

/** How `madaUnivariate` computes. */
export interface MadaUnivariateOptions {
  readonly measure: RatioMeasure;
  /** Default `"dsl"`. */
  readonly method?: "dsl" | "mh";
  /** Default 0.5 in all studies as soon as one has a zero cell, as mada. */
  readonly correction?: Partial<Correction>;
  /** Default 0.95. */
  readonly level?: number;
}

interface Pooled {
  readonly log: number;
  readonly variance: number;
  readonly q: number;
  readonly tauSquared: Estimate | null;
}

/** DerSimonian–Laird; then Q from the random-effects weights, and a τ² interval whose variances hold τ² already. */
function dsl(effects: Effects, level: number): Pooled {
  const df = effects.values.length - 1;
  const estimate = TAU_SQUARED.dl(effects);
  const { mean, variance } = weightedMean(effects, estimate);
  const q = (extra: number): number => cochranQ(effects, estimate + extra, mean);
  const limit = (target: number): number => {
    if (q(0) < target) return 0;
    let high = 1;
    while (q(high) > target) high *= 2;
    return findRoot((extra) => q(extra) - target, 0, high);
  };
  const half = (1 - level) / 2;
  const lower = limit(chiSquaredUpperQuantile(half, df));
  const upper = limit(chiSquaredQuantile(half, df));
  return { log: mean, variance, q: q(0), tauSquared: { estimate, lower, upper, level } };
}

/** Mantel–Haenszel with raw weights on corrected ratios; mada's variance, term by term. */
function mantelHaenszelOfMada(counts: readonly TwoByTwo[], ratios: readonly number[], measure: RatioMeasure): Pooled {
  const weights = counts.map(({ tp, fp, fn, tn }) => {
    const n = tp + fp + fn + tn;
    return (measure === "dor" ? fp * fn : (measure === "plr" ? fp : tn) * (tp + fn)) / n;
  });
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const mean = weights.reduce((sum, w, i) => sum + w * ratios[i]!, 0) / weight;
  const q = weights.reduce((sum, w, i) => sum + w * square(ratios[i]! - mean), 0);
  const total = (term: (table: TwoByTwo, n: number) => number): number =>
    counts.reduce((sum, table) => sum + term(table, table.tp + table.fp + table.fn + table.tn), 0);
  let variance: number;
  if (measure === "dor") {
    const r = total(({ tp, tn }, n) => (tp * tn) / n);
    const s = total(({ fp, fn }, n) => (fp * fn) / n);
    const e = total(({ tp, tn }, n) => ((tp + tn) * tp * tn) / square(n));
    const g = total(({ tp, fp, fn, tn }, n) => ((fp + fn) * tp * tn) / square(n));
    const h = total(({ fp, fn }, n) => ((fp + fn) * fp * fn) / square(n));
    variance = 0.5 * (e / square(r) + g / (r * s) + h / square(s));
  } else {
    const p = total(({ tp, fp, fn, tn }, n) => ((tp + fn) * (fp + tn) * (tp + fp) - tp * fp * n) / square(n));
    const first = total(({ tp, fp, tn }, n) => ((measure === "plr" ? tp : fp) * (fp + tn)) / n);
    const second = total(({ tp, fn, tn }, n) => ((measure === "plr" ? fn : tn) * (tp + fn)) / n);
    variance = p / (first * second);
  }
  return { log: ln(mean), variance, q, tauSquared: null };
}

/**
 * The univariate pooling of R's `mada::madauni` (0.5.12), number for number, with what is wrong in it:
 *
 * - `dsl`: the estimate, its variance and τ² are DerSimonian & Laird's, but Q, its P value and I² are taken with the
 *   random-effects weights (AUDIT-C, ln DOR: I² 34 % in place of 75 %), and the Q-profile of τ² adds τ² to variances that hold it
 *   already, so that the interval may leave the estimate out.
 * - `mh`: the weights come from the raw counts and the ratios from the corrected ones; Q is taken on the ratios with these
 *   weights; the variance of ln DOR lacks the term Σ(tp+tn)·fp·fn/N², and those of ln LR+ and ln LR− have fn where fp
 *   belongs, or the other way round.
 *
 * `poolUnivariate` is the function to use. Throws `InsufficientStudiesError` below two studies, and `InputError` on a bad option.
 */
export function madaUnivariate(studies: readonly Study[], options: MadaUnivariateOptions): MadaUnivariate {
  const { measure, method = "dsl", level = 0.95 } = options;
  checkChoice("measure", measure, ["plr", "nlr", "dor"]);
  checkChoice("method", method, ["dsl", "mh"]);
  const critical = normalCritical(level);
  if (studies.length < 2) throw new InsufficientStudiesError(studies.length, 2, "madauni");
  const amounts = correctionAmounts(studies, resolveCorrection({ when: "all", ...options.correction }));
  const ratios = studies.map((study, i) => logRatio(addToCells(study, amounts[i]!), measure));
  const pooled =
    method === "dsl"
      ? dsl({ values: ratios.map(({ log }) => log), variances: ratios.map(({ variance }) => variance) }, level)
      : mantelHaenszelOfMada(
          studies,
          ratios.map(({ ratio }) => ratio),
          measure,
        );
  const { log, variance, q, tauSquared } = pooled;
  const df = studies.length - 1;
  const half = critical * Math.sqrt(variance);
  return {
    measure,
    method,
    label: "As R's mada prints it, its slips included; not for inference.",
    estimate: exp(log),
    lower: finiteOrNull(exp(log - half)),
    upper: finiteOrNull(exp(log + half)),
    level,
    logEstimate: log,
    variance: finiteOrNull(variance),
    tauSquared,
    q,
    df,
    pValue: chiSquaredPValue(q, df),
    iSquaredPercent: method === "dsl" ? (q > 0 ? Math.max(0, (100 * (q - df)) / q) : 0) : null,
  };
}
