import { chiSquaredQuantile, chiSquaredUpperQuantile } from "../../numeric/distributions/chi-squared.js";
import { log, power, square } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";

/** Effects with known sampling variances, position by position. */
export interface Effects {
  readonly values: readonly number[];
  readonly variances: readonly number[];
}

/** Weighted mean with weights 1/(vᵢ + τ²), and its variance 1/Σw. */
export function weightedMean({ values, variances }: Effects, tauSquared = 0): { mean: number; variance: number } {
  let weight = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const w = 1 / (variances[i]! + tauSquared);
    weight += w;
    sum += w * values[i]!;
  }
  return { mean: sum / weight, variance: 1 / weight };
}

/** Σ (yᵢ − centre)²/(vᵢ + τ²); with τ² = 0 around the inverse-variance mean (the default centre) it is Cochran's Q. */
export function cochranQ(effects: Effects, tauSquared = 0, centre = weightedMean(effects, tauSquared).mean): number {
  let q = 0;
  for (let i = 0; i < effects.values.length; i++) {
    q += square(effects.values[i]! - centre) / (effects.variances[i]! + tauSquared);
  }
  return q;
}

/** Moment estimate (Q − df)/(Σw − Σw²/Σw), not below 0, for the given Q; DerSimonian & Laird 1986, Control Clin Trials 7:177. */
export function tauSquaredFromQ({ variances }: Effects, q: number): number {
  let sum = 0;
  let squares = 0;
  for (const variance of variances) {
    sum += 1 / variance;
    squares += 1 / square(variance);
  }
  return Math.max(0, (q - (variances.length - 1)) / (sum - squares / sum));
}

/** Restricted log-likelihood of τ² up to a constant, and its derivative. */
function restricted(effects: Effects, tauSquared: number): { logLik: number; score: number } {
  const { mean } = weightedMean(effects, tauSquared);
  let logs = 0;
  let w1 = 0;
  let w2 = 0;
  let q1 = 0;
  let q2 = 0;
  for (let i = 0; i < effects.values.length; i++) {
    const total = effects.variances[i]! + tauSquared;
    const w = 1 / total;
    const squared = square(effects.values[i]! - mean);
    logs += log(total);
    w1 += w;
    w2 += w * w;
    q1 += w * squared;
    q2 += w * w * squared;
  }
  return { logLik: -0.5 * (logs + log(w1) + q1), score: 0.5 * (q2 - w1 + w2 / w1) };
}

/**
 * REML estimate of τ²: the highest of all local maxima of the restricted likelihood over τ² ≥ 0. The score is looked at on a
 * logarithmic grid around the spread of the effects; every change of its sign from + to − is a maximum and is refined, and 0
 * is one where the score there is not positive.
 */
export function tauSquaredReml(effects: Effects): number {
  const { values, variances } = effects;
  const k = values.length;
  const plain = values.reduce((sum, y) => sum + y, 0) / k;
  const spread = values.reduce((sum, y) => sum + square(y - plain), 0) / (k - 1);
  const score = (tauSquared: number): number => restricted(effects, tauSquared).score;
  let top = Math.max(spread, variances[0]!) * 4;
  while (score(top) > 0) top *= 4;
  const steps = 60;
  const grid = Array.from({ length: steps + 1 }, (_, i) => (i === 0 ? 0 : top * power(10, -10 * (1 - i / steps))));
  const scores = grid.map(score);
  const maxima = scores[0]! <= 0 ? [0] : [];
  for (let i = 1; i <= steps; i++) {
    if (scores[i - 1]! > 0 && scores[i]! <= 0) maxima.push(findRoot(score, grid[i - 1]!, grid[i]!));
  }
  const logLik = (tauSquared: number): number => restricted(effects, tauSquared).logLik;
  return maxima.reduce((best, candidate) => (logLik(candidate) > logLik(best) ? candidate : best));
}

/** The τ² at which Q equals its degrees of freedom, 0 where it is smaller from the start; Paule & Mandel 1982, J Res NBS 87:377. */
function tauSquaredPauleMandel(effects: Effects): number {
  const excess = (tauSquared: number): number => cochranQ(effects, tauSquared) - (effects.values.length - 1);
  if (excess(0) <= 0) return 0;
  let top = Math.max(...effects.variances);
  while (excess(top) > 0) top *= 4;
  return findRoot(excess, 0, top);
}

/** How the between-study variance is estimated: none, DerSimonian–Laird, Paule–Mandel, or restricted maximum likelihood. */
export const TAU_SQUARED = {
  dl: (effects) => tauSquaredFromQ(effects, cochranQ(effects)),
  pm: tauSquaredPauleMandel,
  reml: tauSquaredReml,
  fixed: () => 0,
} as const satisfies Readonly<Record<string, (effects: Effects) => number>>;

/** Name of an estimator of τ². */
export type TauSquaredMethod = keyof typeof TAU_SQUARED;

/** The "typical" within-study variance (k−1)·Σw/((Σw)² − Σw²); Higgins & Thompson 2002, Stat Med 21:1539, equation 9, doi:10.1002/sim.1186. */
export function typicalVariance({ variances }: Effects): number {
  let sum = 0;
  let squares = 0;
  for (const variance of variances) {
    sum += 1 / variance;
    squares += 1 / square(variance);
  }
  return ((variances.length - 1) * sum) / (sum * sum - squares);
}

/**
 * Q-profile interval of τ²: the values at which Σ(yᵢ − μ(τ²))²/(vᵢ + τ²) equals the χ² quantiles of k − 1 degrees of freedom
 * (it falls as τ² rises); 0 where the profile lies below the quantile from the start. Viechtbauer 2007, Stat Med 26:37,
 * doi:10.1002/sim.2514; as metafor's `confint`.
 */
export function qProfile(effects: Effects, level: number): { lower: number; upper: number } {
  const df = effects.values.length - 1;
  const solve = (target: number): number => {
    const excess = (value: number): number => cochranQ(effects, value) - target;
    if (excess(0) <= 0) return 0;
    let high = effects.variances[0]!;
    while (excess(high) > 0) high *= 4;
    return findRoot(excess, 0, high);
  };
  const half = (1 - level) / 2;
  return { lower: solve(chiSquaredUpperQuantile(half, df)), upper: solve(chiSquaredQuantile(half, df)) };
}
