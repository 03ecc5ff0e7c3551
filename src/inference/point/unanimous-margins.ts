import { checkLevel } from "../../base/checks.js";
import type { Estimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit, Outcome } from "../../models/fit.js";
import { exp, log } from "../../numeric/elementary.js";
import type { Study } from "../../tables/study.js";

/** A margin in which every result of every study is right, or every one wrong: its logit has no finite estimate. */
export interface UnanimousMargin {
  /** Whose results they are. */
  readonly outcome: Outcome;
  /** 1 where all are right, 0 where all are wrong. */
  readonly value: 0 | 1;
  /** Results of all studies together. */
  readonly n: number;
  /**
   * The proportion with the exact one-sided bound (Clopper & Pearson 1934) of all results together, at the fit's level: the
   * proportion at which so many unanimous results have the probability 1 − level. It takes the studies as one.
   */
  readonly estimate: Estimate;
}

const RESULTS: Readonly<Record<Outcome, (study: Study) => readonly [right: number, wrong: number]>> = {
  sensitivity: ({ tp, fn }) => [tp, fn],
  specificity: ({ tn, fp }) => [tn, fp],
};

/**
 * The unanimous margins of a fit that has no moderators and had no need of a continuity correction, sensitivity first. Their
 * proportion is 1 or 0; its one-sided bound at the level L is where n unanimous results have the probability 1 − L:
 * (1 − L)^(1/n), or one less that. Clopper & Pearson 1934, Biometrika 26:404, doi:10.1093/biomet/26.4.404.
 *
 * @example
 * ```ts
 * import { fitBinomial, readStudies, unanimousMargins } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,0,9,738\nB,126,0,51,1543\nC,19,0,10,192\nD,36,0,3,276";
 * const [specificity] = unanimousMargins(fitBinomial(readStudies(csv)));
 * specificity?.n; // 2749
 * specificity?.estimate.lower.toFixed(4); // "0.9989"
 * ```
 */
export function unanimousMargins(fit: BivariateFit, level = fit?.level): UnanimousMargin[] {
  checkFit(fit);
  checkLevel(level);
  if (fit.design.moderators.length > 0 || fit.corrections.length > 0 || fit.draws !== undefined) return [];
  return (["sensitivity", "specificity"] as const).flatMap((outcome) => {
    let right = 0;
    let wrong = 0;
    for (const study of fit.studies) {
      const [r, w] = RESULTS[outcome](study);
      right += r;
      wrong += w;
    }
    const n = right + wrong;
    if (n === 0 || (right > 0 && wrong > 0)) return [];
    const value = wrong === 0 ? 1 : 0;
    const bound = exp(log(1 - level) / n);
    const estimate =
      value === 1 ? { estimate: 1, lower: bound, upper: 1, level } : { estimate: 0, lower: 0, upper: 1 - bound, level };
    return [{ outcome, value, n, estimate }];
  });
}
