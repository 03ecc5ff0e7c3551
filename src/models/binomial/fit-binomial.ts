import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import { interruptible, type Signal } from "../../base/interruptible.js";
import { withinWork } from "../../base/work.js";
import { MAX_GAUSS_HERMITE_NODES } from "../../numeric/quadrature/gauss-hermite.js";
import { checkStudies } from "../../tables/check-studies.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { Study } from "../../tables/study.js";
import type { BetweenStudy } from "../fit-core.js";
import { requireStudies } from "../require-studies.js";
import { binomialFitOf } from "./assemble-binomial.js";
import { prepareCounts } from "./counts.js";
import type { BinomialFit, BinomialFitOptions } from "./fit.js";
import { remember } from "./landscape.js";
import { DEFAULT_NODES, maximizeBinomial } from "./maximize.js";
import { chooseModel } from "./simplify.js";

/** Options of `fitBinomial`. */
export interface BinomialOptions {
  /**
   * Quadrature nodes per dimension; 1 is the Laplace approximation (lme4), 5 what metandi takes, 7 midas and metadta.
   * Left out: 21, and more (31, 45, 61, 91) where a finer rule would still move an estimate by 1e-6.
   */
  readonly nodes?: number;
  /** Whether to go on from `nodes` to finer rules until nothing moves by 1e-6. Default: only where `nodes` is left out. */
  readonly refine?: boolean;
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
  /** An `AbortSignal`, or anything like it: looked at between the steps of every search; once `aborted`, its `reason` is thrown. */
  readonly signal?: Signal | undefined;
}

function resolveOptions(options: BinomialOptions): BinomialFitOptions {
  return {
    nodes: checkCount("nodes", options.nodes ?? DEFAULT_NODES, 1, Math.floor(MAX_GAUSS_HERMITE_NODES / 2)),
    refine: options.refine ?? options.nodes === undefined,
    moderators: options.moderators ?? [],
    correlation: checkChoice<"estimated" | 0>("correlation", options.correlation ?? "estimated", ["estimated", 0]),
    minStudies: checkCount("minStudies", options.minStudies ?? MIN_STUDIES, 1),
    level: checkLevel(options.level ?? 0.95),
  };
}

/** Nodes that the search for a maximum may visit, up to 100 studies: thirty times what published reviews take. */
const MOST_WORK = 1e8;

/**
 * Fits the exact bivariate random-effects model of sensitivity and specificity by maximum likelihood:
 *
 *   tpᵢ ~ Binomial(tpᵢ + fnᵢ, expit(xᵢᵀα + u₁ᵢ)),  tnᵢ ~ Binomial(tnᵢ + fpᵢ, expit(xᵢᵀβ + u₂ᵢ)),  (u₁ᵢ, u₂ᵢ) ~ N(0, Ψ)
 *
 * (Chu & Cole 2006, J Clin Epidemiol 59:1331, doi:10.1016/j.jclinepi.2006.06.011). No continuity correction is needed; a
 * study without diseased (or without non-diseased) participants still informs the other logit. It is the model of Stata's
 * metandi, midas and metadta, and of glmer in R's lme4.
 *
 * The random effects are integrated out by adaptive Gauss–Hermite quadrature around each study's posterior mode (Pinheiro &
 * Bates 1995, J Comput Graph Stat 4:12, doi:10.1080/10618600.1995.10474663). Up to 9 nodes the fit maximises this
 * approximation with its exact gradient, nodes placed as Stata does, so that `nodes: 1` is glmer's Laplace optimum and
 * `nodes: 5` prints what metandi prints. From 10 nodes on it solves the score equations, Fisher's identity giving the score and
 * Louis' (1982, JRSS B 44:226) the observed information, each an average over the same nodes. The default of 21 nodes is within
 * 1e-6 of the limit on 31 of 32 published data sets tried, and within 1e-5 on the other (Gould 2001, where 14 of 31 studies have
 * 100 % sensitivity); it is checked against 31 nodes on every fit, refined where that moves an estimate by 1e-6 or more, and
 * `quadrature` reports the check.
 *
 * Ψ = L Lᵀ with L lower triangular and free, so that correlations of ±1 and variances of 0 are reached exactly; `convergence`
 * says so. The search starts from the best modes of the Laplace likelihood, which are looked for from up to nine starts.
 * `covariance` is the coefficients' block of the inverse full observed information, as in Stata; at a correlation of ±1 the
 * information leaves the zero element of L out. `logLik` holds the binomial coefficients.
 *
 * With two or three studies (`minStudies` lowered), and where the data don't identify the full model, a simpler one is fitted:
 * no correlation, then without a variance that is 0, then fixed effect where that is within chance; each step is in `simplifications`.
 *
 * @throws InputError on options (`bad-option`, `bad-level`) or moderators (`unknown-moderator`, `constant-moderator`,
 *   `singular-design`) that make no sense, or where no study has diseased (non-diseased) participants (`empty-margin`)
 * @throws InsufficientStudiesError with fewer usable studies than `minStudies`, or than a logit has coefficients; DtaError (`too-much-work`, `beyond-numbers`) on
 *   counts, such as 0 and 10⁹ in turn, whose likelihood would take minutes to integrate
 *
 * @example
 * ```ts
 * import { fitBinomial, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitBinomial(readStudies(csv));
 * fit.coefficients.map(({ estimate }) => estimate.toFixed(3)); // ["1.431", "1.803"]
 * fit.convergence.converged; // true
 * ```
 */
export function fitBinomial(studies: readonly Study[], options: BinomialOptions = {}): BinomialFit {
  checkStudies(studies, { whole: true });
  checkOptions(options);
  const resolved = resolveOptions(options);
  const prepared = prepareCounts(studies, resolved.moderators, resolved.minStudies);
  const { counts, scaling } = prepared;
  const { k, q } = counts;
  requireStudies(k, q);
  const chosen = chooseModel(counts, resolved.correlation);
  const optimum = interruptible(options.signal, () =>
    withinWork("The search for the maximum", MOST_WORK * Math.max(1, k / 100), () =>
      maximizeBinomial(counts, scaling, chosen.model, {
        nodes: resolved.nodes,
        refine: resolved.refine,
        startFrom: options.startFrom,
      }),
    ),
  );
  const fit = binomialFitOf(prepared, chosen, optimum, resolved);
  return options.startFrom === undefined ? remember(fit, optimum) : fit;
}
