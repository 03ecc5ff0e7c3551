import { exp, log } from "../../numeric/elementary.js";
import {
  type GaussHermiteRule,
  gaussHermite,
  MAX_GAUSS_HERMITE_NODES,
} from "../../numeric/quadrature/gauss-hermite.js";
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
  /** Nodes taken. */
  nodes: number;
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
  /** Room for exp of what each node adds to the logits, four rows. */
  readonly exponentials: Float64Array;
}

/** A blank to be filled by `integrateStudy`. */
export function createStudyIntegral(): StudyIntegral {
  return {
    logLik: 0,
    nodes: 0,
    score: new Float64Array(5),
    information: new Float64Array(25),
    slope1: 0,
    slope2: 0,
    stretch11: 0,
    stretch12: 0,
    stretch21: 0,
    stretch22: 0,
    exponentials: new Float64Array(4 * MAX_GAUSS_HERMITE_NODES),
  };
}

/** A product of two such exponentials stays finite. Only diverging fits come near. */
const MOST = 350;

function fillExponentials(exponentials: Float64Array, row: number, slope: number, nodes: Float64Array): void {
  for (let j = 0; j < nodes.length; j++) {
    exponentials[row * MAX_GAUSS_HERMITE_NODES + j] = exp(Math.max(-MOST, Math.min(MOST, slope * nodes[j]!)));
  }
}

/** count × ln p, 0 where there is nothing to count. */
const times = (count: number, p: number): number => (count === 0 ? 0 : count * log(p));

/** ln p(counts, v) at the mode, less ½ ln |H|, without binomial coefficients: the Laplace approximation. */
export function jointAtMode(
  { y1, n1, y2, n0 }: StudyPoint,
  { v1, v2, p1, q1, p2, q2, determinant }: PosteriorMode,
): number {
  return (
    times(y1, p1) +
    times(n1 - y1, q1) +
    times(y2, p2) +
    times(n0 - y2, q2) -
    0.5 * (v1 * v1 + v2 * v2 + log(determinant))
  );
}

const POINT = gaussHermite(1);

/** The only node of the Laplace approximation is the mode: there ∇F = 0, and x = 0. */
function approximateStudy(study: StudyPoint, mode: PosteriorMode, result: StudyIntegral): void {
  const { y1, n1, y2, n0 } = study;
  const { v1, v2, p1, q1, p2, q2 } = mode;
  const r1 = y1 * q1 - (n1 - y1) * p1;
  const r2 = y2 * q2 - (n0 - y2) * p2;
  const { score } = result;
  result.logLik = jointAtMode(study, mode);
  score[0] = r1;
  score[1] = r2;
  score[2] = r1 * v1;
  score[3] = r2 * v1;
  score[4] = r2 * v2;
  result.slope1 = 0;
  result.slope2 = 0;
  result.stretch11 = 0;
  result.stretch12 = 0;
  result.stretch21 = 0;
  result.stretch22 = 0;
}

/**
 * Integrates one study over its random effects around the mode found by `findPosteriorMode`. One node is the Laplace
 * approximation. On a `line`, where c = 0 and nodes are `"whitened"`, it is an integral over one random effect. Allocates nothing.
 *
 * From the mode's probability p = 1 − q, a logit that moves by d has probability p·eᵈ / s with s = q + p·eᵈ, and the margin's
 * log-likelihood changes by y·d − n·ln s: p and q keep their relative precision, and eᵈ is a product of one factor per
 * dimension, so that a node costs two logarithms and one exponential. At 10⁶ per cell the rounding of ln s makes an error of
 * about 1e-10.
 */
export function integrateStudy(
  study: StudyPoint,
  mode: PosteriorMode,
  factor: NodeFactor,
  rule: GaussHermiteRule,
  withInformation: boolean,
  line: boolean,
  result: StudyIntegral,
): void {
  if (rule.nodes.length === 1) {
    approximateStudy(study, mode, result);
    return;
  }
  const { y1, n1, y2, n0, a, b, c } = study;
  const { v1: mode1, v2: mode2, p1, q1, p2, q2 } = mode;
  const { t11, t12, t21, t22 } = factor;
  const { nodes, logScaledWeights } = rule;
  const count = nodes.length;
  // on a line the second random effect has its prior for a posterior: one node, at its mean, is exact
  const across = line ? POINT : rule;
  const countAcross = across.nodes.length;
  const { exponentials } = result;
  result.nodes = count * countAcross;
  // row by row a·t11·x, a·t12·x, (b·t11 + c·t21)·x, (b·t12 + c·t22)·x
  fillExponentials(exponentials, 0, a * t11, nodes);
  fillExponentials(exponentials, 1, a * t12, across.nodes);
  fillExponentials(exponentials, 2, b * t11 + c * t21, nodes);
  fillExponentials(exponentials, 3, b * t12 + c * t22, across.nodes);
  // y1·d1 and y2·d2 less the prior's v·d, as multiples of (d1, d2).
  const linear1 = a * y1 + b * y2 - mode1;
  const linear2 = c * y2 - mode2;
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
    const factor1 = p1 * exponentials[j]!;
    const factor2 = p2 * exponentials[2 * MAX_GAUSS_HERMITE_NODES + j]!;
    for (let l = 0; l < countAcross; l++) {
      const x2 = across.nodes[l]!;
      const d1 = t11 * x1 + t12 * x2;
      const d2 = t21 * x1 + t22 * x2;
      const v1 = mode1 + d1;
      const v2 = mode2 + d2;
      const odds1 = factor1 * exponentials[MAX_GAUSS_HERMITE_NODES + l]!;
      const odds2 = factor2 * exponentials[3 * MAX_GAUSS_HERMITE_NODES + l]!;
      const total1 = q1 + odds1;
      const total2 = q2 + odds2;
      const inverse1 = 1 / total1;
      const inverse2 = 1 / total2;
      const success1 = odds1 * inverse1;
      const failure1 = q1 * inverse1;
      const success2 = odds2 * inverse2;
      const failure2 = q2 * inverse2;
      const r1 = y1 * failure1 - (n1 - y1) * success1;
      const r2 = y2 * failure2 - (n0 - y2) * success2;
      const weight = exp(
        outer +
          across.logScaledWeights[l]! +
          (linear1 - 0.5 * d1) * d1 +
          (linear2 - 0.5 * d2) * d2 -
          n1 * log(total1) -
          n0 * log(total2),
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
        const own1 = weight * n1 * success1 * failure1 - weightedR1 * r1;
        const own2 = weight * n0 * success2 * failure2 - weightedR2 * r2;
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
  result.logLik = log(mass) + jointAtMode(study, mode);
  result.slope1 = f1 / mass;
  result.slope2 = f2 / mass;
  result.stretch11 = f1x1 / mass;
  result.stretch12 = f1x2 / mass;
  result.stretch21 = f2x1 / mass;
  result.stretch22 = f2x2 / mass;
  const { score } = result;
  score[0] = s0 / mass;
  score[1] = s1 / mass;
  score[2] = s2 / mass;
  score[3] = s3 / mass;
  score[4] = s4 / mass;
  if (!withInformation) return;
  writeInformation(result, mass, [i00, i01, i02, i03, i04, i11, i13, i14, i22, i23, i24, i33, i34, i44]);
}

/**
 * The information from sums over nodes of −∂²F − ∂F∂Fᵀ, for the pairs 00, 01, 02, 03, 04, 11, 13, 14, 22, 23, 24, 33, 34, 44 of
 * local parameters (12 is 03: r2·(r1 v1) is the same product as r1·(r2 v1)): their mean, plus the product of the mean scores.
 */
export function writeInformation(
  { score, information }: StudyIntegral,
  mass: number,
  [i00, i01, i02, i03, i04, i11, i13, i14, i22, i23, i24, i33, i34, i44]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
): void {
  information[0] = i00;
  information[1] = i01;
  information[2] = i02;
  information[3] = i03;
  information[4] = i04;
  information[6] = i11;
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
