import { checkOptions } from "../../base/check-options.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { type CovariateValues, type ModelGradient, meanLogits } from "../../models/mean-logits.js";
import { normalUpperTail } from "../../numeric/distributions/normal.js";
import { log } from "../../numeric/elementary.js";
import { estimateOf, type ModelPoint, type Quantity } from "../functional.js";
import { normalCritical } from "../point/wald.js";
import { zeroVariances } from "./sroc-curve.js";

/** One HSROC parameter. */
export interface HsrocParameter extends PartialEstimate {
  /** Standard error; `null` where there is none. */
  readonly standardError: number | null;
}

/** The parameters of the hierarchical SROC model. */
export interface Hsroc {
  /** Λ, accuracy: the mean log diagnostic odds ratio where the shape is symmetric (β = 0). */
  readonly lambda: HsrocParameter;
  /** Θ, the mean threshold. */
  readonly theta: HsrocParameter;
  /** β, the shape; 0 is a curve symmetric about the diagonal, with one odds ratio throughout. */
  readonly beta: HsrocParameter & {
    /** β over its standard error. */
    readonly z: number | null;
    /** Two-sided, of β = 0. */
    readonly pValue: number | null;
  };
  /** σ²α, variance of the accuracy between studies. */
  readonly varAlpha: HsrocParameter;
  /** σ²θ, variance of the threshold between studies. */
  readonly varTheta: HsrocParameter;
  /** Why numbers are missing; `null` where none is. */
  readonly reason: string | null;
}

/** How `hsroc` computes. */
export interface HsrocOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/**
 * The HSROC parameters (Rutter & Gatsonis 2001, Stat Med 20:2865, doi:10.1002/sim.942) of a bivariate fit. Without
 * covariates the two models are one (Harbord et al. 2007, Biostatistics 8:239, doi:10.1093/biostatistics/kxl004). With
 * a, b the mean logits of sensitivity and specificity, s²A, s²B and sAB their between-study (co)variances and
 * r = (s²B/s²A)^¼,
 *
 *   Λ = r·a + b/r,  Θ = ½(r·a − b/r),  β = ½ ln(s²B/s²A),  σ²α = 2(sA·sB + sAB),  σ²θ = ½(sA·sB − sAB).
 *
 * All on the logit scale. Standard errors by the delta method from the covariance of all five parameters. Intervals are
 * Wald's for Λ, Θ and β, and on the log scale, v·exp(±z·se/v), for the variances, as Stata's metandi gives them; z and P
 * are of β = 0. On the boundary with correlation −1 σ²α is 0 (with +1, σ²θ), without interval, as in metandi.
 *
 * Where a between-study variance is 0 the parameters are not defined: the numbers are `null`, and `reason` says so. Where
 * the fit has no covariance of its variances (method of moments), only the estimates are given. mada computes the same
 * estimates and prints none of them.
 *
 * @throws InputError for a level outside (0, 1) (`bad-level`), or where `at` does not fit the model's moderators
 *   (`covariate-values-needed`, `unknown-moderator`, `bad-moderator-value`)
 *
 * @example
 * ```ts
 * import { fitBinomial, hsroc, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { lambda, theta } = hsroc(fitBinomial(readStudies(csv)));
 * lambda.estimate?.toFixed(3); // "3.349"
 * theta.estimate?.toFixed(3); // "-0.472"
 * ```
 */
export function hsroc(fit: BivariateFit, options: HsrocOptions = {}): Hsroc {
  checkFit(fit);
  checkOptions(options);
  const level = options.level ?? fit.level;
  const interval = { level, critical: normalCritical(level) };
  const { sensitivity: a, specificity: b, row } = meanLogits(fit, options.at);
  const { varSensitivity: vA, varSpecificity: vB, correlation } = fit.betweenStudy;
  if (!(vA > 0 && vB > 0)) {
    const none = { estimate: null, lower: null, upper: null, level, standardError: null };
    return {
      lambda: none,
      theta: none,
      beta: { ...none, z: null, pValue: null },
      varAlpha: none,
      varTheta: none,
      reason: `${zeroVariances(vA, vB)}, so that the shape of the curve is not defined`,
    };
  }
  const ratio = vB / vA;
  const r = rootOf({ varSensitivity: vA, varSpecificity: vB });
  const byRatio = (byR: number): readonly [number, number] => [(-byR * r) / (4 * vA), (byR * r) / (4 * vB)];
  const estimate = (value: Quantity["value"], gradient: ModelGradient, scale: Quantity["scale"] = "identity") =>
    estimateOf(fit, row, { value, gradient, scale }, interval);
  const variance = (value: Quantity["value"], zero: boolean, gradient: ModelGradient): HsrocParameter =>
    zero
      ? { estimate: 0, lower: null, upper: null, level, standardError: null }
      : estimate(value, gradient, "positive");
  const beta = estimate(
    ({ varSensitivity, varSpecificity }) => 0.5 * log(varSpecificity / varSensitivity),
    [0, 0, -0.5 / vA, 0.5 / vB, 0],
  );
  const z = beta.standardError !== null && beta.standardError > 0 ? beta.estimate / beta.standardError : null;
  const atMinusOne = correlation === -1;
  const atPlusOne = correlation === 1;
  const sdRatio = Math.sqrt(ratio);
  return {
    lambda: estimate(
      (at) => rootOf(at) * at.sensitivity + at.specificity / rootOf(at),
      [r, 1 / r, ...byRatio(a - b / (r * r)), 0],
    ),
    theta: estimate(
      (at) => 0.5 * (rootOf(at) * at.sensitivity - at.specificity / rootOf(at)),
      [0.5 * r, -0.5 / r, ...byRatio(0.5 * (a + b / (r * r))), 0],
    ),
    beta: { ...beta, z, pValue: z === null ? null : 2 * normalUpperTail(Math.abs(z)) },
    varAlpha: variance((at) => 2 * (productOf(at) + at.covariance), atMinusOne, [0, 0, sdRatio, 1 / sdRatio, 2]),
    varTheta: variance((at) => 0.5 * (productOf(at) - at.covariance), atPlusOne, [
      0,
      0,
      0.25 * sdRatio,
      0.25 / sdRatio,
      -0.5,
    ]),
    reason: missingReason(fit, atMinusOne, atPlusOne),
  };
}

type Variances = Pick<ModelPoint, "varSensitivity" | "varSpecificity">;

/** (s²B/s²A)^¼. */
const rootOf = ({ varSensitivity, varSpecificity }: Variances): number =>
  Math.sqrt(Math.sqrt(varSpecificity / varSensitivity));

/** sA·sB. */
const productOf = ({ varSensitivity, varSpecificity }: Variances): number =>
  Math.sqrt(varSensitivity) * Math.sqrt(varSpecificity);

function missingReason(fit: BivariateFit, atMinusOne: boolean, atPlusOne: boolean): string | null {
  if (fit.parameterCovariance === null) {
    return `${fit.method} gives no covariance of the between-study variances, hence no intervals`;
  }
  if (atMinusOne) return "the correlation is −1, on the boundary: varAlpha is 0 and has no interval";
  if (atPlusOne) return "the correlation is 1, on the boundary: varTheta is 0 and has no interval";
  return null;
}
