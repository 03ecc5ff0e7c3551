import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { checkComparativeFit, isComparativeFit } from "../../models/comparative/for-test.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { comparativeLikelihoodRatioTest } from "../comparative/structure-tests.js";
import { iSquaredOf } from "../heterogeneity/i-squared.js";

/** A likelihood ratio test of nested fits. */
export interface LikelihoodRatioTest {
  /** 2·(log-likelihood of the larger − of the smaller), not below 0. */
  readonly chiSquared: number | null;
  /** Parameters that the larger fit has more. */
  readonly df: number;
  /** Upper tail of χ² with `df` degrees of freedom. */
  readonly pValue: number | null;
  /** Share of χ² in excess of its degrees of freedom, as midas reports it beside a test (see `iSquaredOf`). */
  readonly iSquared: PartialEstimate;
  /** What the reader has to know about the P value; `null` where nothing. */
  readonly note: string | null;
  /** Why there is no test; `null` where there is. */
  readonly reason: string | null;
}

function refuse(code: string, message: string, wanted: string): never {
  throw new InputError(code, message, { where: "likelihoodRatioTest", wanted });
}

const sameNumbers = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The tables of a fit as it used them, in an order that doesn't depend on the rows'. */
function tables(fit: BivariateFit): string[] {
  const corrections = new Map(fit.corrections.map(({ id, value }) => [id, value]));
  return fit.studies
    .map(({ id, tp, fp, fn, tn }) => JSON.stringify([id, tp, fp, fn, tn, corrections.get(id) ?? 0]))
    .sort();
}

function checkComparable(smaller: BivariateFit, larger: BivariateFit): void {
  if (smaller.model !== larger.model) {
    refuse(
      "different-models",
      `the likelihoods of the ${smaller.model} and of the ${larger.model} model are of different data or kind and can't be compared.`,
      "two fits of one model",
    );
  }
  if (!sameNumbers(tables(smaller), tables(larger))) {
    refuse(
      "different-data",
      `the two fits have different studies (${smaller.k} and ${larger.k}), counts or corrections; a likelihood ratio test needs the same data. ` +
        "A moderator that some studies don't report leaves them out of the larger fit: fit the smaller one to the same studies.",
      "two fits of the same data",
    );
  }
  const difference = traitsOf(larger).whyNotComparable(smaller, larger);
  if (difference !== null) refuse(difference.code, difference.message, difference.wanted);
  const missing = smaller.design.terms.find((term) => !larger.design.terms.includes(term));
  if (missing !== undefined || (smaller.options.correlation !== 0 && larger.options.correlation === 0)) {
    const what = missing !== undefined ? `the term ${missing}` : "a correlation";
    refuse(
      "not-nested",
      `the smaller fit has ${what} that the larger one lacks, so they are not nested.`,
      "nested fits",
    );
  }
  checkRestriction(smaller, larger);
}

function checkRestriction(smaller: BivariateFit, larger: BivariateFit): void {
  if (!smaller.restricted && !larger.restricted) return;
  if (smaller.restricted !== larger.restricted) {
    refuse(
      "restricted-likelihoods",
      "one fit has a restricted likelihood (REML) and the other an ordinary one; they are not on one scale. Fit both by maximum likelihood.",
      'method "ml" for both',
    );
  }
  if (smaller.design.terms.length !== larger.design.terms.length) {
    refuse(
      "restricted-likelihoods",
      "restricted likelihoods (REML) of fits with different fixed effects are likelihoods of different data: each leaves out what its own fixed effects explain. Fit both by maximum likelihood.",
      'method "ml" for both',
    );
  }
}

/** Log-likelihoods are known to about this; a smaller fit that is better by more has found what the larger one missed. */
const SLACK = 1e-6;

/**
 * The likelihood ratio test of two nested fits of the same data: χ² = 2·(l_larger − l_smaller) with as many degrees of
 * freedom as the larger has more parameters.
 *
 * For moderators both fits must be by maximum likelihood. REML likelihoods may be compared where the fixed effects are the
 * same, as for a correlation of 0. Where the larger fit adds between-study variances, the null hypothesis lies on the edge
 * of the parameter space and the P value is too large, not too small; `note` says so (Self & Liang 1987, J Am Stat Assoc
 * 82:605, doi:10.1080/01621459.1987.10478472).
 *
 * Fits of several tests by `fitComparative` are compared likewise, null models of the tests' effects and structures that lie
 * within one another; others are refused, such as shared effects against a covariance for each test.
 *
 * `chiSquared` is `null`, with a reason, where one of the fits has not converged, where the larger fit's likelihood is the
 * lower one, and where the steps down to a simpler model leave no parameter between the two.
 *
 * @throws InputError where the two cannot be compared: `different-models`, `different-data`, `different-nodes`, `not-nested`,
 *   `restricted-likelihoods` with different fixed effects, `not-maximum-likelihood` (the method of moments)
 *
 * @example
 * ```ts
 * import { fitReitsma, likelihoodRatioTest, readStudies } from "dta-meta";
 *
 * const studies = readStudies(
 *   "study,test,tp,fp,fn,tn\nA,CT,47,101,9,738\nB,CT,126,272,51,1543\nC,CT,19,12,10,192\nD,CT,36,78,3,276\n" +
 *     "E,MRI,130,211,19,959\nF,MRI,84,68,2,89\nG,MRI,68,112,2,423\nH,MRI,59,55,5,136",
 * );
 * const smaller = fitReitsma(studies, { method: "ml" });
 * const larger = fitReitsma(studies, { method: "ml", moderators: ["test"] });
 * const { df, pValue } = likelihoodRatioTest(smaller, larger);
 * df; // 2
 * pValue?.toFixed(3); // "0.051"
 * ```
 */
export function likelihoodRatioTest(smaller: BivariateFit, larger: BivariateFit): LikelihoodRatioTest;
export function likelihoodRatioTest(smaller: ComparativeFit, larger: ComparativeFit): LikelihoodRatioTest;
export function likelihoodRatioTest(
  smaller: BivariateFit | ComparativeFit,
  larger: BivariateFit | ComparativeFit,
): LikelihoodRatioTest {
  if (isComparativeFit(smaller) || isComparativeFit(larger)) {
    checkComparativeFit(smaller as ComparativeFit);
    checkComparativeFit(larger as ComparativeFit);
    const test = comparativeLikelihoodRatioTest(smaller as ComparativeFit, larger as ComparativeFit);
    return { ...test, iSquared: iSquaredOf(test.chiSquared ?? Number.NaN, test.df, larger.level) };
  }
  checkFit(smaller);
  checkFit(larger);
  checkComparable(smaller, larger);
  const level = larger.level;
  const df = larger.parameters - smaller.parameters;
  const difference = 2 * (larger.logLik - smaller.logLik);
  const reason = noTest(smaller, larger, df, difference);
  if (reason !== null) {
    return { chiSquared: null, df, pValue: null, iSquared: iSquaredOf(Number.NaN, df, level), note: null, reason };
  }
  const chiSquared = Math.max(0, difference);
  return {
    chiSquared,
    df,
    pValue: chiSquaredUpperTail(chiSquared, df),
    iSquared: iSquaredOf(chiSquared, df, level),
    note: addsVariances(smaller, larger) ? CONSERVATIVE : null,
    reason: null,
  };
}

const CONSERVATIVE =
  "the larger fit adds between-study variances, which can't be negative: the P value is conservative";

/** Whether the larger fit has between-study variances that the smaller lacks; a correlation alone has no edge at 0. */
function addsVariances(smaller: BivariateFit, larger: BivariateFit): boolean {
  const variances = (fit: BivariateFit): number =>
    fit.parameters - 2 * fit.design.terms.length - (fit.options.correlation === 0 ? 0 : 1);
  return variances(larger) > variances(smaller);
}

function noTest(smaller: BivariateFit, larger: BivariateFit, df: number, difference: number): string | null {
  if (df < 1) {
    const simplified = [smaller, larger].some((fit) => traitsOf(fit).simplifications(fit).length > 0);
    if (simplified)
      return "after the steps down to a simpler model the larger fit has no more parameters than the smaller one";
    return refuse(
      "not-nested",
      `the larger fit has ${larger.parameters} parameters, the smaller one ${smaller.parameters}; put the smaller one first.`,
      "the smaller fit first, the larger one second",
    );
  }
  const failed = [smaller, larger].find((fit) => !fit.convergence.converged);
  if (failed !== undefined) {
    return `the ${failed === smaller ? "smaller" : "larger"} fit did not converge: ${failed.convergence.message}`;
  }
  if (difference < -SLACK * Math.max(1, Math.abs(smaller.logLik))) {
    return `the larger fit's log-likelihood (${larger.logLik}) is below the smaller one's (${smaller.logLik}); it has missed its optimum`;
  }
  return null;
}
