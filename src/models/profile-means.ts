import { prepareCounts } from "./binomial/counts.js";
import { FINE_GRID } from "./binomial/grid-integral.js";
import { binomialObjective } from "./binomial/objective.js";
import type { BivariateFit, Outcome } from "./fit.js";
import { jointObjective } from "./normal/joint-likelihood.js";
import { prepareLogits } from "./normal/logit-data.js";
import { type ProfileLimits, profileMeans } from "./profile-limits.js";
import type { PsiObjective } from "./psi-spaces.js";

/** The likelihoods that can be profiled: apart from the models, so that a summary does not load what fits them. */
const OBJECTIVES: {
  readonly [M in BivariateFit["model"]]?: (fit: Extract<BivariateFit, { readonly model: M }>) => PsiObjective;
} = {
  binomial: ({ studies }) => binomialObjective(prepareCounts(studies, []).counts, FINE_GRID),
  // by maximum likelihood, whatever the estimator: a restricted likelihood has no coefficients to profile
  normal: ({ studies, options: { correction } }) => jointObjective(prepareLogits(studies, correction, []).data),
};

/**
 * Where the profile log-likelihood of each mean logit of a fit without moderators lies within `drop` of its maximum; `null` for a model
 * without a likelihood to profile.
 */
export function profileMeansOf(fit: BivariateFit, drop: number): Readonly<Record<Outcome, ProfileLimits>> | null {
  const objective = OBJECTIVES[fit.model] as ((fit: BivariateFit) => PsiObjective) | undefined;
  return objective === undefined ? null : profileMeans(fit, objective(fit), drop);
}
