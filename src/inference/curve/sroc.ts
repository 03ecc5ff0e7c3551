import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, MOST_POINTS } from "../../base/checks.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { type ThresholdSroc, type ThresholdSrocOptions, thresholdSroc } from "../thresholds/threshold-sroc.js";
import { curveArea, meanSensitivity, type SrocCurve, sensitivityAt, srocCurve, zeroVariances } from "./sroc-curve.js";

/** A point in ROC space. */
export interface RocPoint {
  /** False positive rate, 0 to 1. */
  readonly fpr: number;
  /** Sensitivity, 0 to 1. */
  readonly sensitivity: number;
}

/** How `sroc` draws its curve. */
export interface SrocOptions {
  /** Points of `curve`, at least 2; 201 by default. */
  readonly points?: number;
  /** Whether `curve` covers the false positive rates that the studies saw (default), or all of 0 to 1. */
  readonly range?: "observed" | "full";
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** A summary ROC curve with its areas. */
export interface Sroc {
  /** Points in order of rising false positive rate, evenly spaced over the range; empty where the curve is not defined. */
  readonly curve: readonly RocPoint[];
  /** Area under the curve over all false positive rates from 0 to 1, observed or not. */
  readonly auc: number | null;
  /** Mean sensitivity on the curve over `observedFpr`: the area over that range, divided by its width. */
  readonly partialAuc: number | null;
  /** Least and largest false positive rate, fp/(fp + tn), of the studies in the fit. */
  readonly observedFpr: readonly [number, number];
  /** Why a number is missing, or that it is the limit of a boundary fit; `null` where all is regular. */
  readonly reason: string | null;
}

/** Least and largest observed false positive rate of the studies with a non-diseased participant. */
function observedRange(fit: BivariateFit): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { fp, tn } of fit.studies) {
    if (fp + tn === 0) continue;
    low = Math.min(low, fp / (fp + tn));
    high = Math.max(high, fp / (fp + tn));
  }
  return [low, high];
}

/**
 * The summary ROC curve of Rutter and Gatsonis,
 *
 *   Se = expit(Λ·e^−β/2 + e^−β·logit FPR)
 *
 * (see `hsroc` for Λ and β), its area over (0, 1) as an exact integral, and the partial area over the observed false
 * positive rates, as the mean sensitivity there. The curve is drawn over the observed range by default: beyond it, it
 * is extrapolation, and so is a part of the AUC, which is why the partial one stands beside it.
 *
 * Rutter & Gatsonis 2001, Stat Med 20:2865, doi:10.1002/sim.942; Harbord et al. 2007, doi:10.1093/biostatistics/kxl004.
 * Stata's metandi, midas and metadta draw the same curve. midas sums 500 trapezoids; mada's `AUC` sums 98 trapezoids
 * and divides by 99, so that a perfect test scores 0.9899: on AUDIT-C (Kriston 2008) 0.8867 for 0.8879.
 *
 * Where one between-study variance is 0 the curve is taken to its limit, a horizontal or a vertical line; where both are,
 * no curve is better than another and `auc` and `partialAuc` are `null`. `reason` says so. `partialAuc` is `null` too
 * where every study has one false positive rate.
 *
 * @throws InputError for fewer than 2 points (`bad-option`), or where `at` does not fit the model's moderators
 *   (`covariate-values-needed`, `unknown-moderator`, `bad-moderator-value`)
 *
 * @example
 * ```ts
 * import { fitBinomial, readStudies, sroc } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { auc, curve } = sroc(fitBinomial(readStudies(csv)), { points: 51 });
 * auc?.toFixed(3); // "0.905"
 * curve.length; // 51
 * ```
 */
export function sroc(fit: BivariateFit, options?: SrocOptions): Sroc;
/**
 * The summary ROC curve of a fit of several cut-offs, each point with its cut-off: 1 − F((h(c) − μ)/σ) of the diseased against that
 * of the others, and the area under all of it, the probability that a diseased person has the higher value.
 */
export function sroc(fit: ThresholdFit, options?: ThresholdSrocOptions): ThresholdSroc;
export function sroc(
  fit: BivariateFit | ThresholdFit,
  options: SrocOptions | ThresholdSrocOptions = {},
): Sroc | ThresholdSroc {
  return fit?.model === "thresholds" ? thresholdSroc(fit, options) : bivariateSroc(fit, options);
}

function bivariateSroc(fit: BivariateFit, options: SrocOptions): Sroc {
  checkFit(fit);
  checkOptions(options);
  const { points = 201, range = "observed" } = options;
  checkCount("points", points, 2, MOST_POINTS);
  checkChoice("range", range, ["observed", "full"]);
  const curve = srocCurve(fit, options.at);
  const observedFpr = observedRange(fit);
  const [low, high] = observedFpr;
  const [from, to] = range === "full" ? [0, 1] : observedFpr;
  const drawn =
    curve.kind === "undefined"
      ? []
      : Array.from({ length: points }, (_, i) => {
          const fpr = i === points - 1 ? to : from + ((to - from) * i) / (points - 1);
          return { fpr, sensitivity: sensitivityAt(curve, fpr) };
        });
  return {
    curve: drawn,
    auc: curveArea(curve),
    partialAuc: meanSensitivity(curve, low, high),
    observedFpr,
    reason: reason(fit, curve, high > low),
  };
}

function reason(fit: BivariateFit, curve: SrocCurve, spread: boolean): string | null {
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  if (curve.kind === "undefined") {
    return `${zeroVariances(varSensitivity, varSpecificity)}, so that the shape of the curve is not defined`;
  }
  if (curve.kind !== "line") {
    return `${zeroVariances(varSensitivity, varSpecificity)}: the curve is its limit, a ${curve.kind} line`;
  }
  return spread ? null : "every study has the same false positive rate, so that there is no range for a partial area";
}
