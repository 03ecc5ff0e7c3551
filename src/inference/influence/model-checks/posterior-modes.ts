import { binomialPosteriorEffects } from "../../../models/binomial/posterior-effects.js";
import { designRow } from "../../../models/design.js";
import type { BivariateFit } from "../../../models/fit.js";
import { randomEffectsOf } from "../../point/empirical-bayes.js";
import { meansOf } from "../../point/mean-logits.js";
import { studyDerivatives } from "../study-derivatives.js";

/** The most probable random effects of one study given its data, on the logit scale, in the order sensitivity, specificity. */
export interface PosteriorModes {
  readonly id: string;
  /** Mean logits of the study's covariate values, without its random effects. */
  readonly means: readonly [number, number];
  readonly mode: readonly [number, number];
  /** Posterior variances, from the curvature at the mode. */
  readonly variance: readonly [number, number];
}

/**
 * Posterior modes of the random effects, in the fit's order: what Stata's `predict, reffects` gives after the models of midas
 * and metandi, and `ranef` in lme4. In the normal model mode and mean are one. The parameters are taken as known.
 */
export function posteriorModes(fit: BivariateFit): PosteriorModes[] {
  if (fit.model === "normal") {
    return studyDerivatives(fit).map((derivatives, i) => {
      const { mean: mode, variance } = randomEffectsOf(fit, derivatives);
      return { id: fit.studies[i]!.id, means: meansOf(fit, derivatives.row), mode, variance };
    });
  }
  const means = fit.studies.map((study) => meansOf(fit, designRow(fit.design.moderators, study.covariates ?? {})));
  return binomialPosteriorEffects(fit.studies, means, fit.betweenStudy).map(({ mode, variance }, i) => ({
    id: fit.studies[i]!.id,
    means: means[i]!,
    mode,
    variance,
  }));
}
