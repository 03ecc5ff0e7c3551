import { checkNames } from "../../base/check-options.js";
import { checkCount, checkLevel } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import { exp } from "../../numeric/elementary.js";
import { logAccuracy, observedCutoffs } from "./accuracy-at.js";
import { groupCurves } from "./group-curves.js";
import { areaEstimate } from "./threshold-auc.js";

/** How the summary ROC curve of several cut-offs is computed. */
export interface ThresholdSrocOptions {
  /** Points of `curve`, at least 2; 201 by default. */
  readonly points?: number;
  /** Confidence level of the area; that of the fit by default. */
  readonly level?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** A point of the curve with the cut-off that it belongs to. */
export interface ThresholdRocPoint {
  /** The cut-off. */
  readonly cutoff: number;
  /** False positive rate there, 0 to 1. */
  readonly fpr: number;
  /** Sensitivity there, 0 to 1. */
  readonly sensitivity: number;
}

/** The summary ROC curve of several cut-offs. */
export interface ThresholdSroc {
  /** From the strictest cut-off to the laxest, over the values that hold all but 1/2000 of both groups at either end. */
  readonly curve: readonly ThresholdRocPoint[];
  /** Area under the whole curve, observed or not. */
  readonly auc: PartialEstimate;
  /** Least and largest cut-off that a study reports: beyond them the curve is extrapolation. */
  readonly observed: readonly [number, number];
}

/** The summary ROC curve of a fit of several cut-offs: `sroc` calls it. */
export function thresholdSroc(fit: ThresholdFit, options: ThresholdSrocOptions = {}): ThresholdSroc {
  checkNames("options", options, THRESHOLD_OPTIONS);
  const count = checkCount("points", options.points ?? 201, 2);
  const level = checkLevel(options.level ?? fit.level);
  const curves = groupCurves(fit, options.at);
  const { m1, sigma1, m0, sigma0, latent, scale, sign } = curves;
  const ends = [0.0005, 0.9995].flatMap((p) => [m1 + sigma1 * latent.quantile(p), m0 + sigma0 * latent.quantile(p)]);
  const [from, to] = sign === 1 ? [Math.max(...ends), Math.min(...ends)] : [Math.min(...ends), Math.max(...ends)];
  const curve = Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1);
    const cutoff = scale.inverse(x);
    if (cutoff === null) return null;
    const { sensitivity, falsePositive } = logAccuracy(curves, (x - m1) / sigma1, (x - m0) / sigma0);
    return { cutoff, fpr: exp(falsePositive.value), sensitivity: exp(sensitivity.value) };
  });
  return {
    curve: curve.filter((point) => point !== null),
    auc: areaEstimate(curves, level),
    observed: observedCutoffs(fit),
  };
}
