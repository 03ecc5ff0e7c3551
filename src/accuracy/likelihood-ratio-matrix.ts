import { checkOptions } from "../base/check-options.js";
import { checkStudies } from "../tables/check-studies.js";
import type { Correction } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import { accuracy } from "./accuracy.js";
import {
  type LikelihoodRatioQuadrant,
  likelihoodRatioQuadrant,
  type Quadrant,
  type QuadrantCuts,
} from "./likelihood-ratio-quadrant.js";
import type { RatioEstimate } from "./log-ratio.js";

/** A study in the likelihood ratio matrix; ratios and quadrant `null` where a ratio is not defined. */
export interface LikelihoodRatioPoint {
  /** Name of the study. */
  readonly id: string;
  /** Positive likelihood ratio. */
  readonly plr: RatioEstimate | null;
  /** Negative likelihood ratio. */
  readonly nlr: RatioEstimate | null;
  /** Quadrant of the two ratios. */
  readonly quadrant: LikelihoodRatioQuadrant | null;
}

/** The studies in the likelihood ratio matrix. */
export interface LikelihoodRatioMatrix {
  /** In the order of the studies. */
  readonly points: readonly LikelihoodRatioPoint[];
  /** Studies in each quadrant. */
  readonly counts: Readonly<Record<Quadrant, number>>;
}

/**
 * Each study's likelihood ratios and the quadrant of the likelihood ratio matrix that they fall into
 * (`likelihoodRatioQuadrant`). Ratios are those of `accuracy`: a study with a zero cell has 0.5 added to its four cells, as in
 * Stata's `midas, lrmat`. A study without diseased or without non-diseased people has no ratio and no quadrant.
 *
 * Throws `InputError` where a cut is not positive (`bad-cut`), and on options as `accuracy` does.
 *
 * @example
 * ```ts
 * import { likelihoodRatioMatrix, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * likelihoodRatioMatrix(readStudies(csv)).counts; // { LUQ: 0, RUQ: 1, LLQ: 1, RLQ: 3 }
 * ```
 */
export function likelihoodRatioMatrix(
  studies: readonly Study[],
  options: { readonly cuts?: QuadrantCuts; readonly correction?: Partial<Correction>; readonly level?: number } = {},
): LikelihoodRatioMatrix {
  checkStudies(studies);
  checkOptions(options);
  const { cuts, ...rest } = options;
  const counts: Record<Quadrant, number> = { LUQ: 0, RUQ: 0, LLQ: 0, RLQ: 0 };
  const points = studies.map((study) => {
    const { plr, nlr } = accuracy(study, rest);
    const quadrant =
      plr === null || nlr === null ? null : likelihoodRatioQuadrant({ plr: plr.estimate, nlr: nlr.estimate }, cuts);
    if (quadrant !== null) counts[quadrant.quadrant] += 1;
    return { id: study.id, plr, nlr, quadrant };
  });
  return { points, counts };
}
