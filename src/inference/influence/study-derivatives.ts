import { binomialStudyDerivatives } from "../../models/binomial/study-derivatives.js";
import { designRow } from "../../models/design.js";
import type { BinomialFit, BivariateFit, NormalFit } from "../../models/fit.js";
import { log } from "../../numeric/elementary.js";
import { addToCells } from "../../tables/correction.js";
import { meansOf } from "../point/mean-logits.js";

/**
 * What one study says of its two mean logits (o₁ of sensitivity, o₂ of specificity) at a fit's parameters, its random effects
 * integrated out: first derivatives of its log-likelihood, and minus the second ones.
 */
export interface StudyDerivatives {
  /** The study's row of one logit's design. */
  readonly row: readonly number[];
  /** s = ∂l/∂(o₁, o₂). */
  readonly score: readonly [number, number];
  /** I = −∂²l/∂o∂oᵀ, as (I₁₁, I₁₂, I₂₂); positive semidefinite. */
  readonly information: readonly [number, number, number];
}

/**
 * The derivatives of every study of a fit, in the fit's order. With the normal model s = W·r and I = W, where
 * W = (diag(v₁, v₂) + Ψ)⁻¹ and r is the residual; with the binomial one they are posterior means by the fit's quadrature
 * (Fisher's and Louis' identities), at least 11 nodes.
 *
 * All else follows from them. The random effects given the data have mean Ψs and covariance Ψ − ΨIΨ (Tweedie's formula);
 * the derivatives by Ψ are those of the heat equation, ∂l/∂Ψ₁₁ = ½(s₁² − I₁₁), ∂l/∂Ψ₁₂ = s₁s₂ − I₁₂.
 */
export function studyDerivatives(fit: BivariateFit): StudyDerivatives[] {
  const rows = fit.studies.map((study) => designRow(fit.design.moderators, study.covariates ?? {}));
  const means = rows.map((row) => meansOf(fit, row));
  const local = fit.model === "normal" ? ofNormal(fit, means) : ofBinomial(fit, means);
  return local.map((derivatives, i) => ({ row: rows[i]!, ...derivatives }));
}

type Local = Omit<StudyDerivatives, "row">;

/** The logits and their sampling variances as the normal model used them. */
export function observedLogits(
  fit: NormalFit,
): { readonly logits: readonly [number, number]; readonly variances: readonly [number, number] }[] {
  const corrections = new Map(fit.corrections.map(({ id, value }) => [id, value]));
  return fit.studies.map((study) => {
    const { tp, fp, fn, tn } = addToCells(study, corrections.get(study.id) ?? 0);
    return { logits: [log(tp / fn), log(tn / fp)], variances: [1 / tp + 1 / fn, 1 / tn + 1 / fp] };
  });
}

function ofNormal(fit: NormalFit, means: readonly (readonly [number, number])[]): Local[] {
  const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
  return observedLogits(fit).map(({ logits, variances }, i) => {
    const v11 = variances[0] + varSensitivity;
    const v22 = variances[1] + varSpecificity;
    const determinant = v11 * v22 - covariance * covariance;
    const [w11, w12, w22] = [v22 / determinant, -covariance / determinant, v11 / determinant];
    const [r1, r2] = [logits[0] - means[i]![0], logits[1] - means[i]![1]];
    return { score: [w11 * r1 + w12 * r2, w12 * r1 + w22 * r2], information: [w11, w12, w22] };
  });
}

const LEAST_NODES = 11;

function ofBinomial(fit: BinomialFit, means: readonly (readonly [number, number])[]): Local[] {
  return binomialStudyDerivatives(
    fit.studies,
    means,
    fit.betweenStudy,
    Math.max(fit.quadrature?.nodes ?? fit.options.nodes, LEAST_NODES),
  );
}
