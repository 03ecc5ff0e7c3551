import { logit } from "../../numeric/distributions/logistic.js";
import { adaptiveImportance } from "../../numeric/monte-carlo/adaptive-importance.js";
import { smoothWeights } from "../../numeric/monte-carlo/pareto-smoothing.js";
import { sumOfSquares } from "../../numeric/monte-carlo/weighted-sample.js";
import { withDifferencedGradient } from "../../numeric/optimize/differenced-gradient.js";
import { minimize } from "../../numeric/optimize/minimize.js";
import type { PreparedCounts } from "../binomial/counts.js";
import type { BayesDiagnostics } from "./fit.js";
import type { Posterior } from "./posterior.js";

/** Weighted points of the posterior, whichever engine made them. */
export interface PosteriorSample {
  /** n × dimension, row by row. */
  readonly points: Float64Array;
  /** ln of the weights as drawn; those of left-out studies are made of them. */
  readonly logWeights: Float64Array;
  /** Weights of sum 1. */
  readonly weights: Float64Array;
  /** Each study's ln marginal likelihood at each point, n × k, without binomial coefficients. */
  readonly parts: Float64Array;
  /** Of a lattice: points of its first half; else `null`. */
  readonly firstHalf: number | null;
  readonly logEvidence: number;
  readonly evidenceError: number;
  readonly diagnostics: BayesDiagnostics;
}

/** Progress and abortion of a sampler. */
export interface SamplerRun {
  readonly draws: number;
  readonly seed: number;
  readonly onDraws: (done: number, total: number) => void;
}

/** ln of the unnormalised posterior density at row i of `points`; the studies' parts go to `parts` from `at` on. */
export function logDensityAt(
  posterior: Posterior,
  points: Float64Array,
  i: number,
  parts: Float64Array,
  at: number,
): number {
  const t = points.subarray(i * posterior.dimension, (i + 1) * posterior.dimension);
  const prior = posterior.logPrior(t);
  return prior === Number.NEGATIVE_INFINITY ? prior : prior + posterior.logLikelihood(t, parts, at);
}

/** Where the posterior is looked for first: at the mean of the studies' own logits, moderate variances, no correlation. */
function crudeStart(posterior: Posterior, { counts }: PreparedCounts): Float64Array {
  const { q, truePositives, diseased, trueNegatives, nonDiseased } = counts;
  const start = new Float64Array(2 * q + 3);
  const meanLogit = (hits: Float64Array, sizes: Float64Array): number => {
    const logits = Array.from(sizes).flatMap((n, i) => (n > 0 ? [logit((hits[i]! + 0.5) / (n + 1))] : []));
    return logits.reduce((sum, value) => sum + value, 0) / logits.length;
  };
  start[0] = meanLogit(truePositives, diseased);
  start[q] = meanLogit(trueNegatives, nonDiseased);
  start.set(posterior.start(0.6), 2 * q);
  return start;
}

/** The same by few nodes, while the posterior is looked for. */
export function roughLogDensityAt(posterior: Posterior, points: Float64Array, i: number): number {
  const t = points.subarray(i * posterior.dimension, (i + 1) * posterior.dimension);
  const prior = posterior.logPrior(t);
  return prior === Number.NEGATIVE_INFINITY ? prior : prior + posterior.roughLogLikelihood(t);
}

/** The posterior's mode in t, good enough to start from. */
export function posteriorMode(posterior: Posterior, prepared: PreparedCounts): Float64Array {
  const minus = (t: Float64Array): number => {
    const value = roughLogDensityAt(posterior, t, 0);
    return value === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : -value;
  };
  const start = crudeStart(posterior, prepared);
  return minimize(withDifferencedGradient(minus, posterior.dimension), start, {
    gradientTolerance: 1e-3,
    maxIterations: 60,
    maxStep: 1,
  }).x;
}

/** Importance sampling from a mixture adapted to the posterior. */
export function sampleByImportance(posterior: Posterior, prepared: PreparedCounts, run: SamplerRun): PosteriorSample {
  const { k } = prepared.counts;
  const d = posterior.dimension;
  const { draws, seed } = run;
  const parts = new Float64Array(draws * k);
  const covariance = new Float64Array(d * d);
  for (let j = 0; j < d; j++) covariance[j * d + j] = 0.1;
  const { points, logWeights, evaluations } = adaptiveImportance(
    (at, i, final) => (final ? logDensityAt(posterior, at, i, parts, i * k) : roughLogDensityAt(posterior, at, i)),
    { mean: posteriorMode(posterior, prepared), covariance, draws, seed, onDraws: run.onDraws },
  );
  const { weights, paretoK, logMean } = smoothWeights(logWeights);
  const squares = sumOfSquares(weights);
  return {
    points,
    logWeights,
    weights,
    parts,
    firstHalf: null,
    logEvidence: logMean,
    evidenceError: Math.sqrt(Math.max(0, squares - 1 / draws)),
    diagnostics: {
      engine: "importance",
      points: draws,
      evaluations,
      effectiveDraws: 1 / squares,
      largestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
      paretoK,
      edgeMass: null,
      latticeChange: null,
    },
  };
}
