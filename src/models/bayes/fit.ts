import type { Estimate } from "../../base/estimate.js";
import type { Study } from "../../tables/study.js";
import type { CoreOptions, FitCore, PosteriorDraw } from "../fit-core.js";
import type { ResolvedPrior } from "./prior.js";

/** How `fitBayes` was asked to fit, defaults filled in; the prior is in the fit. */
export interface BayesFitOptions extends CoreOptions {
  /** Importance sampling, or a lattice over the whole posterior. */
  readonly engine: "importance" | "lattice";
  /** Draws from the posterior. */
  readonly draws: number;
  /** Seed of the random numbers. */
  readonly seed: number;
  /** Quadrature nodes per dimension of the studies' effects. */
  readonly nodes: number;
  /** The correlation of the logits is always estimated. */
  readonly correlation: "estimated";
}

/** The posterior of one quantity. */
export interface PosteriorSummary {
  /** Posterior mean. */
  readonly mean: number;
  /** Posterior standard deviation. */
  readonly sd: number;
  /** Posterior median: what is reported as estimate. */
  readonly median: number;
  /** Lower end of the equal-tailed credible interval. */
  readonly lower: number;
  /** Upper end. */
  readonly upper: number;
  /** Numerical (Monte Carlo) standard error of the mean; `null` where the tail is too heavy for draws to tell it. */
  readonly error: number | null;
  /** Numerical standard errors of each number. */
  readonly errors: {
    /** Of the mean; `null` as `error` is. */
    readonly mean: number | null;
    /** Of the standard deviation; `null` where the squares' tail is so heavy that other draws could give any other value (`heavy-tails` warns). */
    readonly sd: number | null;
    /** Of the median. */
    readonly median: number;
    /** Of the lower end. */
    readonly lower: number;
    /** Of the upper end. */
    readonly upper: number;
  };
}

/** The quantities whose posterior a fit without moderators summarises. */
export type BayesQuantity =
  | "logitSensitivity"
  | "logitSpecificity"
  | "sensitivity"
  | "specificity"
  | "sdSensitivity"
  | "sdSpecificity"
  | "correlation"
  | "varSensitivity"
  | "varSpecificity"
  | "covariance"
  | "plr"
  | "nlr"
  | "dor"
  | "lambda"
  | "theta"
  | "beta"
  | "varAlpha"
  | "varTheta"
  | "newSensitivity"
  | "newSpecificity";

/** A study with the posterior of its own accuracy, shrunken towards the mean: medians and equal-tailed credible intervals. */
export interface BayesStudy extends Study {
  /** Of the study's true sensitivity. */
  readonly sensitivity: Estimate;
  /** Of the study's true specificity. */
  readonly specificity: Estimate;
}

/** How well a study is predicted by the others. */
export interface StudyPrediction {
  /** Name of the study. */
  readonly id: string;
  /** ln of the density of its table given the other studies. */
  readonly elpd: number;
  /** Numerical standard error of that. */
  readonly error: number;
  /** Pareto k of the weights that leave the study out; above 0.7 the number is not to be trusted. `null` with too few draws. */
  readonly paretoK: number | null;
}

/** What stands in for the convergence checks of Markov chains. */
export interface BayesDiagnostics {
  /** How the posterior was computed. */
  readonly engine: "importance" | "lattice";
  /** Draws, or points of the lattice. */
  readonly points: number;
  /** Evaluations of the likelihood, adaptation included. */
  readonly evaluations: number;
  /** Independent draws that would say as much, 1/Σw². */
  readonly effectiveDraws: number;
  /** The largest normalised weight. */
  readonly largestWeight: number;
  /** Shape of the tail of the weights: up to 0.5 good, above 0.7 not to be trusted. `null` for the lattice. */
  readonly paretoK: number | null;
  /** Lattice: share of the mass on its outermost points; else `null`. */
  readonly edgeMass: number | null;
  /** Lattice: the largest change of a parameter's mean, in posterior standard deviations, when the lattice is halved; else `null`. */
  readonly latticeChange: number | null;
}

/** The posterior of the bivariate binomial-normal model; estimates are posterior medians. */
export interface BayesFit extends FitCore {
  /** Binomial within studies, normal between them, with a prior. */
  readonly model: "bayes";
  /** The prior, in densities, words and intervals. */
  readonly prior: ResolvedPrior;
  /** Posterior of each quantity; `null` with moderators, where accuracy is not one point. */
  readonly summary: Readonly<Record<BayesQuantity, PosteriorSummary>> | null;
  /** The studies, each with its own shrunken accuracy. */
  readonly studies: readonly BayesStudy[];
  /** ln of the marginal likelihood, binomial coefficients included: its difference between two priors is the log Bayes factor. */
  readonly evidence: {
    /** ln of the marginal likelihood. */
    readonly logEvidence: number;
    /** Its numerical standard error. */
    readonly error: number;
  };
  /** Leave-one-study-out prediction. */
  readonly loo: {
    /** Expected log predictive density, the sum over studies. */
    readonly elpd: number;
    /** Standard error over studies, √k times the standard deviation of the studies' parts. */
    readonly standardError: number;
    /** Study by study. */
    readonly perStudy: readonly StudyPrediction[];
  };
  /** How good the computation is. */
  readonly diagnostics: BayesDiagnostics;
  /** Draws from the posterior. */
  readonly draws: readonly PosteriorDraw[];
  /** What was asked for, defaults filled in. */
  readonly options: BayesFitOptions;
}
