import { type BinomialOptions, fitBinomial } from "../models/binomial/fit-binomial.js";
import type { BinomialFit } from "../models/fit.js";
import { MIN_STUDIES } from "../tables/few-studies.js";
import type { Study } from "../tables/study.js";

const fitsOf = new WeakMap<readonly Study[], Map<string, BinomialFit>>();

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
): BinomialFit {
  const fits = fitsOf.get(studies);
  if (fits === undefined) return fitBinomial(studies, options);
  const key = String(options.nodes);
  const before = fits.get(key);
  // too few studies for this program are told by its own fit
  const fit =
    before !== undefined && before.k >= (options.minStudies ?? MIN_STUDIES) ? before : fitBinomial(studies, options);
  fits.set(key, fit);
  return fit;
}
