import type { Study } from "../tables/study.js";
import {
  betweenStudyQuantities,
  fitNotes,
  hsrocQuantities,
  logitQuantities,
  summaryQuantities,
} from "./bivariate-quantities.js";
import { decimals, type ProgramOutput, type ProgramQuantity, significant, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

/** How MetaDTA is asked. */
export interface Lme4Options {
  /** Prevalence at which MetaDTA's page of natural frequencies is asked for. */
  readonly prior?: number;
}

/** Results of 1,000 people tested, as MetaDTA's page "Prevalence" gives them. */
function frequencies(sensitivity: number, specificity: number, prior: number): Record<string, ProgramQuantity> {
  const whole = decimals(0);
  const [diseased, healthy] = [1000 * prior, 1000 * (1 - prior)];
  const [tp, tn] = [diseased * sensitivity, healthy * specificity];
  return {
    "frequencies.tp": single(tp, whole),
    "frequencies.fn": single(diseased - tp, whole),
    "frequencies.fp": single(healthy - tn, whole),
    "frequencies.tn": single(tn, whole),
    "frequencies.testPositive": single(tp + healthy - tn, whole),
    "frequencies.testNegative": single(tn + diseased - tp, whole),
  };
}

/**
 * What R's `lme4::glmer` gives for the bivariate binomial model, and with it the web application MetaDTA (Freeman et al. 2019,
 * BMC Med Res Methodol 19:81, doi:10.1186/s12874-019-0724-x): Laplace's approximation in place of quadrature, Wald intervals on
 * the logit scale, HSROC parameters from the bivariate ones.
 *
 * MetaDTA's guide prints the *variances* of accuracy and threshold under the labels of their standard deviations; they are
 * `hsroc.varAlpha` and `hsroc.varTheta` here. glmer stops a little short of its optimum on many data sets; this is the optimum.
 */
export function lme4(studies: readonly Study[], options: Lme4Options = {}): ProgramOutput {
  const fit = sharedFit(studies, { nodes: 1, minStudies: 3 });
  const three = decimals(3);
  const summary = summaryQuantities(fit, {
    sensitivity: three,
    specificity: three,
    plr: three,
    nlr: three,
    inverseNlr: three,
    dor: three,
  });
  const hsroc = hsrocQuantities(fit, three);
  const slip = "MetaDTA prints this variance under the label of its standard deviation.";
  return {
    program: "lme4",
    label: "R lme4::glmer and MetaDTA, Laplace approximation",
    k: fit.k,
    quantities: {
      "fitStatistics.logLik": single(fit.logLik, significant(6)),
      ...summary,
      ...logitQuantities(fit, three),
      ...betweenStudyQuantities(fit, three),
      ...hsroc,
      "hsroc.varAlpha": { ...hsroc["hsroc.varAlpha"]!, slip },
      "hsroc.varTheta": { ...hsroc["hsroc.varTheta"]!, slip },
      ...(options.prior === undefined
        ? {}
        : frequencies(summary.sensitivity!.estimate!, summary.specificity!.estimate!, options.prior)),
    },
    notes: fitNotes(fit),
  };
}
