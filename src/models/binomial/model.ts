import { given } from "../../base/given.js";
import type { Model } from "../model.js";
import { prepareCounts } from "./counts.js";
import type { BinomialFit } from "./fit.js";
import { fitBinomial } from "./fit-binomial.js";
import { maximizeBinomial } from "./maximize.js";
import { binomialPosteriorEffects } from "./posterior-effects.js";
import { binomialDevianceResiduals, empiricalBayesResiduals } from "./residuals.js";
import { binomialStudyDerivatives } from "./study-derivatives.js";

/** Posterior means by fewer nodes per dimension than this would be coarse. */
const LEAST_NODES = 11;

/** The exact binomial-normal model. */
export const binomialModel: Model<BinomialFit> = {
  ownSettings: ["nodes"],

  fit: (studies, { nodes, moderators, correlation, minStudies, level }) =>
    fitBinomial(studies, given({ nodes, moderators, correlation, minStudies, level })),
  refit: (fit, studies, { maximumLikelihood: _, ...changes }) =>
    fitBinomial(studies, { ...fit.options, ...changes, startFrom: fit.betweenStudy }),

  fixedEffectLogLik: ({ studies, options: { moderators } }) => {
    const { counts, scaling } = prepareCounts(studies, moderators);
    return -maximizeBinomial(counts, scaling, "none", { nodes: 1, refine: true }).climb.value;
  },

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
