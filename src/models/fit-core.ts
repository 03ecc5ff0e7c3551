import type { Study } from "../tables/study.js";
import type { ModeratorCoding } from "./design.js";

/** The two logits that every bivariate model speaks of, in the order of every vector and matrix. */
export type Outcome = "sensitivity" | "specificity";

/** One fixed effect, on the logit scale, with its Wald test and interval. */
export interface Coefficient {
  /** The logit that it acts on. */
  readonly outcome: Outcome;
  /** `"intercept"`, the name of a numeric moderator, or `name[level]` for a level of a categorical one. */
  readonly term: string;
  /** The coefficient, logit scale. */
  readonly estimate: number;
  /** Its standard error, logit scale. */
  readonly standardError: number;
  /** Wald statistic, the estimate over its standard error. */
  readonly z: number;
  /** Two-sided, of a coefficient of 0, from the normal distribution. */
  readonly pValue: number;
  /** Lower confidence limit, logit scale. */
  readonly lower: number;
  /** Upper confidence limit, logit scale. */
  readonly upper: number;
}

/** Ψ, the covariance of the studies' true logits around their means. */
export interface BetweenStudy {
  /** Variance of the true logit sensitivities. */
  readonly varSensitivity: number;
  /** Variance of the true logit specificities. */
  readonly varSpecificity: number;
  /** Covariance of the two logits. */
  readonly covariance: number;
  /** −1 to 1; `null` where one of the variances is 0. */
  readonly correlation: number | null;
}

/** An edge of the parameter space of Ψ, and how far its best point lies below the fit. */
export interface EdgeComparison {
  /** Where: a correlation of ±1, a variance of 0 or both. */
  readonly edge: "correlation 1" | "correlation -1" | "varSensitivity 0" | "varSpecificity 0" | "both variances 0";
  /** The highest log-likelihood found there; where the search there was given up because it could not catch up, the one it had reached. */
  readonly logLik: number;
  /** How much lower that is than the fit's; 0 where the fit lies on this edge. */
  readonly deficit: number;
}

/** How the fit went. A fit that did not converge is returned all the same, and says so here. */
export interface Convergence {
  /** Whether an optimum was found. */
  readonly converged: boolean;
  /** Iterations of the optimiser. */
  readonly iterations: number;
  /** Evaluations of the (restricted) log-likelihood, all starts together. */
  readonly evaluations: number;
  /** Largest absolute component of the gradient at the solution, over the free parameters. */
  readonly gradientNorm: number;
  /** Where the optimum lies on the edge of the parameter space: a correlation of ±1, or a variance of 0. */
  readonly boundary: "none" | "correlation" | "variance";
  /** What happened, in words that a reviewer understands. */
  readonly message: string;
  /** The point that the search set out from: coefficients (none in the normal model, which profiles them out), then a, b, c of Ψ = L Lᵀ, L = [a 0; b c]. Absent where the estimate has a closed form, as the rest. */
  readonly start?: readonly number[];
  /** The point where it ended, likewise. */
  readonly end?: readonly number[];
  /** When it was to end: where a Newton step would raise the log-likelihood by less than `decrement`; and by how much, in log-likelihood, an optimum off an edge has to beat the edge's. */
  readonly tolerances?: {
    /** Rise by a Newton step below which the search ends, in log-likelihood. */
    readonly decrement: number;
    /** By how much an optimum off an edge has to beat the edge’s, in log-likelihood. */
    readonly edge: number;
  };
  /** Why it ended: `"decrement"` and `"gradient"` at the tolerance, `"rounding"` where no step was better any more, `"iterations"` without one left. */
  readonly return?: "gradient" | "decrement" | "rounding" | "stopped" | "iterations" | "undefined";
  /** The edges that were searched on their own and compared. */
  readonly edges?: readonly EdgeComparison[];
}

/** A study that could not enter the model, and why. */
export interface Exclusion {
  /** Name of the study. */
  readonly id: string;
  /** Why the study is left out. */
  readonly reason: string;
}

/** A continuity correction that was made: `value` was added to all four cells of the study. */
export interface AppliedCorrection {
  /** Name of the study. */
  readonly id: string;
  /** What was added to each cell. */
  readonly value: number;
}

/** Something that the reader of the result has to know. `code` is stable, the message is for people. */
export interface Warning {
  /** Stable name of the warning, for programs. */
  readonly code: string;
  /** The warning, for people. */
  readonly message: string;
}

/** How the columns of the design came about; it lets a fit be asked for predictions at chosen covariate values. */
export interface DesignInfo {
  /** Column names; the same columns serve both logits. The first is `"intercept"`. */
  readonly terms: readonly string[];
  /** How each moderator became columns. */
  readonly moderators: readonly ModeratorCoding[];
}

/** One draw from the posterior. */
export interface PosteriorDraw {
  /** Mean logit sensitivity; with moderators the intercept. */
  readonly mu1: number;
  /** Mean logit specificity; with moderators the intercept. */
  readonly mu2: number;
  /** Between-study standard deviation of logit sensitivity. */
  readonly sd1: number;
  /** Between-study standard deviation of logit specificity. */
  readonly sd2: number;
  /** Between-study correlation of the logits. */
  readonly rho: number;
  /** What the draw counts; all weights add up to 1. */
  readonly weight: number;
  /** With moderators: all coefficients, in the fit's order. */
  readonly coefficients?: readonly number[];
}

/** What every model of two logits may be asked. */
export interface CoreOptions {
  /** Covariates that act on both logits. */
  readonly moderators: readonly string[];
  /** Whether the correlation of the logits is estimated, or fixed at 0. */
  readonly correlation: "estimated" | 0;
  /** Fewest studies that are fitted. */
  readonly minStudies: number;
  /** Level of the intervals, e.g. 0.95. */
  readonly level: number;
}

/** The shape of fits, as they are stored. */
export const FIT_SCHEMA = "dta-meta/fit/1";

/** What the fits of all models have in common. */
export interface FitCore {
  /** Changes when the shape of a fit does. */
  readonly schema: typeof FIT_SCHEMA;
  /** What was asked for, defaults filled in; each model adds its own. */
  readonly options: CoreOptions;
  /** The estimation method and, where quadrature serves, its nodes, in words. */
  readonly method: string;
  /** Studies in the fit. */
  readonly k: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
  /** Logit scale; all terms of sensitivity, then all terms of specificity. */
  readonly coefficients: readonly Coefficient[];
  /** Of the coefficients, in their order. */
  readonly covariance: readonly (readonly number[])[];
  /** Covariance of the studies' true logits around their means. */
  readonly betweenStudy: BetweenStudy;
  /**
   * Covariance of (coefficients…, varSensitivity, varSpecificity, covariance), from the inverse observed information.
   * On the boundary it lives on the boundary's surface (a correlation of ±1 stays ±1, a zero variance stays 0);
   * `null` where the method gives none for the variances (method of moments).
   */
  readonly parameterCovariance: readonly (readonly number[])[] | null;
  /** Draws of the parameters, where the fit comes from a posterior distribution; estimates are then medians. */
  readonly draws?: readonly PosteriorDraw[];
  /** Maximised log-likelihood, its constants included. */
  readonly logLik: number;
  /** Whether `logLik` is a restricted one; those of fits with different fixed effects must not be compared. */
  readonly restricted: boolean;
  /** Free parameters: coefficients and between-study (co)variances. */
  readonly parameters: number;
  /** Akaike's information criterion, 2·parameters − 2·logLik. */
  readonly aic: number;
  /** With the 2k rows (one per logit) as its sample size, as midas and mada print it. */
  readonly bic: number;
  /** How the fit went. */
  readonly convergence: Convergence;
  /** How the columns of the design came about. */
  readonly design: DesignInfo;
  /** The studies in the fit, in the order given. */
  readonly studies: readonly Study[];
  /** Studies that are not in the fit, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Continuity corrections that were made, study by study. */
  readonly corrections: readonly AppliedCorrection[];
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
}
