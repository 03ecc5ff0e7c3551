import type { ModelTraits } from "../traits.js";
import type { BayesFit } from "./fit.js";
import { bayesWords } from "./words.js";

/** What the Bayesian bivariate model says of itself. */
export const bayesTraits: ModelTraits<BayesFit, "bayes", true> = {
  option: "bayes",
  analyzes: true,
  posterior: true,
  name: "Bayesian binomial",
  label: "Bayesian exact binomial-normal",
  isMaximumLikelihood: () => false,
  assumesNoVariation: () => false,
  whyNotComparable: () => ({
    code: "not-maximum-likelihood",
    message: "a posterior has no maximised likelihood; compare `evidence` or `loo` of the two fits.",
    wanted: "fits by maximum likelihood",
  }),
  simplifications: () => [],
  correction: () => ({}),
  residualsSource: " (Skrondal & Rabe-Hesketh 2009)",
  noResidual: "a between-study variance of 0 leaves no random effect to standardize",
  methodsWords: bayesWords,
};
