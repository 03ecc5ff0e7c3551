import { checkOptions } from "../../base/check-options.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { meansOf } from "../../models/mean-logits.js";
import { randomEffectsOf } from "../../models/random-effects.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { studyDerivatives } from "../influence/study-derivatives.js";
import { normalCritical } from "./wald.js";

/** One study's accuracy as the fit sees it: its own data shrunk towards the mean. */
export interface ShrunkenStudy {
  /** Name of the study. */
  readonly id: string;
  /** Posterior mean of the study's logit sensitivity, as a proportion, with its interval; `null` where the fit's variances have no bound. */
  readonly sensitivity: PartialEstimate;
  /** Posterior mean of the study's logit specificity, as a proportion, with its interval; `null` where the fit's variances have no bound. */
  readonly specificity: PartialEstimate;
}

/**
 * Empirical Bayes estimates of each study's sensitivity and specificity: expit(mean logit + E[u | data]), with the interval
 * expit(… ± z·posterior standard deviation of u). The fit's parameters are taken as known, so the intervals are a little
 * short. Studies in the fit's order; where a between-study variance is 0 every study has the mean, without width.
 *
 * metandi and midas print the posterior mode where this is the posterior mean (the two are one in the normal model).
 *
 * @throws InputError `bad-level` for a level outside (0, 1)
 *
 * @example
 * ```ts
 * import { empiricalBayes, fitBinomial, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const [first] = empiricalBayes(fitBinomial(readStudies(csv)));
 * first?.id; // "A"
 * first?.sensitivity.estimate?.toFixed(3); // "0.810"
 * ```
 */
export function empiricalBayes(fit: BivariateFit, options: { readonly level?: number } = {}): ShrunkenStudy[] {
  checkFit(fit);
  checkOptions(options);
  const level = options.level ?? fit.level;
  const z = normalCritical(level);
  return studyDerivatives(fit).map((derivatives, i) => {
    const { mean, variance } = randomEffectsOf(fit.betweenStudy, derivatives);
    const means = meansOf(fit, derivatives.row);
    const shrunken = (outcome: 0 | 1): PartialEstimate => {
      const logit = means[outcome] + mean[outcome];
      const half = z * Math.sqrt(variance[outcome]);
      const [estimate, lower, upper] = [logit, logit - half, logit + half].map((value) => finiteOrNull(expit(value)));
      return { estimate: estimate!, lower: lower!, upper: upper!, level };
    };
    return { id: fit.studies[i]!.id, sensitivity: shrunken(0), specificity: shrunken(1) };
  });
}
