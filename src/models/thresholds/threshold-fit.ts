import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { Convergence, DesignInfo, Exclusion, Warning } from "../fit.js";
import type { LatentDistribution } from "./latent-distribution.js";
import type { MarkerScale } from "./marker-scale.js";
import type { Direction } from "./threshold-data.js";

/** The two groups whose marker values the model describes. */
export type ThresholdGroup = "diseased" | "nonDiseased";

/** One number of a group's distribution, on the model's scale of the marker. */
export interface ThresholdCoefficient {
  /** The group. */
  readonly group: ThresholdGroup;
  /**
   * `"location"`: μ, where the values of a study with average random effects lie (their median for the logistic and the normal
   * distribution); `"scale"`: σ, how widely they scatter (e to the mean of the studies' log scales); else a moderator's name, or
   * `name[level]`, which shifts the location.
   */
  readonly term: string;
  /** The value, on the scale h(c) of the cut-offs. */
  readonly estimate: number;
  /** Its standard error; `null` where the data do not identify it. */
  readonly standardError: number | null;
  /** Wald statistic; `null` for a scale, which nobody asks to be 0. */
  readonly z: number | null;
  /** Two-sided, of a coefficient of 0; `null` for a scale. */
  readonly pValue: number | null;
  /** Lower confidence limit; that of a scale is computed for its logarithm. */
  readonly lower: number | null;
  /** Upper confidence limit. */
  readonly upper: number | null;
}

/** How studies differ: covariance of their locations, and how much their scales vary. */
export interface ThresholdBetweenStudy {
  /** Variance of the location of the non-diseased, on the model's scale. */
  readonly varNonDiseased: number;
  /** Variance of the location of the diseased. */
  readonly varDiseased: number;
  /** Covariance of the two locations. */
  readonly covariance: number;
  /** −1 to 1; `null` where a variance is 0. */
  readonly correlation: number | null;
  /** Standard deviation of the log scale of the non-diseased; `null` in a model of common scales. */
  readonly sdLogScaleNonDiseased: number | null;
  /** Standard deviation of the log scale of the diseased; `null` in a model of common scales. */
  readonly sdLogScaleDiseased: number | null;
}

/** Random against common scales. */
export interface ScaleTest {
  /** Log-likelihood with scales common to the studies. */
  readonly commonLogLik: number;
  /** Log-likelihood with scales that vary between studies. */
  readonly randomLogLik: number;
  /** Twice their difference. */
  readonly chiSquared: number;
  /** Parameters that the two differ by. */
  readonly df: number;
  /** Both deviations lie on the edge under the null hypothesis: ½·P(χ²₁ > x) + ¼·P(χ²₂ > x) (Self & Liang 1987). */
  readonly pValue: number;
}

/** One model of the same counts; all have the same likelihood constants, so that their AIC compare. */
export interface ThresholdAlternative {
  /** Scale of the cut-offs. */
  readonly scale: MarkerScale;
  /** Distribution of the marker's values on it. */
  readonly distribution: LatentDistribution;
  /** Whether the scales vary between studies. */
  readonly scales: "common" | "random";
  /** Power of the Box–Cox scale; `null` for other scales. */
  readonly lambda: number | null;
  /** Maximised log-likelihood, multinomial constants included. */
  readonly logLik: number;
  /** Free parameters. */
  readonly parameters: number;
  /** Akaike's information criterion. */
  readonly aic: number;
}

/** How `fitThresholds` was asked to fit, defaults filled in. */
export interface ThresholdFitOptions {
  /** Which side of a cut-off is positive. */
  readonly direction: Direction;
  /** Scale of the cut-offs. */
  readonly scale: MarkerScale;
  /** Distribution of the marker's values. */
  readonly distribution: LatentDistribution;
  /** What was asked for; `null` where the data were to decide. */
  readonly scales: "common" | "random" | null;
  /** Whether the correlation of the locations is estimated, or fixed at 0. */
  readonly correlation: "estimated" | 0;
  /** Covariates that shift both locations. */
  readonly moderators: readonly string[];
  /** Quadrature nodes. */
  readonly nodes: number;
  /** Confidence level. */
  readonly level: number;
  /** Fewest studies that are pooled. */
  readonly minStudies: number;
  /** Whether other scales and the normal distribution were fitted beside it. */
  readonly alternatives: boolean;
}

/** The shape of fits of several cut-offs, as they are stored. */
export const THRESHOLD_SCHEMA = "dta-meta/thresholds/1";

/** A fitted model of accuracy at every cut-off. */
export interface ThresholdFit {
  /** Changes when the shape of a fit does. */
  readonly schema: typeof THRESHOLD_SCHEMA;
  /** Several cut-offs a study. */
  readonly model: "thresholds";
  /** The estimation method, in words. */
  readonly method: string;
  /** Scale h of the cut-offs: identity, ln, or Box–Cox, (c^λ − 1)/λ. */
  readonly scale: MarkerScale;
  /** λ of the Box–Cox scale; `null` for other scales. */
  readonly lambda: number | null;
  /** Distribution of the marker's values around the location, on the scale. */
  readonly distribution: LatentDistribution;
  /** Which side of a cut-off is positive. */
  readonly direction: Direction;
  /** Whether the studies' scales are common, or vary around a mean. */
  readonly scales: "common" | "random";
  /** Studies in the fit. */
  readonly k: number;
  /** Tables in the fit: cut-offs of all studies. */
  readonly points: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
  /** Of the diseased: location, moderators, scale; then of the non-diseased. */
  readonly coefficients: readonly ThresholdCoefficient[];
  /** Of the coefficients, in their order; `null` where the information is singular. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** How studies differ. */
  readonly betweenStudy: ThresholdBetweenStudy;
  /**
   * Covariance of (coefficients…, varNonDiseased, varDiseased, covariance, sdLogScaleNonDiseased, sdLogScaleDiseased, lambda) from
   * the inverse observed information. What is fixed, or lies on the boundary, has rows of zeros or moves along it.
   */
  readonly parameterCovariance: readonly (readonly number[])[] | null;
  /** Maximised log-likelihood of the counts between cut-offs, multinomial constants included. */
  readonly logLik: number;
  /** Free parameters. */
  readonly parameters: number;
  /** Akaike's information criterion; those of different scales and distributions compare. */
  readonly aic: number;
  /** Its sample size is the two rows (one a group) of each table. */
  readonly bic: number;
  /** How the fit went. */
  readonly convergence: Convergence;
  /** How the columns of the design came about. */
  readonly design: DesignInfo;
  /** Random against common scales; `null` where only one of the two was fitted. */
  readonly scaleTest: ScaleTest | null;
  /** This model and its alternatives, the best AIC first; this one alone where none were asked for. */
  readonly alternatives: readonly ThresholdAlternative[];
  /** The studies in the fit, in the order given. */
  readonly studies: readonly ThresholdStudy[];
  /** Studies that are not in the fit, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
  /** What was asked for, defaults filled in. */
  readonly options: ThresholdFitOptions;
}
