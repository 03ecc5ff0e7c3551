import type { CholeskyParameters } from "../between-study.js";
import { maximizeOverPsi, type Optimum } from "../optimum.js";
import type { PsiModel, PsiObjective } from "../psi-spaces.js";
import { offEdges } from "../psi-starts.js";
import type { LogitData } from "./logits.js";
import type { ProfileLikelihood } from "./profile-likelihood.js";

/** The profile likelihood as a function to be minimised; it has no coefficients. */
export function profileObjective(likelihood: ProfileLikelihood): PsiObjective {
  return {
    size: 3,
    at(abc, gradient, hessian) {
      const value = likelihood.value(abc, gradient, hessian);
      for (let i = 0; i < 3; i++) gradient[i] = -gradient[i]!;
      if (hessian !== null) for (let i = 0; i < 9; i++) hessian[i] = -hessian[i]!;
      return -value;
    },
  };
}

/** The global maximum of the profile likelihood over Ψ, all edges compared. */
export function maximizeProfile(
  likelihood: ProfileLikelihood,
  options: { readonly start: CholeskyParameters; readonly model: PsiModel; readonly data: LogitData },
): Optimum {
  const optimum = maximizeOverPsi(profileObjective(likelihood), options.model, [
    Float64Array.from(offEdges(options.start, options.data)),
  ]);
  // the last evaluation leaves the likelihood's own state (coefficients, covariance) at the optimum
  likelihood.value(optimum.full, new Float64Array(3));
  return optimum;
}
