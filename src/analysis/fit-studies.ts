import { checkChoice } from "../base/checks.js";
import { InputError, InsufficientStudiesError } from "../base/errors.js";
import { given } from "../base/given.js";
import { narrate } from "../inference/narrative.js";
import { type BivariateFit, type ModelOption, modelNamed, modelOptions, traitsNamed } from "../models/fit.js";
import type { ModelSettings } from "../models/model.js";
import { fitModel, ownerOf } from "../models/models.js";
import type { Study } from "../tables/study.js";
import type { AnalyzeOptions } from "./options.js";

/** The fit that the options ask for, or, of too few studies, why there is none. */
export function fitOrNarrate(
  studies: readonly Study[],
  options: AnalyzeOptions,
): { readonly fit: BivariateFit | null; readonly narrative: string | null } {
  try {
    return { fit: fitOf(studies, options), narrative: null };
  } catch (error) {
    if (!(error instanceof InsufficientStudiesError)) throw error;
    return { fit: null, narrative: narrate(studies, error.k, error.needed) };
  }
}

/** The settings of the model that the options name; those of another model are an error. */
export function modelSettings(options: AnalyzeOptions): ModelSettings & { readonly model: ModelOption } {
  const model = checkChoice("model", options.model ?? "binomial", modelOptions);
  const { method, nodes, correction, correlation, minStudies, level, priorDistribution, engine, draws, seed } = options;
  const bayes = { priorDistribution, engine, draws, seed };
  const settings = given({ method, nodes, correction, correlation, minStudies, level, ...bayes });
  const chosen = modelNamed(model);
  for (const setting of Object.keys(settings) as (keyof typeof settings)[]) {
    const owner = ownerOf(setting, chosen);
    if (owner !== null) throw misplaced(setting, `the ${traitsNamed(owner).name} model`, model);
  }
  return { model, ...settings };
}

function fitOf(studies: readonly Study[], options: AnalyzeOptions): BivariateFit {
  const { model, ...settings } = modelSettings(options);
  return fitModel(model, studies, { ...settings, moderators: options.moderators ?? [] });
}

function misplaced(option: string, owner: string, model: string): InputError {
  return new InputError("bad-option", `${option} belongs to ${owner}; it means nothing for model "${model}".`, {
    where: option,
    wanted: `no ${option}, or the other model`,
  });
}
