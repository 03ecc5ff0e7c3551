import type { Study } from "../tables/study.js";
import { fitBinomial } from "./binomial/fit-binomial.js";
import type { BivariateFit } from "./fit.js";
import { fitReitsma } from "./normal/fit-reitsma.js";

/** What may differ in a refit; all else is as the fit had it. */
export interface RefitChanges {
  readonly moderators?: readonly string[];
  readonly correlation?: "estimated" | 0;
  readonly minStudies?: number;
  /** Maximum likelihood, as likelihood ratio tests need it; the binomial model is always fitted so. */
  readonly maximumLikelihood?: boolean;
}

/**
 * Fits the model that made `fit`, with its options, to other studies, starting from its between-study covariance: for leaving
 * one out, subgroups, the bootstrap.
 *
 * @throws whatever `fitReitsma` and `fitBinomial` throw
 */
export function refit(fit: BivariateFit, studies: readonly Study[], changes: RefitChanges = {}): BivariateFit {
  const { maximumLikelihood = false, ...rest } = changes;
  if (fit.model === "binomial") return fitBinomial(studies, { ...fit.options, ...rest, startFrom: fit.betweenStudy });
  return fitReitsma(studies, {
    ...fit.options,
    ...rest,
    startFrom: fit.betweenStudy,
    ...(maximumLikelihood ? { method: "ml" } : {}),
  });
}
