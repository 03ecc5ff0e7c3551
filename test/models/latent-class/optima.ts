import { readFileSync } from "node:fs";

interface ReferenceProportion {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

interface ReferenceLatentFit {
  readonly free: readonly string[];
  readonly estimates: readonly number[];
  readonly logLik: number;
  readonly boundary: readonly string[];
  /** Log-likelihood at the optimum by other node counts. */
  readonly nodes: Readonly<Record<string, number>>;
  readonly prevalence: ReferenceProportion;
  readonly sdLogitPrevalence: number;
  readonly sensitivity: ReferenceProportion;
  readonly specificity: ReferenceProportion;
  readonly betweenStudy: { readonly correlation: number };
  readonly referenceSensitivity: number | ReferenceProportion;
  readonly referenceSpecificity: number | ReferenceProportion;
}

/** The latent-class optima of `fixtures/latent`. */
export const optima = JSON.parse(
  readFileSync(new URL("../../../fixtures/latent/maximum-likelihood.json", import.meta.url), "utf8"),
).datasets as Readonly<
  Record<string, { readonly k: number; readonly fits: Readonly<Record<string, ReferenceLatentFit>> }>
>;
