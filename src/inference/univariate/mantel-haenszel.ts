import type { RatioMeasure } from "../../accuracy/log-ratio.js";
import { log as ln, square } from "../../numeric/elementary.js";
import type { TwoByTwo } from "../../tables/study.js";

/** A pooled ratio on the log scale, with the variance of the logarithm. */
export interface PooledLogRatio {
  readonly log: number;
  readonly variance: number;
}

/** Risk ratio of the numbers a of n₁ and c of n₀, stratum by stratum; Greenland & Robins 1985. */
function riskRatio(strata: readonly { a: number; n1: number; c: number; n0: number }[]): PooledLogRatio {
  let above = 0;
  let below = 0;
  let spread = 0;
  for (const { a, n1, c, n0 } of strata) {
    const n = n1 + n0;
    above += (a * n0) / n;
    below += (c * n1) / n;
    spread += (n1 * n0 * (a + c) - a * c * n) / (n * n);
  }
  return { log: ln(above / below), variance: spread / (above * below) };
}

/** Odds ratio with the variance of Robins, Breslow & Greenland 1986. */
function oddsRatio(tables: readonly TwoByTwo[]): PooledLogRatio {
  let above = 0;
  let below = 0;
  let pr = 0;
  let mixed = 0;
  let qs = 0;
  for (const { tp, fp, fn, tn } of tables) {
    const n = tp + fp + fn + tn;
    const p = (tp + tn) / n;
    const q = (fp + fn) / n;
    const r = (tp * tn) / n;
    const s = (fp * fn) / n;
    above += r;
    below += s;
    pr += p * r;
    mixed += p * s + q * r;
    qs += q * s;
  }
  const variance = pr / (2 * square(above)) + mixed / (2 * above * below) + qs / (2 * square(below));
  return { log: ln(above / below), variance };
}

/**
 * Mantel–Haenszel pooling of a likelihood ratio or the diagnostic odds ratio, study by study as strata:
 *
 * - LR+ = Σ tp·n₀/N over Σ fp·n₁/N, LR− = Σ fn·n₀/N over Σ tn·n₁/N (as risk ratios of the diseased to the non-diseased),
 *   variance of Greenland & Robins 1985, Biometrics 41:55, doi:10.2307/2530643
 * - DOR = Σ tp·tn/N over Σ fp·fn/N (Mantel & Haenszel 1959, J Natl Cancer Inst 22:719), variance of Robins, Breslow &
 *   Greenland 1986, Biometrics 42:311, doi:10.2307/2531052
 *
 * Cells are used as they are; a zero cell needs no correction, but where a whole sum is 0 the logarithm is infinite.
 * Agrees with metafor's `rma.mh`.
 */
export function mantelHaenszel(tables: readonly TwoByTwo[], measure: RatioMeasure): PooledLogRatio {
  switch (measure) {
    case "plr":
      return riskRatio(tables.map(({ tp, fp, fn, tn }) => ({ a: tp, n1: tp + fn, c: fp, n0: fp + tn })));
    case "nlr":
      return riskRatio(tables.map(({ tp, fp, fn, tn }) => ({ a: fn, n1: tp + fn, c: tn, n0: fp + tn })));
    case "dor":
      return oddsRatio(tables);
  }
}
