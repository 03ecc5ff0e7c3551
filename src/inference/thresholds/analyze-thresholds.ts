import { checkNames } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { given } from "../../base/given.js";
import { REMEDIES } from "../../base/remedies.js";
import type { Warning } from "../../models/fit.js";
import { fitThresholds, type ThresholdOptions } from "../../models/thresholds/fit-thresholds.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import { accuracyAt, observedCutoffs, type ThresholdAccuracy } from "./accuracy-at.js";
import { groupCurves, type LimitQuantiles, withQuantiles } from "./group-curves.js";
import { type OptimalCutoff, optimalCutoff } from "./optimal-cutoff.js";
import { areaEstimate } from "./threshold-auc.js";

/** What `analyzeThresholds` fits and answers. */
export interface AnalyzeThresholdsOptions extends Omit<ThresholdOptions, "moderators"> {
  /** Cut-offs at which accuracy is wanted; left out: the five that most studies report. */
  readonly cutoffs?: readonly number[];
  /** Probability of disease, for predictive values and, with `cost`, for the optimal cut-off. */
  readonly prevalence?: number;
  /** Cost of a false negative over that of a false positive; with it the optimal cut-off is that of least expected cost. */
  readonly cost?: number;
  /** Weight of sensitivity in the optimal cut-off. Default ½, Youden's index. */
  readonly weight?: number;
  /** Intervals by the normal distribution (`"z"`, default) or by Student's t with k − 2 degrees of freedom, advised for few studies. */
  readonly interval?: LimitQuantiles;
}

/** A fit of several cut-offs with what is mostly asked of it. */
export interface ThresholdAnalysis extends ThresholdFit {
  /** Accuracy at the cut-offs asked for. */
  readonly accuracy: readonly ThresholdAccuracy[];
  /** The optimal cut-off. */
  readonly optimalCutoff: OptimalCutoff;
  /** Whether limits are by the normal distribution or by Student's t. */
  readonly interval: LimitQuantiles;
  /** Area under the summary ROC curve. */
  readonly auc: PartialEstimate;
  /** Probability of disease behind the predictive values; `null` where none was given. */
  readonly prevalence: number | null;
  /** Least and largest cut-off that a study reports. */
  readonly observedCutoffs: readonly [number, number];
}

/** The cut-offs that most studies report, at most five, ascending. */
function frequentCutoffs(studies: readonly ThresholdStudy[]): number[] {
  const counts = new Map<number, number>();
  for (const { cutoff } of studies.flatMap(({ points }) => points)) counts.set(cutoff, (counts.get(cutoff) ?? 0) + 1);
  const frequent = [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, 5);
  return frequent.map(([cutoff]) => cutoff).sort((x, y) => x - y);
}

/**
 * Fits several cut-offs a study and asks the fit what is mostly asked: accuracy at cut-offs, the optimal cut-off, the area under
 * the curve. The command `dta thresholds` prints it.
 *
 * @throws what `fitThresholds`, `accuracyAt` and `optimalCutoff` throw
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const analysis = analyzeThresholds(readThresholdStudies(csv), { cutoffs: [25], alternatives: false });
 * analysis.accuracy[0]!.cutoff; // 25
 * analysis.observedCutoffs; // [15, 50]
 * ```
 */
export function analyzeThresholds(
  studies: readonly ThresholdStudy[],
  options: AnalyzeThresholdsOptions = {},
): ThresholdAnalysis {
  checkNames("options", options, ["cutoffs", ...THRESHOLD_OPTIONS]);
  const { cutoffs, prevalence, cost, weight, interval = "z", ...fitOptions } = options;
  checkChoice("interval", interval, ["z", "t"]);
  const fit = fitThresholds(studies, fitOptions);
  const costs = cost === undefined ? {} : { cost, ...given({ prevalence }) };
  return {
    ...fit,
    accuracy: accuracyAt(fit, cutoffs ?? frequentCutoffs(fit.studies), { interval, ...given({ prevalence }) }),
    optimalCutoff: optimalCutoff(fit, { ...costs, interval, ...given({ weight }) }),
    auc: areaEstimate(withQuantiles(groupCurves(fit), fit, interval, fit.level), fit.level),
    interval,
    warnings: [...fit.warnings, ...shortIntervals(fit.k, interval)],
    prevalence: prevalence ?? null,
    observedCutoffs: observedCutoffs(fit),
  };
}

/** Fewer studies than this ask for intervals by t. */
const FEW_STUDIES = 20;

function shortIntervals(k: number, interval: LimitQuantiles): Warning[] {
  if (interval !== "z" || k >= FEW_STUDIES) return [];
  const message = `Intervals are by z, too short with fewer than ${FEW_STUDIES} studies; ${REMEDIES.tIntervals}.`;
  return [{ code: "short-intervals", message }];
}
