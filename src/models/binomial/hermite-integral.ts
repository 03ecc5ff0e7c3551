import { exp, log } from "../../numeric/elementary.js";
import {
  type GaussHermiteRule,
  gaussHermite,
  MAX_GAUSS_HERMITE_NODES,
} from "../../numeric/quadrature/gauss-hermite.js";
import type { NodeFactor } from "./placement.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";
import { jointAtMode, type StudyIntegral, writeInformation } from "./study-integral.js";

/** A product of two such exponentials stays finite. Only diverging fits come near. */
const MOST = 350;

/** Writes exp(slope × node) for the nodes of a rule, which lie symmetrically. */
function fillExponentials(exponentials: Float64Array, row: number, slope: number, nodes: Float64Array): void {
  const from = row * MAX_GAUSS_HERMITE_NODES;
  const last = nodes.length - 1;
  for (let j = 0; 2 * j <= last; j++) {
    const factor = exp(Math.max(-MOST, Math.min(MOST, slope * nodes[last - j]!)));
    exponentials[from + last - j] = factor;
    exponentials[from + j] = 1 / factor;
  }
}

const POINT = gaussHermite(1);
/** A node with this logarithm of its weight, against a mass of about 1, would change no digit. */
const NEGLIGIBLE = -60;

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
 * approximation, without information. On a `line`, where c = 0 and nodes are placed so, it is an integral over x2 alone. Allocates nothing.
 *
 * From the mode's probability p = 1 − q, a logit that moves by d has probability p·eᵈ / s with s = q + p·eᵈ, and the margin's
 * log-likelihood changes by y·d − n·ln s: p and q keep their relative precision, and eᵈ is a product of one factor per
 * dimension, so that a node costs a logarithm for each margin that moves with x1 and one exponential. At 10⁶ per cell the
 * rounding of ln s makes an error of about 1e-10. Along x1 both v1 and v2 are linear: sums of the powers of x1 are all that
 * the inner loop adds up.
 */
export function integrateStudy(
  study: StudyPoint,
  mode: PosteriorMode,
  factor: NodeFactor,
  rule: GaussHermiteRule,
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
  // on a line the other random effect has its prior for a posterior: one node, at its mean, is exact
  const inner = line ? POINT : rule;
  const count = rule.nodes.length;
  const innerCount = inner.nodes.length;
  const { nodes: outerNodes, logScaledWeights: outerWeights } = rule;
  const { nodes: innerNodes, logScaledWeights: innerWeights } = inner;
  const { exponentials } = result;
  result.nodes = count * innerCount;
  fillExponentials(exponentials, 0, a * t11, innerNodes);
  fillExponentials(exponentials, 1, a * t12, outerNodes);
  fillExponentials(exponentials, 3, b * t12 + c * t22, outerNodes);
  const tilt = b * t11 + c * t21;
  const tilted = Math.abs(tilt) > 1e-12 * (Math.abs(b * t11) + Math.abs(c * t21));
  if (tilted) fillExponentials(exponentials, 2, tilt, innerNodes);
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
  for (let l = 0; l < count; l++) {
    const x2 = outerNodes[l]!;
    const start1 = t12 * x2;
    const start2 = t22 * x2;
    const factor1 = p1 * exponentials[MAX_GAUSS_HERMITE_NODES + l]!;
    const factor2 = p2 * exponentials[3 * MAX_GAUSS_HERMITE_NODES + l]!;
    let total2 = q2 + factor2;
    let success2 = factor2 / total2;
    let failure2 = q2 / total2;
    let part2 = n0 * log(total2);
    // over x1: weight × 1, x1, x1², and that times r1, r2, r1·r2, and −∂²F less the square of r1, of r2
    let m0 = 0;
    let m1 = 0;
    let m2 = 0;
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    let d0 = 0;
    let d1 = 0;
    let d2 = 0;
    let e0 = 0;
    let e1 = 0;
    let e2 = 0;
    for (let j = 0; j < innerCount; j++) {
      const x1 = innerNodes[j]!;
      const x1x1 = x1 * x1;
      const move1 = start1 + t11 * x1;
      const move2 = start2 + t21 * x1;
      const odds1 = factor1 * exponentials[j]!;
      const total1 = q1 + odds1;
      if (tilted) {
        const odds2 = factor2 * exponentials[2 * MAX_GAUSS_HERMITE_NODES + j]!;
        total2 = q2 + odds2;
        success2 = odds2 / total2;
        failure2 = q2 / total2;
        part2 = n0 * log(total2);
      }
      const height =
        outerWeights[l]! +
        innerWeights[j]! +
        (linear1 - 0.5 * move1) * move1 +
        (linear2 - 0.5 * move2) * move2 -
        n1 * log(total1) -
        part2;
      if (height < NEGLIGIBLE) continue;
      const weight = exp(height);
      const inverse1 = 1 / total1;
      const success1 = odds1 * inverse1;
      const failure1 = q1 * inverse1;
      const r1 = y1 * failure1 - (n1 - y1) * success1;
      const r2 = y2 * failure2 - (n0 - y2) * success2;
      const weightedR1 = weight * r1;
      const weightedR2 = weight * r2;
      const cross = weightedR1 * r2;
      const own1 = weight * n1 * success1 * failure1 - weightedR1 * r1;
      const own2 = weight * n0 * success2 * failure2 - weightedR2 * r2;
      m0 += weight;
      m1 += weight * x1;
      m2 += weight * x1x1;
      a0 += weightedR1;
      a1 += weightedR1 * x1;
      b0 += weightedR2;
      b1 += weightedR2 * x1;
      c0 += cross;
      c1 += cross * x1;
      c2 += cross * x1x1;
      d0 += own1;
      d1 += own1 * x1;
      d2 += own1 * x1x1;
      e0 += own2;
      e1 += own2 * x1;
      e2 += own2 * x1x1;
    }
    // v1 = u1 + t11·x1, v2 = u2 + t21·x1, and their products
    const u1 = mode1 + start1;
    const u2 = mode2 + start2;
    const u11 = u1 * u1;
    const u12 = u1 * u2;
    const u22 = u2 * u2;
    const t11u = 2 * u1 * t11;
    const t12u = u1 * t21 + u2 * t11;
    const t22u = 2 * u2 * t21;
    const slope1 = a * a0 + b * b0 - (u1 * m0 + t11 * m1);
    const slope2 = c * b0 - (u2 * m0 + t21 * m1);
    mass += m0;
    f1 += slope1;
    f2 += slope2;
    f1x1 += a * a1 + b * b1 - u1 * m1 - t11 * m2;
    f1x2 += slope1 * x2;
    f2x1 += c * b1 - u2 * m1 - t21 * m2;
    f2x2 += slope2 * x2;
    s0 += a0;
    s1 += b0;
    s2 += u1 * a0 + t11 * a1;
    s3 += u1 * b0 + t11 * b1;
    s4 += u2 * b0 + t21 * b1;
    i00 += d0;
    i02 += u1 * d0 + t11 * d1;
    i22 += u11 * d0 + t11u * d1 + t11 * t11 * d2;
    i11 += e0;
    i13 += u1 * e0 + t11 * e1;
    i14 += u2 * e0 + t21 * e1;
    i33 += u11 * e0 + t11u * e1 + t11 * t11 * e2;
    i34 += u12 * e0 + t12u * e1 + t11 * t21 * e2;
    i44 += u22 * e0 + t22u * e1 + t21 * t21 * e2;
    i01 -= c0;
    i03 -= u1 * c0 + t11 * c1;
    i04 -= u2 * c0 + t21 * c1;
    i23 -= u11 * c0 + t11u * c1 + t11 * t11 * c2;
    i24 -= u12 * c0 + t12u * c1 + t11 * t21 * c2;
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
  writeInformation(result, mass, [i00, i01, i02, i03, i04, i11, i13, i14, i22, i23, i24, i33, i34, i44]);
}
