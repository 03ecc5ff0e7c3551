import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkLevel } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { type ModelGradient, meanLogits } from "../../models/mean-logits.js";
import { estimateOf, type ModelPoint } from "../functional.js";
import { meanCritical, meanDegreesOfFreedom, meanIntervalOf } from "../point/mean-interval.js";
import { type BootstrapOptions, type BootstrapReport, bootstrapAuc } from "./auc-bootstrap.js";
import { curveArea, srocArea, srocCurve, zeroVariances } from "./sroc-curve.js";

/** How `auc` computes its interval. */
export interface AucOptions extends BootstrapOptions {
  /** Delta method on the logit scale (default), the same by Student's t with k − q degrees of freedom, or parametric bootstrap. */
  readonly interval?: "delta" | "t" | "bootstrap";
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
}

/** The area under the summary ROC curve with its interval. */
export interface Auc extends PartialEstimate {
  /** Method of the interval. */
  readonly interval: "delta" | "t" | "bootstrap";
  /** Of logit AUC, by the delta method; `null` with the bootstrap and where the method gives none. */
  readonly logitStandardError: number | null;
  /** What the bootstrap drew; `null` without it. */
  readonly bootstrap: BootstrapReport | null;
  /** Why a number is missing; `null` where none is. */
  readonly reason: string | null;
}

/**
 * The area under the Rutter–Gatsonis curve over all false positive rates, an exact integral (see `sroc`), with an interval.
 *
 * - `"delta"`: expit(logit AUC ± z·se), se² = gᵀVg/(AUC(1 − AUC))², with g the analytic derivatives of the area by the
 *   means and the between-study variances and V their joint covariance. It says how well the curve is known, not how the
 *   accuracy of studies varies.
 * - `"t"`: the same with Student's t of k − q degrees of freedom (q columns in the design of a logit) in the place of z, advised
 *   below 20 studies (see the guide's page on coverage).
 * - `"bootstrap"`: parametric; studies of the same sizes are drawn from the fitted model and the model refitted to each
 *   set, and the interval lies between the quantiles of their areas. `bootstrap` in the result holds seed, draws and the
 *   Monte Carlo error of both limits. (Noma, Matsushima & Ishii 2021, Commun Stat Case Stud Data Anal Appl 7:344,
 *   doi:10.1080/23737484.2021.1894408.)
 *
 * midas prints a Wilson interval as if the area were a proportion of 500 people, whatever the data; that is no interval.
 *
 * Without an interval (`lower` and `upper` null, `reason` says why): by the delta method where a between-study variance
 * is 0 and the area is a limit without derivative, or where the fit has no covariance of the variances (method of moments).
 * With both variances 0 there is no curve and no area at all.
 *
 * @throws InputError `bad-level`, `bad-option` (`interval`, `replicates`, `seed`), or where `at` does not fit the model's
 *   moderators (`covariate-values-needed`, `unknown-moderator`); whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { auc, fitReitsma, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const area = auc(fitReitsma(readStudies(csv)));
 * area.estimate?.toFixed(3); // "0.904"
 * area.lower?.toFixed(3); // "0.876"
 * ```
 */
export function auc(fit: BivariateFit, options: AucOptions = {}): Auc {
  checkFit(fit);
  checkOptions(options);
  const { interval = "delta", level = fit.level } = options;
  checkLevel(level);
  checkChoice("interval", interval, ["delta", "t", "bootstrap"]);
  const curve = srocCurve(fit, options.at);
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const partial = { level, interval, logitStandardError: null, bootstrap: null };
  const estimate = curveArea(curve);
  if (estimate === null) {
    const reason = `${zeroVariances(varSensitivity, varSpecificity)}, so that the shape of the curve is not defined`;
    return { estimate: null, lower: null, upper: null, ...partial, reason };
  }
  if (interval === "bootstrap") {
    const bootstrap = bootstrapAuc(fit, options, level);
    const { lower, upper, reason, ...report } = bootstrap;
    return { estimate, lower, upper, ...partial, bootstrap: report, reason };
  }
  if (curve.kind !== "line") {
    const reason = `${zeroVariances(varSensitivity, varSpecificity)}: the area is a limit, where the delta method gives no interval; the bootstrap does`;
    return { estimate, lower: null, upper: null, ...partial, reason };
  }
  const { slope } = curve;
  const means = meanLogits(fit, options.at);
  const kind = meanIntervalOf(fit, interval === "t" ? "t" : "z");
  const critical = meanCritical(kind, level, meanDegreesOfFreedom(fit, means.row.length));
  const { byIntercept, bySlope } = srocArea(curve.intercept, slope);
  // intercept = a + b·slope, slope = √(s²A/s²B)
  const byCurveSlope = bySlope + byIntercept * means.specificity;
  const gradient: ModelGradient = [
    byIntercept,
    byIntercept * slope,
    (byCurveSlope * slope) / (2 * varSensitivity),
    (-byCurveSlope * slope) / (2 * varSpecificity),
    0,
  ];
  const area = estimateOf(fit, means.row, { value: areaAt, gradient, scale: "proportion" }, { level, critical });
  const reason =
    area.standardError === null
      ? `${fit.method} gives no covariance of the between-study variances, hence no interval by the delta method`
      : null;
  const { standardError, ...shown } = area;
  const logitStandardError = standardError === null ? null : standardError / (area.estimate * (1 - area.estimate));
  return { ...shown, ...partial, logitStandardError, reason };
}

/** The area under the curve of any parameters with both variances above 0. */
function areaAt({ sensitivity, specificity, varSensitivity, varSpecificity }: ModelPoint): number {
  const slope = Math.sqrt(varSensitivity / varSpecificity);
  return srocArea(sensitivity + specificity * slope, slope).area;
}
