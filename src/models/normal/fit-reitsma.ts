import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { Study } from "../../tables/study.js";
import type { BetweenStudy } from "../fit-core.js";
import { requireStudies } from "../require-studies.js";
import { isRestricted, normalFitOf } from "./assemble-normal.js";
import { type Estimator, estimators, estimatorTraits } from "./estimators.js";
import type { NormalFit, NormalFitOptions } from "./fit.js";
import { prepareLogits } from "./logit-data.js";
import { profileLikelihood } from "./profile-likelihood.js";
import { SOLVERS } from "./solve.js";

/** Options of `fitReitsma`. */
export interface ReitsmaOptions {
  /**
   * `"reml"` (default): restricted maximum likelihood; `"ml"`: maximum likelihood, for likelihood ratio tests of moderators;
   * `"mm"`: the method of moments of Jackson, White & Riley; `"fixed"`: no between-study variance.
   */
  readonly method?: Estimator;
  /** Default: 0.5 to all cells of the studies with a zero cell (`"single"`). */
  readonly correction?: Partial<Correction>;
  /** Names of covariates, numeric or categorical; each acts on both logits. */
  readonly moderators?: readonly string[];
  /** `0` fits two univariate random-effects models. Default `"estimated"`. */
  readonly correlation?: "estimated" | 0;
  /** Fewer usable studies than this are not pooled. Default 4. */
  readonly minStudies?: number;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** A between-study covariance to start the search from, such as that of a fit to nearly the same studies; the answer doesn't depend on it. */
  readonly startFrom?: BetweenStudy;
}

function resolveOptions(options: ReitsmaOptions): NormalFitOptions {
  return {
    method: checkChoice("method", options.method ?? "reml", estimators),
    correction: resolveCorrection(options.correction),
    moderators: options.moderators ?? [],
    correlation: checkChoice<"estimated" | 0>("correlation", options.correlation ?? "estimated", ["estimated", 0]),
    minStudies: checkCount("minStudies", options.minStudies ?? MIN_STUDIES, 1),
    level: checkLevel(options.level ?? 0.95),
  };
}

/**
 * Fits the normal-normal bivariate random-effects model of logit sensitivity and logit specificity
 * (Reitsma 2005, J Clin Epidemiol 58:982, doi:10.1016/j.jclinepi.2005.02.022).
 *
 * Each study's observed logits are taken as normal around its true logits, with their sampling variances known; the true
 * logits are normal around Xβ with covariance Ψ. The global optimum is sought from several starts, and optima on the
 * boundary (correlation ±1, zero variances) are reached exactly and reported in `convergence.boundary`. The fixed effects'
 * covariance is (Σ XᵢᵀVᵢ⁻¹Xᵢ)⁻¹ at Ψ̂, as in mada, mvmeta and metafor.
 *
 * It approximates the binomial model of `fitBinomial`, which needs no continuity correction and is preferred; where a tenth of the
 * studies or more have a zero cell a warning says what that does here.
 * R's mada differs: it corrects *all* studies as soon as one has a zero cell (`correction: { when: "all" }` here), works on
 * logit FPR, so that its second coefficient and its covariances have the opposite sign, and sometimes stops short of the
 * optimum. With `method: "mm"`, `logLik` is the unrestricted log-likelihood at the moment estimate.
 *
 * @throws InputError on options (`bad-option`, `bad-level`, `bad-correction`) or moderators (`unknown-moderator`,
 *   `constant-moderator`, `singular-design`) that make no sense
 * @throws InsufficientStudiesError with fewer usable studies than `minStudies`, or than the model has coefficients
 *
 * @example
 * ```ts
 * import { fitReitsma, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitReitsma(readStudies(csv));
 * fit.coefficients.map(({ estimate }) => estimate.toFixed(3)); // ["1.425", "1.804"]
 * fit.betweenStudy.varSensitivity.toFixed(3); // "0.462"
 * ```
 */
export function fitReitsma(studies: readonly Study[], options: ReitsmaOptions = {}): NormalFit {
  checkStudies(studies);
  checkOptions(options);
  const resolved = resolveOptions(options);
  const prepared = prepareLogits(studies, resolved.correction, resolved.moderators, resolved.minStudies);
  const { data, design } = prepared;
  const estimator = estimatorTraits(resolved.method);
  requireStudies(data.k, design.terms.length + (estimator.residual ? 1 : 0));
  const likelihood = profileLikelihood(data, isRestricted(resolved.method));
  return normalFitOf(
    prepared,
    resolved,
    likelihood,
    SOLVERS[resolved.method](data, likelihood, resolved, options.startFrom),
  );
}
