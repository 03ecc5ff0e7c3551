import type { CorrelationDensity, MeanDensity, SdDensity } from "./density.js";

/** A prior of the bivariate model: independent densities of the mean logits, the between-study standard deviations and their correlation. */
export interface BayesPrior {
  /** Of the mean logits. */
  readonly mean: {
    /** Of the mean logit sensitivity. */
    readonly sensitivity: MeanDensity;
    /** Of the mean logit specificity. */
    readonly specificity: MeanDensity;
  };
  /** Of the standard deviations of the studies' true logits. */
  readonly sd: {
    /** Of logit sensitivity. */
    readonly sensitivity: SdDensity;
    /** Of logit specificity. */
    readonly specificity: SdDensity;
  };
  /** Of the correlation of the studies' true logits. */
  readonly correlation: CorrelationDensity;
  /** Of the coefficient of each moderator term; left out, the density of the mean, centred at 0. */
  readonly coefficient?: {
    /** Of the terms of logit sensitivity. */
    readonly sensitivity: MeanDensity;
    /** Of the terms of logit specificity. */
    readonly specificity: MeanDensity;
  };
}
