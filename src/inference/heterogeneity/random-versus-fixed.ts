import type { BivariateFit } from "../../models/fit.js";
import { byMaximumLikelihood, modelOf } from "../../models/models.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";

/** The likelihood ratio test of between-study variation. */
export interface RandomVersusFixed {
  /** Twice the difference of the log-likelihoods; `null` where there is no test. */
  readonly chiSquared: number | null;
  /** Between-study parameters: 3, or 2 where the correlation is fixed at 0; fewer where the fit took a simpler model. */
  readonly df: number;
  /** From the χ² distribution on `df`; `null` where there is no test. */
  readonly pValue: number | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/**
 * The likelihood ratio test of the random-effects model against the fixed-effect one with the same means, by maximum
 * likelihood; Stata's metadta prints it for the binomial model. The null hypothesis lies on the edge of the parameter space,
 * so that the P value is too large, not too small (Self & Liang 1987, J Am Stat Assoc 82:605, doi:10.1080/01621459.1987.10478472).
 * A fit by REML or moments is refitted by maximum likelihood for it.
 *
 * Not defined, with a reason: a fit without between-study variation in its model; a fit that did not converge.
 */
export function randomVersusFixed(fit: BivariateFit): RandomVersusFixed {
  const df = fit.parameters - fit.coefficients.length;
  const without = (reason: string): RandomVersusFixed => ({ chiSquared: null, df, pValue: null, reason });
  if (df === 0) return without("the fit has no between-study variation to test");
  const random = byMaximumLikelihood(fit);
  if (!random.convergence.converged) return without(`the fit did not converge: ${random.convergence.message}`);
  const chiSquared = Math.max(0, 2 * (random.logLik - modelOf(fit).fixedEffectLogLik(fit)));
  return { chiSquared, df, pValue: chiSquaredUpperTail(chiSquared, df), reason: null };
}
