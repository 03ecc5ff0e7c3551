import { log } from "../numeric/elementary.js";
import { type CurvedObjective, climb } from "../numeric/optimize/climb.js";
import type { BetweenStudy } from "./fit-core.js";
import type { PsiObjective } from "./psi-spaces.js";
import { TOLERANCES } from "./tolerances.js";

/** Ψ pulled off its edges, and the covariance of the coefficients there. */
export interface PenalizedPsi {
  /** Ψ, with the penalty. */
  readonly betweenStudy: BetweenStudy;
  /** Of the coefficients, in their order. */
  readonly covariance: readonly (readonly number[])[];
}

/** A start off the edges of Ψ. */
const LEAST_DEVIATION = 0.1;

/**
 * The point of the highest log-likelihood plus ½ ln |Ψ|, the weakest penalty of Chung et al. (2015, J Educ Behav Stat 40:136,
 * doi:10.3102/1076998615570945) that keeps Ψ positive definite: ln |a| + ln |c| for Ψ = L Lᵀ, L = [a 0; b c].
 *
 * @param start (coefficients…, a, b, c)
 */
export function climbPenalized(objective: PsiObjective, start: Float64Array) {
  const n = objective.size;
  const [atA, atC] = [n - 3, n - 1];
  const penalized: CurvedObjective = (x, gradient, hessian) => {
    const a = x[atA]!;
    const c = x[atC]!;
    // the likelihood does not change with their signs; the penalty keeps each on its side
    if (!(a > 0 && c > 0)) return Number.POSITIVE_INFINITY;
    const value = objective.at(x, gradient, hessian, false);
    gradient[atA]! -= 1 / a;
    gradient[atC]! -= 1 / c;
    if (hessian !== null) {
      hessian[atA * n + atA]! += 1 / (a * a);
      hessian[atC * n + atC]! += 1 / (c * c);
    }
    return value - log(a * c);
  };
  const inside = start.slice();
  inside[atA] = Math.max(start[atA]!, LEAST_DEVIATION);
  inside[atC] = Math.max(start[atC]!, LEAST_DEVIATION);
  return climb(penalized, inside, {
    gradientTolerance: 0,
    decrementTolerance: TOLERANCES.scout * TOLERANCES.scout,
    valueError: 1e-12,
  });
}
