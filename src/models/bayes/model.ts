import { InputError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import { fitBinomial } from "../binomial/fit-binomial.js";
import { fixedEffectLogLik } from "../binomial/maximize.js";
import { binomialPosteriorEffects } from "../binomial/posterior-effects.js";
import { binomialDevianceResiduals, empiricalBayesResiduals } from "../binomial/residuals.js";
import { binomialStudyDerivatives } from "../binomial/study-derivatives.js";
import type { Model } from "../model.js";
import type { BayesFit } from "./fit.js";
import { fitBayes } from "./fit-bayes.js";

/** Refits, of which there is one for each study left out, take no more draws than this. */
const REFIT_DRAWS = 4000;
const NODES = 21;

function noFixedCorrelation(): InputError {
  return new InputError("bad-option", "the Bayesian model has a prior of the correlation; it can't be fixed at 0.", {
    where: "correlation",
    got: 0,
    wanted: '"estimated", or the binomial model',
  });
}

/** The exact binomial-normal model with a prior; what is asked study by study is answered at the posterior medians. */
export const bayesModel: Model<BayesFit> = {
  ownSettings: ["priorDistribution", "draws", "seed", "engine", "nodes"],

  fit: (
    studies,
    { priorDistribution: prior, draws, seed, engine, nodes, moderators, minStudies, level, correlation },
  ) => {
    if (correlation === 0) throw noFixedCorrelation();
    return fitBayes(studies, given({ prior, draws, seed, engine, nodes, moderators, minStudies, level }));
  },
  refit: (fit, studies, { maximumLikelihood, correlation, ...changes }) =>
    maximumLikelihood === true || correlation === 0
      ? fitBinomial(studies, {
          moderators: fit.options.moderators,
          minStudies: fit.options.minStudies,
          level: fit.level,
          ...given({ correlation }),
          ...changes,
        })
      : fitBayes(studies, {
          seed: fit.options.seed,
          nodes: fit.options.nodes,
          moderators: fit.options.moderators,
          minStudies: fit.options.minStudies,
          level: fit.level,
          draws: Math.min(fit.options.draws, REFIT_DRAWS),
          prior: fit.prior,
          ...changes,
        }),

  fixedEffectLogLik: (fit) => fixedEffectLogLik(fit.studies, fit.options.moderators),

  studyDerivatives: (fit, means) => binomialStudyDerivatives(fit.studies, means, fit.betweenStudy, NODES),
  posteriorEffects: (fit, means) => binomialPosteriorEffects(fit.studies, means, fit.betweenStudy),
  standardizedResiduals: empiricalBayesResiduals,
  devianceResiduals: binomialDevianceResiduals,
};
