import type { Correction } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import type { AppliedCorrection, BetweenStudy, Coefficient, Exclusion, Warning } from "../fit.js";
import type { Structure, StructureChoice } from "./structure.js";

/** Mean logit of one test, with its Wald test and interval; all but the estimate `null` where the fit's `covariance` is. */
export interface TestCoefficient extends Pick<Coefficient, "outcome" | "estimate"> {
  /** The index test. */
  readonly test: string;
  /** Standard error of the mean logit. */
  readonly standardError: number | null;
  /** Estimate over standard error. */
  readonly z: number | null;
  /** Two-sided, by the normal distribution. */
  readonly pValue: number | null;
  /** Lower limit, logit scale. */
  readonly lower: number | null;
  /** Upper limit, logit scale. */
  readonly upper: number | null;
}

/** A mean logit that the likelihood drives to ±∞. */
export interface UnboundedMean {
  /** Sensitivity or specificity. */
  readonly outcome: Coefficient["outcome"];
  /** The index test. */
  readonly test: string;
}

/** How a comparative fit went. */
export interface ComparativeConvergence {
  /** Whether an optimum was found; `false`, too, where there is none, as `unbounded` says. */
  readonly converged: boolean;
  /** Iterations of the optimiser, all searches together. */
  readonly iterations: number;
  /** Evaluations of the log-likelihood, all searches together. */
  readonly evaluations: number;
  /** Largest absolute component of the score at the solution, over the free parameters. */
  readonly gradientNorm: number;
  /**
   * Elements on the diagonals of Cholesky factors that are 0 at the optimum: `L` of the study effects (`L22`: a correlation of
   * ±1), `M` or `s` of the test-within-study effects, `W` of the four effects of two tests. Empty inside the parameter space.
   */
  readonly boundary: readonly string[];
  /**
   * Means without a finite optimum: all results of a test in one margin agree, so that its logit grows without bound. All else is at the
   * optimum, and `logLik` at what the likelihood tends to; empty where the search itself failed.
   */
  readonly unbounded: readonly UnboundedMean[];
  /** What happened, in words that a reviewer understands. */
  readonly message: string;
}

/** How `fitComparative` was asked to fit, defaults filled in. */
export interface ComparativeFitOptions {
  /** Covariate that names the index test. */
  readonly test: string;
  /** Covariate that says which rows are one study, or `"cluster"`. */
  readonly study: string;
  /** Tests that were compared; `null` for all of the data. */
  readonly tests: readonly string[] | null;
  /** The structure asked for; that of the fit is its `structure`. */
  readonly structure: Structure | "auto";
  /** Which studies are in. */
  readonly evidence: "all" | "direct";
  /** Whether every test has its own mean logit sensitivity. */
  readonly sensitivity: "test" | "common";
  /** Whether every test has its own mean logit specificity. */
  readonly specificity: "test" | "common";
  /** Binomial or normal within studies. */
  readonly model: "binomial" | "normal";
  /** Of the normal model. */
  readonly method: "ml" | "reml";
  /** Of the normal model. */
  readonly correction: Correction;
  /** Nodes a dimension where a rule was asked for; `null` where each study gets as many as it needs. */
  readonly nodes: number | null;
  /** Whether the covariance is a sandwich over studies; `"auto"` where the structure decides. */
  readonly robust: boolean | "auto";
  /** Fewest studies that are pooled. */
  readonly minStudies: number;
  /** Confidence level. */
  readonly level: number;
}

/** The shape of fits of several tests, as they are stored. */
export const COMPARATIVE_SCHEMA = "dta-meta/comparative/1";

/** A fitted model of several index tests: a mean logit sensitivity and specificity of each, and one structure of random effects. */
export interface ComparativeFit extends StructureChoice {
  /** Changes when the shape of a fit does. */
  readonly schema: typeof COMPARATIVE_SCHEMA;
  /** Binomial within studies, or normal (observed logits). */
  readonly model: "binomial" | "normal";
  /** The estimation method in words. */
  readonly method: string;
  /** Index tests in the order in which the data name them. */
  readonly tests: readonly string[];
  /** The test that others are compared with. */
  readonly reference: string;
  /** Studies. */
  readonly k: number;
  /** Rows: tables of one test in one study. */
  readonly rows: number;
  /** Studies with at least two of the tests. */
  readonly pairedStudies: number;
  /** Confidence level. */
  readonly level: number;
  /** Sensitivity of every test, then specificity of every test; logits at the median study. */
  readonly coefficients: readonly TestCoefficient[];
  /**
   * Of the coefficients, in their order; a sandwich over studies where `robust`. `null` where the information at the end of the search
   * has no inverse, as `convergence.message` says: nothing is known of the errors then.
   */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Whether `covariance` is cluster-robust over studies. */
  readonly robust: boolean;
  /** Covariance of the study effects; by test where `structure` is `"independent"` with unequal variances, or `"unstructured"`. */
  readonly betweenStudy: BetweenStudy | Readonly<Record<string, BetweenStudy>>;
  /** Covariance of the test-within-study effects; `null` where the structure has none. */
  readonly withinStudy: BetweenStudy | null;
  /** Of `"unstructured"`: covariance of sensitivity and specificity of the first test, then of the second; logits. */
  readonly covariance4: readonly (readonly number[])[] | null;
  /** All of a test's variation between studies, study and test-within-study effects added, test by test. */
  readonly totalVariation: Readonly<Record<string, BetweenStudy>>;
  /**
   * Covariance of (coefficients…, then varSensitivity, varSpecificity, covariance of `totalVariation` test by test), from the
   * inverse observed information; on a boundary it lives on the boundary's surface. `null` where `covariance` is.
   */
  readonly parameterCovariance: readonly (readonly number[])[] | null;
  /** Maximised log-likelihood with its constants. */
  readonly logLik: number;
  /** Whether `logLik` is a restricted one. */
  readonly restricted: boolean;
  /** Free parameters: means and (co)variances. */
  readonly parameters: number;
  /** Akaike's information criterion. */
  readonly aic: number;
  /** With two observations a row as its sample size. */
  readonly bic: number;
  /** How the fit went. */
  readonly convergence: ComparativeConvergence;
  /** Most nodes a dimension that a study needed, and what finer rules would change in the log-likelihood. */
  readonly quadrature: {
    /** Most nodes a dimension that a study needed. */
    readonly nodes: number;
    /** What finer rules would change in the log-likelihood; `null` where `nodes` was given. */
    readonly logLikChange: number | null;
  } | null;
  /** Why this structure, where it was chosen by `"auto"`; `null` where it was asked for. */
  readonly choice: string | null;
  /** The rows in the fit, in the order given. */
  readonly studies: readonly Study[];
  /** Rows that are not in the fit, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Continuity corrections that were made. */
  readonly corrections: readonly AppliedCorrection[];
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
  /** What was asked for, defaults filled in. */
  readonly options: ComparativeFitOptions;
}
