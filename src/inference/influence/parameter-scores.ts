import type { BivariateFit } from "../../models/fit.js";
import { covarianceOfMeans } from "../../models/mean-logits.js";
import type { StudyDerivatives } from "../../models/model.js";
import { studyDerivatives } from "./study-derivatives.js";

/** Wᵢ Cᵢ Wᵢ with Cᵢ the covariance of the estimated means at the study's row: what REML's own term gives each study. */
function restrictedTerm(fit: BivariateFit, { row, information }: StudyDerivatives): readonly [number, number, number] {
  const { varSensitivity: c11, covariance: c12, varSpecificity: c22 } = covarianceOfMeans(fit, row);
  const [w11, w12, w22] = information;
  return [
    w11 * w11 * c11 + 2 * w11 * w12 * c12 + w12 * w12 * c22,
    w12 * w12 * c11 + 2 * w12 * w22 * c12 + w22 * w22 * c22,
    w11 * w12 * c11 + (w11 * w22 + w12 * w12) * c12 + w12 * w22 * c22,
  ];
}

/**
 * Each study's share of the score, ∂lᵢ/∂(coefficients…, varSensitivity, varSpecificity, covariance), k rows in the fit's
 * order. For a restricted likelihood the term −½ ln|ΣXᵢᵀWᵢXᵢ| is shared out too: its derivative by Ψ is a sum over studies,
 * ½ tr(E Wᵢ Cᵢ Wᵢ), so that the rows still add up to 0 at the optimum.
 */
export function parameterScores(fit: BivariateFit): number[][] {
  return studyDerivatives(fit).map((study) => {
    const { row, score, information } = study;
    const [s1, s2] = score;
    const [i11, i12, i22] = information;
    const [t11, t22, t12] = fit.restricted ? restrictedTerm(fit, study) : [0, 0, 0];
    return [
      ...row.map((x) => x * s1),
      ...row.map((x) => x * s2),
      0.5 * (s1 * s1 - i11 + t11),
      0.5 * (s2 * s2 - i22 + t22),
      s1 * s2 - i12 + t12,
    ];
  });
}
