import type { ModelTraits } from "../traits.js";
import type { BinomialFit } from "./fit.js";
import { binomialWords } from "./words.js";

/** What the exact binomial-normal model says of itself. */
export const binomialTraits: ModelTraits<BinomialFit, "binomial", true> = {
  option: "binomial",
  analyzes: true,
  posterior: false,
  name: "binomial",
  label: "exact binomial-normal",
  isMaximumLikelihood: () => true,
  assumesNoVariation: () => false,
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
  residualsSource: " (Skrondal & Rabe-Hesketh 2009)",
  noResidual: "a between-study variance of 0 leaves no random effect to standardize",
  methodsWords: binomialWords,
};
