import { fitBinomial } from "../models/binomial/fit-binomial.js";
import type { Study } from "../tables/study.js";
import { fitNotes, summaryQuantities } from "./bivariate-quantities.js";
import { type ProgramOutput, significant, single } from "./program-output.js";

/**
 * What Stata's `metandi2` with option `u` prints, which reviews use for two or three studies: sensitivity and specificity each
 * by its own random-intercept logistic regression (7 integration points), with Wald intervals on the logit scale. Where a
 * between-study variance is estimated as 0 this is the pooled proportion Σx/Σn. It ignores the correlation of the two.
 *
 * Sheppard et al. 2022 (doi:10.1111/apt.16729) call it a fixed-effect model; its printed intervals are those of random effects.
 */
export function metandi2(studies: readonly Study[]): ProgramOutput {
  const fit = fitBinomial(studies, { nodes: 7, correlation: 0, minStudies: 2 });
  const seven = significant(7);
  const { sensitivity, specificity } = summaryQuantities(fit, {
    sensitivity: seven,
    specificity: seven,
    plr: seven,
    nlr: seven,
    inverseNlr: seven,
    dor: seven,
  });
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  return {
    program: "metandi2",
    label: "Stata metandi2, option u: two univariate random-effects logistic regressions",
    k: fit.k,
    quantities: {
      sensitivity: sensitivity!,
      specificity: specificity!,
      "betweenStudy.varSensitivity": single(varSensitivity, seven),
      "betweenStudy.varSpecificity": single(varSpecificity, seven),
      "fitStatistics.logLik": single(fit.logLik, significant(8)),
    },
    notes: fitNotes(fit),
  };
}
