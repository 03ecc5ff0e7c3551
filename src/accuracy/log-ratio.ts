import { finiteOrNull } from "../base/finite-or-null.js";
import { normalUpperQuantile } from "../numeric/distributions/normal.js";
import { exp, log as ln } from "../numeric/elementary.js";
import type { TwoByTwo } from "../tables/study.js";

/** The ratios of a 2×2 table: positive and negative likelihood ratio, diagnostic odds ratio. */
export type RatioMeasure = "plr" | "nlr" | "dor";

/** A ratio with its interval. The limits are `null` where the ratio is known but its standard error is not. */
export interface RatioEstimate {
  /** The ratio. */
  readonly estimate: number;
  /** Lower confidence limit, computed on the logarithm. */
  readonly lower: number | null;
  /** Upper confidence limit, computed on the logarithm. */
  readonly upper: number | null;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
}

/** A ratio, its natural logarithm and the large-sample variance of that. */
export interface LogRatio {
  readonly ratio: number;
  readonly log: number;
  readonly variance: number;
}

// (n − x)/(n·x) is 1/x − 1/n without the cancellation.
function ofProportions(x1: number, n1: number, x0: number, n0: number): LogRatio {
  const ratio = x1 / n1 / (x0 / n0);
  return { ratio, log: ln(ratio), variance: (n1 - x1) / (n1 * x1) + (n0 - x0) / (n0 * x0) };
}

/**
 * A ratio of the table, its natural logarithm and the delta-method variance of that (n₁ diseased, n₀ non-diseased):
 *
 * - LR+ = (tp/n₁)/(fp/n₀), variance 1/tp − 1/n₁ + 1/fp − 1/n₀
 * - LR− = (fn/n₁)/(tn/n₀), variance 1/fn − 1/n₁ + 1/tn − 1/n₀
 * - DOR = tp·tn/(fp·fn), variance 1/tp + 1/fp + 1/fn + 1/tn
 *
 * Cells are used as they are: with a zero cell any of the three may be infinite or NaN, and the caller decides (see
 * `ratioEstimate`). Simel, Samsa & Matchar 1991, J Clin Epidemiol 44:763, doi:10.1016/0895-4356(91)90128-v (likelihood
 * ratios); Woolf 1955, Ann Hum Genet 19:251, doi:10.1111/j.1469-1809.1955.tb01348.x (odds ratio).
 */
export function logRatio({ tp, fp, fn, tn }: TwoByTwo, measure: RatioMeasure): LogRatio {
  switch (measure) {
    case "plr":
      return ofProportions(tp, tp + fn, fp, fp + tn);
    case "nlr":
      return ofProportions(fn, tp + fn, tn, fp + tn);
    case "dor": {
      const ratio = (tp * tn) / (fp * fn);
      return { ratio, log: ln(ratio), variance: 1 / tp + 1 / fp + 1 / fn + 1 / tn };
    }
  }
}

/**
 * A ratio of the table with the interval exp(ln ratio ± z·√variance), by `logRatio`.
 * `null` where the ratio is not finite (a zero below the line, an empty margin). Where the ratio is finite but its
 * variance is not (a zero above the line), the limits are `null`: the method gives none there; a limit beyond the largest number
 * is `null` as well. Where both proportions are
 * 0 or both 1 the variance is 0 and the interval has no width, which is an artefact. With 0.5 added to the cells none of
 * this occurs.
 */
export function ratioEstimate(cells: TwoByTwo, measure: RatioMeasure, level: number): RatioEstimate | null {
  const { ratio, log, variance } = logRatio(cells, measure);
  if (!Number.isFinite(ratio)) return null;
  if (!Number.isFinite(variance)) return { estimate: ratio, lower: null, upper: null, level };
  const half = normalUpperQuantile((1 - level) / 2) * Math.sqrt(variance);
  return { estimate: ratio, lower: finiteOrNull(exp(log - half)), upper: finiteOrNull(exp(log + half)), level };
}
