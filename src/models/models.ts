import { given } from "../base/given.js";
import type { Study } from "../tables/study.js";
import { bayesModel } from "./bayes/model.js";
import { binomialModel } from "./binomial/model.js";
import { madeWhole } from "./check-fit.js";
import { type BivariateFit, type ModelOption, modelNamed, traitsOf } from "./fit.js";
import { latentModel } from "./latent-class/model.js";
import type { Model, ModelSettings, RefitChanges } from "./model.js";
import { normalModel } from "./normal/model.js";

/** Every model of two logits, under the name that its fits bear. */
const MODELS: { readonly [M in BivariateFit["model"]]: Model<Extract<BivariateFit, { readonly model: M }>> } = {
  binomial: binomialModel,
  normal: normalModel,
  bayes: bayesModel,
  "latent-class": latentModel,
};

/** The model that made a fit. */
export function modelOf(fit: BivariateFit): Model {
  return MODELS[fit.model] as Model;
}

/** The name of another model that alone takes a setting; `null` where the chosen one may. */
export function ownerOf(setting: keyof ModelSettings, chosen: BivariateFit["model"]): BivariateFit["model"] | null {
  if (MODELS[chosen].ownSettings.includes(setting)) return null;
  const names = Object.keys(MODELS) as BivariateFit["model"][];
  return names.find((name) => name !== chosen && MODELS[name].ownSettings.includes(setting)) ?? null;
}

/** Fits the model that options name; it takes of the settings what it knows. */
export function fitModel(option: ModelOption, studies: readonly Study[], settings: ModelSettings): BivariateFit {
  return madeWhole(MODELS[modelNamed(option)].fit(studies, given(settings)));
}

/**
 * Fits the model that made `fit`, with its options, to other studies, starting from its between-study covariance: for leaving
 * one out, subgroups, the bootstrap.
 *
 * @throws whatever the model's own function throws
 */
export function refit(fit: BivariateFit, studies: readonly Study[], changes: RefitChanges = {}): BivariateFit {
  return madeWhole(modelOf(fit).refit(fit, studies, changes));
}

/**
 * Fits the model that made `fit`, with its options but `minStudies`, without a study of that number in `fit.studies`.
 *
 * @throws whatever the model's own function throws
 */
export function refitterWithout(fit: BivariateFit): (omitted: number) => BivariateFit {
  const near = modelOf(fit).withoutEach?.(fit);
  return (omitted) => {
    const found = near?.(omitted) ?? null;
    if (found !== null) return madeWhole(found);
    const rest = fit.studies.toSpliced(omitted, 1);
    return refit(fit, rest, { minStudies: Math.min(fit.options.minStudies, rest.length) });
  };
}

/**
 * Fits of the same model to other studies of which the estimates (coefficients and Ψ) alone mean anything, all else being `fit`'s: what draws
 * by the thousand are asked for.
 *
 * @throws whatever the model's own function throws
 */
export function estimator(fit: BivariateFit): (studies: readonly Study[]) => BivariateFit {
  const near = modelOf(fit).estimatesNear?.(fit);
  return (studies) => {
    const found = near?.(studies) ?? null;
    if (found === null) return refit(fit, studies);
    const { coefficients, betweenStudy } = found;
    return madeWhole({
      ...fit,
      coefficients: fit.coefficients.map((coefficient, i) => ({ ...coefficient, estimate: coefficients[i]! })),
      betweenStudy,
    });
  };
}

/** The fit itself where it is by maximum likelihood, else the same model refitted so. */
export function byMaximumLikelihood(fit: BivariateFit): BivariateFit {
  return traitsOf(fit).isMaximumLikelihood(fit) ? fit : refit(fit, fit.studies, { maximumLikelihood: true });
}
