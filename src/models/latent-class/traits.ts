import type { ModelTraits } from "../traits.js";
import type { LatentClassFit } from "./fit.js";
import { latentWords } from "./words.js";

/** What the latent-class model says of itself. */
export const latentTraits: ModelTraits<LatentClassFit, "latent-class", false> = {
  option: "latent-class",
  analyzes: false,
  posterior: false,
  name: "latent-class",
  label: "latent-class bivariate",
  isMaximumLikelihood: () => true,
  assumesNoVariation: () => false,
  whyNotComparable: () => null,
  simplifications: () => [],
  correction: () => ({}),
  residualsSource: "",
  noResidual: "a between-study variance of 0 leaves no random effect to standardize",
  methodsWords: latentWords,
};
