import { posttest } from "../accuracy/posttest.js";
import { auc } from "../inference/curve/auc.js";
import { mosesLittenberg } from "../inference/curve/moses-littenberg.js";
import { sroc } from "../inference/curve/sroc.js";
import { heterogeneity } from "../inference/heterogeneity/heterogeneity.js";
import { deeks } from "../inference/influence/deeks.js";
import { summaryPoint } from "../inference/point/summary-point.js";
import { poolUnivariate } from "../inference/univariate/univariate.js";
import type { BivariateFit } from "../models/fit.js";
import type { Study } from "../tables/study.js";
import { interval, type PrintFormat, type ProgramQuantity, single } from "./program-output.js";

type Quantities = Record<string, ProgramQuantity>;

const percent = (value: number | null): number | null => (value === null ? null : 100 * value);

function ofHeterogeneity(fit: BivariateFit, format: PrintFormat): Quantities {
  const { sensitivity, specificity, bivariate, threshold } = heterogeneity(fit);
  return {
    "iSquared.sensitivity": single(percent(sensitivity.zhouDendukuri), format),
    "iSquared.specificity": single(percent(specificity.zhouDendukuri), format),
    "iSquared.bivariate": single(percent(bivariate.iSquared), format),
    "betweenStudy.generalizedTauSquared": single(bivariate.generalizedTauSquared, format),
    "threshold.correlation": single(threshold.correlation, format),
    "threshold.proportion": single(threshold.proportion, format),
    "threshold.spearman": { estimate: threshold.spearman.rho, pValue: threshold.spearman.pValue, format },
  };
}

/** Cochran's Q and what follows from it, of each measure on its own. */
function ofMeasures(studies: readonly Study[], format: PrintFormat): Quantities {
  return Object.assign(
    {},
    ...(["sensitivity", "specificity", "plr", "nlr", "dor"] as const).map((measure): Quantities => {
      const { q, df, pValue, iSquared, tauSquared } = poolUnivariate(studies, { measure }).overall;
      const at = `heterogeneity.${measure}`;
      return {
        [`${at}.q`]: single(q, format),
        [`${at}.df`]: single(df, format),
        [`${at}.pValue`]: single(pValue, format),
        [`${at}.iSquared`]: single(percent(iSquared.estimate), format),
        [`${at}.tauSquared`]: single(tauSquared, format),
      };
    }),
  ) as Quantities;
}

function ofPrior(fit: BivariateFit, prior: number | undefined, format: PrintFormat): Quantities {
  const { plr, nlr } = summaryPoint(fit);
  if (prior === undefined || plr.estimate === null || nlr.estimate === null) return {};
  const { posttestPositive, posttestNegative, predictiveNegative } = posttest({
    prior,
    plr: plr.estimate,
    nlr: nlr.estimate,
  });
  return {
    "fagan.prior": single(prior, format),
    "fagan.posttestPositive": single(posttestPositive, format),
    "fagan.posttestNegative": single(posttestNegative, format),
    "fagan.predictiveNegative": single(predictiveNegative, format),
  };
}

/** What the library's functions give of a fit and its studies, beside its parameters and its summary point, by the names of printed quantities. */
export function libraryQuantities(
  fit: BivariateFit,
  studies: readonly Study[],
  prior: number | undefined,
  format: PrintFormat,
): Quantities {
  const summary = summaryPoint(fit);
  const { varSensitivity, varSpecificity, correlation } = fit.betweenStudy;
  const asymmetry = deeks(studies);
  const logitFpr = fit.coefficients.find(({ outcome }) => outcome === "specificity");
  return {
    falsePositiveRate: interval(summary.falsePositiveRate, format),
    ...(logitFpr === undefined
      ? {}
      : {
          "logits.falsePositiveRate": {
            estimate: -logitFpr.estimate,
            lower: -logitFpr.upper,
            upper: -logitFpr.lower,
            standardError: logitFpr.standardError,
            z: -logitFpr.z,
            pValue: logitFpr.pValue,
            format,
          },
        }),
    "betweenStudy.sdSensitivity": single(Math.sqrt(varSensitivity), format),
    "betweenStudy.sdSpecificity": single(Math.sqrt(varSpecificity), format),
    "betweenStudy.correlationWithFpr": single(correlation === null ? null : -correlation, format),
    auc: interval(auc(fit), format),
    partialAuc: single(sroc(fit).partialAuc, format),
    qStar: single(mosesLittenberg(studies).symmetric?.qStar ?? null, format),
    "fitStatistics.logLik": single(fit.logLik, format),
    "fitStatistics.deviance": single(-2 * fit.logLik, format),
    "fitStatistics.aic": single(fit.aic, format),
    "fitStatistics.bic": single(fit.bic, format),
    "deeks.slope": single(asymmetry.slope, format),
    "deeks.intercept": single(asymmetry.intercept, format),
    "deeks.t": single(asymmetry.t, format),
    "deeks.df": single(asymmetry.df, format),
    "deeks.pValue": single(asymmetry.pValue, format),
    ...ofHeterogeneity(fit, format),
    ...ofMeasures(studies, format),
    ...ofPrior(fit, prior, format),
  };
}
