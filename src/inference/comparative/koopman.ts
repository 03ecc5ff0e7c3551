import type { PartialEstimate } from "../../base/estimate.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";
import { exp, log } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";

/** Ratios beyond e^±this are not told from 0 and infinity. */
const FARTHEST = 40;

/**
 * A ratio of two proportions x1/n1 over x0/n0 of independent samples with its score interval (Koopman 1984, Biometrics 40:513,
 * doi:10.2307/2531405): the ratios φ that
 * (x1 − n1 p1)²/(n1 p1 (1 − p1)) + (x0 − n0 p0)²/(n0 p0 (1 − p0)) ≤ z² does not reject, p1 = φ p0 of greatest likelihood.
 * A limit at 0 or infinity is `null` (infinity) or 0; everything is `null` with an empty sample, or without any success.
 */
export function koopmanInterval(x1: number, n1: number, x0: number, n0: number, level: number): PartialEstimate {
  if (n1 === 0 || n0 === 0 || x1 + x0 === 0) return { estimate: null, lower: null, upper: null, level };
  const critical = normalUpperQuantile((1 - level) / 2);
  /** The signed root of the score statistic, falling in φ. */
  const score = (logRatio: number): number => {
    const ratio = exp(logRatio);
    const b = n1 * ratio + x1 + n0 + x0 * ratio;
    const c = (n1 + n0) * ratio;
    const inside = (2 * (x1 + x0)) / (b + Math.sqrt(Math.max(0, b * b - 4 * c * (x1 + x0))));
    const p0 = Math.min(1, 1 / ratio, inside);
    const p1 = Math.min(1, ratio * p0);
    const part = (x: number, n: number, p: number): number => {
      const deviation = x - n * p;
      return p < 1 ? (deviation * deviation) / (n * p * (1 - p)) : 0;
    };
    return Math.sign(x1 / n1 - (ratio * x0) / n0) * Math.sqrt(part(x1, n1, p1) + part(x0, n0, p0));
  };
  const estimate = x0 === 0 ? null : x1 / n1 / (x0 / n0);
  const centre = x0 === 0 ? FARTHEST : x1 === 0 ? -FARTHEST : log(x1 / n1 / (x0 / n0));
  const limit = (sign: 1 | -1): number | null => {
    if (sign > 0 ? x1 === 0 : x0 === 0) return sign > 0 ? 0 : null;
    const end = sign > 0 ? -FARTHEST : FARTHEST;
    return exp(
      findRoot((t) => score(t) - sign * critical, Math.min(centre, end), Math.max(centre, end), { tolerance: 1e-13 }),
    );
  };
  return { estimate, lower: limit(1), upper: limit(-1), level };
}
