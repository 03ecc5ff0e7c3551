import { findRoot } from "../optimize/root.js";
import { normalCdf } from "./normal.js";

/** Normal distributions mixed: a component a place, weights that add up to 1. */
export interface NormalMixture {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly standardDeviations: readonly number[];
}

/** P(X ≤ x); a component without spread is a step at its mean. */
function mixtureCdf({ weights, means, standardDeviations }: NormalMixture, x: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const distance = x - means[i]!;
    const spread = standardDeviations[i]!;
    sum += weights[i]! * (spread > 0 ? normalCdf(distance / spread) : distance >= 0 ? 1 : 0);
  }
  return sum;
}

/** The x with P(X ≤ x) = p, 0 < p < 1, to 1e-10. */
export function normalMixtureQuantile(mixture: NormalMixture, p: number): number {
  const { weights, means, standardDeviations } = mixture;
  const centre = means.reduce((sum, mean, i) => sum + weights[i]! * mean, 0);
  const variance = means.reduce(
    (sum, mean, i) =>
      sum + weights[i]! * ((mean - centre) * (mean - centre) + standardDeviations[i]! * standardDeviations[i]!),
    0,
  );
  const excess = (x: number): number => mixtureCdf(mixture, x) - p;
  // by Cantelli's inequality this is far enough on either side
  const reach = Math.sqrt(variance / Math.min(p, 1 - p)) + Number.MIN_VALUE;
  return findRoot(excess, centre - reach, centre + reach, { tolerance: 1e-10 });
}
