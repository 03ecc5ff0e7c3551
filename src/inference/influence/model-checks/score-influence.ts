import type { BivariateFit } from "../../../models/fit.js";
import { quadraticForm } from "../../../numeric/linear/matrix.js";
import { parameterScores } from "../parameter-scores.js";

/** Approximate influence of every study on all parameters of a fit. */
export interface ScoreInfluence {
  /** In the fit's order. */
  readonly points: readonly {
    /** Name of the study. */
    readonly id: string;
    /** Approximate Cook's distance over all parameters. */
    readonly cooksDistance: number;
    /** Whether it lies beyond `threshold`. */
    readonly influential: boolean;
  }[];
  /** 4·p/k; studies beyond it are influential. `null` where there are no points. */
  readonly threshold: number | null;
  /** Why there are no points; `null` where there are. */
  readonly reason: string | null;
}

/**
 * Cook's distance from scores, without refits: Dᵢ = 2·gᵢᵀVgᵢ, gᵢ the study's share of the score and V the inverse of the
 * observed information, over the means and the between-study variances and covariance together; studies beyond 4·p/k, p the
 * number of parameters, stand out. As midas and gllamm's `cooksd` compute it; logarithms of the standard deviations and atanh ρ
 * there give the same number, since scores and V change together.
 *
 * It is twice a first-order approximation of the shift that leaving the study out causes in all parameters; `influence` has
 * the exact distance of the coefficients, by refitting.
 *
 * Not defined, with a reason: the method of moments, which has no covariance of the variances.
 */
export function scoreInfluence(fit: BivariateFit): ScoreInfluence {
  const covariance = fit.parameterCovariance;
  if (covariance === null) {
    return {
      points: [],
      threshold: null,
      reason: "the method of moments maximises no likelihood, so it has no scores",
    };
  }
  const threshold = (4 * fit.parameters) / fit.k;
  const points = parameterScores(fit).map((scores, i) => {
    const cooksDistance = 2 * Math.max(0, quadraticForm(covariance, scores));
    return { id: fit.studies[i]!.id, cooksDistance, influential: cooksDistance > threshold };
  });
  return { points, threshold, reason: null };
}
