import { log } from "../../numeric/elementary.js";
import { addToCells } from "../../tables/correction.js";
import { covarianceOfMeans, meansOf } from "../mean-logits.js";
import type { FittedLogits, LocalDerivatives, PairOfResiduals, StudyDerivatives } from "../model.js";
import type { NormalFit } from "./fit.js";

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

/** Score W·r and information W = (diag(v₁, v₂) + Ψ)⁻¹ of each study's mean logits, r its residual. */
export function normalStudyDerivatives(
  fit: NormalFit,
  means: readonly (readonly [number, number])[],
): LocalDerivatives[] {
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

/** (yᵢ − xᵢβ̂)/√(vᵢ + s² − Var(xᵢβ̂)) of each logit; `null` where the study alone determines its mean. */
export function marginalResiduals(fit: NormalFit, studies: readonly StudyDerivatives[]): PairOfResiduals[] {
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  return observedLogits(fit).map(({ logits, variances }, i) => {
    const { row } = studies[i]!;
    const means = meansOf(fit, row);
    const known = covarianceOfMeans(fit, row);
    const residual = (j: 0 | 1, between: number, mean: number): number | null => {
      const total = variances[j] + between;
      const variance = total - mean;
      return variance > 1e-12 * total ? (logits[j] - means[j]) / Math.sqrt(variance) : null;
    };
    return [residual(0, varSensitivity, known.varSensitivity), residual(1, varSpecificity, known.varSpecificity)];
  });
}

/** Distances of the observed logits from each study's fitted ones, in sampling standard deviations. */
export function normalDevianceResiduals(fit: NormalFit, studies: readonly FittedLogits[]): PairOfResiduals[] {
  return observedLogits(fit).map(({ logits, variances }, i) => {
    const { means, mode } = studies[i]!;
    const residual = (j: 0 | 1): number => (logits[j] - means[j] - mode[j]) / Math.sqrt(variances[j]);
    return [residual(0), residual(1)];
  });
}
