import type { BayesFit } from "./bayes/fit.js";
import { bayesTraits } from "./bayes/traits.js";
import type { BinomialFit } from "./binomial/fit.js";
import { binomialTraits } from "./binomial/traits.js";
import type { LatentClassFit } from "./latent-class/fit.js";
import { latentTraits } from "./latent-class/traits.js";
import type { NormalFit } from "./normal/fit.js";
import { normalTraits } from "./normal/traits.js";
import type { ModelTraits } from "./traits.js";

export type {
  BayesDiagnostics,
  BayesFit,
  BayesFitOptions,
  BayesQuantity,
  BayesStudy,
  PosteriorSummary,
  StudyPrediction,
} from "./bayes/fit.js";
export type { BinomialFit, BinomialFitOptions, QuadratureCheck } from "./binomial/fit.js";
export type {
  AppliedCorrection,
  BetweenStudy,
  Coefficient,
  Convergence,
  CoreOptions,
  DesignInfo,
  EdgeComparison,
  Exclusion,
  FitCore,
  Outcome,
  PosteriorDraw,
  Warning,
} from "./fit-core.js";
export type {
  LatentClassFit,
  LatentClassFitOptions,
  LatentReferenceOptions,
  ProfilePoint,
  ReferenceEstimate,
} from "./latent-class/fit.js";
export type { NormalFit, NormalFitOptions } from "./normal/fit.js";

/** A fitted bivariate model of (logit sensitivity, logit specificity); every inference takes one, whichever model made it. */
export type BivariateFit = NormalFit | BinomialFit | BayesFit | LatentClassFit;

/** What the models say of themselves, under the name that their fits bear; the default first. */
const TRAITS = {
  binomial: binomialTraits,
  normal: normalTraits,
  bayes: bayesTraits,
  "latent-class": latentTraits,
} as const satisfies {
  readonly [M in BivariateFit["model"]]: ModelTraits<Extract<BivariateFit, { readonly model: M }>>;
};

type Traits = typeof TRAITS;

/** What options of an analysis call a model. */
export type ModelOption = {
  [M in keyof Traits]: Traits[M]["analyzes"] extends true ? Traits[M]["option"] : never;
}[keyof Traits];

/** All of these names, the default first. */
export const modelOptions: readonly ModelOption[] = Object.values(TRAITS).flatMap(({ analyzes, option }) =>
  analyzes ? [option] : [],
);

/** The name that fits of the model bear which options name. */
export function modelNamed(option: ModelOption): BivariateFit["model"] {
  return (Object.keys(TRAITS) as BivariateFit["model"][]).find((name) => TRAITS[name].option === option)!;
}

/** What the model of that name says of itself. */
export const traitsNamed = (
  name: BivariateFit["model"],
): Pick<ModelTraits<BivariateFit>, "name" | "label" | "posterior"> => TRAITS[name];

/** What the model that made a fit says of itself. */
export function traitsOf(fit: BivariateFit): ModelTraits<BivariateFit> {
  return TRAITS[fit.model] as ModelTraits<BivariateFit>;
}
