import { proportionInterval } from "../../accuracy/proportion-interval.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import { given } from "../../base/given.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { exp, log as ln, square } from "../../numeric/elementary.js";
import type { TwoByTwo } from "../../tables/study.js";
import { stratifiedLogistic } from "../compare/stratified-logistic.js";
import { normalCritical } from "../point/wald.js";
import { cochranQ, type TauSquaredMethod } from "./inverse-variance.js";
import { mantelHaenszel } from "./mantel-haenszel.js";
import { randomEffects } from "./random-effects.js";
import type { Measure, ProportionScale } from "./study-effects.js";

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
  readonly scale: ProportionScale;
  readonly around: "inverse-variance" | "mh";
  readonly level: number;
}

interface Heterogeneity {
  readonly q: number | null;
  readonly df: number | null;
}

const unknown = (level: number): PartialEstimate => ({ estimate: null, lower: null, upper: null, level });

/** Successes and failures in the margin of a proportion. */
interface Cells {
  readonly x: number;
  readonly rest: number;
}

type Ratio = Exclude<Measure, "sensitivity" | "specificity">;

const isProportion = (measure: Measure): measure is "sensitivity" | "specificity" =>
  measure === "sensitivity" || measure === "specificity";

/** Those of each table. */
function margin(tables: readonly TwoByTwo[], measure: Measure): Cells[] {
  return tables.map(({ tp, fp, fn, tn }) => (measure === "sensitivity" ? { x: tp, rest: fn } : { x: tn, rest: fp }));
}

function toReadable({ measure, scale }: PoolSettings): (value: number) => number {
  if (!isProportion(measure)) return exp;
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

/** The pooled proportion of summed counts, its interval, and a statistic of the test of equal proportions. */
function poolProportion(
  input: PoolInput,
  settings: PoolSettings,
  statistic: (cells: readonly Cells[], p: number) => number,
  interval?: (x: number, n: number) => PartialEstimate | null,
): UnivariatePool {
  const cells = margin(input.counts, settings.measure);
  const x = cells.reduce((sum, cell) => sum + cell.x, 0);
  const rest = cells.reduce((sum, cell) => sum + cell.rest, 0);
  return fixedResult(
    { ...settings, scale: "logit" },
    cells.length,
    ln(x / rest),
    1 / x + 1 / rest,
    { q: Math.max(0, statistic(cells, x / (x + rest))), df: cells.length - 1 },
    interval?.(x, x + rest) ?? undefined,
  );
}

function pearson(cells: readonly Cells[], p: number): number {
  if (!(p > 0 && p < 1)) return 0;
  return cells.reduce((sum, { x, rest }) => {
    const n = x + rest;
    return sum + square(x - n * p) / (n * p * (1 - p));
  }, 0);
}

function deviance(cells: readonly Cells[], p: number): number {
  let sum = 0;
  for (const { x, rest } of cells) {
    const n = x + rest;
    if (x > 0) sum += 2 * x * ln(x / (n * p));
    if (rest > 0) sum += 2 * rest * ln(rest / (n * (1 - p)));
  }
  return sum;
}

function poolMantelHaenszel(input: PoolInput, settings: PoolSettings): UnivariatePool {
  const k = input.tables.length;
  const { log, variance } = mantelHaenszel(input.tables, settings.measure as Ratio);
  return fixedResult(settings, k, log, variance, { q: finiteOrNull(cochranQ(input, 0, log)), df: k - 1 });
}

function poolStratified(input: PoolInput, settings: PoolSettings): UnivariatePool {
  const k = input.tables.length;
  const fit = stratifiedLogistic(input.counts);
  if (fit === null) return fixedResult(settings, k, Number.NaN, Number.NaN, { q: null, df: null });
  return fixedResult(settings, k, fit.log, fit.variance, { q: fit.deviance, df: fit.informative - 1 });
}

/** Inverse-variance pooling, Q around the inverse-variance or the Mantel–Haenszel estimate. */
function poolEffects(method: TauSquaredMethod, input: PoolInput, settings: PoolSettings): UnivariatePool {
  const { level, measure, around } = settings;
  const centre = around === "mh" && !isProportion(measure) ? mantelHaenszel(input.tables, measure).log : undefined;
  const { k, mean, standardError, q, df, pValue, iSquared, tauSquared, tauSquaredInterval, reason } = randomEffects(
    input,
    { method, level, ...given({ centre }) },
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

/** A way to pool one measure. */
interface PoolMethod {
  /** The measures that it pools. */
  readonly measures: readonly Measure[];
  /** Whether it takes raw counts, with no effect of a study by itself. */
  readonly ofCounts: boolean;
  /** The test of heterogeneity. */
  readonly test: (around: PoolSettings["around"]) => string;
  readonly pool: (input: PoolInput, settings: PoolSettings) => UnivariatePool;
}

const PROPORTIONS: readonly Measure[] = ["sensitivity", "specificity"];
const RATIOS: readonly Measure[] = ["plr", "nlr", "dor"];
const CENTRES = { "inverse-variance": "inverse-variance", mh: "Mantel–Haenszel" } as const;

const cochran = (around: PoolSettings["around"]): string => `Cochran's Q around the ${CENTRES[around]} estimate`;

const byEffects = (method: TauSquaredMethod): PoolMethod => ({
  measures: [...PROPORTIONS, ...RATIOS],
  ofCounts: false,
  test: cochran,
  pool: (input, settings) => poolEffects(method, input, settings),
});

/** Every way to pool a measure on its own. */
export const POOL_METHODS = {
  dl: byEffects("dl"),
  reml: byEffects("reml"),
  fixed: byEffects("fixed"),
  mh: { measures: RATIOS, ofCounts: false, test: () => cochran("mh"), pool: poolMantelHaenszel },
  logistic: {
    measures: [...PROPORTIONS, "dor"],
    ofCounts: true,
    test: () => "deviance of the fixed-effect logistic model (likelihood ratio)",
    pool: (input, settings) =>
      isProportion(settings.measure) ? poolProportion(input, settings, deviance) : poolStratified(input, settings),
  },
  pooled: {
    measures: PROPORTIONS,
    ofCounts: true,
    test: () => "Pearson's chi-squared test of equal proportions",
    pool: (input, settings) =>
      poolProportion(input, settings, pearson, (x, n) =>
        proportionInterval(x, n, { method: "clopper-pearson", level: settings.level }),
      ),
  },
} as const satisfies Readonly<Record<string, PoolMethod>>;

/** How a measure is pooled on its own. */
export type UnivariateMethod = keyof typeof POOL_METHODS;

/** Pools one group of studies by the method named; an empty group gives `null`s and a reason. */
export function pool(input: PoolInput, method: UnivariateMethod, settings: PoolSettings): UnivariatePool {
  if (input.counts.length > 0) return POOL_METHODS[method].pool(input, settings);
  return {
    ...fixedResult(settings, 0, Number.NaN, Number.NaN, { q: null, df: null }),
    reason: "No study has the measure.",
  };
}
