import { betweenStudyOf, choleskyOfBetweenStudy } from "../between-study.js";
import { climbPenalized, type PenalizedPsi } from "../penalized.js";
import { choleskyOf } from "../psi-spaces.js";
import { estimatorTraits } from "./estimators.js";
import type { NormalFit } from "./fit.js";
import { prepareLogits } from "./logit-data.js";
import { profileObjective } from "./maximize.js";
import { profileLikelihood } from "./profile-likelihood.js";

/** Ψ and the covariance of the coefficients at the maximum of the (restricted) likelihood times |Ψ|^½. */
export function penalizedNormal({ studies, options, betweenStudy }: NormalFit): PenalizedPsi {
  const { data } = prepareLogits(studies, options.correction, options.moderators);
  const likelihood = profileLikelihood(data, estimatorTraits(options.method).maximizes !== "likelihood");
  const { x } = climbPenalized(profileObjective(likelihood), Float64Array.from(choleskyOfBetweenStudy(betweenStudy)));
  likelihood.value(x, new Float64Array(3));
  return { betweenStudy: betweenStudyOf(choleskyOf(x)), covariance: likelihood.covariance() };
}
