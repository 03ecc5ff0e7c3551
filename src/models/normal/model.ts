import { given } from "../../base/given.js";
import type { NormalFit } from "../fit.js";
import type { Model } from "../model.js";
import { randomEffectsOf } from "../random-effects.js";
import { fitReitsma } from "./fit-reitsma.js";
import { marginalResiduals, normalDevianceResiduals, normalStudyDerivatives } from "./observed-logits.js";
import { normalWords } from "./words.js";

/** The normal-normal model of Reitsma. */
export const normalModel: Model<NormalFit> = {
  option: "reitsma",
  name: "normal-normal",
  label: "normal-normal (Reitsma)",
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

  isMaximumLikelihood: (fit) => fit.options.method === "ml",
  assumesNoVariation: (fit) => fit.options.method === "fixed",
  fixedEffectLogLik: (fit) => fitReitsma(fit.studies, { ...fit.options, method: "fixed" }).logLik,
  whyNotComparable: (smaller, larger) =>
    [smaller, larger].some(({ options }) => options.method === "mm")
      ? {
          code: "not-maximum-likelihood",
          message: "the method of moments doesn't maximise a likelihood; fit by maximum likelihood.",
          wanted: 'method "ml"',
        }
      : null,
  simplifications: () => [],
  correction: (fit) => ({ correction: fit.options.correction }),

  studyDerivatives: normalStudyDerivatives,
  posteriorEffects: (fit, means) =>
    normalStudyDerivatives(fit, means).map((study) => {
      const { mean: mode, variance } = randomEffectsOf(fit.betweenStudy, study);
      return { mode, variance };
    }),
  standardizedResiduals: marginalResiduals,
  residualsSource: "",
  noResidual: "a residual that is 0 by construction can't be standardized",
  devianceResiduals: normalDevianceResiduals,

  methodsWords: normalWords,
};
