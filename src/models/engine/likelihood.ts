import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import { type GroupIntegral, type GroupNodes, groupIntegral, type RuleChoice } from "./group-integral.js";
import { type MixedLogisticModel, spreadOf } from "./model.js";

/** The log-likelihood of a mixed logistic model, group by group. */
export interface MixedLikelihood {
  readonly groups: readonly GroupIntegral[];
  /** Fixed effects and covariance parameters together. */
  readonly parameters: number;
  /** Σ ln C(n, y): the part without parameters. */
  readonly logCoefficients: number;
  /** Log-likelihood with the binomial coefficients; writes the score. */
  evaluate(parameters: ArrayLike<number>, nodes: readonly GroupNodes[], score: Float64Array): number;
}

/** Binds a model to its likelihood. Each group starts the search for its modes where the last evaluation found them. */
export function mixedLikelihood(model: MixedLogisticModel, rule: RuleChoice = "auto"): MixedLikelihood {
  const groups = model.groups.map((group) => groupIntegral(group, model.fixed, rule));
  const logCoefficients = model.groups
    .flatMap(({ cells }) => cells)
    .reduce((sum, { successes, trials }) => sum + logBinomialCoefficient(trials, successes), 0);
  return {
    groups,
    parameters: model.fixed + spreadOf(model),
    logCoefficients,
    evaluate(parameters, nodes, score) {
      score.fill(0);
      let sum = logCoefficients;
      for (let i = 0; i < groups.length; i++) sum += groups[i]!.evaluate(parameters, nodes[i]!, score);
      return sum;
    },
  };
}
