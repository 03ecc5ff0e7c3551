import { logBinomialCoefficient } from "../numeric/distributions/gamma.js";
import { log } from "../numeric/elementary.js";
import type { TwoByTwo } from "../tables/study.js";

/** One proportion for all studies: its logit, the variance of that, and the log-likelihood with the binomial coefficients. */
export interface CommonProportion {
  readonly logit: number;
  readonly variance: number;
  readonly logLik: number;
}

/** Logistic regression with nothing but an intercept, which is the pooled proportion Σx/Σn. */
function commonProportion(cells: readonly { readonly x: number; readonly n: number }[]): CommonProportion {
  const successes = cells.reduce((sum, { x }) => sum + x, 0);
  const trials = cells.reduce((sum, { n }) => sum + n, 0);
  const failures = trials - successes;
  const part = (count: number): number => (count > 0 ? count * log(count / trials) : 0);
  return {
    logit: log(successes / failures),
    variance: 1 / successes + 1 / failures,
    logLik: cells.reduce((sum, { x, n }) => sum + logBinomialCoefficient(n, x), part(successes) + part(failures)),
  };
}

/** The fixed-effect model of sensitivity and specificity: one of each for all studies, two parameters. */
export function fixedLogistic(tables: readonly TwoByTwo[]): {
  readonly sensitivity: CommonProportion;
  readonly specificity: CommonProportion;
  readonly logLik: number;
} {
  const sensitivity = commonProportion(tables.map(({ tp, fn }) => ({ x: tp, n: tp + fn })));
  const specificity = commonProportion(tables.map(({ tn, fp }) => ({ x: tn, n: tn + fp })));
  return { sensitivity, specificity, logLik: sensitivity.logLik + specificity.logLik };
}
