import type { Correction } from "../tables/correction.js";
import type { FitCore } from "./fit-core.js";

/** Why two fits of one model can't be compared by their likelihoods. */
export interface NotComparable {
  readonly code: string;
  readonly message: string;
  readonly wanted: string;
}

/**
 * What a model says of itself and of its fits without computing anything: light, so that what only reads fits doesn't load
 * what makes them. A row each in `fit.ts`.
 */
export interface ModelTraits<F extends FitCore, O extends string = string, A extends boolean = boolean> {
  /** What options call it. */
  readonly option: O;
  /** Whether a whole analysis can be made with it; a model that answers another question stands apart. */
  readonly analyzes: A;
  /** Whether its fits have a posterior distribution, whose intervals are theirs. */
  readonly posterior: boolean;
  /** What it is called in messages, `the … model`. */
  readonly name: string;
  /** Its full name within a sentence, `the … model`. */
  readonly label: string;

  /** Whether the fit maximises an unrestricted likelihood, so that fits with other means may be compared with it. */
  isMaximumLikelihood(fit: F): boolean;
  /** Whether the fit has no between-study variation by assumption. */
  assumesNoVariation(fit: F): boolean;
  /** Why the likelihoods of two fits of this model are not of one kind; `null` where they are. */
  whyNotComparable(smaller: F, larger: F): NotComparable | null;
  /** Steps down to a simpler model that were taken, in words. */
  simplifications(fit: F): readonly string[];
  /** The continuity correction of the fit, for what is computed from logits beside it. */
  correction(fit: F): { readonly correction?: Correction };
  /** Whose standardised residuals they are, to be put behind their name; empty where they need no source. */
  readonly residualsSource: string;
  /** Why a standardised residual may be missing. */
  readonly noResidual: string;
  /** What was fitted, in the sentences of a methods section. */
  methodsWords(fit: F): string;
}
