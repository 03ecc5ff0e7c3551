import { log } from "../../numeric/elementary.js";
import type { BayesPrior } from "./bayes-prior.js";
import type { CorrelationDensity, MeanDensity, SdDensity } from "./density.js";

/** Priors known by name. */
export type PriorName = "cochrane" | "tsd25" | "metabayesdta" | "meta4diag" | "pc";

/** The same densities for both logits. */
function alike(mean: MeanDensity, sd: SdDensity, correlation: CorrelationDensity): BayesPrior {
  return {
    mean: { sensitivity: mean, specificity: mean },
    sd: { sensitivity: sd, specificity: sd },
    correlation,
  };
}

const UNIFORM: CorrelationDensity = { family: "uniform", lower: -1, upper: 1 };
const FISHER: CorrelationDensity = { family: "fisher-normal", mean: 0, sd: Math.sqrt(5) };
const FLAT: MeanDensity = { family: "normal", mean: 0, sd: Math.sqrt(1000) };

/**
 * The priors of the programs that reviewers use, the default first. They are of logit **specificity**; the densities of ρ are
 * symmetric, so that they serve programs on the false positive rate as well.
 */
export const namedPriors: Readonly<
  Record<
    PriorName,
    BayesPrior & {
      /** Where it is from. */
      readonly source: string;
    }
  >
> = {
  cochrane: {
    source:
      "Cochrane Handbook for Systematic Reviews of Diagnostic Test Accuracy (2023), chapter 10, JAGS program of the bivariate model",
    ...alike({ family: "normal", mean: 0, sd: 10 }, { family: "gamma-precision", shape: 2, rate: 0.5 }, UNIFORM),
  },
  tsd25: {
    source: "NICE DSU Technical Support Document 25, model_bivariate",
    ...alike({ family: "logistic", location: 0, scale: 1 }, { family: "uniform", lower: 0, upper: 5 }, UNIFORM),
  },
  metabayesdta: {
    source: "MetaBayesDTA 1.5.3 defaults (Cerullo et al. 2023, BMC Med Res Methodol 23:127)",
    ...alike({ family: "normal", mean: 0, sd: 1.5 }, { family: "half-normal", sd: 1 }, { family: "lkj", eta: 2 }),
  },
  meta4diag: {
    source: "R package meta4diag 2.1.1 defaults (Guo & Riebler 2018, J Stat Softw 83(1))",
    ...alike(FLAT, { family: "inverse-gamma-variance", shape: 0.25, rate: 0.025 }, FISHER),
  },
  pc: {
    source:
      "penalised complexity prior, P(σ > 3) = 0.05 (Guo, Riebler & Rue 2017, Stat Med 36:3039), as R package meta4diag's makePriors sets it",
    ...alike(FLAT, { family: "exponential", rate: -log(0.05) / 3 }, FISHER),
  },
};

/** The prior that is taken where none is asked for; its name is in every result. */
export const DEFAULT_PRIOR: PriorName = "cochrane";

/** The names of all priors, the default first. */
export const priorNames = Object.keys(namedPriors) as readonly PriorName[];
