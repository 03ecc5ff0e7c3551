import type { ModelTraits } from "../traits.js";
import type { NormalFit } from "./fit.js";
import { normalWords } from "./words.js";

/** What the normal-normal model of Reitsma says of itself. */
export const normalTraits: ModelTraits<NormalFit, "reitsma", true> = {
  option: "reitsma",
  analyzes: true,
  name: "normal-normal",
  label: "normal-normal (Reitsma)",
  isMaximumLikelihood: (fit) => fit.options.method === "ml",
  assumesNoVariation: (fit) => fit.options.method === "fixed",
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
  residualsSource: "",
  noResidual: "a residual that is 0 by construction can't be standardized",
  methodsWords: normalWords,
};
