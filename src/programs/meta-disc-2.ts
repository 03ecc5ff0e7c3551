import { given } from "../base/given.js";
import { zhouDendukuri } from "../inference/heterogeneity/zhou-dendukuri.js";
import { normalCritical } from "../inference/point/wald.js";
import { normalQuantile } from "../numeric/distributions/normal.js";
import { exp } from "../numeric/elementary.js";
import type { Study } from "../tables/study.js";
import { betweenStudyQuantities, fitNotes, logitQuantities, summaryQuantities } from "./bivariate-quantities.js";
import { decimals, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

/** An interval of two standard errors to either side on the natural scale. */
function symmetric(quantity: ProgramQuantity, critical: number): ProgramQuantity {
  const { estimate, standardError, format } = quantity;
  const half = standardError == null ? null : critical * standardError;
  return {
    estimate: estimate ?? null,
    lower: half === null || estimate == null ? null : estimate - half,
    upper: half === null || estimate == null ? null : estimate + half,
    format,
    slip: "Meta-DiSc 2.0 takes the interval of a ratio on its natural scale, where it may reach below 0.",
  };
}

const withoutLimits = ({ estimate, standardError, format }: ProgramQuantity): ProgramQuantity => ({
  estimate: estimate ?? null,
  ...given({ standardError }),
  format,
});

/**
 * What the web application Meta-DiSc 2.0 gives (Plana et al. 2022, BMC Med Res Methodol 22:306, doi:10.1186/s12874-022-01788-2), as its
 * source of 2020 to 2022 computes it: the bivariate binomial model as R's lme4 fits it (Laplace's approximation); sensitivity and specificity
 * with Wald intervals on the logit scale; DOR, LR+ and LR− with intervals symmetric on the natural scale, by the delta method;
 * correlation and variances of the logits; the parameters that RevMan asks for. Median odds ratios and the bivariate I² of Zhou &
 * Dendukuri are those of the paper; the source draws the latter from a posterior.
 */
export function metaDisc2(studies: readonly Study[]): ProgramOutput {
  const fit = sharedFit(studies, { nodes: 1, minStudies: 3 });
  const three = decimals(3);
  const formats = { sensitivity: three, specificity: three, plr: three, nlr: three, inverseNlr: three, dor: three };
  const { sensitivity, specificity, plr, nlr, dor } = summaryQuantities(fit, formats);
  const critical = normalCritical(fit.level);
  const logits = logitQuantities(fit, three);
  const between = betweenStudyQuantities(fit, three);
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const medianOddsRatio = (variance: number): number => exp(Math.sqrt(2 * variance) * normalQuantile(0.75));
  const { bivariate } = zhouDendukuri(fit);
  const { standardError: _, ...se } = sensitivity!;
  const { standardError: __, ...sp } = specificity!;
  return {
    program: "meta-disc-2",
    label: "Meta-DiSc 2.0 (R lme4, Laplace approximation)",
    k: fit.k,
    quantities: {
      sensitivity: se,
      specificity: sp,
      dor: symmetric(dor!, critical),
      plr: symmetric(plr!, critical),
      nlr: symmetric(nlr!, critical),
      "logits.sensitivity": withoutLimits(logits["logits.sensitivity"]!),
      "logits.specificity": withoutLimits(logits["logits.specificity"]!),
      "logits.covariance": logits["logits.covariance"]!,
      "betweenStudy.varSensitivity": single(varSensitivity, three),
      "betweenStudy.varSpecificity": single(varSpecificity, three),
      "betweenStudy.correlation": single(between["betweenStudy.correlation"]!.estimate ?? null, three),
      "medianOddsRatio.sensitivity": single(medianOddsRatio(varSensitivity), three),
      "medianOddsRatio.specificity": single(medianOddsRatio(varSpecificity), three),
      "iSquared.bivariate": single(bivariate === null ? null : 100 * bivariate, decimals(1)),
    },
    notes: fitNotes(fit),
  };
}
