import type { PartialEstimate } from "../base/estimate.js";
import { auc } from "../inference/curve/auc.js";
import { meanDegreesOfFreedom } from "../inference/point/mean-interval.js";
import { type SummaryPoint, summaryPoint } from "../inference/point/summary-point.js";
import type { BivariateFit } from "../models/fit.js";
import { coverageNear, MANY_STUDIES } from "./simulated-coverage.js";

/** The intervals of few studies that hold what they promise, beside those that every program prints. */
export interface SmallSample {
  /** Studies less the one column of the design. */
  readonly degreesOfFreedom: number;
  /** The summary with intervals by Student's t. */
  readonly summary: SummaryPoint;
  /** The area under the summary ROC curve, likewise; `null` without one. */
  readonly auc: PartialEstimate | null;
  /** Why they stand there, in a sentence. */
  readonly reason: string;
}

/**
 * Intervals by Student's t for a fit without moderators of fewer than 20 studies; `null` for more of them, and for a model whose
 * intervals are no confidence intervals.
 *
 * @param curved whether a curve goes through the summary point, so that there is an area
 */
export function smallSample(fit: BivariateFit, curved: boolean): SmallSample | null {
  const simulated = coverageNear(fit);
  const degreesOfFreedom = meanDegreesOfFreedom(fit, 1);
  if (simulated === null || degreesOfFreedom < 1) return null;
  const area = curved ? auc(fit, { interval: "t" }) : null;
  return {
    degreesOfFreedom,
    summary: summaryPoint(fit, { interval: "t" }),
    auc: area && { estimate: area.estimate, lower: area.lower, upper: area.upper, level: area.level },
    reason:
      `With fewer than ${MANY_STUDIES} studies intervals by z are too short: in simulated reviews of ${simulated.k} studies 95% ones held ` +
      `the true mean in ${simulated.z}% of cases, those by Student's t in ${simulated.t}%.`,
  };
}
