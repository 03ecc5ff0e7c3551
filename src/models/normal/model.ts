import { given } from "../../base/given.js";
import type { Model } from "../model.js";
import { randomEffectsOf } from "../random-effects.js";
import { normalEstimatesNear } from "./estimates-near.js";
import type { NormalFit } from "./fit.js";
import { fitReitsma } from "./fit-reitsma.js";
import { marginalResiduals, normalDevianceResiduals, normalStudyDerivatives } from "./observed-logits.js";
import { normalWithoutEach } from "./without-each.js";

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
  withoutEach: normalWithoutEach,
  estimatesNear: normalEstimatesNear,

  fixedEffectLogLik: (fit) => fitReitsma(fit.studies, { ...fit.options, method: "fixed" }).logLik,

  studyDerivatives: normalStudyDerivatives,
  posteriorEffects: (fit, means) =>
    normalStudyDerivatives(fit, means).map((study) => {
      const { mean: mode, variance } = randomEffectsOf(fit.betweenStudy, study);
      return { mode, variance };
    }),
  standardizedResiduals: marginalResiduals,
  devianceResiduals: normalDevianceResiduals,
};
