import type { BivariateFit } from "../models/fit.js";

/** How often 95 % intervals and regions held the truth in simulated reviews of `k` studies; percent. */
export interface SimulatedCoverage {
  readonly k: number;
  /** Of mean sensitivity and specificity, by z and by Student's t. */
  readonly z: number;
  readonly t: number;
  /** Of the prediction region, by the fit's Ψ and by the penalised one. */
  readonly estimated: number;
  readonly penalized: number;
}

/** From the guide's page on coverage, which says how they were simulated. */
export const SIMULATED_COVERAGE: { readonly [M in BivariateFit["model"]]: readonly SimulatedCoverage[] | null } = {
  binomial: [
    { k: 4, z: 85, t: 95, estimated: 87, penalized: 100 },
    { k: 6, z: 86, t: 95, estimated: 79, penalized: 95 },
    { k: 8, z: 91, t: 95, estimated: 81, penalized: 93 },
    { k: 12, z: 92, t: 94, estimated: 87, penalized: 93 },
  ],
  normal: [
    { k: 4, z: 88, t: 96, estimated: 88, penalized: 100 },
    { k: 6, z: 89, t: 95, estimated: 80, penalized: 97 },
    { k: 8, z: 92, t: 95, estimated: 81, penalized: 95 },
    { k: 12, z: 93, t: 95, estimated: 87, penalized: 94 },
  ],
  bayes: null,
  "latent-class": null,
};

/** With so many studies and more, what is for few of them changes little. */
export const MANY_STUDIES = 20;

/** The simulated reviews that come nearest from below to those of a fit; `null` for many studies, and for a model that was not simulated. */
export function coverageNear({ model, k }: Pick<BivariateFit, "model" | "k">): SimulatedCoverage | null {
  const rows = SIMULATED_COVERAGE[model];
  return rows === null || k >= MANY_STUDIES ? null : (rows.findLast((row) => row.k <= k) ?? rows[0]!);
}
