import { InputError } from "../../base/errors.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { studyDerivatives } from "./study-derivatives.js";

/** A study's share in the two summary estimates, from 0 to 1; over the studies each adds up to 1. */
export interface StudyWeight {
  /** Name of the study. */
  readonly id: string;
  /** Share in the summary of logit sensitivity; `null` where it is not defined. */
  readonly sensitivity: number | null;
  /** Share in the summary of logit specificity; `null` where it is not defined. */
  readonly specificity: number | null;
}

/**
 * Weights of the studies in summary sensitivity and in summary specificity, in the fit's order. The variance matrix of the two
 * means is V = J⁻¹ with J = ΣIᵢ, Iᵢ the study's information about its two mean logits, and falls into a part for each study,
 * V = Σ V·Iᵢ·V; the weight is the study's part of the diagonal element, [V·Iᵢ·V]ⱼⱼ/Vⱼⱼ. Through the correlation of the logits a
 * study weighs in both estimates, even in that for which it has no participants. Without correlation the weights of the
 * normal model are the usual (vᵢ + τ²)⁻¹/Σ(vⱼ + τ²)⁻¹.
 *
 * Burke, Ensor, Snell, van der Windt & Riley 2018, Res Synth Methods 9:163, doi:10.1002/jrsm.1283; MetaDTA prints them for
 * the binomial model. `null` where J cannot be inverted.
 *
 * @throws InputError `moderators-not-allowed` for a fit with moderators, which has no single summary that studies could
 *   weigh in
 *
 * @example
 * ```ts
 * import { fitReitsma, readStudies, studyWeights } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const weights = studyWeights(fitReitsma(readStudies(csv)));
 * weights.map(({ sensitivity }) => sensitivity?.toFixed(2)); // ["0.19", "0.24", "0.19", "0.15", "0.22"]
 * ```
 */
export function studyWeights(fit: BivariateFit): StudyWeight[] {
  checkFit(fit);
  if (fit.design.moderators.length > 0) {
    throw new InputError(
      "moderators-not-allowed",
      "studies have weights in one summary point; this fit has moderators, hence no single one.",
      { where: "fit", got: fit.design.moderators.map(({ name }) => name), wanted: "a fit without moderators" },
    );
  }
  const informations = studyDerivatives(fit).map(({ information }) => information);
  const [j11, j12, j22] = informations.reduce(([a, b, c], [i11, i12, i22]) => [a + i11, b + i12, c + i22] as const, [
    0, 0, 0,
  ] as const);
  const determinant = j11 * j22 - j12 * j12;
  const [v11, v12, v22] = [j22 / determinant, -j12 / determinant, j11 / determinant];
  const regular = determinant > 0 && Number.isFinite(v11) && Number.isFinite(v22);
  return fit.studies.map(({ id }, i) => {
    if (!regular) return { id, sensitivity: null, specificity: null };
    const [i11, i12, i22] = informations[i]!;
    return {
      id,
      sensitivity: (v11 * v11 * i11 + 2 * v11 * v12 * i12 + v12 * v12 * i22) / v11,
      specificity: (v12 * v12 * i11 + 2 * v12 * v22 * i12 + v22 * v22 * i22) / v22,
    };
  });
}
