import type { ProportionMethod } from "../accuracy/proportion-interval.js";
import type { MeanInterval } from "../inference/point/mean-interval.js";
import type { BayesPrior } from "../models/bayes/bayes-prior.js";
import type { PriorName } from "../models/bayes/named-priors.js";
import type { ModelOption } from "../models/fit.js";
import type { Estimator } from "../models/normal/estimators.js";
import type { Correction } from "../tables/correction.js";

/** Programs that `analyze` can stand in for. */
export type AnalyzedAs = "midas" | "metandi" | "metadta" | "mada" | "meta-disc";

/** What `analyze` should do; everything has a sound default. */
export interface AnalyzeOptions {
  /**
   * Computes what this program prints, its habits and slips included: its model and settings make the fit, `program` holds
   * everything that it prints, and `auc`, `deeks` and `regions` are its own. Without it, what is right.
   */
  readonly as?: AnalyzedAs;
  /** `"binomial"` (default): the exact model, by maximum likelihood; `"reitsma"`: the normal-normal model; `"bayes"`: the exact model with a prior. */
  readonly model?: ModelOption;
  /** Estimation of the normal-normal model; default `"reml"`. Refused with the binomial model, which is always fitted by ML. */
  readonly method?: Estimator;
  /** Quadrature nodes of the binomial model. Default: 21, and more where the data need them. */
  readonly nodes?: number;
  /** Continuity correction of the normal-normal model and of Deeks' test. Default: 0.5 to studies with a zero cell. */
  readonly correction?: Partial<Correction>;
  /** Names of covariates that act on both logits. */
  readonly moderators?: readonly string[];
  /** `0` fits two univariate random-effects models. Default `"estimated"`. */
  readonly correlation?: "estimated" | 0;
  /** A categorical covariate: a fit for each of its levels, and a joint test. */
  readonly by?: string;
  /** Probability of disease before the test, for post-test probabilities. */
  readonly prior?: number;
  /** Prior of the Bayesian model, by name or as densities. Default `"cochrane"`, named wherever numbers are printed. */
  readonly priorDistribution?: PriorName | BayesPrior;
  /** How the Bayesian model is computed. Default `"importance"`. */
  readonly engine?: "importance" | "lattice";
  /** Draws of the Bayesian model. Default 20,000. */
  readonly draws?: number;
  /** Seed of the Bayesian model's random numbers. Default 1. */
  readonly seed?: number;
  /** Interval of the means and of what follows from them (see `summaryPoint`); of the area by t beside `"profile"`. Default `"z"`. */
  readonly interval?: MeanInterval;
  /** The covariance between studies that prediction takes: the fit's (default), or that of `penalizedPsi`, advised below 20 studies. */
  readonly prediction?: "estimated" | "penalized";
  /** Interval of the studies' proportions. Default `"wilson"`. */
  readonly studyInterval?: ProportionMethod;
  /** Fewer usable tables than this are narrated, not pooled. Default 4. */
  readonly minStudies?: number;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** Whether each study's own results are wanted. Default: with up to 10,000 studies. */
  readonly studyRows?: boolean;
  /** Whether to refit without each study in turn. Default: with up to 50 studies. */
  readonly leaveOneOut?: boolean;
}
