import type { Study } from "../tables/study.js";
import {
  betweenStudyQuantities,
  fitNotes,
  hsrocQuantities,
  logitQuantities,
  stataParameters,
  summaryQuantities,
} from "./bivariate-quantities.js";
import { type ProgramOutput, significant, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

/** How metandi is called. */
export interface MetandiOptions {
  /** Quadrature points, its option `nip`; 5 by default. */
  readonly nodes?: number;
}

/**
 * What Stata's `metandi` 2.0 (Harbord & Whiting 2009, Stata J 9:211, doi:10.1177/1536867X0900900203) prints: the binomial
 * model by maximum likelihood with 5 quadrature points per random effect, its parameters and those of the HSROC model with
 * standard errors, and the summary point. Everything with seven significant digits.
 *
 * Intervals are Wald's for means, Λ, Θ and β, on the log scale for variances and ratios, on the scale of atanh for the
 * correlation, all from standard errors by the delta method. As in metandi, fewer than four studies are refused, and no
 * interval of the correlation is given beyond ±0.995. No slips are known.
 *
 * @throws InsufficientStudiesError with fewer than four studies
 */
export function metandi(studies: readonly Study[], options: MetandiOptions = {}): ProgramOutput {
  const { nodes = 5 } = options;
  const fit = sharedFit(studies, { nodes });
  const seven = significant(7);
  return {
    program: "metandi",
    label: `Stata metandi 2.0, ${nodes} quadrature points`,
    k: fit.k,
    quantities: {
      "fitStatistics.logLik": single(fit.logLik, significant(8)),
      ...logitQuantities(fit, seven),
      ...betweenStudyQuantities(fit, seven),
      ...hsrocQuantities(fit, seven),
      ...summaryQuantities(fit, {
        sensitivity: seven,
        specificity: seven,
        plr: seven,
        nlr: seven,
        inverseNlr: seven,
        dor: seven,
      }),
      ...stataParameters(fit, seven),
    },
    notes: fitNotes(fit),
  };
}
