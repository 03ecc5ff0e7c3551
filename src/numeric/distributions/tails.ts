import { exp, expm1, log } from "../elementary.js";
import { gaussLegendre } from "../quadrature/gauss-legendre.js";

/** Both tails of a distribution at one point: P(X ≤ x) and P(X > x). They add up to 1, and each is accurate on its own. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** The tail of a distribution on one side of a point, as its quantile solver needs it. */
export interface LogTail {
  /** ln of the tail's probability. */
  readonly logProbability: number;
  /** Density divided by the tail's probability. */
  readonly hazard: number;
  /** Derivative of the log density, in the direction in which the tail grows. */
  readonly slope: number;
}

/** Both tails from the log of one of them: the other is 1 − e^logProbability without cancellation. */
export function tailsFromLog(logProbability: number, isLower: boolean): Tails {
  const near = exp(logProbability);
  const far = -expm1(logProbability);
  return isLower ? { lower: near, upper: far } : { lower: far, upper: near };
}

/** The tail on the other side, from one side's. */
export function otherTail({ logProbability, hazard, slope }: LogTail): LogTail {
  const far = -expm1(logProbability);
  return { logProbability: log(far), hazard: (hazard * exp(logProbability)) / far, slope: -slope };
}

/**
 * t with ln F(t) = logP, for an F whose density is log-concave, so that ln F is concave and increases.
 *
 * Halley's method on ln F (cubic convergence), Newton's where Halley's step would leave the bracket; Newton's method
 * alone converges from any start on such a function, quickly even at probabilities like 1e-300.
 *
 * @param logTail ln F(t), its derivative and the derivative of the log density at t
 * @param start any finite t; the better, the fewer steps
 */
export function solveLogTail(logTail: (t: number) => LogTail, logP: number, start: number): number {
  let t = start;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 100; iteration++) {
    const { logProbability, hazard, slope } = logTail(t);
    const excess = logProbability - logP;
    const newton = -excess / hazard;
    const halley = newton / Math.max(0.25, 1 + 0.5 * newton * (slope - hazard));
    // The error after the step is of the order of excess³.
    if (Math.abs(excess) <= 1e-6) return t + halley;
    if (excess > 0) high = t;
    else low = t;
    let next = t + halley;
    if (!(next > low && next < high)) next = t + newton;
    if (!(next > low && next < high)) next = (low + high) / 2;
    t = next;
  }
  return t;
}

/** e^−44 is below the rounding error of the whole. */
const NEGLIGIBLE = 44;

/**
 * ∫ e^g(s) ds over s from 0 to ∞: a tail's probability over the density at its edge, for a density so concentrated that g
 * is nearly a parabola as far as it matters. By 32 Gauss–Legendre nodes on the part where g > −44.
 *
 * @param g log density at distance s beyond the edge, minus that at the edge
 * @param decline −g′(0) ≥ 0
 * @param curvature −g″(0) > 0
 */
export function tailOverDensity(g: (s: number) => number, decline: number, curvature: number): number {
  const half = NEGLIGIBLE / (decline + Math.sqrt(decline * decline + 2 * NEGLIGIBLE * curvature));
  const { nodes, weights } = gaussLegendre(32);
  let sum = 0;
  for (const [i, node] of nodes.entries()) sum += weights[i]! * exp(g(half * (1 + node)));
  return half * sum;
}
