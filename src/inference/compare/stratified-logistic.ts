import { exp, log as ln } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";
import type { TwoByTwo } from "../../tables/study.js";

/** Fixed-effect logistic regression of the test result on disease, each study with its own intercept. */
export interface StratifiedLogistic {
  /** ln DOR, common to all studies. */
  readonly log: number;
  readonly variance: number;
  /** 2 Σ observed·ln(observed/fitted) over the cells, on one degree of freedom less than there are informative studies. */
  readonly deviance: number;
  /** Studies with both results of the test and both groups; the others say nothing about the odds ratio. */
  readonly informative: number;
}

/** Fitted true positives of a study: x with x(n₀ − m + x) = e^δ·(n₁ − x)(m − x), m test positives, margins as observed. */
function fittedTruePositives({ tp, fp, fn, tn }: TwoByTwo, oddsRatio: number): number {
  const n1 = tp + fn;
  const n0 = fp + tn;
  const m = tp + fp;
  const a = 1 - oddsRatio;
  const b = n0 - m + oddsRatio * (n1 + m);
  const c = -oddsRatio * n1 * m;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  // The root that lies between the margins; this form does not cancel, whatever the sign of a and b.
  return b >= 0 ? (-2 * c) / (b + root) : (root - b) / (2 * a);
}

const deviancePart = (observed: number, fitted: number): number =>
  observed > 0 ? observed * ln(observed / fitted) : 0;

/**
 * Common ln DOR by maximum likelihood in logit P(test positive) = αᵢ + δ·disease, with a free αᵢ for each study (the
 * unconditional likelihood). For a given δ each αᵢ has a closed form, so that δ solves Σ(tpᵢ − fitted tpᵢ(δ)) = 0, and
 * its variance is 1/Σ 1/(sum of the reciprocals of the fitted cells). Agrees with R's
 * `glm(cbind(positive, negative) ~ study + disease, binomial)`. With many small studies the unconditional estimate is too
 * far from 0 (Breslow 1981, Biometrika 68:73, doi:10.1093/biomet/68.1.73).
 *
 * `null` where δ is infinite (no fp and no fn in any informative study, or no tp or no tn) or no study is informative.
 */
export function stratifiedLogistic(tables: readonly TwoByTwo[]): StratifiedLogistic | null {
  const informative = tables.filter(({ tp, fp, fn, tn }) => tp + fn > 0 && fp + tn > 0 && tp + fp > 0 && fn + tn > 0);
  // Given the margins tp can be anything from max(0, tp − tn) to tp + min(fp, fn); δ is finite strictly in between.
  const lowest = informative.reduce((sum, { tp, tn }) => sum + Math.max(0, tp - tn), 0);
  const highest = informative.reduce((sum, { tp, fp, fn }) => sum + tp + Math.min(fp, fn), 0);
  const observed = informative.reduce((sum, { tp }) => sum + tp, 0);
  if (!(observed > lowest && observed < highest)) return null;
  const excess = (delta: number): number =>
    informative.reduce((sum, table) => sum + table.tp - fittedTruePositives(table, exp(delta)), 0);
  let reach = 4;
  while (reach < 512 && !(excess(-reach) > 0 && excess(reach) < 0)) reach *= 2;
  const log = findRoot(excess, -reach, reach);
  let information = 0;
  let deviance = 0;
  for (const table of informative) {
    const { tp, fp, fn, tn } = table;
    const fitted = fittedTruePositives(table, exp(log));
    const cells = [fitted, tp + fp - fitted, tp + fn - fitted, tn - tp + fitted] as const;
    information += 1 / cells.reduce((sum, cell) => sum + 1 / cell, 0);
    deviance +=
      2 *
      (deviancePart(tp, cells[0]) +
        deviancePart(fp, cells[1]) +
        deviancePart(fn, cells[2]) +
        deviancePart(tn, cells[3]));
  }
  return { log, variance: 1 / information, deviance, informative: informative.length };
}
