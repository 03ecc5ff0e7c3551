import { proportionInterval } from "../../accuracy/proportion-interval.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { exp, log as ln, square } from "../../numeric/elementary.js";
import type { TwoByTwo } from "../../tables/study.js";
import { stratifiedLogistic } from "../compare/stratified-logistic.js";
import { finiteOrNull, normalCritical } from "../point/wald.js";
import { cochranQ } from "./inverse-variance.js";
import { mantelHaenszel } from "./mantel-haenszel.js";
import { randomEffects } from "./random-effects.js";
import type { Measure, ProportionScale } from "./study-effects.js";

/** How a measure is pooled on its own. */
export type UnivariateMethod = "dl" | "reml" | "fixed" | "mh" | "logistic" | "pooled";

/** One group of studies pooled. Values are `null` with a reason where they are not defined. */
export interface UnivariatePool {
  /** Studies that were pooled. */
  readonly k: number;
  /** On the scale that people read. */
  readonly estimate: PartialEstimate;
  /** The estimate on the pooling scale (logit, logarithm, or as it is), and its standard error there. */
  readonly scaleEstimate: number | null;
  /** Standard error of `scaleEstimate`. */
  readonly standardError: number | null;
  /** The statistic of the test of heterogeneity; `test` of the result says which. */
  readonly q: number | null;
  /** Degrees of freedom of `q`. */
  readonly df: number | null;
  /** Of `q`, from the χ² distribution. */
  readonly pValue: number | null;
  /** From 0 to 1; limits by Q-profile for the inverse-variance methods, otherwise `null`. */
  readonly iSquared: PartialEstimate;
  /** Between-study variance on the pooling scale; 0 for the fixed-effect methods. */
  readonly tauSquared: number | null;
  /** Q-profile limits of τ², on the pooling scale. */
  readonly tauSquaredInterval: {
    /** Lower limit. */
    readonly lower: number | null;
    /** Upper limit. */
    readonly upper: number | null;
    /** Confidence level, e.g. 0.95. */
    readonly level: number;
  };
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** What is pooled: raw and corrected tables of the same studies, and, for methods that weight effects, the effects. */
export interface PoolInput {
  readonly counts: readonly TwoByTwo[];
  readonly tables: readonly TwoByTwo[];
  readonly values: readonly number[];
  readonly variances: readonly number[];
}

/** How `pool` computes. */
export interface PoolSettings {
  readonly measure: Measure;
  readonly method: UnivariateMethod;
  readonly scale: ProportionScale;
  readonly around: "inverse-variance" | "mh";
  readonly level: number;
}

interface Heterogeneity {
  readonly q: number | null;
  readonly df: number | null;
}

const unknown = (level: number): PartialEstimate => ({ estimate: null, lower: null, upper: null, level });

/** Successes and failures of each table in the margin of a proportion. */
function margin(tables: readonly TwoByTwo[], measure: Measure): { x: number; rest: number }[] {
  return tables.map(({ tp, fp, fn, tn }) => (measure === "sensitivity" ? { x: tp, rest: fn } : { x: tn, rest: fp }));
}

function toReadable({ measure, scale }: PoolSettings): (value: number) => number {
  if (measure !== "sensitivity" && measure !== "specificity") return exp;
  return scale === "logit" ? expit : (value) => value;
}

/** Assembles a fixed-effect result: Wald interval on the pooling scale, I² from Q. */
function fixedResult(
  settings: PoolSettings,
  k: number,
  value: number,
  variance: number,
  heterogeneity: Heterogeneity,
  interval?: PartialEstimate,
): UnivariatePool {
  const { level } = settings;
  const readable = toReadable(settings);
  const standardError = finiteOrNull(Math.sqrt(variance));
  const half = standardError === null ? Number.NaN : normalCritical(level) * standardError;
  const { q, df } = heterogeneity;
  const tested = q !== null && df !== null && df > 0;
  const reasons = [
    Number.isFinite(value)
      ? null
      : "The estimate is infinite or not defined on the pooling scale: a sum of cells is 0.",
    tested ? null : `Heterogeneity needs at least two studies, got ${k}.`,
  ].filter((reason) => reason !== null);
  return {
    k,
    estimate: interval ?? {
      estimate: finiteOrNull(readable(value)),
      lower: finiteOrNull(readable(value - half)),
      upper: finiteOrNull(readable(value + half)),
      level,
    },
    scaleEstimate: finiteOrNull(value),
    standardError,
    q: tested ? q : null,
    df: tested ? df : null,
    pValue: tested ? chiSquaredUpperTail(q, df) : null,
    iSquared: tested
      ? { estimate: q > 0 ? Math.max(0, (q - df) / q) : 0, lower: null, upper: null, level }
      : unknown(level),
    tauSquared: 0,
    tauSquaredInterval: { lower: null, upper: null, level },
    reason: reasons.length > 0 ? reasons.join(" ") : null,
  };
}

/** Sums of counts: the pooled proportion, and a test of equal proportions by deviance or by Pearson's χ². */
function poolProportion(input: PoolInput, settings: PoolSettings): UnivariatePool {
  const cells = margin(input.counts, settings.measure);
  const x = cells.reduce((sum, cell) => sum + cell.x, 0);
  const rest = cells.reduce((sum, cell) => sum + cell.rest, 0);
  const p = x / (x + rest);
  let pearson = 0;
  let deviance = 0;
  for (const cell of cells) {
    const n = cell.x + cell.rest;
    if (p > 0 && p < 1) pearson += square(cell.x - n * p) / (n * p * (1 - p));
    if (cell.x > 0) deviance += 2 * cell.x * ln(cell.x / (n * p));
    if (cell.rest > 0) deviance += 2 * cell.rest * ln(cell.rest / (n * (1 - p)));
  }
  const exact = settings.method === "pooled";
  const interval = proportionInterval(x, x + rest, { method: "clopper-pearson", level: settings.level });
  return fixedResult(
    { ...settings, scale: "logit" },
    cells.length,
    ln(x / rest),
    1 / x + 1 / rest,
    { q: Math.max(0, exact ? pearson : deviance), df: cells.length - 1 },
    exact && interval !== null ? interval : undefined,
  );
}

function poolRatio(input: PoolInput, settings: PoolSettings, measure: "plr" | "nlr" | "dor"): UnivariatePool {
  const k = input.tables.length;
  if (settings.method === "mh") {
    const { log, variance } = mantelHaenszel(input.tables, measure);
    return fixedResult(settings, k, log, variance, { q: finiteOrNull(cochranQ(input, 0, log)), df: k - 1 });
  }
  const fit = stratifiedLogistic(input.counts);
  if (fit === null) return fixedResult(settings, k, Number.NaN, Number.NaN, { q: null, df: null });
  return fixedResult(settings, k, fit.log, fit.variance, { q: fit.deviance, df: fit.informative - 1 });
}

/** Inverse-variance methods, Q around the inverse-variance or the Mantel–Haenszel estimate. */
function poolEffects(input: PoolInput, settings: PoolSettings): UnivariatePool {
  const { method, level, measure, around } = settings;
  const ratio = measure === "plr" || measure === "nlr" || measure === "dor";
  const centre = around === "mh" && ratio ? mantelHaenszel(input.tables, measure).log : undefined;
  const { k, mean, standardError, q, df, pValue, iSquared, tauSquared, tauSquaredInterval, reason } = randomEffects(
    input,
    {
      method: method === "reml" || method === "dl" ? method : "fixed",
      level,
      ...(centre === undefined ? {} : { centre }),
    },
  );
  const readable = toReadable(settings);
  const at = (value: number | null): number | null => (value === null ? null : readable(value));
  return {
    k,
    estimate: { estimate: at(mean.estimate), lower: at(mean.lower), upper: at(mean.upper), level },
    scaleEstimate: mean.estimate,
    standardError,
    q,
    df,
    pValue,
    iSquared,
    tauSquared,
    tauSquaredInterval,
    reason,
  };
}

/** Pools one group of studies by the method named; an empty group gives `null`s and a reason. */
export function pool(input: PoolInput, settings: PoolSettings): UnivariatePool {
  const { measure, method } = settings;
  if (input.counts.length === 0) {
    return {
      ...fixedResult(settings, 0, Number.NaN, Number.NaN, { q: null, df: null }),
      reason: "No study has the measure.",
    };
  }
  if (method === "dl" || method === "reml" || method === "fixed") return poolEffects(input, settings);
  if (measure === "sensitivity" || measure === "specificity") return poolProportion(input, settings);
  return poolRatio(input, settings, measure);
}
