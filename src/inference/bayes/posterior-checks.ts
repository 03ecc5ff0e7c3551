import type { BivariateFit } from "../../models/fit.js";
import { type Predictive, predictive } from "./predictive.js";
import { type PriorSensitivityRow, priorSensitivity } from "./prior-sensitivity.js";

/** What reviewers of a Bayesian analysis ask beside its answer. */
export interface PosteriorChecks {
  /** The answer under each named prior, the fit's own first. */
  readonly priors: readonly PriorSensitivityRow[];
  /** A new study, posterior probabilities, and each study against what the model predicts for one like it. */
  readonly predictive: Predictive;
}

/** Prior sensitivity and posterior predictive checks of a Bayesian fit without moderators; of no other. */
export function posteriorChecks(fit: BivariateFit): PosteriorChecks | undefined {
  if (fit.model !== "bayes" || fit.design.moderators.length > 0) return undefined;
  return { priors: priorSensitivity(fit), predictive: predictive(fit) };
}
