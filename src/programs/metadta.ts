import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { generalizedVariance, zhouDendukuri } from "../inference/heterogeneity/zhou-dendukuri.js";
import type { BivariateFit } from "../models/fit.js";
import type { Study } from "../tables/study.js";
import { fitNotes, summaryQuantities } from "./bivariate-quantities.js";
import { fixedLogistic } from "./fixed-logistic.js";
import { metadtaComparative } from "./metadta-comparative.js";
import { decimals, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

/** How metadta is called. */
export interface MetadtaOptions {
  /** Integration points; 7 by default. */
  readonly nodes?: number;
  /** The test of a comparative design, whose rows share random effects by `cluster`; see `metadtaComparative`. */
  readonly covariate?: string;
}

const two = decimals(2);

/** I² in percent and det Ψ, as metadta's table of between-study heterogeneity prints them. */
function heterogeneityQuantities(fit: BivariateFit): Record<string, ProgramQuantity> {
  const { varSensitivity, varSpecificity, covariance, correlation } = fit.betweenStudy;
  const iSquared = zhouDendukuri(fit);
  const percent = (value: number | null): ProgramQuantity => single(value === null ? null : 100 * value, two);
  return {
    "betweenStudy.varSensitivity": single(varSensitivity, two),
    "betweenStudy.varSpecificity": single(varSpecificity, two),
    "betweenStudy.covariance": single(covariance, two),
    "betweenStudy.correlation": single(correlation, two),
    "betweenStudy.generalizedTauSquared": single(generalizedVariance(fit.betweenStudy), two),
    "iSquared.sensitivity": percent(iSquared.sensitivity),
    "iSquared.specificity": percent(iSquared.specificity),
    "iSquared.bivariate": percent(iSquared.bivariate),
  };
}

/**
 * What Stata's `metadta` (Nyaga & Arbyn 2022, Arch Public Health 80:95, doi:10.1186/s13690-021-00747-5) prints of its general
 * design: the binomial model by maximum likelihood with 7 integration points, pooled sensitivity and specificity with
 * Wald intervals on the logit scale, between-study (co)variances, their determinant as "generalized τ²", I² of Zhou &
 * Dendukuri (2014), and the likelihood ratio test of the random-effects model against one without. All to two decimals.
 *
 * The determinant of Ψ at a correlation of ±1 is 0; where Stata's search stops short of it, metadta prints the rest of it.
 */
export function metadta(studies: readonly Study[], options: MetadtaOptions = {}): ProgramOutput {
  const { nodes = 7, covariate } = options;
  if (covariate !== undefined) return metadtaComparative(studies, covariate);
  const fit = sharedFit(studies, { nodes, minStudies: 3 });
  const chiSquared = Math.max(0, 2 * (fit.logLik - fixedLogistic(fit.studies).logLik));
  const { sensitivity, specificity } = summaryQuantities(fit, {
    sensitivity: two,
    specificity: two,
    plr: two,
    nlr: two,
    inverseNlr: two,
    dor: two,
  });
  return {
    program: "metadta",
    label: `Stata metadta, general design, ${nodes} integration points`,
    k: fit.k,
    quantities: {
      sensitivity: sensitivity!,
      specificity: specificity!,
      ...heterogeneityQuantities(fit),
      "tests.randomEffects.chiSquared": single(chiSquared, two),
      "tests.randomEffects.df": single(3, decimals(0)),
      "tests.randomEffects.pValue": single(chiSquaredPValue(chiSquared, 3), decimals(4)),
    },
    notes: fitNotes(fit),
  };
}
