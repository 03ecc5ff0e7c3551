import type { BivariateFit } from "../../../models/fit.js";
import { meansOf } from "../../../models/mean-logits.js";
import type { PosteriorEffects } from "../../../models/model.js";
import { modelOf } from "../../../models/models.js";
import { rowsOf } from "../study-derivatives.js";

/** The most probable random effects of one study given its data, on the logit scale, in the order sensitivity, specificity. */
export interface PosteriorModes extends PosteriorEffects {
  readonly id: string;
  /** Mean logits of the study's covariate values, without its random effects. */
  readonly means: readonly [number, number];
}

/**
 * Posterior modes of the random effects, in the fit's order: what Stata's `predict, reffects` gives after the models of midas
 * and metandi, and `ranef` in lme4. In the normal model mode and mean are one. The parameters are taken as known.
 */
export function posteriorModes(fit: BivariateFit): PosteriorModes[] {
  const means = rowsOf(fit).map((row) => meansOf(fit, row));
  return modelOf(fit)
    .posteriorEffects(fit, means)
    .map((effects, i) => ({ id: fit.studies[i]!.id, means: means[i]!, ...effects }));
}
