import { log } from "../../numeric/elementary.js";
import { MAX_GAUSS_HERMITE_NODES } from "../../numeric/quadrature/gauss-hermite.js";
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
  /** E[−∂²F] − Var[∂F], 5 × 5: the observed information by Louis' identity. With one node, see `approximateStudy`. */
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

/** The sums that `writeInformation` takes, one for each pair. */
export type InformationSums = [
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
];

/**
 * The information from sums over nodes of −∂²F − ∂F∂Fᵀ, for the pairs 00, 01, 02, 03, 04, 11, 13, 14, 22, 23, 24, 33, 34, 44 of
 * local parameters (12 is 03: r2·(r1 v1) is the same product as r1·(r2 v1)): their mean, plus the product of the mean scores.
 */
export function writeInformation(
  { score, information }: StudyIntegral,
  mass: number,
  [i00, i01, i02, i03, i04, i11, i13, i14, i22, i23, i24, i33, i34, i44]: Readonly<InformationSums>,
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
