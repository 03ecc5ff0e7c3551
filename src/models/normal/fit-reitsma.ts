import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import { choleskyInPlace, choleskyInverse } from "../../numeric/linear/cholesky.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { Study } from "../../tables/study.js";
import {
  boundaryMessage,
  coefficientTable,
  fitWarnings,
  informationCriteria,
  naturalScaleCovariance,
} from "../assemble-fit.js";
import {
  betweenStudyOf,
  type CholeskyParameters,
  choleskyOfBetweenStudy,
  type FreeParameters,
} from "../between-study.js";
import type { BetweenStudy, Convergence } from "../fit-core.js";
import { choleskyOf } from "../psi-spaces.js";
import { requireStudies } from "../require-studies.js";
import { convergenceOf, isAtTop, notAtTop } from "../search-story.js";
import { ESTIMATORS, type Estimator, estimators } from "./estimators.js";
import type { NormalFit, NormalFitOptions } from "./fit.js";
import { prepareLogits } from "./logit-data.js";
import type { LogitData } from "./logits.js";
import { maximizeProfile } from "./maximize.js";
import { momentEstimate } from "./moments.js";
import { type ProfileLikelihood, profileLikelihood } from "./profile-likelihood.js";

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
 * It approximates the binomial model of `fitBinomial`, which needs no continuity correction and is preferred.
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
  const { data, design, excluded, corrections } = prepared;
  // REML and the moments take Ψ from the residual degrees of freedom
  const residual = resolved.method === "reml" || resolved.method === "mm" ? 1 : 0;
  requireStudies(data.k, design.terms.length + residual);
  const likelihood = profileLikelihood(data, resolved.method === "reml");
  const solution = solve(data, likelihood, resolved, options.startFrom);
  const { abc, free, convergence } = solution;
  const parameters = 2 * data.q + (resolved.method === "fixed" ? 0 : resolved.correlation === 0 ? 2 : 3);
  const covariance = likelihood.covariance();
  return {
    model: "normal",
    method: ESTIMATORS[resolved.method],
    k: data.k,
    level: resolved.level,
    coefficients: coefficientTable(design.terms, likelihood.coefficients(), covariance, resolved.level),
    covariance,
    betweenStudy: betweenStudyOf(abc),
    parameterCovariance: parameterCovariance(covariance, solution),
    logLik: solution.logLik,
    restricted: resolved.method === "reml",
    parameters,
    ...informationCriteria(solution.logLik, parameters, data.k),
    convergence,
    design: { terms: design.terms, moderators: design.moderators },
    studies: prepared.studies,
    excluded,
    corrections,
    warnings: fitWarnings({ k: data.k, columns: data.q, convergence, excluded, corrections }),
    options: resolved,
  };

  function parameterCovariance(
    fixed: readonly (readonly number[])[],
    { information }: { information: Float64Array | null },
  ): number[][] | null {
    const f = free.length;
    if (information === null || !choleskyInPlace(information, f)) return null;
    const inverse = new Float64Array(f * f);
    choleskyInverse(information, f, inverse, new Float64Array(f));
    const p = fixed.length;
    const joint = Array.from({ length: p + f }, (_, i) =>
      Array.from({ length: p + f }, (_, j) =>
        i < p && j < p ? fixed[i]![j]! : i >= p && j >= p ? inverse[(i - p) * f + (j - p)]! : 0,
      ),
    );
    return naturalScaleCovariance(joint, p, abc, free);
  }
}

interface Solution {
  readonly abc: CholeskyParameters;
  readonly free: FreeParameters;
  readonly logLik: number;
  /** Observed information about the free parameters; `null` where the method has none. */
  readonly information: Float64Array | null;
  readonly convergence: Convergence;
}

const CLOSED_FORM: Omit<Convergence, "message"> = {
  converged: true,
  iterations: 0,
  evaluations: 1,
  gradientNorm: 0,
  boundary: "none",
};

/** Estimates Ψ by the method asked for. */
function solve(
  data: LogitData,
  likelihood: ProfileLikelihood,
  options: NormalFitOptions,
  startFrom: BetweenStudy | undefined,
): Solution {
  const correlated = options.correlation === "estimated";
  const moments = momentEstimate(data, correlated);
  const gradient = new Float64Array(3);
  if (options.method === "fixed") {
    const logLik = likelihood.value(new Float64Array(3), gradient);
    const message = "Closed form: no between-study variance in the fixed-effect model.";
    return {
      abc: [0, 0, 0],
      free: [],
      logLik,
      information: new Float64Array(0),
      convergence: { ...CLOSED_FORM, message },
    };
  }
  if (options.method === "mm") {
    const [a, b, c] = moments;
    const boundary = a === 0 || (b === 0 && c === 0) ? "variance" : correlated && c === 0 ? "correlation" : "none";
    const logLik = likelihood.value(Float64Array.from(moments), gradient);
    const message =
      boundary === "none"
        ? "Closed form: the moment estimate of the between-study covariance is positive definite."
        : "Closed form: the moment estimate of the between-study covariance was not positive semidefinite; its negative eigenvalue was set to 0.";
    return { abc: moments, free: [], logLik, information: null, convergence: { ...CLOSED_FORM, boundary, message } };
  }
  const optimum = maximizeProfile(likelihood, {
    start: startFrom === undefined ? moments : choleskyOfBetweenStudy(startFrom),
    model: correlated ? "correlated" : "uncorrelated",
    data,
  });
  const { full, free, climb } = optimum;
  const abc = choleskyOf(full);
  const message = isAtTop(optimum) ? boundaryMessage(optimum.boundary, abc) : notAtTop(optimum);
  return { abc, free, logLik: -climb.value, information: climb.hessian, convergence: convergenceOf(optimum, message) };
}
