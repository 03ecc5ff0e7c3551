import { fitGroupedLogistic } from "../models/engine/fit-grouped.js";
import type { TwoByTwo } from "../tables/study.js";

/** The null model of midas's heterogeneity statistics. */
export interface SharedIntercept {
  readonly logitSensitivity: number;
  readonly logitSpecificity: number;
  readonly logLik: number;
}

/**
 * Logistic regression of tp of tp + fn and of tn of tn + fp, a fixed effect for each and one random intercept a study that both
 * share: between-study variances that are equal, and a correlation of 1.
 */
export function sharedIntercept(tables: readonly TwoByTwo[], nodes: number): SharedIntercept {
  const loadings = [{ column: 0, parameter: 0 }];
  const groups = tables.map(({ tp, fp, fn, tn }) => ({
    columns: 1,
    shared: 1,
    cells: [
      { successes: tp, trials: tp + fn, x: [1, 0], loadings },
      { successes: tn, trials: tn + fp, x: [0, 1], loadings },
    ],
  }));
  const model = { groups, fixed: 2, factors: [{ offset: 0, size: 1 }] };
  const { fixed, logLik } = fitGroupedLogistic(model, nodes, [1, 1]);
  return { logitSensitivity: fixed[0]!, logitSpecificity: fixed[1]!, logLik };
}
