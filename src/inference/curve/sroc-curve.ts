import type { BivariateFit } from "../../models/fit.js";
import { type CovariateValues, meanLogits } from "../../models/mean-logits.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { integrate } from "../../numeric/quadrature/integrate.js";

/**
 * The Rutter–Gatsonis curve of a fit, logit Se = intercept + slope·logit FPR, as a straight line in the two logits.
 * `"horizontal"` has one sensitivity throughout (slope 0), `"vertical"` one false positive rate (slope ∞).
 */
export type SrocCurve =
  | { readonly kind: "line"; readonly intercept: number; readonly slope: number }
  | { readonly kind: "horizontal"; readonly logitSensitivity: number }
  | { readonly kind: "vertical"; readonly logitFpr: number }
  | { readonly kind: "undefined" };

/** Says which between-study variances are 0; for the case that at least one is. */
export function zeroVariances(varSensitivity: number, varSpecificity: number): string {
  if (varSensitivity > 0) return "the between-study variance of logit specificity is 0";
  if (varSpecificity > 0) return "the between-study variance of logit sensitivity is 0";
  return "both between-study variances are 0";
}

/**
 * The curve of a fit: with a, b the mean logits of sensitivity and specificity and sA, sB their between-study standard
 * deviations, slope = sA/sB = e^−β and intercept = a + b·sA/sB = Λ·e^−β/2. It is the HSROC model's own curve, not the
 * regression of one logit on the other.
 *
 * Its limits are taken where one variance is 0; where both are, every slope fits as well and the curve is undefined.
 */
export function srocCurve(fit: BivariateFit, at?: CovariateValues): SrocCurve {
  const { sensitivity: a, specificity: b } = meanLogits(fit, at);
  const { varSensitivity: vA, varSpecificity: vB } = fit.betweenStudy;
  if (vA > 0 && vB > 0) {
    const slope = Math.sqrt(vA / vB);
    return { kind: "line", intercept: a + b * slope, slope };
  }
  if (vB > 0) return { kind: "horizontal", logitSensitivity: a };
  if (vA > 0) return { kind: "vertical", logitFpr: -b };
  return { kind: "undefined" };
}

/** Sensitivity on a curve at a false positive rate from 0 to 1; on a vertical one, the step from 0 to 1, ½ on the line. */
export function sensitivityAt(curve: Exclude<SrocCurve, { kind: "undefined" }>, fpr: number): number {
  switch (curve.kind) {
    case "horizontal":
      return expit(curve.logitSensitivity);
    case "vertical": {
      const at = expit(curve.logitFpr);
      return fpr < at ? 0 : fpr > at ? 1 : 0.5;
    }
    case "line":
      return expit(curve.intercept + curve.slope * logit(fpr));
  }
}

/** The area under a line curve, and its derivatives by intercept and slope. */
export interface SrocArea {
  readonly area: number;
  readonly byIntercept: number;
  readonly bySlope: number;
}

/**
 * The area under logit Se = intercept + slope·logit FPR over the whole of (0, 1), to rounding error.
 *
 * With x = logit FPR it is ∫ expit(intercept + slope·x) g(x) dx over the real line, g the logistic density; with
 * y = logit Se it is ∫ expit((intercept − y)/slope) g(y) dy. The one with the factor of x at most 1 is taken: its
 * integrand is analytic in the strip |Im x| < π and falls like e^−|x|, so that the plain trapezoid rule converges
 * exponentially (Trefethen & Weideman 2014, SIAM Rev 56:385, doi:10.1137/130932132). With a step of 0.4 its error is
 * of the order of e^−49, and 1e-17 is cut off beyond ±40.
 */
export function srocArea(intercept: number, slope: number): SrocArea {
  const steep = slope > 1;
  const factor = steep ? -1 / slope : slope;
  const shift = steep ? intercept / slope : intercept;
  let area = 0;
  let byShift = 0;
  let byFactor = 0;
  for (let i = -100; i <= 100; i++) {
    const x = 0.4 * i;
    const weight = 0.4 * expit(x) * expit(-x);
    const argument = shift + factor * x;
    const height = expit(argument);
    const derivative = weight * height * expit(-argument);
    area += weight * height;
    byShift += derivative;
    byFactor += derivative * x;
  }
  if (!steep) return { area, byIntercept: byShift, bySlope: byFactor };
  return { area, byIntercept: byShift / slope, bySlope: (byFactor - byShift * intercept) / (slope * slope) };
}

/** The area under any curve over (0, 1); `null` where the curve is undefined. */
export function curveArea(curve: SrocCurve): number | null {
  switch (curve.kind) {
    case "undefined":
      return null;
    case "line":
      return srocArea(curve.intercept, curve.slope).area;
    case "horizontal":
      return expit(curve.logitSensitivity);
    case "vertical":
      return expit(-curve.logitFpr);
  }
}

/** Area under the curve from `low` to `high`, divided by the width; `null` over an empty range. */
export function meanSensitivity(curve: SrocCurve, low: number, high: number): number | null {
  if (curve.kind === "undefined" || !(high > low)) return null;
  if (curve.kind === "horizontal") return expit(curve.logitSensitivity);
  if (curve.kind === "vertical") {
    const step = Math.min(high, Math.max(low, expit(curve.logitFpr)));
    return (high - step) / (high - low);
  }
  return integrate((fpr) => sensitivityAt(curve, fpr), low, high) / (high - low);
}
