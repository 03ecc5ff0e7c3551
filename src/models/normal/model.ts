import { given } from "../../base/given.js";
import { betweenStudyOf, choleskyOfBetweenStudy } from "../between-study.js";
import type { Model } from "../model.js";
import { climbPenalized } from "../penalized.js";
import { profileMeans } from "../profile-limits.js";
import { choleskyOf } from "../psi-spaces.js";
import { randomEffectsOf } from "../random-effects.js";
import type { NormalFit } from "./fit.js";
import { fitReitsma } from "./fit-reitsma.js";
import { jointObjective } from "./joint-likelihood.js";
import { prepareLogits } from "./logit-data.js";
import { profileObjective } from "./maximize.js";
import { marginalResiduals, normalDevianceResiduals, normalStudyDerivatives } from "./observed-logits.js";
import { profileLikelihood } from "./profile-likelihood.js";

/** The normal-normal model of Reitsma. */
export const normalModel: Model<NormalFit> = {
  ownSettings: ["method"],

  fit: (studies, { maximumLikelihood, correction, moderators, correlation, minStudies, level, ...settings }) => {
    const method = maximumLikelihood ? "ml" : settings.method;
    return fitReitsma(studies, given({ method, correction, moderators, correlation, minStudies, level }));
  },
  refit: (fit, studies, { maximumLikelihood = false, ...changes }) =>
    fitReitsma(studies, {
      ...fit.options,
      ...changes,
      startFrom: fit.betweenStudy,
      ...(maximumLikelihood ? { method: "ml" } : {}),
    }),

  fixedEffectLogLik: (fit) => fitReitsma(fit.studies, { ...fit.options, method: "fixed" }).logLik,

  studyDerivatives: normalStudyDerivatives,
  penalized: ({ studies, options, betweenStudy }) => {
    const { data } = prepareLogits(studies, options.correction, options.moderators);
    const likelihood = profileLikelihood(data, options.method !== "ml");
    const { x } = climbPenalized(profileObjective(likelihood), Float64Array.from(choleskyOfBetweenStudy(betweenStudy)));
    likelihood.value(x, new Float64Array(3));
    return { betweenStudy: betweenStudyOf(choleskyOf(x)), covariance: likelihood.covariance() };
  },
  // by maximum likelihood, whatever the estimator: a restricted likelihood has no coefficients to profile
  profileMeans: (fit, drop) => {
    const { data } = prepareLogits(fit.studies, fit.options.correction, []);
    const { moderators: _, ...options } = fit.options;
    const top = fitReitsma(fit.studies, { ...options, method: "ml", startFrom: fit.betweenStudy });
    return profileMeans(top, jointObjective(data), drop);
  },
  posteriorEffects: (fit, means) =>
    normalStudyDerivatives(fit, means).map((study) => {
      const { mean: mode, variance } = randomEffectsOf(fit.betweenStudy, study);
      return { mode, variance };
    }),
  standardizedResiduals: marginalResiduals,
  devianceResiduals: normalDevianceResiduals,
};
