import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel, MOST_POINTS } from "../../base/checks.js";
import { checkFit } from "../../models/check-fit.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import { type CovariateValues, meanLogits, rowAt } from "../../models/mean-logits.js";
import type { PenalizedPsi } from "../../models/penalized.js";
import { fQuantile } from "../../numeric/distributions/f-distribution.js";
import { log1p } from "../../numeric/elementary.js";
import { traceEllipse } from "./ellipse.js";
import { posteriorEllipses } from "./posterior-ellipses.js";
import type { RocPoint } from "./sroc.js";

/** How `regions` computes. */
export interface RegionsOptions {
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
  /** Critical value from the F distribution (default) or the χ² distribution, which ignores that Ψ is estimated. */
  readonly critical?: "f" | "chi-squared";
  /** Corners of each polygon, at least 3; 200 by default. The first is repeated at the end. */
  readonly points?: number;
  /**
   * Ψ of the prediction region, from `penalizedPsi(fit)`: never on an edge. Advised below 20 studies and at an estimated correlation of ±1 or
   * variance of 0, where the plain region is too small. Its critical value by F is Hotelling's. Left out: the fit's, as every program takes it.
   */
  readonly psi?: PenalizedPsi;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** Confidence and prediction region around the summary point, in ROC space. */
export interface Regions {
  /** Closed polygon around where the mean of the logits lies; `null` where it is not defined. */
  readonly confidence: readonly RocPoint[] | null;
  /** Closed polygon around where a new study's true accuracy lies; `null` where it is not defined. */
  readonly prediction: readonly RocPoint[] | null;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
  /** Distribution of the critical value; `"draws"` where a fit's draws say how large the ellipses are. */
  readonly critical: "f" | "chi-squared" | "draws";
  /** Radius of the ellipses in standard deviations; `null` where it is not defined. */
  readonly radius: number | null;
  /** That of the prediction region: larger by F with a penalised Ψ, another with draws. */
  readonly predictionRadius: number | null;
  /** Why a region is missing; `null` where it is there. */
  readonly reasons: {
    /** For the confidence region. */
    readonly confidence: string | null;
    /** For the prediction region. */
    readonly prediction: string | null;
  };
}

/** The least number of studies for a prediction region. */
const PREDICTION_STUDIES = 4;

/**
 * The ellipses (logit FPR, logit Se) around (−b, a), carried into ROC space:
 *
 *   logit Sp = b + σ₀·c·cos φ,  logit Se = a + σ₁·c·cos(φ + arccos r),  0 ≤ φ ≤ 2π.
 *
 * For the confidence region σ₁ and σ₀ are the standard errors of a and b and r their correlation; for the prediction
 * region σ₁ = √(s²A + Var a), σ₀ = √(s²B + Var b), r = (sAB + Cov(a, b))/(σ₁σ₀). The radius is c = √(2·F(level; 2, k − 2))
 * (with q columns in the design of a logit, 2 and k − q − 1 degrees of freedom), or √χ²(level; 2).
 *
 * With a penalised Ψ the prediction region has Hotelling's radius, c = √(2(k − q)/(k − q − 1)·F(level; 2, k − q − 1)): for large studies
 * the penalty turns the divisor k of maximum likelihood into k − q, and this region then holds exactly its share of new studies.
 *
 * Reitsma et al. 2005, doi:10.1016/j.jclinepi.2005.02.022; Douglas 1993, Am Stat 47:43, and Harbord et al. 2007,
 * doi:10.1093/biostatistics/kxl004 (the F distribution). The F regions are those of metandi, midas and metadta, except
 * that midas's prediction region is tilted by a slip (it multiplies logs of standard deviations); mada uses χ².
 *
 * Of a fit with draws from a posterior distribution they are the ellipses around the draws' mean, shaped by their covariance, that hold
 * the level of the draws: of the mean logits, and of the logits of new studies, one a draw. `critical` says nothing to them.
 *
 * The regions are `null`, with a reason: both where no degrees of freedom are left for F; the prediction region below 4
 * studies, where Ψ says next to nothing, and for a fixed-effect fit, which has no between-study variance by assumption.
 *
 * @throws InputError for a bad level (`bad-level`), fewer than 3 points (`bad-option`), or where `at` does not fit the
 *   model's moderators (`covariate-values-needed`, `unknown-moderator`, `bad-moderator-value`)
 *
 * @example
 * ```ts
 * import { fitBinomial, readStudies, regions } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { confidence, radius } = regions(fitBinomial(readStudies(csv)), { points: 100 });
 * confidence?.length; // 101
 * radius?.toFixed(3); // "4.371"
 * ```
 */
export function regions(fit: BivariateFit, options: RegionsOptions = {}): Regions {
  checkFit(fit);
  checkOptions(options);
  const { level = fit.level, critical = "f", points = 200 } = options;
  checkLevel(level);
  checkChoice("critical", critical, ["f", "chi-squared"]);
  checkCount("points", points, 3, MOST_POINTS);
  if (fit.draws !== undefined) {
    const row = rowAt(fit, options.at);
    const { mean, newStudy } = posteriorEllipses(fit.draws, row, level);
    return {
      confidence: traceEllipse(mean, points),
      prediction: traceEllipse(newStudy, points),
      level,
      critical: "draws",
      radius: mean.radius,
      predictionRadius: newStudy.radius,
      reasons: { confidence: null, prediction: null },
    };
  }
  const means = meanLogits(fit, options.at);
  const degreesOfFreedom = fit.k - means.row.length - 1;
  const radius = criticalRadius(critical, level, degreesOfFreedom);
  const predictionRadius =
    radius === null || options.psi === undefined || critical !== "f"
      ? radius
      : radius * Math.sqrt((degreesOfFreedom + 1) / degreesOfFreedom);
  const noRadius =
    radius === null
      ? `${fit.k} studies leave no degrees of freedom for the F distribution (k − ${means.row.length + 1})`
      : null;
  const noPrediction = noRadius ?? predictionReason(fit);
  const { varSensitivity, varSpecificity, covariance } = means;
  const predicting = { ...fit, ...options.psi };
  const spread = meanLogits(predicting, options.at);
  const psi = predicting.betweenStudy;
  const trace = (varSensitivity: number, varSpecificity: number, covariance: number, size: number | null): RocPoint[] =>
    traceEllipse(
      {
        sensitivity: means.sensitivity,
        specificity: means.specificity,
        varSensitivity,
        varSpecificity,
        covariance,
        radius: size ?? 0,
      },
      points,
    );
  return {
    confidence: noRadius === null ? trace(varSensitivity, varSpecificity, covariance, radius) : null,
    prediction:
      noPrediction === null
        ? trace(
            spread.varSensitivity + psi.varSensitivity,
            spread.varSpecificity + psi.varSpecificity,
            spread.covariance + psi.covariance,
            predictionRadius,
          )
        : null,
    level,
    critical,
    radius,
    predictionRadius,
    reasons: { confidence: noRadius, prediction: noPrediction },
  };
}

function criticalRadius(critical: "f" | "chi-squared", level: number, degreesOfFreedom: number): number | null {
  if (critical === "chi-squared") return Math.sqrt(-2 * log1p(-level));
  return degreesOfFreedom > 0 ? Math.sqrt(2 * fQuantile(level, 2, degreesOfFreedom)) : null;
}

function predictionReason(fit: BivariateFit): string | null {
  if (fit.k < PREDICTION_STUDIES) {
    return `${fit.k} studies say too little about the variation between studies; a prediction region needs ${PREDICTION_STUDIES}`;
  }
  const fixed = traitsOf(fit).assumesNoVariation(fit);
  return fixed ? "a fixed-effect fit assumes that there is no variation between studies" : null;
}
