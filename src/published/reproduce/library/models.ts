import type { PublishedResult } from "../../schema.js";
import { analysisOf } from "./analysis-model.js";
import { comparativeKind } from "./comparative-model.js";
import { latentKind } from "./latent-model.js";
import type { LibraryModelKind } from "./library-model.js";
import { linearThresholdKind, thresholdKind } from "./threshold-models.js";

/** Which model, how, and what it is asked. */
export type RefitRequest = NonNullable<PublishedResult["refit"]>;

/** Every model of the library that a published result may name. */
export const LIBRARY_MODELS: { readonly [M in RefitRequest["model"]]: LibraryModelKind } = {
  binomial: analysisOf("binomial"),
  reitsma: analysisOf("reitsma"),
  bayes: analysisOf("bayes"),
  comparative: comparativeKind,
  thresholds: thresholdKind,
  "linear-thresholds": linearThresholdKind,
  "latent-class": latentKind,
};

/** Models whose rows are studies of their own; of the others several rows may be one study. */
export const oneRowAStudy = (model: RefitRequest["model"]): boolean =>
  model !== "comparative" && model !== "thresholds" && model !== "linear-thresholds";
