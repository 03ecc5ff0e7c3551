import type { Correction } from "../data/correction.js";
import type { Study } from "../data/study.js";
import type { ModeratorCoding } from "./design.js";

/** The two logits that every bivariate model speaks of, in the order of every vector and matrix. */
export type Outcome = "sensitivity" | "specificity";

/** One fixed effect, on the logit scale, with its Wald test and interval. */
export interface Coefficient {
  readonly outcome: Outcome;
  /** `"intercept"`, the name of a numeric moderator, or `name[level]` for a level of a categorical one. */
  readonly term: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly z: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

/** Ψ, the covariance of the studies' true logits around their means. */
export interface BetweenStudy {
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
  /** −1 to 1; `null` where one of the variances is 0. */
  readonly correlation: number | null;
}

/** How the fit went. A fit that did not converge is returned all the same, and says so here. */
export interface Convergence {
  readonly converged: boolean;
  readonly iterations: number;
  /** Evaluations of the (restricted) log-likelihood, all starts together. */
  readonly evaluations: number;
  /** Largest absolute component of the gradient at the solution, over the free parameters. */
  readonly gradientNorm: number;
  /** Where the optimum lies on the edge of the parameter space: a correlation of ±1, or a variance of 0. */
  readonly boundary: "none" | "correlation" | "variance";
  /** What happened, in words that a reviewer understands. */
  readonly message: string;
}

/** A study that could not enter the model, and why. */
export interface Exclusion {
  readonly id: string;
  readonly reason: string;
}

/** A continuity correction that was made: `value` was added to all four cells of the study. */
export interface AppliedCorrection {
  readonly id: string;
  readonly value: number;
}

/** Something that the reader of the result has to know. `code` is stable, the message is for people. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** How the columns of the design came about; it lets a fit be asked for predictions at chosen covariate values. */
export interface DesignInfo {
  /** Column names; the same columns serve both logits. The first is `"intercept"`. */
  readonly terms: readonly string[];
  readonly moderators: readonly ModeratorCoding[];
}

/** What quadrature did to the numbers: the change when the fit's nodes are refined. */
export interface QuadratureCheck {
  readonly nodes: number;
  readonly refinedNodes: number;
  /** Log-likelihood at `refinedNodes` less that at `nodes`, both at the reported estimates. */
  readonly logLikChange: number;
  /** Largest change of a coefficient after a Newton step at `refinedNodes`. */
  readonly coefficientChange: number;
  /** Largest change of an element of Ψ after a Newton step at `refinedNodes`. */
  readonly betweenStudyChange: number;
}

/** How `fitReitsma` was asked to fit, defaults filled in. */
export interface NormalFitOptions {
  readonly method: "reml" | "ml" | "mm" | "fixed";
  readonly correction: Correction;
  readonly moderators: readonly string[];
  readonly correlation: "estimated" | 0;
  readonly minStudies: number;
  readonly level: number;
}

/** How `fitBinomial` was asked to fit, defaults filled in. */
export interface BinomialFitOptions {
  /** Quadrature nodes per dimension asked for; `quadrature.nodes` are those of the final fit. */
  readonly nodes: number;
  /** Whether nodes are added until a finer rule moves nothing by 1e-6. */
  readonly refine: boolean;
  readonly moderators: readonly string[];
  readonly correlation: "estimated" | 0;
  readonly minStudies: number;
  readonly level: number;
}

interface FitCore {
  /** The estimation method and, where quadrature serves, its nodes, in words. */
  readonly method: string;
  /** Studies in the fit. */
  readonly k: number;
  readonly level: number;
  /** Logit scale; all terms of sensitivity, then all terms of specificity. */
  readonly coefficients: readonly Coefficient[];
  /** Of the coefficients, in their order. */
  readonly covariance: readonly (readonly number[])[];
  readonly betweenStudy: BetweenStudy;
  /**
   * Covariance of (coefficients…, varSensitivity, varSpecificity, covariance), from the inverse observed information.
   * On the boundary it lives on the boundary's surface (a correlation of ±1 stays ±1, a zero variance stays 0);
   * `null` where the method gives none for the variances (method of moments).
   */
  readonly parameterCovariance: readonly (readonly number[])[] | null;
  readonly logLik: number;
  /** Whether `logLik` is a restricted one; those of fits with different fixed effects must not be compared. */
  readonly restricted: boolean;
  /** Free parameters: coefficients and between-study (co)variances. */
  readonly parameters: number;
  readonly aic: number;
  /** With the 2k rows (one per logit) as its sample size, as midas and mada print it. */
  readonly bic: number;
  readonly convergence: Convergence;
  readonly design: DesignInfo;
  /** The studies in the fit, in the order given. */
  readonly studies: readonly Study[];
  readonly excluded: readonly Exclusion[];
  readonly corrections: readonly AppliedCorrection[];
  readonly warnings: readonly Warning[];
}

/** The normal-normal model (Reitsma 2005). */
export interface NormalFit extends FitCore {
  readonly model: "normal";
  readonly options: NormalFitOptions;
}

/** The binomial-normal model (Chu & Cole 2006), by adaptive Gauss–Hermite quadrature. */
export interface BinomialFit extends FitCore {
  readonly model: "binomial";
  readonly options: BinomialFitOptions;
  readonly quadrature: QuadratureCheck | null;
  /** Steps down the ladder of simpler models that were taken, in order; empty for the model asked for. */
  readonly simplifications: readonly string[];
}

/** A fitted bivariate model of (logit sensitivity, logit specificity); every inference takes one, whichever model made it. */
export type BivariateFit = NormalFit | BinomialFit;
