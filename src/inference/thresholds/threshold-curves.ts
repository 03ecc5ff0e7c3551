import { checkNames } from "../../base/check-options.js";
import { checkCount, MOST_POINTS } from "../../base/checks.js";
import { given } from "../../base/given.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { exp, log } from "../../numeric/elementary.js";
import { accuracyAt, observedCutoffs, type ThresholdAccuracy } from "./accuracy-at.js";
import { distances, groupCurves } from "./group-curves.js";

/** Accuracy and the distributions of both groups over a range of cut-offs: what figures draw. */
export interface ThresholdCurves {
  /** Accuracy at each cut-off, ascending. */
  readonly rows: readonly ThresholdAccuracy[];
  /** Densities of both groups per unit of the axis: of the cut-offs of an identity fit, of their logarithms otherwise. */
  readonly densities: readonly {
    /** In the unit of the marker. */
    readonly cutoff: number;
    /** Density of people with the target condition there. */
    readonly diseased: number;
    /** Density of people without it there. */
    readonly nonDiseased: number;
  }[];
}

/**
 * The curves of a fit over the cut-offs that its studies report, and a tenth of that range on either side; with predictive values
 * where a prevalence is given.
 *
 * @throws InputError where the fit has moderators (`covariate-values-needed`), and on a `prevalence` outside (0, 1) (`bad-option`)
 *
 * @example
 * ```ts
 * import { fitThresholds, readThresholdStudies, thresholdCurves } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const { rows } = thresholdCurves(fitThresholds(readThresholdStudies(csv), { alternatives: false }), { points: 51 });
 * rows.length; // 51
 * ```
 */
export function thresholdCurves(
  fit: ThresholdFit,
  options: { readonly points?: number; readonly prevalence?: number } = {},
): ThresholdCurves {
  checkNames("options", options, THRESHOLD_OPTIONS);
  const { prevalence } = options;
  const points = checkCount("points", options.points ?? 121, 2, MOST_POINTS);
  const curves = groupCurves(fit);
  const identity = fit.scale === "identity";
  const [low, high] = observedCutoffs(fit);
  const [from, to] = identity ? [low, high] : [log(low), log(high)];
  const margin = 0.1 * (to - from);
  const cutoffs = Array.from({ length: points }, (_, i) => {
    const at = from - margin + ((to - from + 2 * margin) * i) / (points - 1);
    return identity ? at : exp(at);
  });
  return {
    rows: accuracyAt(fit, cutoffs, given({ prevalence })),
    densities: cutoffs.map((cutoff) => {
      const { diseased, nonDiseased } = distances(curves, cutoff);
      // dh per unit of the axis
      const slope = curves.scale.slope(cutoff) * (identity ? 1 : cutoff);
      return {
        cutoff,
        diseased: (exp(curves.latent.logDensity(diseased.eta)) * slope) / curves.sigma1,
        nonDiseased: (exp(curves.latent.logDensity(nonDiseased.eta)) * slope) / curves.sigma0,
      };
    }),
  };
}
