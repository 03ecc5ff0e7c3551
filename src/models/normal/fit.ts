import type { Correction } from "../../tables/correction.js";
import type { CoreOptions, FitCore } from "../fit-core.js";
import type { Estimator } from "./estimators.js";

/** How `fitReitsma` was asked to fit, defaults filled in. */
export interface NormalFitOptions extends CoreOptions {
  /** Estimation method of the between-study covariance. */
  readonly method: Estimator;
  /** Continuity correction. */
  readonly correction: Correction;
}

/** The normal-normal model (Reitsma 2005). */
export interface NormalFit extends FitCore {
  /** Normal within studies as well as between them. */
  readonly model: "normal";
  /** What was asked for, defaults filled in. */
  readonly options: NormalFitOptions;
}
