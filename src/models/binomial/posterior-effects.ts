import type { Study } from "../../tables/study.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import type { BetweenStudy } from "../fit-core.js";
import type { PosteriorEffects } from "../model.js";
import { createPosteriorMode, findPosteriorMode } from "./posterior-mode.js";

/**
 * Posterior modes of every study's random effects at given means and Ψ, in the studies' order; Stata's `predict, reffects
 * reses` after `meqrlogit`, `ranef` with `condVar` in lme4.
 *
 * @param means the two linear predictors of every study
 */
export function binomialPosteriorEffects(
  studies: readonly Study[],
  means: readonly (readonly [number, number])[],
  betweenStudy: BetweenStudy,
): PosteriorEffects[] {
  const [a, b, c] = choleskyOfBetweenStudy(betweenStudy);
  return studies.map(({ tp, fp, fn, tn }, i) => {
    const [o1, o2] = means[i]!;
    const mode = createPosteriorMode();
    findPosteriorMode({ y1: tp, n1: tp + fn, y2: tn, n0: tn + fp, o1, o2, a, b, c }, mode);
    const { v1, v2, h11, h12, h22, determinant } = mode;
    return {
      mode: [a * v1, b * v1 + c * v2],
      variance: [(a * a * h22) / determinant, (b * b * h22 - 2 * b * c * h12 + c * c * h11) / determinant],
    };
  });
}
