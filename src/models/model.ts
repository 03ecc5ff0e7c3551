import type { Correction } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import type { BayesPrior } from "./bayes/bayes-prior.js";
import type { PriorName } from "./bayes/named-priors.js";
import type { BetweenStudy, BivariateFit } from "./fit.js";
import type { Estimator } from "./normal/estimators.js";

/** What users may set of a model. Each model takes those that mean something to it. */
export interface ModelSettings {
  /** Estimation of the normal-normal model; default `"reml"`. */
  readonly method?: Estimator;
  /** Quadrature nodes of the binomial model. */
  readonly nodes?: number;
  /** Continuity correction of the normal-normal model. */
  readonly correction?: Partial<Correction>;
  /** Prior of the Bayesian model, by name or as densities. */
  readonly priorDistribution?: PriorName | BayesPrior;
  /** How the Bayesian model is computed. */
  readonly engine?: "importance" | "lattice";
  /** Draws of the Bayesian model. */
  readonly draws?: number;
  /** Seed of the Bayesian model's random numbers. */
  readonly seed?: number;
  /** Names of covariates that act on both logits. */
  readonly moderators?: readonly string[];
  /** `0` fits two univariate random-effects models. */
  readonly correlation?: "estimated" | 0;
  /** Fewer usable studies than this are not pooled. */
  readonly minStudies?: number;
  /** Confidence level. */
  readonly level?: number;
  /** Maximum likelihood whatever the method, as likelihood ratio tests need it. */
  readonly maximumLikelihood?: boolean;
}

/** What may differ in a refit; all else is as the fit had it. */
export type RefitChanges = Pick<ModelSettings, "moderators" | "correlation" | "minStudies" | "maximumLikelihood">;

/** First derivatives of one study's log-likelihood by its two mean logits, and minus the second ones (11, 12, 22). */
export interface LocalDerivatives {
  readonly score: readonly [number, number];
  readonly information: readonly [number, number, number];
}

/** The same, with the study's row of one logit's design. */
export interface StudyDerivatives extends LocalDerivatives {
  readonly row: readonly number[];
}

/** The most probable random effects of one study given its data, with the variances from the curvature there; logit scale. */
export interface PosteriorEffects {
  readonly mode: readonly [number, number];
  readonly variance: readonly [number, number];
}

/** Mean logits of one study, and its random effects. */
export interface FittedLogits {
  readonly means: readonly [number, number];
  readonly mode: readonly [number, number];
}

/** A number for each logit of a study, sensitivity first; `null` where it has none. */
export type PairOfResiduals = readonly [number | null, number | null];

/** What a fit estimates: coefficients in the order of a fit's, and Ψ. */
export interface Estimates {
  readonly coefficients: readonly number[];
  readonly betweenStudy: BetweenStudy;
}

/**
 * What makes fits, and computes what is asked of them: a row each in `models.ts`. What a model says of itself without computing
 * stands in its traits, so that above these two tables nobody asks which model a fit is of.
 */
export interface Model<F extends BivariateFit = BivariateFit> {
  /** Settings that no other model takes. */
  readonly ownSettings: readonly (keyof ModelSettings)[];
  /** Fits it; of the settings it takes those that it knows. Throws what its own function throws. */
  fit(studies: readonly Study[], settings: ModelSettings): F;
  /** Fits it as `fit` was fitted to other studies, starting from there; its likelihood's maximum where that is asked for. Throws what its own function throws. */
  refit(fit: F, studies: readonly Study[], changes: RefitChanges): BivariateFit;
  /**
   * Fits it to all studies of `fit` but one, of that number in its order, each from what is known of the whole; `null` where that
   * would not be sure, and `refit` has to find it.
   */
  withoutEach?(fit: F): (omitted: number) => F | null;
  /** The estimates that as many other studies give, each from what is known of the fit; `null` where only `refit` is sure to find them. */
  estimatesNear?(fit: F): (studies: readonly Study[]) => Estimates | null;
  /** Log-likelihood of the same means without between-study variation. */
  fixedEffectLogLik(fit: F): number;
  /** Derivatives of each study's log-likelihood by its mean logits `means`, in the fit's order. */
  studyDerivatives(fit: F, means: readonly (readonly [number, number])[]): LocalDerivatives[];
  /** Random effects of each study at the mode of their posterior, around its mean logits. */
  posteriorEffects(fit: F, means: readonly (readonly [number, number])[]): PosteriorEffects[];
  /** Standardised residuals of each study (see `influence`). */
  standardizedResiduals(fit: F, studies: readonly StudyDerivatives[]): PairOfResiduals[];
  /** Deviance residuals of each study at its mean logits and random effects. */
  devianceResiduals(fit: F, studies: readonly FittedLogits[]): PairOfResiduals[];
}
