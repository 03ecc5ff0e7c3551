import { designRow } from "../../models/design.js";
import type { BivariateFit } from "../../models/fit.js";
import { meansOf } from "../../models/mean-logits.js";
import type { StudyDerivatives } from "../../models/model.js";
import { modelOf } from "../../models/models.js";

/** Each study's row of one logit's design, in the fit's order. */
export function rowsOf(fit: BivariateFit): number[][] {
  return fit.studies.map((study) => designRow(fit.design.moderators, study.covariates ?? {}));
}

/**
 * What every study of a fit says of its two mean logits at the fit's parameters, its random effects integrated out: first
 * derivatives of its log-likelihood by (o₁ of sensitivity, o₂ of specificity), and minus the second ones, positive
 * semidefinite; in the fit's order. With the normal model s = W·r and I = W, where W = (diag(v₁, v₂) + Ψ)⁻¹ and r is the
 * residual; with the binomial one they are posterior means by the fit's quadrature (Fisher's and Louis' identities).
 *
 * All else follows from them. The random effects given the data have mean Ψs and covariance Ψ − ΨIΨ (Tweedie's formula);
 * the derivatives by Ψ are those of the heat equation, ∂l/∂Ψ₁₁ = ½(s₁² − I₁₁), ∂l/∂Ψ₁₂ = s₁s₂ − I₁₂.
 */
export function studyDerivatives(fit: BivariateFit): StudyDerivatives[] {
  const rows = rowsOf(fit);
  const means = rows.map((row) => meansOf(fit, row));
  return modelOf(fit)
    .studyDerivatives(fit, means)
    .map((derivatives, i) => ({ row: rows[i]!, ...derivatives }));
}
