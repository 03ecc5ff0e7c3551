import type { PartialEstimate } from "../../base/estimate.js";
import type { Convergence, Warning } from "../../models/fit.js";
import type { RowWeights } from "../../models/thresholds/linear/linear-rows.js";
import type { MixedModel, RandomTerm } from "../../models/thresholds/linear/mixed-models.js";
import type { Direction } from "../../models/thresholds/threshold-data.js";

/** Options of `fitLinearThresholds`: those of R's diagmeta. */
export interface LinearThresholdOptions {
  /** Random part of the mixed model. Default `"CICS"`, as diagmeta's since 0.4-0. */
  readonly model?: MixedModel;
  /** Distribution whose quantiles make proportions to responses. Default `"logistic"`. */
  readonly distribution?: "logistic" | "normal";
  /** Whether cut-offs enter as logarithms. Default `false`, as diagmeta's. */
  readonly log?: boolean;
  /** Whether both groups have one slope. Default `false`. */
  readonly equalVariances?: boolean;
  /** Weights of the rows. Default `"invvar"`. */
  readonly weights?: RowWeights;
  /** What is added to every cell of every table, zero or not. Default 0.5. */
  readonly increment?: number;
  /** Weight of sensitivity in the optimal cut-off. Default ½, Youden's index. */
  readonly weight?: number;
  /** Which side of a cut-off is positive; for `"less"` cut-offs are reflected, as diagmeta 0.6 does. Default `"greater"`. */
  readonly direction?: Direction;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
}

/** Accuracy at one cut-off as diagmeta prints it: limits widened by `varDiseased` and `varNonDiseased`. */
export interface LinearAccuracy {
  /** The cut-off. */
  readonly cutoff: number;
  /** Sensitivity there. */
  readonly sensitivity: PartialEstimate;
  /** Specificity there. */
  readonly specificity: PartialEstimate;
}

/** The optimal cut-off of a linear fit. */
export interface LinearOptimum {
  /** The cut-off; limits as printed (none for the logistic distribution). */
  readonly cutoff: PartialEstimate;
  /** Sensitivity there, limits as printed. */
  readonly sensitivity: PartialEstimate;
  /** Specificity there, limits as printed. */
  readonly specificity: PartialEstimate;
}

/** The shape of linear fits of several cut-offs, as they are stored. */
export const LINEAR_SCHEMA = "dta-meta/linear-thresholds/1";

/** A fit of diagmeta's linear mixed model, with what that program prints of it. */
export interface LinearThresholdFit {
  /** Changes when the shape of a fit does. */
  readonly schema: typeof LINEAR_SCHEMA;
  /** A linear mixed model of transformed proportions. */
  readonly model: "linear-thresholds";
  /** Random part. */
  readonly mixedModel: MixedModel;
  /** What was asked for, defaults filled in. */
  readonly options: Required<LinearThresholdOptions>;
  /** Studies. */
  readonly k: number;
  /** Tables; the model has two rows for each. */
  readonly points: number;
  /** F⁻¹ of the proportion below cut-off x is alpha₀ + beta₀·x without the disease, alpha₁ + beta₁·x with it. */
  readonly coefficients: {
    /** Intercept of the non-diseased. */
    readonly alpha0: number;
    /** Intercept of the diseased. */
    readonly alpha1: number;
    /** Slope of the non-diseased. */
    readonly beta0: number;
    /** Slope of the diseased. */
    readonly beta1: number;
  };
  /** Of (alpha0, alpha1, beta0, beta1), variance components taken as known. */
  readonly covariance: readonly (readonly number[])[];
  /** Columns of random effects, in the order of `randomCovariance`. */
  readonly randomTerms: readonly RandomTerm[];
  /** Covariance of the random effects. */
  readonly randomCovariance: readonly (readonly number[])[];
  /** Standard deviation of a residual of weight 1, which the model estimates. */
  readonly sigma: number;
  /** REML criterion, −2 × the restricted log-likelihood; those with equal and with different slopes do not compare. */
  readonly remlCriterion: number;
  /** The criterion + 2·(coefficients + covariance parameters + 1), as lme4 counts. */
  readonly aic: number;
  /** Its sample size is the number of rows. */
  readonly bic: number;
  /** What diagmeta adds to the variance of a line: k over the information of the diseased rows. */
  readonly varDiseased: number;
  /** The same of the non-diseased rows. */
  readonly varNonDiseased: number;
  /** Mean and standard deviation (scale, for the logistic) of both groups, on the scale of the model. */
  readonly distributions: {
    /** −alpha₀/beta₀. */
    readonly mean0: number;
    /** 1/beta₀. */
    readonly sd0: number;
    /** −alpha₁/beta₁. */
    readonly mean1: number;
    /** 1/beta₁. */
    readonly sd1: number;
  };
  /** Optimal cut-off as printed; `null` where the lines give none. */
  readonly optimalCutoff: LinearOptimum | null;
  /** Area under the curve as printed: by trapezoids over specificity (`sensitivity`) and over sensitivity (`specificity`), "limits" by those of the bands. */
  readonly auc: {
    /** diagmeta's AUCSens. */
    readonly sensitivity: PartialEstimate;
    /** diagmeta's AUCSpec. */
    readonly specificity: PartialEstimate;
  };
  /** What is right for the same fit: limits by the delta method from the covariance alone, the area by exact integration. */
  readonly corrected: {
    /** Optimal cut-off with its limits, for every distribution and weight. */
    readonly optimalCutoff: LinearOptimum | null;
    /** Area under the curve, limits on the logit scale. */
    readonly auc: PartialEstimate;
  };
  /** How the fit went. */
  readonly convergence: Convergence;
  /** What is wrong with this kind of fit, and with this one. */
  readonly warnings: readonly Warning[];
}
