import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import { type GroupIntegral, type GroupNodes, groupIntegral, type RuleChoice } from "./group-integral.js";
import { type MixedLogisticModel, spreadOf } from "./model.js";
import { chooseNodes, type NodeChoice } from "./nodes.js";

/** A log-likelihood to be maximised in fixed effects and covariance parameters, by rules as fine as they are wanted. */
export interface GroupedLikelihood {
  /** Fixed effects and covariance parameters together. */
  readonly parameters: number;
  /** Step at which differences of the score make the best Hessian: wider for a score that is made of differences itself. */
  readonly step: number;
  /** Rules that are right to `tolerance` a group at these parameters, or the next finer ones. */
  choose(parameters: ArrayLike<number>, tolerance: number, finer?: boolean): NodeChoice;
  /** Log-likelihood with its constants; writes the score. */
  evaluate(parameters: ArrayLike<number>, nodes: readonly GroupNodes[], score: Float64Array): number;
}

/** The log-likelihood of a mixed logistic model, group by group. */
export interface MixedLikelihood extends GroupedLikelihood {
  readonly groups: readonly GroupIntegral[];
}

/** Binds a model to its likelihood. Each group starts the search for its modes where the last evaluation found them. */
export function mixedLikelihood(model: MixedLogisticModel, rule: RuleChoice = "auto"): MixedLikelihood {
  const groups = model.groups.map((group) => groupIntegral(group, model.fixed, rule));
  const parameters = model.fixed + spreadOf(model);
  const logCoefficients = model.groups
    .flatMap(({ cells }) => cells)
    .reduce((sum, { successes, trials }) => sum + logBinomialCoefficient(trials, successes), 0);
  return {
    groups,
    parameters,
    step: 1e-4,
    choose: (at, tolerance, finer) => chooseNodes(groups, parameters, at, tolerance, finer),
    evaluate(at, nodes, score) {
      score.fill(0);
      let sum = logCoefficients;
      for (let i = 0; i < groups.length; i++) sum += groups[i]!.evaluate(at, nodes[i]!, score);
      return sum;
    },
  };
}

/** Steps of the differences, relative to the parameter. */
const STEP = 1e-5;

/**
 * The likelihood as a rule of `count` nodes approximates it (1 is Laplace), with the gradient of that approximation by
 * differences: what programs maximise that integrate by few nodes. The score by Fisher's identity belongs to the true
 * likelihood, and few nodes tell the two apart.
 */
export function withFixedNodes({ parameters, groups, evaluate }: MixedLikelihood, count: number): GroupedLikelihood {
  const nodes = groups.map((): GroupNodes => [count, count]);
  const unused = new Float64Array(parameters);
  return {
    parameters,
    step: 1e-3,
    choose: () => ({ nodes, error: null }),
    evaluate(at, _, gradient) {
      const point = Float64Array.from(at);
      for (let j = 0; j < parameters; j++) {
        const step = STEP * Math.max(1, Math.abs(at[j]!));
        point[j] = at[j]! + step;
        const ahead = evaluate(point, nodes, unused);
        point[j] = at[j]! - step;
        gradient[j] = (ahead - evaluate(point, nodes, unused)) / (2 * step);
        point[j] = at[j]!;
      }
      return evaluate(point, nodes, unused);
    },
  };
}
