import { type BinomialOptions, fitBinomial } from "../models/binomial/fit-binomial.js";
import type { BivariateFit } from "../models/fit.js";
import type { Study } from "../tables/study.js";

const fitsOf = new WeakMap<readonly Study[], Map<string, BivariateFit>>();

/** A copy of the studies that several programs are run on: those that print of the same fit share it. */
export function sharingFits(studies: readonly Study[]): readonly Study[] {
  const copy = Object.freeze([...studies]);
  fitsOf.set(copy, new Map());
  return copy;
}

/** `fitBinomial`; of studies that are shared, each fit once. */
export function sharedFit(
  studies: readonly Study[],
  options: Pick<BinomialOptions, "nodes" | "minStudies">,
): BivariateFit {
  const fits = fitsOf.get(studies);
  if (fits === undefined) return fitBinomial(studies, options);
  const key = `${options.nodes} ${options.minStudies}`;
  const fit = fits.get(key) ?? fitBinomial(studies, options);
  fits.set(key, fit);
  return fit;
}
