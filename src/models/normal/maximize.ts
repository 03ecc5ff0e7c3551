import { hypot } from "../../numeric/elementary.js";
import { type CholeskyParameters, insideOf } from "../between-study.js";
import { maximizeOverPsi, type Optimum, type PsiModel, type PsiObjective } from "../optimum.js";
import type { ProfileLikelihood } from "./profile-likelihood.js";

/** Starts about the one given: its correlation and strong ones of either sign, and variances much smaller and larger. */
function startsFrom(first: CholeskyParameters, scale: number): Float64Array[] {
  const [a, b, c] = insideOf(first, scale);
  const spread = hypot(b, c);
  return [
    [a, b, c],
    [a, 0.8 * spread, 0.6 * spread],
    [a, -0.8 * spread, 0.6 * spread],
    [0.1 * scale, 0, 0.1 * scale],
    [3 * a, 0, 3 * spread],
  ].map((start) => Float64Array.from(start));
}

/**
 * The global maximum of the profile likelihood over Ψ, all edges compared.
 *
 * @param scale a typical standard error of a logit
 */
export function maximizeProfile(
  likelihood: ProfileLikelihood,
  options: { readonly start: CholeskyParameters; readonly model: PsiModel; readonly scale: number },
): Optimum {
  const objective: PsiObjective = {
    size: 3,
    at(abc, gradient, hessian) {
      const value = likelihood.value(abc, gradient, hessian);
      for (let i = 0; i < 3; i++) gradient[i] = -gradient[i]!;
      if (hessian !== null) for (let i = 0; i < 9; i++) hessian[i] = -hessian[i]!;
      return -value;
    },
  };
  const optimum = maximizeOverPsi(objective, options.model, startsFrom(options.start, options.scale));
  // the last evaluation leaves the likelihood's own state (coefficients, covariance) at the optimum
  likelihood.value(optimum.full, new Float64Array(3));
  return optimum;
}
