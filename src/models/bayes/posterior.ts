import { cosh, exp, log, tanh } from "../../numeric/elementary.js";
import type { PreparedCounts } from "../binomial/counts.js";
import { logArtanhDensity, logLogSdDensity, logMeanDensity } from "./density.js";
import { coefficientDensity, type ResolvedPrior } from "./prior.js";
import { studyLikelihood } from "./study-likelihood.js";

/** The parameters of one draw. */
export interface DrawnParameters {
  /** Coefficients of logit sensitivity, then of logit specificity, of the design as the user gave it. */
  readonly coefficients: readonly number[];
  readonly sdSensitivity: number;
  readonly sdSpecificity: number;
  readonly correlation: number;
}

/**
 * The posterior density of t = (coefficients of the scaled design, ln σ₁, ln σ₂, artanh ρ): 2q + 3 numbers, unbounded, the studies'
 * effects integrated out.
 */
export interface Posterior {
  readonly dimension: number;
  /** ln of likelihood (binomial coefficients included); each study's part goes to `parts` from `at` on. */
  logLikelihood(t: ArrayLike<number>, parts: Float64Array, at: number): number;
  /** ln of the prior density of t, normalised. */
  logPrior(t: ArrayLike<number>, prior?: ResolvedPrior): number;
  parametersOf(t: ArrayLike<number>): DrawnParameters;
}

/** Where a standard deviation is beyond e^12 or a correlation beyond tanh 40 nothing but rounding is left to compute. */
const MOST = 40;

/**
 * Binds data and prior. The prior of a mean logit is that of a study with the average value of numeric moderators and the first
 * level of categorical ones; a moderator's coefficient has a density of its own, in the moderator's own unit.
 */
export function bayesPosterior({ counts, design, scaling }: PreparedCounts, prior: ResolvedPrior, nodes: number): Posterior {
  const { q, k } = counts;
  const dimension = 2 * q + 3;
  const likelihood = studyLikelihood(counts, nodes);
  // The row at which the prior of the mean holds; the Jacobian from scaled coefficients to these is constant.
  const numeric = new Set(design.moderators.filter(({ kind }) => kind === "numeric").map(({ name }) => name));
  const centre = design.terms.map((term, j) =>
    j === 0 ? 1 : numeric.has(term) ? design.rows.reduce((sum, row) => sum + row[j]!, 0) / k : 0,
  );
  let logJacobian = 0;
  for (let j = 1; j < q; j++) {
    const unit = Array.from({ length: 2 * q }, (_, i) => (i === j ? 1 : 0));
    logJacobian += 2 * log(scaling.original(unit)[j]!);
  }
  const original = (t: ArrayLike<number>): number[] => {
    const scaled = Array.from({ length: 2 * q }, (_, j) => t[j]!);
    return q === 1 ? scaled : scaling.original(scaled);
  };
  return {
    dimension,
    logLikelihood(t, parts, at) {
      const sd2 = exp(t[2 * q + 1]!);
      const z = t[2 * q + 2]!;
      return likelihood.total(t, exp(t[2 * q]!), sd2 * tanh(z), sd2 / cosh(z), parts, at);
    },
    logPrior(t, given = prior) {
      for (let j = 2 * q; j < dimension; j++) if (!(Math.abs(t[j]!) < MOST)) return Number.NEGATIVE_INFINITY;
      const coefficients = original(t);
      let sum = logJacobian;
      for (const [o, outcome] of (["sensitivity", "specificity"] as const).entries()) {
        let mean = 0;
        for (let j = 0; j < q; j++) mean += centre[j]! * coefficients[o * q + j]!;
        sum += logMeanDensity(given.mean[outcome], mean);
        const density = coefficientDensity(given, outcome);
        for (let j = 1; j < q; j++) sum += logMeanDensity(density, coefficients[o * q + j]!);
        sum += logLogSdDensity(given.sd[outcome], t[2 * q + o]!);
      }
      return sum + logArtanhDensity(given.correlation, t[2 * q + 2]!);
    },
    parametersOf(t) {
      return {
        coefficients: original(t),
        sdSensitivity: exp(t[2 * q]!),
        sdSpecificity: exp(t[2 * q + 1]!),
        correlation: tanh(t[2 * q + 2]!),
      };
    },
  };
}
