import type { BivariateFit } from "../models/fit.js";
import { fitReitsma } from "../models/fit-reitsma.js";
import { refit } from "../models/refit.js";
import { binomialLogProbability } from "../numeric/binomial.js";
import { chiSquaredUpperTail } from "../numeric/chi-squared.js";

/** The likelihood ratio test of between-study variation. */
export interface RandomVersusFixed {
  readonly chiSquared: number | null;
  /** Between-study parameters: 3, or 2 where the correlation is fixed at 0. */
  readonly df: number;
  readonly pValue: number | null;
  readonly reason: string | null;
}

/** Log-likelihood of one sensitivity and one specificity for all studies, binomial coefficients included. */
function commonAccuracyLogLik(fit: BivariateFit): number {
  const total = (count: (study: BivariateFit["studies"][number]) => number): number =>
    fit.studies.reduce((sum, study) => sum + count(study), 0);
  const sensitivity = total(({ tp }) => tp) / total(({ tp, fn }) => tp + fn);
  const specificity = total(({ tn }) => tn) / total(({ tn, fp }) => tn + fp);
  return fit.studies.reduce(
    (sum, { tp, fp, fn, tn }) =>
      sum + binomialLogProbability(tp, tp + fn, sensitivity) + binomialLogProbability(tn, tn + fp, specificity),
    0,
  );
}

/**
 * The likelihood ratio test of the random-effects model against the fixed-effect one with the same means, by maximum
 * likelihood; Stata's metadta prints it for the binomial model. The null hypothesis lies on the edge of the parameter space,
 * so that the P value is too large, not too small (Self & Liang 1987, J Am Stat Assoc 82:605, doi:10.1080/01621459.1987.10478472).
 *
 * Not defined, with a reason: a fixed-effect fit; a binomial fit with moderators.
 */
export function randomVersusFixed(fit: BivariateFit): RandomVersusFixed {
  const df = fit.options.correlation === 0 ? 2 : 3;
  const without = (reason: string): RandomVersusFixed => ({ chiSquared: null, df, pValue: null, reason });
  const test = (random: number, fixed: number): RandomVersusFixed => {
    const chiSquared = Math.max(0, 2 * (random - fixed));
    return { chiSquared, df, pValue: chiSquaredUpperTail(chiSquared, df), reason: null };
  };
  if (fit.model === "binomial") {
    if (fit.design.moderators.length > 0) return without("computed for fits without moderators");
    return test(fit.logLik, commonAccuracyLogLik(fit));
  }
  if (fit.options.method === "fixed") return without("the fit has no between-study variation to test");
  const fixed = fitReitsma(fit.studies, { ...fit.options, method: "fixed" });
  return test(refit(fit, fit.studies, { maximumLikelihood: true }).logLik, fixed.logLik);
}
