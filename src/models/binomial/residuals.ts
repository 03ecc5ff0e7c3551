import { finiteOrNull } from "../../base/finite-or-null.js";
import { logGap } from "../../numeric/distributions/gamma.js";
import { expit } from "../../numeric/distributions/logistic.js";
import type { FitCore } from "../fit-core.js";
import type { FittedLogits, PairOfResiduals, StudyDerivatives } from "../model.js";
import { randomEffectsOf } from "../random-effects.js";

/** Posterior means of the random effects over their own standard deviations; `null` where nothing varies. */
export function empiricalBayesResiduals(fit: FitCore, studies: readonly StudyDerivatives[]): PairOfResiduals[] {
  return studies.map((study) => {
    const { mean, spread } = randomEffectsOf(fit.betweenStudy, study);
    const residual = (j: 0 | 1): number | null => (spread[j] > 0 ? mean[j] / Math.sqrt(spread[j]) : null);
    return [residual(0), residual(1)];
  });
}

/** Deviance residuals of the counts at each study's fitted logits; `null` where it has no participants of that kind. */
export function binomialDevianceResiduals(fit: FitCore, studies: readonly FittedLogits[]): PairOfResiduals[] {
  return fit.studies.map(({ tp, fp, fn, tn }, i) => {
    const { means, mode } = studies[i]!;
    return [binomialResidual(tp, tp + fn, means[0] + mode[0]), binomialResidual(tn, tn + fp, means[1] + mode[1])];
  });
}

/** sign(y − m)·√(2[y ln(y/m) + (n − y) ln((n − y)/(n − m))]) with m = n·expit(logit), without cancellation near y = m. */
function binomialResidual(y: number, n: number, logit: number): number | null {
  if (n === 0) return null;
  const p = expit(logit);
  const q = expit(-logit);
  // y − np, exact where p is near 1
  const excess = y * q - (n - y) * p;
  // y·ln(y/m) = y·g(m/y − 1) + (y − m), g(u) = u − ln(1 + u); the linear parts of the two terms cancel
  const part = (count: number, gap: number, rate: number): number =>
    count === 0 ? n * rate : count * logGap(gap / count);
  const half = part(y, -excess, p) + part(n - y, excess, q);
  // rounding may leave a hair below 0
  return finiteOrNull(Math.sign(excess) * Math.sqrt(2 * Math.max(0, half)));
}
