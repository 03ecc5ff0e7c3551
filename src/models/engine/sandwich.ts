import { type Matrix, multiply, multiplyVector, transpose } from "../../numeric/linear/matrix.js";
import type { MixedLikelihood } from "./likelihood.js";

/**
 * The covariance of the free parameters that holds however groups of one cluster depend on each other: C/(C − 1) · B (Σ g gᵀ) B
 * over C clusters, g a cluster's score, B the model's own covariance (Liang & Zeger 1986, doi:10.1093/biomet/73.1.13).
 *
 * @param clusters for every group the number of its cluster
 */
export function clusterSandwich(
  likelihood: MixedLikelihood,
  parameters: ArrayLike<number>,
  free: readonly number[],
  bread: Matrix,
  clusters: readonly number[],
): number[][] {
  const { nodes } = likelihood.choose(parameters, 1e-8);
  const sums = new Map<number, Float64Array>();
  likelihood.groups.forEach((group, i) => {
    const score = sums.get(clusters[i]!) ?? new Float64Array(likelihood.parameters);
    group.evaluate(parameters, nodes[i]!, score);
    sums.set(clusters[i]!, score);
  });
  const factor = sums.size / (sums.size - 1);
  const spread = [...sums.values()].map((score) =>
    multiplyVector(
      bread,
      free.map((position) => score[position]!),
    ),
  );
  return multiply(transpose(spread), spread).map((row) => row.map((value) => factor * value));
}
