import { checkOptions } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import { coefficientTable } from "../../models/assemble-fit.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit, Warning } from "../../models/fit.js";
import { type Matrix, multiplyVector } from "../../numeric/linear/matrix.js";
import type { Study } from "../../tables/study.js";
import { parameterScores } from "./parameter-scores.js";

/** What a sandwich covariance was made of. */
export interface ClusterRobustness {
  /** `"CR0"`: the plain sandwich; `"CR1"`: times C/(C − 1). */
  readonly correction: "CR0" | "CR1";
  /** What the plain sandwich was multiplied by. */
  readonly factor: number;
  /** Number of clusters, C. */
  readonly clusters: number;
  /** Studies in the largest cluster. */
  readonly largest: number;
}

/** A fit whose covariances are robust to dependence within clusters. */
export type ClusterRobustFit = BivariateFit & {
  /** `null` where the sandwich is not defined; the covariances are then still the model's, and `warnings` says so. */
  readonly robust: ClusterRobustness | null;
};

/** How `clusterRobust` computes. */
export interface ClusterRobustOptions {
  /** Small-sample correction; `"CR1"` by default. */
  readonly correction?: "CR0" | "CR1";
}

/** With fewer clusters than this the sandwich is too small on average, even after CR1. */
const FEW_CLUSTERS = 20;

/** The studies' positions, cluster by cluster; a study without a cluster is one of its own. */
function clustersOf(studies: readonly Study[]): number[][] {
  const clusters = new Map<string, number[]>();
  studies.forEach(({ cluster }, i) => {
    const key = cluster === undefined ? `row ${i}` : `cluster ${cluster}`;
    const members = clusters.get(key);
    if (members === undefined) clusters.set(key, [i]);
    else members.push(i);
  });
  return [...clusters.values()];
}

/** factor · B (Σ g gᵀ) B over the clusters' scores g. */
function sandwich(bread: Matrix, clusterScores: Matrix, factor: number): number[][] {
  const spread = clusterScores.map((scores) => multiplyVector(bread, scores));
  return bread.map((_, i) =>
    bread.map((__, j) => factor * spread.reduce((sum, vector) => sum + vector[i]! * vector[j]!, 0)),
  );
}

/**
 * The same fit with a covariance that holds when rows of one cluster (a study that reports several tests or readers, a
 * patient sample used twice) depend on each other in any way: the sandwich
 *
 *   factor · B (Σ g_c g_cᵀ) B,   g_c = Σ of the scores of the cluster's studies,
 *
 * with B the model's own covariance of the parameters. Estimates stay as they are; standard errors, z, P and intervals of
 * the coefficients, and through `covariance` and `parameterCovariance` all that is computed from the fit, become robust.
 * Likelihoods do not: don't use a likelihood ratio test on clustered data. For the normal model the coefficients' part is
 * (XᵀWX)⁻¹ Σ X_cᵀW_c r_c r_cᵀW_cX_c (XᵀWX)⁻¹, as metafor's `robust` and clubSandwich compute it; for the binomial one it is
 * Stata's `vce(cluster)`, with the between-study variances among the parameters.
 *
 * CR1, the default, multiplies by C/(C − 1) for C clusters. Where every cluster is one study this is k/(k − 1), and the
 * covariance is on the scale of the model's (for studies of equal precision in an intercept-only model without correlation
 * it is the sample variance over k, without bias). metafor's `robust` multiplies by C/(C − p) instead.
 *
 * Liang & Zeger 1986, Biometrika 73:13, doi:10.1093/biomet/73.1.13; Hedges, Tipton & Johnson 2010, Res Synth Methods 1:39,
 * doi:10.1002/jrsm.5; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672, doi:10.1080/07350015.2016.1247004 (CR0, CR1 and
 * why few clusters need more: below 20 clusters a warning is added).
 *
 * Not defined where a coefficient has a score of 0 in every cluster (identical studies), and with no more clusters than columns in the design of a logit (one cluster, for a fit without moderators):
 * `robust` is `null`, the covariances are the model's, and a warning says so. `parameterCovariance` stays `null` where the fit has none.
 *
 * @throws InputError `bad-option` for an unknown correction
 *
 * @example
 * ```ts
 * import { clusterRobust, fitReitsma, readStudies } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,tp,fp,fn,tn\nA,1,47,101,9,738\nB,2,126,272,51,1543\nC,2,19,12,10,192\nD,3,36,78,3,276\n" +
 *   "E,4,130,211,19,959";
 * const fit = clusterRobust(fitReitsma(readStudies(csv)));
 * fit.robust?.clusters; // 4
 * fit.coefficients[0]?.standardError.toFixed(3); // "0.433"
 * ```
 */
export function clusterRobust(fit: BivariateFit, options: ClusterRobustOptions = {}): ClusterRobustFit {
  checkFit(fit);
  checkOptions(options);
  const correction = checkChoice("correction", options.correction ?? "CR1", ["CR0", "CR1"]);
  const clusters = clustersOf(fit.studies);
  const count = clusters.length;
  const terms = fit.design.terms;
  if (count <= terms.length) {
    const message = `The covariance is the model's: ${count} ${count === 1 ? "cluster is" : "clusters are"} too few for a cluster-robust one.`;
    return { ...fit, robust: null, warnings: [...fit.warnings, { code: "not-cluster-robust", message }] };
  }
  const scores = parameterScores(fit);
  const p = fit.coefficients.length;
  const size = fit.parameterCovariance === null ? p : p + 3;
  const sums = clusters.map((members) =>
    Array.from({ length: size }, (_, j) => members.reduce((sum, i) => sum + scores[i]![j]!, 0)),
  );
  const factor = correction === "CR1" ? count / (count - 1) : 1;
  const full = sandwich(fit.parameterCovariance ?? fit.covariance, sums, factor);
  const covariance = full.slice(0, p).map((row) => row.slice(0, p));
  // scores that are all 0 but for rounding: of a sandwich without filling nothing can be said
  if (covariance.some((row, j) => !(row[j]! > 1e-12 * fit.covariance[j]![j]!))) {
    const message =
      "The covariance is the model's: the clusters are so alike that a cluster-robust one would be 0, which says nothing of how well the values are known.";
    return { ...fit, robust: null, warnings: [...fit.warnings, { code: "not-cluster-robust", message }] };
  }
  const estimates = fit.coefficients.map((coefficient) => coefficient.estimate);
  return {
    ...fit,
    coefficients: coefficientTable(terms, estimates, covariance, fit.level),
    covariance,
    parameterCovariance: fit.parameterCovariance === null ? null : full,
    warnings: [...fit.warnings, ...fewClusters(count)],
    robust: {
      correction,
      factor,
      clusters: count,
      largest: clusters.reduce((most, { length }) => Math.max(most, length), 0),
    },
  };
}

function fewClusters(count: number): Warning[] {
  if (count >= FEW_CLUSTERS) return [];
  const message = `${count} clusters are few for a cluster-robust covariance; its intervals are likely to be too short.`;
  return [{ code: "few-clusters", message }];
}
