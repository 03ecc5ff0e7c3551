import { hypot } from "../../numeric/elementary.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";

/**
 * How the nodes x of the product rule are laid out around a study's mode, v = mode + T x with T Tᵀ = H⁻¹. Any such T is
 * right in the limit of many nodes; with few, results differ in the fourth or fifth digit, so reproducing a program means
 * using its own.
 *
 * - `"specificity-first"`: on the scale of the logits, T is the lower Cholesky factor of the posterior covariance with
 *   specificity before sensitivity. This is what Stata's xtmelogit, meqrlogit and melogit do for metandi, midas and metadta,
 *   whose printed numbers it reproduces.
 * - `"whitened"`: T is upper triangular on the scale of v, the inverse of H's Cholesky factor.
 * - `"line"`: for c = 0, where v2 has its prior for a posterior: x2 moves along v1.
 *
 * Neither of the first two is better throughout. With 21 nodes the log-likelihood is off by 2.4e-6 (whitened) and 1e-8 (specificity first) on
 * Gould 2001, by 9e-9 and 1.1e-6 on Patrick 1994.
 */
export type Placement = "specificity-first" | "whitened" | "line";

/** The elements of T, row by row. */
export interface NodeFactor {
  t11: number;
  t12: number;
  t21: number;
  t22: number;
}

/** A blank to be filled by `placeNodes`. */
export function createNodeFactor(): NodeFactor {
  return { t11: 0, t12: 0, t21: 0, t22: 0 };
}

/** Writes T for a study at its mode. */
export function placeNodes(study: StudyPoint, mode: PosteriorMode, placement: Placement, factor: NodeFactor): void {
  const { h11, h12, h22, determinant } = mode;
  if (placement === "whitened") {
    factor.t11 = 1 / Math.sqrt(h11);
    factor.t12 = -h12 / Math.sqrt(determinant * h11);
    factor.t21 = 0;
    factor.t22 = Math.sqrt(h11 / determinant);
    return;
  }
  if (placement === "line") {
    factor.t11 = 0;
    factor.t12 = 1 / Math.sqrt(h11);
    factor.t21 = -1;
    factor.t22 = 0;
    return;
  }
  // The lower factor, turned so that the logit of specificity depends on the second node alone.
  const lower11 = Math.sqrt(h22 / determinant);
  const lower21 = -h12 / Math.sqrt(determinant * h22);
  const lower22 = 1 / Math.sqrt(h22);
  const m21 = study.b * lower11 + study.c * lower21;
  const m22 = study.c * lower22;
  const length = hypot(m21, m22);
  const cos = length > 0 ? m22 / length : 1;
  const sin = length > 0 ? m21 / length : 0;
  factor.t11 = lower11 * cos;
  factor.t12 = lower11 * sin;
  factor.t21 = lower21 * cos - lower22 * sin;
  factor.t22 = lower21 * sin + lower22 * cos;
}
