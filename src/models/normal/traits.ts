import type { ModelTraits } from "../traits.js";
import { estimatorTraits } from "./estimators.js";
import type { NormalFit } from "./fit.js";
import { normalWords } from "./words.js";

/** What the normal-normal model of Reitsma says of itself. */
export const normalTraits: ModelTraits<NormalFit, "reitsma", true> = {
  option: "reitsma",
  analyzes: true,
  posterior: false,
  name: "normal-normal",
  label: "normal-normal (Reitsma)",
  isMaximumLikelihood: (fit) => estimatorTraits(fit.options.method).maximizes === "likelihood",
  assumesNoVariation: (fit) => !estimatorTraits(fit.options.method).variation,
  whyNotComparable: (smaller, larger) => {
    const without = [smaller, larger]
      .map(({ options }) => estimatorTraits(options.method))
      .find(({ maximizes, variation }) => variation && maximizes === null);
    return without === undefined
      ? null
      : {
          code: "not-maximum-likelihood",
          message: `the ${without.words} doesn't maximise a likelihood; fit by maximum likelihood.`,
          wanted: 'method "ml"',
        };
  },
  simplifications: () => [],
  correction: (fit) => ({ correction: fit.options.correction }),
  residualsSource: "",
  noResidual: "a residual that is 0 by construction can't be standardized",
  methodsWords: normalWords,
};
