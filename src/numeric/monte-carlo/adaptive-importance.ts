import { seededRandom } from "../random/random.js";
import { smoothWeights } from "./pareto-smoothing.js";
import {
  adaptMixture,
  definiteFactor,
  drawFromMixture,
  mixtureLogDensity,
  type StudentComponent,
  type StudentMixture,
  weightedMoments,
} from "./student-mixture.js";
import { resamplePositions } from "./weighted-sample.js";

/** Where the search for a proposal starts, and how much is drawn. */
export interface AdaptiveImportanceOptions {
  readonly mean: Float64Array;
  /** d × d, row by row. */
  readonly covariance: Float64Array;
  readonly draws: number;
  readonly seed: number;
  /** Draws of each round of adaptation. */
  readonly rounds?: readonly number[];
  readonly components?: number;
  /** Called now and then with the draws done of all, adaptation included. */
  readonly onDraws?: (done: number, total: number) => void;
}

/** Draws from a proposal that was fitted to the density, with their weights. */
export interface ImportanceSample {
  /** draws × d, row by row. */
  readonly points: Float64Array;
  /** ln of the density less ln of the proposal's. */
  readonly logWeights: Float64Array;
  readonly proposal: StudentMixture;
  /** Evaluations of the density, adaptation included. */
  readonly evaluations: number;
}

const DF = 5;
const CHUNK = 500;
/** With fewer draws than this a rougher proposal is good enough. */
const FEW = 5000;

/** A mixture whose components start at points drawn by the weights, each as wide as all of them together. */
function spreadMixture(
  points: Float64Array,
  weights: Float64Array,
  d: number,
  count: number,
  uniform: number,
): StudentMixture {
  const { covariance } = weightedMoments(points, weights, d);
  const factor = definiteFactor(covariance, d);
  const components = Array.from(
    resamplePositions(weights, count, uniform),
    (i): StudentComponent => ({ weight: 1 / count, mean: points.slice(i * d, (i + 1) * d), factor }),
  );
  return { dimension: d, df: DF, components };
}

/** The mixture beside a wide component of all points' moments, so that no weight can grow without bound in the tails. */
function defended(mixture: StudentMixture, points: Float64Array, weights: Float64Array): StudentMixture {
  const { dimension: d } = mixture;
  const { mean, covariance } = weightedMoments(points, weights, d);
  const wide = definiteFactor(
    covariance.map((value) => 2 * value),
    d,
  );
  const kept = mixture.components.map((component) => ({ ...component, weight: 0.9 * component.weight }));
  return { ...mixture, components: [...kept, { weight: 0.1, mean, factor: wide }] };
}

/**
 * Importance sampling of an unnormalised density in a few dimensions from a mixture of multivariate t densities with 5 degrees of
 * freedom, adapted to it over rounds of draws (mixture population Monte Carlo, see `adaptMixture`) with Pareto-smoothed weights. The
 * draws of the rounds are thrown away; those returned are independent given the proposal.
 *
 * @param logDensity ln of the density at row `i` of the points; called once for each row, in order, the last time with `final`
 */
export function adaptiveImportance(
  logDensity: (points: Float64Array, i: number, final: boolean) => number,
  options: AdaptiveImportanceOptions,
): ImportanceSample {
  const { mean, covariance, draws, seed, onDraws } = options;
  const { rounds = draws < FEW ? [600, 600, 800] : [1000, 1000, 1500, 2000], components = draws < FEW ? 3 : 5 } =
    options;
  const d = mean.length;
  const total = rounds.reduce((sum, n) => sum + n, 0) + draws;
  let done = 0;
  const weigh = (
    mixture: StudentMixture,
    n: number,
    stream: number,
  ): { points: Float64Array; logWeights: Float64Array } => {
    const points = drawFromMixture(mixture, n, seededRandom(seed, stream));
    const logWeights = mixtureLogDensity(mixture, points);
    for (let i = 0; i < n; i++) {
      logWeights[i] = logDensity(points, i, stream === 0) - logWeights[i]!;
      if (++done % CHUNK === 0) onDraws?.(done, total);
    }
    return { points, logWeights };
  };
  const narrow = definiteFactor(covariance, d);
  const wide = narrow.map((value) => 2 * value);
  let proposal: StudentMixture = {
    dimension: d,
    df: DF,
    components: [
      { weight: 0.5, mean, factor: narrow },
      { weight: 0.5, mean, factor: wide },
    ],
  };
  rounds.forEach((n, round) => {
    const { points, logWeights } = weigh(proposal, n, round + 1);
    const { weights } = smoothWeights(logWeights);
    let mixture =
      round === 0
        ? spreadMixture(points, weights, d, components, seededRandom(seed, 1000).uniform())
        : { ...proposal, components: proposal.components.slice(0, -1).map((c) => ({ ...c, weight: c.weight / 0.9 })) };
    for (let step = 0; step < 4; step++) mixture = adaptMixture(mixture, points, weights);
    proposal = defended(mixture, points, weights);
  });
  const { points, logWeights } = weigh(proposal, draws, 0);
  onDraws?.(total, total);
  return { points, logWeights, proposal, evaluations: total };
}
