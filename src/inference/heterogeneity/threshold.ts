import { checkOptions } from "../../base/check-options.js";
import type { Exclusion } from "../../models/fit.js";
import { spearman } from "../../numeric/spearman.js";
import { checkStudies } from "../../tables/check-studies.js";
import { addToCells, type Correction, correctionAmounts, resolveCorrection } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";

/** Rank correlation of true and false positive rates; `null` with a reason where it is not defined. */
export interface ThresholdEffect {
  /** Studies with both margins. */
  readonly k: number;
  /** Spearman's ρ of logit true positive rate and logit false positive rate; positive where thresholds differ. */
  readonly rho: number | null;
  /** Two-sided, by the t approximation on k − 2 degrees of freedom. */
  readonly pValue: number | null;
  /** The continuity correction that was asked for. */
  readonly correction: Correction;
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
  /** What the correlation does not show, in words. */
  readonly caution: string;
}

/** The caution that goes with `thresholdEffect`. */
export const thresholdCaution =
  "The correlation describes a threshold effect. A small or non-significant one does not license pooling sensitivity and specificity separately.";

/**
 * Threshold effect: Spearman's rank correlation of logit true positive rate (sensitivity) with logit false positive rate,
 * mid-ranks for ties, P from t = ρ√((k − 2)/(1 − ρ²)) on k − 2 degrees of freedom. A strong positive correlation is what
 * differing thresholds give; Devillé et al. 2002, BMC Med Res Methodol 2:9, doi:10.1186/1471-2288-2-9.
 *
 * Ranks of logits are ranks of proportions, so an uncorrected 0 or 1 has a rank too; corrections (default: 0.5 in the
 * studies with a zero cell) change ranks. As Meta-DiSc prints it, and R's `cor.test(exact = FALSE)`; midas correlates
 * with logit specificity, which turns the sign.
 *
 * Studies with an empty margin are left out. Not defined, `null` with a reason: fewer than three studies; one rate for all.
 *
 * Throws `InputError` on a bad correction (`bad-correction`).
 *
 * @example
 * ```ts
 * import { readStudies, thresholdEffect } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * thresholdEffect(readStudies(csv)).rho?.toFixed(2); // "0.90"
 * ```
 */
export function thresholdEffect(
  studies: readonly Study[],
  options: { readonly correction?: Partial<Correction> } = {},
): ThresholdEffect {
  checkStudies(studies);
  checkOptions(options);
  const correction = resolveCorrection(options.correction);
  const excluded: Exclusion[] = [];
  const whole = studies.filter(({ id, tp, fp, fn, tn }) => {
    if (tp + fn > 0 && fp + tn > 0) return true;
    excluded.push({ id, reason: `it has no ${tp + fn === 0 ? "diseased" : "non-diseased"} participants` });
    return false;
  });
  const amounts = correctionAmounts(whole, correction);
  const cells = whole.map((study, i) => addToCells(study, amounts[i]!));
  // Odds rank as logits do, and equal proportions have equal odds to the last bit.
  const { rho, pValueAsymptotic } = spearman(
    cells.map(({ tp, fn }) => tp / fn),
    cells.map(({ fp, tn }) => fp / tn),
  );
  const k = whole.length;
  const reason =
    k < 3
      ? `A rank correlation needs at least three studies, got ${k}.`
      : rho === null
        ? "Every study has the same sensitivity, or every study the same false positive rate."
        : null;
  return {
    k,
    rho: reason === null ? rho : null,
    pValue: reason === null ? pValueAsymptotic : null,
    correction,
    excluded,
    reason,
    caution: thresholdCaution,
  };
}
