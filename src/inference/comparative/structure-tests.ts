import { InputError } from "../../base/errors.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { nestingOf } from "./nesting.js";

/** A likelihood ratio test of two comparative fits. */
export interface ComparativeTest {
  /** 2·(log-likelihood of the larger − of the smaller), not below 0; `null` where there is no test. */
  readonly chiSquared: number | null;
  /** Parameters that the larger fit has more. */
  readonly df: number;
  /**
   * Upper tail of χ² with `df` degrees of freedom, or of the mixture that holds on the edge of the parameter space; an upper
   * bound where `note` says so.
   */
  readonly pValue: number | null;
  /** What the reader has to know about the P value; `null` where nothing. */
  readonly note: string | null;
  /** Why there is no test; `null` where there is. */
  readonly reason: string | null;
}

const refuse = (code: string, message: string, wanted: string): never => {
  throw new InputError(code, message, { where: "likelihoodRatioTest", wanted });
};

const rowsOf = ({ studies, options }: ComparativeFit): string =>
  JSON.stringify(
    studies
      .map(({ id, tp, fp, fn, tn, cluster, covariates }) =>
        JSON.stringify([id, tp, fp, fn, tn, cluster, covariates?.[options.test]]),
      )
      .sort(),
  );

const nullEffects = ({ options }: ComparativeFit): number =>
  (options.sensitivity === "common" ? 1 : 0) + (options.specificity === "common" ? 1 : 0);

function checkNested(smaller: ComparativeFit, larger: ComparativeFit) {
  if (smaller.model !== larger.model) {
    refuse(
      "different-models",
      "the likelihoods of the normal and of the binomial model are of different data.",
      "two fits of one model",
    );
  }
  if (rowsOf(smaller) !== rowsOf(larger)) {
    refuse(
      "different-data",
      "the two fits have different rows; a likelihood ratio test needs the same data.",
      "two fits of the same data",
    );
  }
  if (smaller.restricted !== larger.restricted || (larger.restricted && nullEffects(smaller) !== nullEffects(larger))) {
    refuse(
      "restricted-likelihoods",
      "restricted likelihoods of different means can't be compared; fit by maximum likelihood.",
      'method "ml"',
    );
  }
  if (smaller.options.nodes !== larger.options.nodes) {
    refuse(
      "different-nodes",
      "the two fits approximate the likelihood by different nodes; the difference would count as evidence.",
      "two fits with the same nodes",
    );
  }
  const drops = (["sensitivity", "specificity"] as const).some(
    (outcome) => larger.options[outcome] === "common" && smaller.options[outcome] === "test",
  );
  const nesting = nestingOf(smaller, larger);
  if (nesting === null || drops || smaller.parameters >= larger.parameters) {
    return refuse(
      "not-nested",
      `"${smaller.structure}" effects (${smaller.parameters} parameters) are not a special case of "${larger.structure}" ones (${larger.parameters}): ` +
        "no likelihood ratio test compares the two. Compare them by AIC, or each with a model that holds both.",
      "a smaller fit that the larger one holds",
    );
  }
  return nesting;
}

/** Log-likelihoods are known to about this. */
const SLACK = 1e-6;

/**
 * The likelihood ratio test of two comparative fits of the same rows, where the smaller is a special case of the larger: null
 * models of the tests' effects, or structures that lie within one another. Others are refused: shared effects are no special
 * case of separate ones, and independent ones none of nested ones with a diagonal within-study covariance.
 *
 * Where the smaller model holds variances at 0, the statistic is a mixture: ½χ²₀ + ½χ²₁ for one variance, ¼, ½, ¼ for two
 * (Self & Liang 1987, doi:10.1080/01621459.1987.10478472); for a covariance matrix `pValue` is an upper bound.
 */
export function comparativeLikelihoodRatioTest(smaller: ComparativeFit, larger: ComparativeFit): ComparativeTest {
  const { onEdge, weights } = checkNested(smaller, larger);
  const df = larger.parameters - smaller.parameters;
  const difference = 2 * (larger.logLik - smaller.logLik);
  // where a mean alone has no finite optimum the likelihood still tends to something, which is compared
  const failed = [smaller, larger].find(
    ({ convergence }) => !convergence.converged && convergence.unbounded.length === 0,
  );
  const reason =
    failed !== undefined
      ? `the ${failed === smaller ? "smaller" : "larger"} fit did not converge`
      : difference < -SLACK * Math.max(1, Math.abs(smaller.logLik))
        ? "the larger fit has missed its optimum"
        : null;
  if (reason !== null) return { chiSquared: null, df, pValue: null, note: null, reason };
  const chiSquared = Math.max(0, difference);
  return { chiSquared, df, pValue: tail(chiSquared, df, onEdge, weights), note: noteOf(onEdge, weights), reason: null };
}

function tail(chiSquared: number, df: number, onEdge: number, weights: readonly number[] | null): number {
  if (onEdge === 0 || weights === null || weights.length !== df + 1) return chiSquaredUpperTail(chiSquared, df);
  if (chiSquared === 0) return 1;
  return weights.reduce((sum, weight, m) => sum + (m === 0 ? 0 : weight * chiSquaredUpperTail(chiSquared, m)), 0);
}

function noteOf(onEdge: number, weights: readonly number[] | null): string | null {
  if (onEdge === 0) return null;
  return weights === null
    ? "the smaller model holds a covariance matrix at the edge of its space: the P value is an upper bound"
    : "the smaller model holds variances at 0: the P value is that of a mixture of χ² distributions";
}
