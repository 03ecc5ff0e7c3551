import type { Correction } from "../../tables/correction.js";
import type { FitCore } from "../fit-core.js";
import type { Estimator } from "./estimators.js";

/** How `fitReitsma` was asked to fit, defaults filled in. */
export interface NormalFitOptions {
  /** Estimation method of the between-study covariance. */
  readonly method: Estimator;
  /** Continuity correction. */
  readonly correction: Correction;
  /** Covariates that act on both logits. */
  readonly moderators: readonly string[];
  /** Whether the correlation of the logits is estimated, or fixed at 0. */
  readonly correlation: "estimated" | 0;
  /** Fewest studies that are pooled. */
  readonly minStudies: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
}

/** The normal-normal model (Reitsma 2005). */
export interface NormalFit extends FitCore {
  /** Normal within studies as well as between them. */
  readonly model: "normal";
  /** What was asked for, defaults filled in. */
  readonly options: NormalFitOptions;
}
