import { readFileSync } from "node:fs";
import type { ComparativeOptions } from "../../../src/models/comparative/options.js";
import type { Study } from "../../../src/tables/study.js";

/** One comparison of the reference: log ratios with their standard errors. */
export interface ReferenceContrast {
  readonly test: string;
  readonly reference: string;
  readonly [quantity: string]: unknown;
}

/** An optimum of `fixtures/comparative/optima.json`. */
export interface ReferenceOptimum {
  readonly logLik: number;
  readonly parameters: number;
  readonly names: readonly string[];
  readonly theta: readonly number[];
  readonly zeroed: readonly string[];
  readonly covariance: readonly (readonly number[])[];
  readonly comparisons: readonly ReferenceContrast[];
  readonly lrt: Readonly<Record<string, { readonly chi2: number; readonly df: number }>>;
  readonly laplace?: {
    readonly logLik: number;
    readonly agreement: number;
    readonly coefficients: readonly number[] | null;
  };
}

/** A data set with its optima by structure. */
export interface ReferenceSet {
  readonly paper: string;
  readonly tests: readonly string[];
  readonly reference: string;
  readonly rows: readonly (readonly [study: string, test: string, tp: number, fp: number, fn: number, tn: number])[];
  readonly fits: Readonly<Record<string, ReferenceOptimum>>;
  readonly structureTests: Readonly<Record<string, { readonly chi2: number; readonly df: number }>>;
}

export const { sets } = JSON.parse(
  readFileSync(new URL("../../../fixtures/comparative/optima.json", import.meta.url), "utf8"),
) as { sets: Readonly<Record<string, ReferenceSet>> };

/** The options behind the reference's names of structures. */
export const STRUCTURES: Readonly<Record<string, Omit<ComparativeOptions, "test">>> = {
  "row-common": { structure: "independent" },
  "row-separate": { structure: "independent", variances: "unequal" },
  study: { structure: "shared" },
  "nested-identity": { structure: "nested", within: "identity" },
  "nested-diagonal": { structure: "nested", within: "diagonal" },
  "nested-unstructured": { structure: "nested" },
  "paired-unstructured": { structure: "unstructured" },
};

/** The rows as studies: one table each, those of one study in a cluster. */
export function studiesOf(set: Pick<ReferenceSet, "rows">): Study[] {
  return set.rows.map(([study, test, tp, fp, fn, tn], i) => ({
    id: `${study} ${i}`,
    cluster: study,
    tp,
    fp,
    fn,
    tn,
    covariates: { test },
  }));
}
