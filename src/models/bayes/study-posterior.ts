import { logGamma } from "../../numeric/distributions/gamma.js";
import { expit, log1pExp } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
import { sortedPositions, weightedQuantiles } from "../../numeric/monte-carlo/weighted-sample.js";
import type { Random } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";
import { createNodeFactor, placeNodes } from "../binomial/placement.js";
import { createPosteriorMode, findPosteriorMode, type StudyPoint } from "../binomial/posterior-mode.js";
import type { BayesStudy } from "./fit.js";

/** Mean logits of a study and the Cholesky factor of Ψ in one draw. */
export interface StudySituation {
  readonly o1: number;
  readonly o2: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** ln of the study's marginal likelihood there, without binomial coefficients. */
  readonly logMarginal: number;
}

const DF = 5;
const LOG_TWO_PI = 1.8378770664093453;
/** ln of the constant of the bivariate t density with 5 degrees of freedom. */
const LOG_CONSTANT = logGamma((DF + 2) / 2) - logGamma(DF / 2) - log(DF * Math.PI);

/** y·ln p + (n − y)·ln(1 − p) at a logit. */
const binomialPart = (y: number, n: number, logit: number): number =>
  (y > 0 ? -y * log1pExp(-logit) : 0) - (n > y ? (n - y) * log1pExp(logit) : 0);

/**
 * A study's own accuracy: for each draw of the parameters one draw of its effects from a t distribution around their mode, weighted by
 * the posterior it stands for. The parameters' draws count the same.
 */
export function studyPosterior(
  study: Study,
  situations: readonly StudySituation[],
  level: number,
  random: Random,
): BayesStudy {
  const { tp, fp, fn, tn } = study;
  const n = situations.length;
  const sensitivity = new Float64Array(n);
  const specificity = new Float64Array(n);
  const logWeights = new Float64Array(n);
  const mode = createPosteriorMode();
  const factor = createNodeFactor();
  let top = Number.NEGATIVE_INFINITY;
  situations.forEach((situation, i) => {
    const { o1, o2, a, b, c } = situation;
    const point: StudyPoint = { y1: tp, n1: tp + fn, y2: tn, n0: tn + fp, o1, o2, a, b, c };
    mode.v1 = 0;
    mode.v2 = 0;
    findPosteriorMode(point, mode);
    placeNodes(point, mode, "whitened", factor);
    let chiSquared = 0;
    for (let j = 0; j < DF; j++) {
      const z = random.normal();
      chiSquared += z * z;
    }
    const stretch = Math.sqrt(DF / chiSquared);
    const x1 = random.normal() * stretch;
    const x2 = random.normal() * stretch;
    const v1 = mode.v1 + factor.t11 * x1 + factor.t12 * x2;
    const v2 = mode.v2 + factor.t22 * x2;
    const logit1 = point.o1 + point.a * v1;
    const logit2 = point.o2 + point.b * v1 + point.c * v2;
    sensitivity[i] = expit(logit1);
    specificity[i] = expit(logit2);
    const proposal = LOG_CONSTANT - 0.5 * (DF + 2) * log(1 + (x1 * x1 + x2 * x2) / DF) - log(factor.t11 * factor.t22);
    // the parameters' draw stands for the marginal likelihood already
    const joint =
      binomialPart(point.y1, point.n1, logit1) + binomialPart(point.y2, point.n0, logit2) - 0.5 * (v1 * v1 + v2 * v2);
    logWeights[i] = joint - LOG_TWO_PI - proposal - situation.logMarginal;
    if (logWeights[i]! > top) top = logWeights[i]!;
  });
  const weights = logWeights.map((value) => exp(value - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const estimate = (values: Float64Array): BayesStudy["sensitivity"] => {
    const probabilities = [(1 - level) / 2, 0.5, (1 + level) / 2];
    const [lower, middle, upper] = weightedQuantiles(values, shares, sortedPositions(values), probabilities);
    return { estimate: middle!, lower: lower!, upper: upper!, level };
  };
  return { ...study, sensitivity: estimate(sensitivity), specificity: estimate(specificity) };
}
