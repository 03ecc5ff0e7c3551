import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import type { PsiObjective } from "../psi-spaces.js";
import type { BinomialCounts } from "./counts.js";
import { binomialLikelihood, type QuadratureRule } from "./likelihood.js";

/**
 * Up to this many nodes the fit maximises the quadrature's own approximation, with its exact gradient and Stata's placement of
 * the nodes, as lme4 (Laplace), metandi (5) and midas (7) do: their numbers are reproduced to the printed digit. Above, the
 * approximation is close enough for its posterior expectations to give the true score and information, at one evaluation per
 * Newton step, and the fit solves the score equations, nodes placed `"whitened"`. In the limit the two are one.
 */
const MOST_NODES_MAXIMIZED = 9;

/** No parameter goes beyond this; at a logit of 40 a probability has long become 0 or 1 in double precision. */
export const FAR = 40;

/** Whether a rule's own value is maximised, not what its score and information say of the exact likelihood. */
export const isValueSought = (rule: QuadratureRule): boolean =>
  typeof rule === "number" && rule <= MOST_NODES_MAXIMIZED;

/** The negative log-likelihood, and how it is integrated. */
export interface BinomialObjective extends PsiObjective {
  /** Nodes per dimension, the most that a study took at the last point. */
  nodes(): number;
}

/** The negative log-likelihood of the binomial model by a quadrature rule; `modes` as in `binomialLikelihood`. */
export function binomialObjective(
  counts: BinomialCounts,
  rule: QuadratureRule,
  { byValue = isValueSought(rule), modes }: { readonly byValue?: boolean; readonly modes?: Float64Array } = {},
): BinomialObjective {
  const likelihood = binomialLikelihood(counts, rule, modes);
  const size = likelihood.parameters;
  let onLine = false;
  const at: PsiObjective["at"] = (full, gradient, hessian, line) => {
    for (let i = 0; i < size; i++) if (!(Math.abs(full[i]!) <= FAR)) return Number.POSITIVE_INFINITY;
    onLine = line;
    const value = byValue
      ? likelihood.withGradient(full, gradient, line, hessian)
      : likelihood.withInformation(full, gradient, hessian, line);
    for (let i = 0; i < size; i++) gradient[i] = -gradient[i]!;
    return -value;
  };
  const differenced = withDifferencedHessian((full, gradient) => at(full, gradient, null, onLine), size);
  const exactly = (full: Float64Array, gradient: Float64Array, hessian: Float64Array | null, line: boolean): number => {
    onLine = line;
    return differenced(full, gradient, hessian);
  };
  return {
    size,
    nodes: () => (onLine ? likelihood.nodes() : Math.ceil(Math.sqrt(likelihood.nodes()))),
    at,
    // averages over several nodes are good enough to step by, at the cost of one evaluation; one node's is the slope itself
    exactly: rule === 1 ? at : exactly,
  };
}
