import type { GaussHermiteRule } from "../../numeric/gauss-hermite.js";
import { log1pExp } from "../../numeric/logistic.js";
import type { NodeFactor } from "./placement.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";

/**
 * What adaptive Gauss–Hermite quadrature says of one study: its marginal likelihood, and averages E[·] under the posterior
 * of v that the quadrature's own weights make up.
 *
 * Nodes are v = mode + T x, x running over a product rule, T from `placeNodes`. The five local parameters are
 * (o1, o2, a, b, c): the two linear predictors, and L = [a 0; b c]. F is the joint log density of counts and v.
 */
export interface StudyIntegral {
  /** ln of the marginal likelihood, without binomial coefficients. */
  logLik: number;
  /** E[∂F / ∂(o1, o2, a, b, c)]: the score by Fisher's identity. */
  readonly score: Float64Array;
  /** E[−∂²F] − Var[∂F], 5 × 5: the observed information by Louis' identity. Only where it was asked for. */
  readonly information: Float64Array;
  /** E[∇F], the gradient in v: 0 but for quadrature error. */
  slope1: number;
  slope2: number;
  /** E[∇F xᵀ], row by row: −T⁻ᵀ but for quadrature error. */
  stretch11: number;
  stretch12: number;
  stretch21: number;
  stretch22: number;
}

/** A blank to be filled by `integrateStudy`. */
export function createStudyIntegral(): StudyIntegral {
  return {
    logLik: 0,
    score: new Float64Array(5),
    information: new Float64Array(25),
    slope1: 0,
    slope2: 0,
    stretch11: 0,
    stretch12: 0,
    stretch21: 0,
    stretch22: 0,
  };
}

const shifted = new Float64Array(3);

/**
 * A binomial margin (y of n) whose logit moves by `delta` from where the probability is p = 1 − q. Leaves in `shifted` the
 * change of its log-likelihood, the residual y − n p and the weight n p q at the new place; all keep their relative
 * precision at 10⁶ per cell and at probabilities next to 0 and 1, and nothing overflows.
 */
function shiftBinomial(y: number, n: number, p: number, q: number, delta: number): void {
  // Mirror so that the exponential is at most 1.
  const up = delta > 0;
  const success = up ? n - y : y;
  const chance = up ? q : p;
  const other = up ? p : q;
  const move = up ? -delta : delta;
  let exponential: number;
  let total: number;
  let logTotal: number;
  if (move > -0.5) {
    const less = Math.expm1(move);
    exponential = 1 + less;
    total = 1 + chance * less;
    logTotal = Math.log1p(chance * less);
  } else {
    exponential = Math.exp(move);
    total = other + chance * exponential;
    logTotal = Math.log(total);
  }
  const newChance = (chance * exponential) / total;
  const newOther = other / total;
  const residual = success * newOther - (n - success) * newChance;
  shifted[0] = success * move - n * logTotal;
  shifted[1] = up ? -residual : residual;
  shifted[2] = n * newChance * newOther;
}

/**
 * Integrates one study over its random effects around the mode found by `findPosteriorMode`. One node is the Laplace
 * approximation. Allocates nothing.
 */
export function integrateStudy(
  study: StudyPoint,
  mode: PosteriorMode,
  factor: NodeFactor,
  rule: GaussHermiteRule,
  withInformation: boolean,
  result: StudyIntegral,
): void {
  const { y1, n1, y2, n0, a, b, c } = study;
  const { v1: mode1, v2: mode2, p1, q1, p2, q2 } = mode;
  const { t11, t12, t21, t22 } = factor;
  const { nodes, logScaledWeights } = rule;
  const count = nodes.length;
  // Sums of weight × quantity; f1, f2 is ∇F; i… are −∂²F less the product of scores, for pairs of local parameters.
  let mass = 0;
  let f1 = 0;
  let f2 = 0;
  let f1x1 = 0;
  let f1x2 = 0;
  let f2x1 = 0;
  let f2x2 = 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let i00 = 0;
  let i01 = 0;
  let i02 = 0;
  let i03 = 0;
  let i04 = 0;
  let i11 = 0;
  let i13 = 0;
  let i14 = 0;
  let i22 = 0;
  let i23 = 0;
  let i24 = 0;
  let i33 = 0;
  let i34 = 0;
  let i44 = 0;
  for (let j = 0; j < count; j++) {
    const x1 = nodes[j]!;
    const outer = logScaledWeights[j]!;
    for (let l = 0; l < count; l++) {
      const x2 = nodes[l]!;
      const d1 = t11 * x1 + t12 * x2;
      const d2 = t21 * x1 + t22 * x2;
      const v1 = mode1 + d1;
      const v2 = mode2 + d2;
      shiftBinomial(y1, n1, p1, q1, a * d1);
      const change1 = shifted[0]!;
      const r1 = shifted[1]!;
      const w1 = shifted[2]!;
      shiftBinomial(y2, n0, p2, q2, b * d1 + c * d2);
      const r2 = shifted[1]!;
      const weight = Math.exp(
        outer + logScaledWeights[l]! + (change1 + shifted[0]!) - d1 * (mode1 + 0.5 * d1) - d2 * (mode2 + 0.5 * d2),
      );
      const weightedR1 = weight * r1;
      const weightedR2 = weight * r2;
      const slope1 = a * weightedR1 + b * weightedR2 - weight * v1;
      const slope2 = c * weightedR2 - weight * v2;
      mass += weight;
      f1 += slope1;
      f2 += slope2;
      f1x1 += slope1 * x1;
      f1x2 += slope1 * x2;
      f2x1 += slope2 * x1;
      f2x2 += slope2 * x2;
      s0 += weightedR1;
      s1 += weightedR2;
      s2 += weightedR1 * v1;
      s3 += weightedR2 * v1;
      s4 += weightedR2 * v2;
      if (withInformation) {
        const own1 = weight * w1 - weightedR1 * r1;
        const own2 = weight * shifted[2]! - weightedR2 * r2;
        const cross = weightedR1 * r2;
        i00 += own1;
        i02 += own1 * v1;
        i22 += own1 * v1 * v1;
        i11 += own2;
        i13 += own2 * v1;
        i14 += own2 * v2;
        i33 += own2 * v1 * v1;
        i34 += own2 * v1 * v2;
        i44 += own2 * v2 * v2;
        i01 -= cross;
        i03 -= cross * v1;
        i04 -= cross * v2;
        i23 -= cross * v1 * v1;
        i24 -= cross * v1 * v2;
      }
    }
  }
  const { logit1, logit2, determinant } = mode;
  result.logLik =
    Math.log(mass) -
    0.5 * (mode1 * mode1 + mode2 * mode2 + Math.log(determinant)) -
    y1 * log1pExp(-logit1) -
    (n1 - y1) * log1pExp(logit1) -
    y2 * log1pExp(-logit2) -
    (n0 - y2) * log1pExp(logit2);
  result.slope1 = f1 / mass;
  result.slope2 = f2 / mass;
  result.stretch11 = f1x1 / mass;
  result.stretch12 = f1x2 / mass;
  result.stretch21 = f2x1 / mass;
  result.stretch22 = f2x2 / mass;
  const { score, information } = result;
  score[0] = s0 / mass;
  score[1] = s1 / mass;
  score[2] = s2 / mass;
  score[3] = s3 / mass;
  score[4] = s4 / mass;
  if (!withInformation) return;
  information[0] = i00;
  information[1] = i01;
  information[2] = i02;
  information[3] = i03;
  information[4] = i04;
  information[6] = i11;
  // r2 · (r1 v1) is the same product as r1 · (r2 v1).
  information[7] = i03;
  information[8] = i13;
  information[9] = i14;
  information[12] = i22;
  information[13] = i23;
  information[14] = i24;
  information[18] = i33;
  information[19] = i34;
  information[24] = i44;
  for (let i = 0; i < 5; i++) {
    for (let j = i; j < 5; j++) {
      const value = information[i * 5 + j]! / mass + score[i]! * score[j]!;
      information[i * 5 + j] = value;
      information[j * 5 + i] = value;
    }
  }
}
