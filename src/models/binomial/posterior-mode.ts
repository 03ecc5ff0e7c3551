import { exp, log1p } from "../../numeric/elementary.js";
/**
 * One study at given parameters: its counts, the linear predictors without random effects, and the Cholesky factor
 * L = [a 0; b c] of Ψ, so that logit sensitivity = o1 + a·v1 and logit specificity = o2 + b·v1 + c·v2 with v ~ N(0, I).
 */
export interface StudyPoint {
  /** True positives, of n1 diseased. */
  y1: number;
  n1: number;
  /** True negatives, of n0 non-diseased. */
  y2: number;
  n0: number;
  o1: number;
  o2: number;
  a: number;
  b: number;
  c: number;
}

/** The mode of a study's posterior of v, and the curvature there. */
export interface PosteriorMode {
  v1: number;
  v2: number;
  /** Linear predictors (logits) at the mode. */
  logit1: number;
  logit2: number;
  /** Probabilities of a correct result and their complements, each to full relative precision. */
  p1: number;
  q1: number;
  p2: number;
  q2: number;
  /** Elements of H = I + Lᵀ W L, minus the Hessian of the log posterior; W = diag(n p q). */
  h11: number;
  h12: number;
  h22: number;
  determinant: number;
}

/** A blank with v = 0, to be filled by `findPosteriorMode`. */
export function createPosteriorMode(): PosteriorMode {
  return { v1: 0, v2: 0, logit1: 0, logit2: 0, p1: 0, q1: 0, p2: 0, q2: 0, h11: 1, h12: 0, h22: 1, determinant: 1 };
}

/** Steps are of the logarithm of what is left, so that thousands of logits take hundreds. */
const MAX_STEPS = 5000;

/**
 * Finds the mode of v given the study's counts by Newton's method, starting from the `v1`, `v2` already in `mode`, and
 * leaves everything about the mode in `mode`. The log posterior is strictly concave, with curvature of at least 1.
 *
 * Steps are damped by ln(1 + d)/d with d the larger change of a logit: for the logistic function, whose third derivative
 * is bounded by its second, that brings every step up and converges from any start (Bach 2010, doi:10.1214/09-EJS521).
 */
export function findPosteriorMode(study: StudyPoint, mode: PosteriorMode): void {
  const { y1, n1, y2, n0, o1, o2, a, b, c } = study;
  let { v1, v2 } = mode;
  let settled = false;
  for (let step = 0; ; step++) {
    const logit1 = o1 + a * v1;
    const logit2 = o2 + b * v1 + c * v2;
    const e1 = exp(-Math.abs(logit1));
    const e2 = exp(-Math.abs(logit2));
    const large1 = 1 / (1 + e1);
    const large2 = 1 / (1 + e2);
    const p1 = logit1 >= 0 ? large1 : e1 * large1;
    const q1 = logit1 >= 0 ? e1 * large1 : large1;
    const p2 = logit2 >= 0 ? large2 : e2 * large2;
    const q2 = logit2 >= 0 ? e2 * large2 : large2;
    const w1 = n1 * p1 * q1;
    const w2 = n0 * p2 * q2;
    const h12 = b * c * w2;
    const h22 = 1 + c * c * w2;
    const h11 = 1 + a * a * w1 + b * b * w2;
    const determinant = (1 + a * a * w1) * h22 + b * b * w2;
    if (settled || step === MAX_STEPS) {
      mode.v1 = v1;
      mode.v2 = v2;
      mode.logit1 = logit1;
      mode.logit2 = logit2;
      mode.p1 = p1;
      mode.q1 = q1;
      mode.p2 = p2;
      mode.q2 = q2;
      mode.h11 = h11;
      mode.h12 = h12;
      mode.h22 = h22;
      mode.determinant = determinant;
      return;
    }
    // y − n p without cancellation where p is near 1.
    const r1 = y1 * q1 - (n1 - y1) * p1;
    const r2 = y2 * q2 - (n0 - y2) * p2;
    const g1 = a * r1 + b * r2 - v1;
    const g2 = c * r2 - v2;
    let d1 = (h22 * g1 - h12 * g2) / determinant;
    let d2 = (h11 * g2 - h12 * g1) / determinant;
    const change = Math.max(Math.abs(a * d1), Math.abs(b * d1 + c * d2));
    if (change > 1e-4) {
      const damping = log1p(change) / change;
      d1 *= damping;
      d2 *= damping;
    }
    v1 += d1;
    v2 += d2;
    // Convergence is quadratic: after a step this small the error is below rounding.
    settled = change < 1e-8;
  }
}
