import { given } from "../../base/given.js";
import type { Model } from "../model.js";
import { binomialEstimatesNear } from "./estimates-near.js";
import type { BinomialFit } from "./fit.js";
import { fitBinomial } from "./fit-binomial.js";
import { fixedEffectLogLik } from "./maximize.js";
import { binomialPosteriorEffects } from "./posterior-effects.js";
import { binomialDevianceResiduals, empiricalBayesResiduals } from "./residuals.js";
import { binomialStudyDerivatives } from "./study-derivatives.js";
import { binomialWithoutEach } from "./without-each.js";

/** Posterior means by fewer nodes per dimension than this would be coarse. */
const LEAST_NODES = 11;

/** The exact binomial-normal model. */
export const binomialModel: Model<BinomialFit> = {
  ownSettings: ["nodes"],

  fit: (studies, { nodes, moderators, correlation, minStudies, level }) =>
    fitBinomial(studies, given({ nodes, moderators, correlation, minStudies, level })),
  refit: (fit, studies, { maximumLikelihood: _, ...changes }) =>
    fitBinomial(studies, { ...fit.options, ...changes, startFrom: fit.betweenStudy }),
  withoutEach: binomialWithoutEach,
  estimatesNear: binomialEstimatesNear,

  fixedEffectLogLik: (fit) => fixedEffectLogLik(fit.studies, fit.options.moderators),

  studyDerivatives: (fit, means) =>
    binomialStudyDerivatives(
      fit.studies,
      means,
      fit.betweenStudy,
      Math.max(fit.quadrature?.nodes ?? fit.options.nodes, LEAST_NODES),
    ),
  posteriorEffects: (fit, means) => binomialPosteriorEffects(fit.studies, means, fit.betweenStudy),
  standardizedResiduals: empiricalBayesResiduals,
  devianceResiduals: binomialDevianceResiduals,
};
