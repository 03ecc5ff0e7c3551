import { checkNames } from "../../base/check-options.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { given } from "../../base/given.js";
import { interruptible, stopIfAborted } from "../../base/interruptible.js";
import type { Convergence } from "../../models/fit.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import { fitThresholds } from "../../models/thresholds/fit-thresholds.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { positiveDefiniteSolve } from "../../numeric/linear/matrix.js";
import type { LongRun } from "../influence/progress.js";
import { withoutError } from "../influence/without-each.js";
import { accuracyAt } from "./accuracy-at.js";
import { checkThresholdFit, groupCurves } from "./group-curves.js";
import { optimalCutoff } from "./optimal-cutoff.js";
import { areaEstimate } from "./threshold-auc.js";

/** How `leaveOneOutThresholds` runs. */
export interface ThresholdOmissionOptions extends LongRun {
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** What is left of a fit of several cut-offs without one study. */
export interface ThresholdOmission {
  /** The study that was left out. */
  readonly omitted: string;
  /** Optimal cut-off (Youden) of the others; `null` where they can't be fitted. */
  readonly optimalCutoff: PartialEstimate | null;
  /** Their sensitivity at the optimal cut-off of all studies. */
  readonly sensitivity: PartialEstimate | null;
  /** Their specificity there. */
  readonly specificity: PartialEstimate | null;
  /** Area under their curve. */
  readonly auc: PartialEstimate | null;
  /**
   * Cook's distance: (θ − θ₍ᵢ₎)ᵀV⁻¹(θ − θ₍ᵢ₎)/p of the p coefficients, V their covariance with all studies; above 4/k is worth a look.
   */
  readonly cooksDistance: number | null;
  /** How the refit went. */
  readonly convergence: Convergence | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/**
 * Refits without each study in turn: leave-one-out and influence of a fit of several cut-offs, one row a study in the order of `fit.studies`.
 *
 * @throws InputError where `at` does not fit the model's moderators; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { fitThresholds, leaveOneOutThresholds, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const fit = fitThresholds(readThresholdStudies(csv), { alternatives: false });
 * leaveOneOutThresholds(fit).map(({ omitted }) => omitted); // ["A", "B", "C", "D"]
 * ```
 */
export function leaveOneOutThresholds(fit: ThresholdFit, options: ThresholdOmissionOptions = {}): ThresholdOmission[] {
  checkThresholdFit(fit);
  checkNames("options", options, THRESHOLD_OPTIONS);
  const { at, onProgress, signal } = options;
  const where = given({ at });
  const { cutoff } = optimalCutoff(fit, where);
  const { options: asked, studies, scales } = fit;
  const refitOptions = { ...asked, scales, alternatives: false, minStudies: 2 };
  return studies.map(({ id }, i) => {
    stopIfAborted(signal);
    const { value: rest, reason } = interruptible(signal, () =>
      withoutError(() =>
        fitThresholds(
          studies.filter((_, j) => j !== i),
          refitOptions,
        ),
      ),
    );
    onProgress?.(i + 1, studies.length);
    if (rest === null) {
      const none = { optimalCutoff: null, sensitivity: null, specificity: null, auc: null };
      return { omitted: id, ...none, cooksDistance: null, convergence: null, reason };
    }
    const accuracy = cutoff.estimate === null ? null : accuracyAt(rest, [cutoff.estimate], where)[0]!;
    return {
      omitted: id,
      optimalCutoff: optimalCutoff(rest, where).cutoff,
      sensitivity: accuracy?.sensitivity ?? null,
      specificity: accuracy?.specificity ?? null,
      auc: areaEstimate(groupCurves(rest, at), fit.level),
      cooksDistance: cooksDistance(fit, rest),
      convergence: rest.convergence,
      reason,
    };
  });
}

function cooksDistance(fit: ThresholdFit, rest: ThresholdFit): number | null {
  if (fit.covariance === null || rest.coefficients.length !== fit.coefficients.length) return null;
  const change = fit.coefficients.map(({ estimate }, i) => estimate - rest.coefficients[i]!.estimate);
  const solved = positiveDefiniteSolve(fit.covariance, change);
  if (solved === null) return null;
  return solved.reduce((sum, value, i) => sum + value * change[i]!, 0) / change.length;
}
