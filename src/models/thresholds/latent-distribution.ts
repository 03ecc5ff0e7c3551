import { expit, log1pExp, logit } from "../../numeric/distributions/logistic.js";
import {
  normalCdf,
  normalLogCdf,
  normalLogDensity,
  normalLogUpperTail,
  normalQuantile,
} from "../../numeric/distributions/normal.js";
import { exp, expm1, log, log1p } from "../../numeric/elementary.js";

/** Distribution of the marker's values around a group's location, on the marker's scale. */
export type LatentDistribution = "logistic" | "normal" | "weibull";

/** What a standardised distribution F has to tell. */
export interface LatentFunctions {
  /** F(z). */
  readonly cdf: (z: number) => number;
  /** ln F(z), its relative accuracy full in the tail. */
  readonly logCdf: (z: number) => number;
  /** ln(1 − F(z)), likewise. */
  readonly logSurvival: (z: number) => number;
  /** ln f(z). */
  readonly logDensity: (z: number) => number;
  /** f′(z)/f(z). */
  readonly logDensitySlope: (z: number) => number;
  /** z with F(z) = p. */
  readonly quantile: (p: number) => number;
  /** In words, of a marker on the identity scale and on the log scale. */
  readonly words: { readonly identity: string; readonly log: string };
}

/** The distributions by name. Weibull is the minimum extreme value distribution, of which the Weibull is the exponential. */
export const latentDistributions: Readonly<Record<LatentDistribution, LatentFunctions>> = {
  logistic: {
    cdf: expit,
    logCdf: (z) => -log1pExp(-z),
    logSurvival: (z) => -log1pExp(z),
    logDensity: (z) => -log1pExp(-z) - log1pExp(z),
    logDensitySlope: (z) => 1 - 2 * expit(z),
    quantile: logit,
    words: { identity: "logistic", log: "log-logistic" },
  },
  normal: {
    cdf: normalCdf,
    logCdf: normalLogCdf,
    logSurvival: normalLogUpperTail,
    logDensity: normalLogDensity,
    logDensitySlope: (z) => -z,
    quantile: normalQuantile,
    words: { identity: "normal", log: "log-normal" },
  },
  weibull: {
    cdf: (z) => -expm1(-exp(z)),
    logCdf: (z) => logOneMinusExp(-exp(z)),
    logSurvival: (z) => -exp(z),
    logDensity: (z) => z - exp(z),
    logDensitySlope: (z) => 1 - exp(z),
    quantile: (p) => log(-log1p(-p)),
    words: { identity: "minimum extreme value", log: "Weibull" },
  },
};

/** ln(1 − e^x) for x < 0, without cancellation at either end. */
export function logOneMinusExp(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}
