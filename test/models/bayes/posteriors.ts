import { readFileSync } from "node:fs";
import type { PriorName } from "../../../src/index.js";

interface ReferenceQuantity {
  readonly mean: number;
  readonly meanError?: number;
  readonly sd: number;
  readonly median?: number;
  readonly medianError?: number;
  readonly q025?: number;
  readonly q025Error?: number;
  readonly q975?: number;
  readonly q975Error?: number;
}

interface ReferencePosterior {
  readonly summary: Readonly<Record<string, ReferenceQuantity>>;
  readonly logEvidence: number;
  readonly logEvidenceError: number;
  readonly probability: Readonly<Record<string, number>>;
  readonly studySensitivity: readonly number[];
  readonly studySpecificity: readonly number[];
  /** Log predictive density of each study given the others, and its error. */
  readonly loo?: readonly (readonly [number, number] | null)[];
}

interface ReferenceLattice {
  readonly summary: Readonly<Record<string, ReferenceQuantity>>;
  readonly logEvidence: number;
}

/** The posteriors of `fixtures/bayes`, by data set and prior. */
export const posteriors = JSON.parse(
  readFileSync(new URL("../../../fixtures/bayes/posteriors.json", import.meta.url), "utf8"),
).datasets as Readonly<
  Record<
    string,
    Readonly<Record<PriorName, { readonly importance?: ReferencePosterior; readonly lattice?: ReferenceLattice }>>
  >
>;
