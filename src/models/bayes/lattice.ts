import { exp, log } from "../../numeric/elementary.js";
import { adaptiveImportance } from "../../numeric/monte-carlo/adaptive-importance.js";
import { visitLattice } from "../../numeric/monte-carlo/lattice.js";
import { smoothWeights } from "../../numeric/monte-carlo/pareto-smoothing.js";
import { definiteFactor, weightedMoments } from "../../numeric/monte-carlo/student-mixture.js";
import { sumOfSquares } from "../../numeric/monte-carlo/weighted-sample.js";
import type { PreparedCounts } from "../binomial/counts.js";
import type { Posterior } from "./posterior.js";
import { logDensityAt, type PosteriorSample, posteriorMode, roughLogDensityAt, type SamplerRun } from "./sample.js";

/** Distance of neighbours in standard deviations, and how far below the top in ln density the lattice goes. */
const STEP = 0.9;
const CUT = 17;
/** Draws from which the lattice's coordinates are made. */
const MOMENT_DRAWS = 3000;

/**
 * The posterior on a lattice in its whitened coordinates: every expectation is a sum over its points. Where the two halves of the
 * lattice disagree it is too coarse, as with a prior that lets a standard deviation be 0: ln σ then has a long tail on one side and
 * falls steeply on the other. The error of the evidence holds, beside that, what `finer` nodes of the studies' effects change at the
 * posterior's mean.
 */
export function sampleByLattice(
  posterior: Posterior,
  finer: Posterior,
  prepared: PreparedCounts,
  run: SamplerRun,
): PosteriorSample {
  const { k } = prepared.counts;
  const d = posterior.dimension;
  const trial = new Float64Array(k);
  const covariance = new Float64Array(d * d);
  for (let j = 0; j < d; j++) covariance[j * d + j] = 0.1;
  const pilot = adaptiveImportance((at, i) => roughLogDensityAt(posterior, at, i), {
    mean: posteriorMode(posterior, prepared),
    covariance,
    draws: MOMENT_DRAWS,
    seed: run.seed,
  });
  const moments = weightedMoments(pilot.points, smoothWeights(pilot.logWeights).weights, d);
  const parts: number[] = [];
  const { points, logDensity, first, logVolume, edgeMass } = visitLattice(
    (x) => {
      trial.fill(0);
      const value = logDensityAt(posterior, x, 0, trial, 0);
      for (let i = 0; i < k; i++) parts.push(trial[i]!);
      return value;
    },
    {
      mean: moments.mean,
      factor: definiteFactor(moments.covariance, d),
      step: STEP,
      cut: CUT,
      onPoints: (done) => run.onDraws(done, Math.max(200_000, done)),
    },
  );
  const n = logDensity.length;
  const top = logDensity.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const weights = logDensity.map((value) => exp(value - top));
  let half = 0;
  let mass = 0;
  for (let i = 0; i < n; i++) {
    mass += weights[i]!;
    if (i < first) half += weights[i]!;
  }
  const meanOver = (from: number, to: number, total: number, j: number): number => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += weights[i]! * points[i * d + j]!;
    return sum / total;
  };
  let change = 0;
  for (let j = 0; j < d; j++) {
    const difference = meanOver(0, first, half, j) - meanOver(first, n, mass - half, j);
    change = Math.max(change, Math.abs(difference) / (2 * Math.sqrt(moments.covariance[j * d + j]!)));
  }
  for (let i = 0; i < n; i++) weights[i]! /= mass;
  const byNodes = finer.logLikelihood(moments.mean, trial, 0) - posterior.logLikelihood(moments.mean, trial, 0);
  const squares = sumOfSquares(weights);
  return {
    points,
    logWeights: logDensity,
    weights,
    parts: Float64Array.from(parts),
    firstHalf: first,
    logEvidence: top + log(mass) + logVolume,
    evidenceError: Math.abs(log(half / (mass - half))) / 2 + Math.abs(byNodes),
    diagnostics: {
      engine: "lattice",
      points: n,
      evaluations: n + pilot.evaluations,
      effectiveDraws: 1 / squares,
      largestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
      paretoK: null,
      edgeMass,
      latticeChange: change,
    },
  };
}
