import type { Objective } from "../../numeric/optimize/minimize.js";
import { gradientDifferences, type HessianFunction } from "../../numeric/optimize/newton.js";
import { type CholeskyParameters, type FreeParameters, freePositions } from "../between-study.js";
import type { BinomialCounts } from "./counts.js";
import { binomialLikelihood } from "./likelihood.js";

/**
 * Up to this many nodes the fit maximises the quadrature's own approximation, with its exact gradient and Stata's placement of
 * the nodes, as lme4 (Laplace), metandi (5) and midas (7) do: their numbers are reproduced to the printed digit. Above, the
 * approximation is close enough for its posterior expectations to give the true score and information, at one evaluation per
 * Newton step, and the fit solves the score equations, nodes placed `"whitened"`. In the limit the two are one.
 */
const MOST_NODES_MAXIMIZED = 9;

/** The negative log-likelihood as a function of the coefficients and the free ones of (a, b, c). */
export interface BinomialTarget {
  readonly free: FreeParameters;
  /** Number of its arguments. */
  readonly size: number;
  readonly objective: Objective;
  /** Its Hessian: the observed information. */
  readonly hessianAt: HessianFunction;
  /** Its Hessian but for quadrature error, at the cost of one evaluation: good enough to step by. */
  readonly roughHessianAt: HessianFunction;
  /** The arguments at a point of the full space (coefficients, a, b, c), and back; what is not free is 0. */
  pick(full: ArrayLike<number>): Float64Array;
  expand(x: ArrayLike<number>): Float64Array;
  /** Evaluations of the likelihood so far. */
  evaluations(): number;
}

/** No parameter goes beyond this; at a logit of 40 a probability has long become 0 or 1 in double precision. */
const FAR = 40;

/** Binds the likelihood at `nodes` to a choice of free variance parameters. */
export function binomialTarget(counts: BinomialCounts, nodes: number, free: FreeParameters): BinomialTarget {
  const likelihood = binomialLikelihood(counts, nodes);
  const coefficients = 2 * counts.q;
  const positions = [
    ...Array.from({ length: coefficients }, (_, i) => i),
    ...freePositions(free).map((position) => coefficients + position),
  ];
  const size = positions.length;
  const full = new Float64Array(likelihood.parameters);
  const derivative = new Float64Array(likelihood.parameters);
  let evaluations = 0;

  const far = (x: Float64Array): boolean => {
    for (let i = 0; i < size; i++) if (!(Math.abs(x[i]!) <= FAR)) return true;
    return false;
  };
  const load = (x: ArrayLike<number>): void => {
    for (let i = 0; i < size; i++) full[positions[i]!] = x[i]!;
    evaluations++;
  };
  const negate = (gradient: Float64Array): void => {
    for (let i = 0; i < size; i++) gradient[i] = -derivative[positions[i]!]!;
  };
  const pick = (from: ArrayLike<number>): Float64Array => Float64Array.from(positions, (position) => from[position]!);
  const expand = (x: ArrayLike<number>): Float64Array => {
    const to = new Float64Array(likelihood.parameters);
    for (let i = 0; i < size; i++) to[positions[i]!] = x[i]!;
    return to;
  };
  const common = { free, size, pick, expand, evaluations: () => evaluations };

  const all = likelihood.parameters;
  const information = new Float64Array(all * all);
  const informationAt = new Float64Array(size).fill(Number.NaN);
  const evaluateWithInformation: Objective = (x, gradient) => {
    if (far(x)) return Number.POSITIVE_INFINITY;
    load(x);
    const value = -likelihood.withInformation(full, derivative, information);
    informationAt.set(x);
    negate(gradient);
    return value;
  };
  const unused = new Float64Array(size);
  const louisAt: HessianFunction = (x, hessian) => {
    if (x.some((value, i) => value !== informationAt[i])) evaluateWithInformation(x, unused);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) hessian[i * size + j] = information[positions[i]! * all + positions[j]!]!;
    }
  };
  if (nodes > MOST_NODES_MAXIMIZED) {
    return { ...common, objective: evaluateWithInformation, hessianAt: louisAt, roughHessianAt: louisAt };
  }
  const evaluateWithGradient: Objective = (x, gradient) => {
    if (far(x)) return Number.POSITIVE_INFINITY;
    load(x);
    const value = -likelihood.withGradient(full, derivative);
    negate(gradient);
    return value;
  };
  const hessianAt = gradientDifferences(evaluateWithGradient, size);
  return { ...common, objective: evaluateWithGradient, hessianAt, roughHessianAt: nodes === 1 ? hessianAt : louisAt };
}

/** (a, b, c) of a point of the full space. */
export function choleskyOf(full: ArrayLike<number>): CholeskyParameters {
  const from = full.length - 3;
  return [full[from]!, full[from + 1]!, full[from + 2]!];
}
