import { given } from "../../base/given.js";
import type { BinomialFit } from "../fit.js";
import type { Model } from "../model.js";
import { prepareCounts } from "./counts.js";
import { fitBinomial } from "./fit-binomial.js";
import { maximizeBinomial } from "./maximize.js";
import { binomialPosteriorEffects } from "./posterior-effects.js";
import { binomialDevianceResiduals, empiricalBayesResiduals } from "./residuals.js";
import { binomialStudyDerivatives } from "./study-derivatives.js";
import { binomialWords } from "./words.js";

/** Posterior means by fewer nodes per dimension than this would be coarse. */
const LEAST_NODES = 11;

/** The exact binomial-normal model. */
export const binomialModel: Model<BinomialFit> = {
  option: "binomial",
  name: "binomial",
  label: "exact binomial-normal",
  ownSettings: ["nodes"],

  fit: (studies, { nodes, moderators, correlation, minStudies, level }) =>
    fitBinomial(studies, given({ nodes, moderators, correlation, minStudies, level })),
  refit: (fit, studies, { maximumLikelihood: _, ...changes }) =>
    fitBinomial(studies, { ...fit.options, ...changes, startFrom: fit.betweenStudy }),

  isMaximumLikelihood: () => true,
  assumesNoVariation: () => false,
  fixedEffectLogLik: (fit) => maximizeBinomial(prepareCounts(fit.studies, fit.options.moderators).counts, 1, []).logLik,
  whyNotComparable: ({ options: smaller }, { options: larger }) =>
    smaller.nodes === larger.nodes
      ? null
      : {
          code: "different-nodes",
          message: `the two fits approximate the likelihood with ${smaller.nodes} and ${larger.nodes} nodes; the difference would count as evidence.`,
          wanted: "two fits with the same nodes",
        },
  simplifications: (fit) => fit.simplifications,
  correction: () => ({}),

  studyDerivatives: (fit, means) =>
    binomialStudyDerivatives(
      fit.studies,
      means,
      fit.betweenStudy,
      Math.max(fit.quadrature?.nodes ?? fit.options.nodes, LEAST_NODES),
    ),
  posteriorEffects: (fit, means) => binomialPosteriorEffects(fit.studies, means, fit.betweenStudy),
  standardizedResiduals: empiricalBayesResiduals,
  residualsSource: " (Skrondal & Rabe-Hesketh 2009)",
  noResidual: "a between-study variance of 0 leaves no random effect to standardize",
  devianceResiduals: binomialDevianceResiduals,

  methodsWords: binomialWords,
};
