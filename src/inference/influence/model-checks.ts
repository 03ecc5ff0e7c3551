import { finiteResult } from "../../base/finite-result.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { type GoodnessOfFit, goodnessOfFit } from "./model-checks/goodness-of-fit.js";
import { type Outliers, outliers } from "./model-checks/outliers.js";
import { type RandomEffectsNormality, randomEffectsNormality } from "./model-checks/random-effects-normality.js";
import { type ScoreInfluence, scoreInfluence } from "./model-checks/score-influence.js";

/** Four looks at whether a fit's assumptions hold. */
export interface ModelChecks {
  /** Deviance residuals and their normal probability plot. */
  readonly goodnessOfFit: GoodnessOfFit;
  /** Random effects against the bivariate normal distribution. */
  readonly normality: RandomEffectsNormality;
  /** Cook's distance from scores. */
  readonly influence: ScoreInfluence;
  /** Standardised random effects. */
  readonly outliers: Outliers;
}

/**
 * Checks of a fit's assumptions, as data for four panels like those that midas draws (`modchk(all)`): goodness of fit,
 * bivariate normality, influence, outliers; for either model. Each part that is not defined says why in its `reason`. None is
 * a test: they point to studies to look at.
 *
 * @example
 * ```ts
 * import { fitBinomial, modelChecks, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { outliers } = modelChecks(fitBinomial(readStudies(csv)));
 * outliers.points.filter(({ outlying }) => outlying).map(({ id }) => id); // []
 * outliers.points[2]?.sensitivity?.toFixed(2); // "-1.49"
 * ```
 */
export function modelChecks(fit: BivariateFit): ModelChecks {
  checkFit(fit);
  return finiteResult("modelChecks", {
    goodnessOfFit: goodnessOfFit(fit),
    normality: randomEffectsNormality(fit),
    influence: scoreInfluence(fit),
    outliers: outliers(fit),
  });
}
