import type { PartialEstimate } from "../../base/estimate.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { normalCritical } from "../point/wald.js";
import {
  cochranQ,
  type Effects,
  qProfile,
  TAU_SQUARED,
  type TauSquaredMethod,
  tauSquaredFromQ,
  typicalVariance,
  weightedMean,
} from "./inverse-variance.js";

/** A pooled mean of effects with known variances, and their heterogeneity; `null` with a reason where not defined. */
export interface RandomEffects {
  readonly k: number;
  /** On the scale of the effects, with its Wald interval. */
  readonly mean: PartialEstimate;
  readonly standardError: number | null;
  readonly q: number | null;
  readonly df: number | null;
  readonly pValue: number | null;
  readonly tauSquared: number | null;
  readonly tauSquaredInterval: { readonly lower: number | null; readonly upper: number | null; readonly level: number };
  /** From 0 to 1. */
  readonly iSquared: PartialEstimate;
  /** Q/df with method `dl` where Q > df; in general τ²/typical variance + 1. */
  readonly hSquared: number | null;
  readonly reason: string | null;
}

/** How `randomEffects` computes. */
export interface RandomEffectsOptions {
  readonly method: TauSquaredMethod;
  readonly level: number;
  /** Value that Q is taken around; default the inverse-variance mean. Meta-DiSc 1.4 and Stata's `metan, random` take the Mantel–Haenszel estimate. */
  readonly centre?: number;
}

const nothing = (level: number): PartialEstimate => ({ estimate: null, lower: null, upper: null, level });

/**
 * Inverse-variance pooling: weights 1/(vᵢ + τ²), mean ± z/√Σw, Cochran's Q with its χ² tail, τ² by the method named,
 * I² = τ²/(τ² + s²) with Higgins & Thompson's typical variance s², limits of τ² and I² by Q-profile. With the method
 * `fixed` the mean has τ² = 0, and I² is that of `dl`.
 *
 * One effect gives a mean without heterogeneity; none gives nothing. `reason` says so.
 */
export function randomEffects(effects: Effects, options: RandomEffectsOptions): RandomEffects {
  const { method, level, centre } = options;
  const critical = normalCritical(level);
  const k = effects.values.length;
  const between =
    k < 2
      ? 0
      : centre !== undefined && method === "dl"
        ? tauSquaredFromQ(effects, cochranQ(effects, 0, centre))
        : TAU_SQUARED[method](effects);
  const { mean, variance } = weightedMean(effects, between);
  const standardError = k === 0 ? null : Math.sqrt(variance);
  const pooled =
    standardError === null
      ? nothing(level)
      : { estimate: mean, lower: mean - critical * standardError, upper: mean + critical * standardError, level };
  if (k < 2) {
    return {
      k,
      mean: pooled,
      standardError,
      q: null,
      df: null,
      pValue: null,
      tauSquared: null,
      tauSquaredInterval: { lower: null, upper: null, level },
      iSquared: nothing(level),
      hSquared: null,
      reason: `Heterogeneity needs at least two studies, got ${k}.`,
    };
  }
  const q = cochranQ(effects, 0, centre);
  const df = k - 1;
  const within = typicalVariance(effects);
  const share = (value: number): number => value / (value + within);
  const heterogeneous = method === "fixed" ? tauSquaredFromQ(effects, q) : between;
  const { lower, upper } = qProfile(effects, level);
  return {
    k,
    mean: pooled,
    standardError,
    q,
    df,
    pValue: chiSquaredUpperTail(q, df),
    tauSquared: between,
    tauSquaredInterval: { lower, upper, level },
    iSquared: { estimate: share(heterogeneous), lower: share(lower), upper: share(upper), level },
    hSquared: heterogeneous / within + 1,
    reason: null,
  };
}
