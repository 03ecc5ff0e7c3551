import { checkChoice } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import { modelOf } from "../../models/models.js";

/** How the covariance between studies is estimated for prediction; see `regions`. */
export type PsiEstimate = "estimated" | "penalized";

/** The fit with the Ψ that predictions are wanted from; its means stay. */
export function withPsi(fit: BivariateFit, psi: PsiEstimate = "estimated"): BivariateFit {
  if (checkChoice("psi", psi, ["estimated", "penalized"]) === "estimated" || traitsOf(fit).assumesNoVariation(fit)) {
    return fit;
  }
  const { penalized } = modelOf(fit);
  if (penalized === undefined) {
    throw new InputError("bad-option", "psi: this model's variation between studies has a prior already.", {
      where: "psi",
      got: psi,
      wanted: '"estimated"',
    });
  }
  return { ...fit, ...penalized(fit) };
}
