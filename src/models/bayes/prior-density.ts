import type { DesignInfo } from "../fit-core.js";
import type { BayesPrior } from "./bayes-prior.js";
import { logArtanhDensity, logMeanDensity, logSdDensity } from "./density.js";
import { coefficientDensity } from "./prior.js";

/**
 * The row of the design at which the prior of the means holds: the average of numeric moderators, the first level of categorical
 * ones.
 */
export function priorCentre({ terms, moderators }: DesignInfo, rows: readonly (readonly number[])[]): number[] {
  const numeric = new Set(moderators.filter(({ kind }) => kind === "numeric").map(({ name }) => name));
  return terms.map((term, j) =>
    j === 0 ? 1 : numeric.has(term) ? rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length : 0,
  );
}

/** Where a prior's density is wanted. */
export interface PriorPoint {
  /** Of logit sensitivity, then of logit specificity. */
  readonly coefficients: readonly number[];
  readonly sd1: number;
  readonly sd2: number;
  /** artanh of the correlation. */
  readonly z: number;
}

/** ln of the prior density of (means at the centre, moderators' coefficients, σ₁, σ₂, artanh ρ). */
export function logPriorDensity(prior: BayesPrior, centre: readonly number[], point: PriorPoint): number {
  const q = centre.length;
  let sum = logSdDensity(prior.sd.sensitivity, point.sd1) + logSdDensity(prior.sd.specificity, point.sd2);
  for (const [o, outcome] of (["sensitivity", "specificity"] as const).entries()) {
    let mean = 0;
    for (let j = 0; j < q; j++) mean += centre[j]! * point.coefficients[o * q + j]!;
    sum += logMeanDensity(prior.mean[outcome], mean);
    if (q === 1) continue;
    const density = coefficientDensity(prior, outcome);
    for (let j = 1; j < q; j++) sum += logMeanDensity(density, point.coefficients[o * q + j]!);
  }
  return sum + logArtanhDensity(prior.correlation, point.z);
}
