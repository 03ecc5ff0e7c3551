import { zhouDendukuri } from "../inference/heterogeneity/zhou-dendukuri.js";
import { fitBinomial } from "../models/binomial/fit-binomial.js";
import { normalQuantile } from "../numeric/distributions/normal.js";
import { exp } from "../numeric/elementary.js";
import type { Study } from "../tables/study.js";
import { fitNotes, summaryQuantities } from "./bivariate-quantities.js";
import { decimals, type ProgramOutput, single } from "./program-output.js";

/**
 * What the web application Meta-DiSc 2.0 gives (Plana et al. 2022, BMC Med Res Methodol 22:306, doi:10.1186/s12874-022-01788-2): the
 * bivariate binomial model as R's lme4 fits it (Laplace's approximation), summary accuracy with Wald intervals on the logit and
 * log scales, and of heterogeneity the variances of the logits, the median odds ratios and the bivariate I² of Zhou & Dendukuri.
 */
export function metaDisc2(studies: readonly Study[]): ProgramOutput {
  const fit = fitBinomial(studies, { nodes: 1, minStudies: 3 });
  const three = decimals(3);
  const summary = summaryQuantities(fit, {
    sensitivity: three,
    specificity: three,
    plr: three,
    nlr: three,
    inverseNlr: three,
    dor: three,
  });
  const { varSensitivity, varSpecificity, correlation } = fit.betweenStudy;
  const medianOddsRatio = (variance: number): number => exp(Math.sqrt(2 * variance) * normalQuantile(0.75));
  const { bivariate } = zhouDendukuri(fit);
  return {
    program: "meta-disc-2",
    label: "Meta-DiSc 2.0 (R lme4, Laplace approximation)",
    k: fit.k,
    quantities: {
      ...summary,
      "betweenStudy.varSensitivity": single(varSensitivity, three),
      "betweenStudy.varSpecificity": single(varSpecificity, three),
      "betweenStudy.correlation": single(correlation, three),
      "medianOddsRatio.sensitivity": single(medianOddsRatio(varSensitivity), three),
      "medianOddsRatio.specificity": single(medianOddsRatio(varSpecificity), three),
      "iSquared.bivariate": single(bivariate === null ? null : 100 * bivariate, decimals(1)),
    },
    notes: fitNotes(fit),
  };
}
