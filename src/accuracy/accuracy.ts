import { checkOptions } from "../base/check-options.js";
import { checkChoice, checkLevel, checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { Estimate } from "../base/estimate.js";
import { hypot } from "../numeric/elementary.js";
import { addToCells, type Correction, hasZeroCell, resolveCorrection } from "../tables/correction.js";
import type { TwoByTwo } from "../tables/study.js";
import { type RatioEstimate, ratioEstimate } from "./log-ratio.js";
import { type ProportionMethod, proportionInterval, proportionMethods } from "./proportion-interval.js";

/** How `accuracy` computes. */
export interface AccuracyOptions {
  /** Confidence level of every interval. Default 0.95. */
  readonly level?: number;
  /** Interval of the proportions. Default `"wilson"`. */
  readonly interval?: ProportionMethod;
  /**
   * Left out: proportions come from the counts as they are, and only the three ratios of a table with a zero cell get
   * 0.5 in its four cells. Named: the table itself is corrected and every measure comes from the corrected cells;
   * `when: "single"` corrects a table that has a zero cell, `"all"` any table, `"none"` none.
   */
  readonly correction?: Partial<Correction>;
}

/**
 * Measures of one 2×2 table; `null` where a measure is not defined (an empty margin, an infinite ratio).
 * Proportions are from 0 to 1, Youden's index from −1 to 1, ratios from 0 up.
 */
export interface Accuracy {
  /** tp/(tp + fn). */
  readonly sensitivity: Estimate | null;
  /** tn/(fp + tn). */
  readonly specificity: Estimate | null;
  /** Positive likelihood ratio, sensitivity/(1 − specificity). */
  readonly plr: RatioEstimate | null;
  /** Negative likelihood ratio, (1 − sensitivity)/specificity. */
  readonly nlr: RatioEstimate | null;
  /** Diagnostic odds ratio, plr/nlr. */
  readonly dor: RatioEstimate | null;
  /** Positive predictive value at the table's own prevalence. */
  readonly ppv: Estimate | null;
  /** Negative predictive value at the table's own prevalence. */
  readonly npv: Estimate | null;
  /** Share of all subjects that the test classifies correctly. */
  readonly accuracy: Estimate | null;
  /** Youden's index, sensitivity + specificity − 1. */
  readonly youden: Estimate | null;
  /** F₁, the harmonic mean of sensitivity and positive predictive value. */
  readonly f1: Estimate | null;
  /** Share of the diseased in the table. */
  readonly prevalence: Estimate | null;
  /** Amount added to each of the four cells; 0 where none was. */
  readonly correction: number;
  /** What the amount was added for: `"ratios"` by default, `"all"` measures where the caller named a correction. */
  readonly corrected: "none" | "ratios" | "all";
  /** Interval of the proportions. */
  readonly interval: ProportionMethod;
}

function checkTable(table: TwoByTwo): void {
  checkObject("table", table, "a 2×2 table { tp, fp, fn, tn }");
  for (const cell of ["tp", "fp", "fn", "tn"] as const) {
    const count = table[cell];
    if (Number.isSafeInteger(count) && count >= 0) continue;
    throw new InputError("bad-count", `${cell} must be a whole number ≥ 0, got ${shown(count)}.`, {
      where: cell,
      got: count,
      wanted: "a whole number ≥ 0",
    });
  }
}

/**
 * Youden's index with the interval by variance recovery: with the limits (l, u) of sensitivity and of specificity,
 * J − √((Se − l)² + (Sp − l)²) to J + √((u − Se)² + (u − Sp)²). With Wilson limits it is Newcombe's method 10 for the
 * difference of two proportions (1998, Stat Med 17:873), with Wald limits the Wald interval.
 */
function youdenIndex(sensitivity: Estimate, specificity: Estimate): Estimate {
  const estimate = sensitivity.estimate + specificity.estimate - 1;
  const below = hypot(sensitivity.estimate - sensitivity.lower, specificity.estimate - specificity.lower);
  const above = hypot(sensitivity.upper - sensitivity.estimate, specificity.upper - specificity.estimate);
  return { estimate, lower: estimate - below, upper: estimate + above, level: sensitivity.level };
}

/**
 * F₁ = 2q/(1 + q), a rising function of q = tp/(tp + fp + fn). Given the number of subjects who are diseased or test
 * positive, tp is binomial, so q's interval carries over; q is Hand's F* (2021, Mach Learn 110:451,
 * doi:10.1007/s10994-021-05964-1).
 */
function f1Score(q: Estimate): Estimate {
  const f1 = (share: number): number => (2 * share) / (1 + share);
  return { estimate: f1(q.estimate), lower: f1(q.lower), upper: f1(q.upper), level: q.level };
}

/**
 * Accuracy of one study: every measure of a 2×2 table with its confidence interval.
 *
 * Proportions (sensitivity tp/(tp+fn), specificity tn/(tn+fp), ppv tp/(tp+fp), npv tn/(tn+fn), accuracy, prevalence)
 * have a binomial interval, `proportionInterval`; Youden's index and F₁ take theirs from it; the likelihood ratios and
 * the odds ratio have a log-scale delta interval, `logRatio`. Predictive values are those of the table: they hold at its
 * prevalence, and mean little in a case-control study (see `posttest`).
 *
 * Zero cells. By default the proportions are raw, and the three ratios of a table with a zero cell are computed after
 * adding 0.5 to its four cells (Haldane 1956, Ann Hum Genet 20:309; Anscombe 1956, Biometrika 43:461), as Stata's midas
 * does. A `correction` that the caller names corrects the table for every measure, as R's mada does, and an empty margin
 * is then no longer empty. `correction` and `corrected` of the result say what was done.
 *
 * Not defined. A measure whose margin is empty is `null`, and so is an infinite ratio (`when: "none"` with a zero below
 * the line). A ratio of 0 keeps its value and has limits `null`, as its logarithm has none.
 *
 * Agrees with mada's `madad` and R's `binom.test`; mada sets a sensitivity and a specificity of a corrected table in the
 * same way.
 *
 * Throws `InputError` on a table that is not four whole numbers ≥ 0 (`bad-count`), and on a bad option (`bad-level`,
 * `bad-option`, `bad-correction`).
 *
 * @example
 * ```ts
 * import { accuracy } from "dta-meta";
 *
 * const { sensitivity, plr } = accuracy({ tp: 47, fp: 101, fn: 9, tn: 738 });
 * sensitivity?.estimate.toFixed(3); // "0.839"
 * sensitivity?.lower.toFixed(3); // "0.722"
 * plr?.estimate.toFixed(2); // "6.97"
 * ```
 */
export function accuracy(table: TwoByTwo, options: AccuracyOptions = {}): Accuracy {
  checkOptions(options);
  const { level = 0.95, interval = "wilson" } = options;
  checkTable(table);
  checkLevel(level);
  checkChoice("interval", interval, proportionMethods);
  const named = options.correction !== undefined;
  const { value, when } = resolveCorrection(options.correction);
  const correction = when === "all" || (when === "single" && hasZeroCell(table)) ? value : 0;
  const forRatios = correction === 0 ? table : addToCells(table, correction);
  const cells = named ? forRatios : table;
  const { tp, fp, fn, tn } = cells;
  const proportion = (successes: number, trials: number): Estimate | null =>
    proportionInterval(successes, trials, { method: interval, level });
  const sensitivity = proportion(tp, tp + fn);
  const specificity = proportion(tn, tn + fp);
  const bothMargins = sensitivity !== null && specificity !== null;
  const ratio = (measure: "plr" | "nlr" | "dor"): RatioEstimate | null =>
    bothMargins ? ratioEstimate(forRatios, measure, level) : null;
  const fStar = proportion(tp, tp + fp + fn);
  return {
    sensitivity,
    specificity,
    plr: ratio("plr"),
    nlr: ratio("nlr"),
    dor: ratio("dor"),
    ppv: proportion(tp, tp + fp),
    npv: proportion(tn, tn + fn),
    accuracy: proportion(tp + tn, tp + fp + fn + tn),
    youden: bothMargins ? youdenIndex(sensitivity, specificity) : null,
    f1: fStar === null ? null : f1Score(fStar),
    prevalence: proportion(tp + fn, tp + fp + fn + tn),
    correction,
    corrected: correction === 0 ? "none" : named ? "all" : "ratios",
    interval,
  };
}
