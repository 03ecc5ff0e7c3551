import { posttest } from "../accuracy/posttest.js";
import { iSquaredOf } from "../inference/heterogeneity/i-squared.js";
import { deeks } from "../inference/influence/deeks.js";
import { hasRatios, summaryPoint } from "../inference/point/summary-point.js";
import { normalCritical } from "../inference/point/wald.js";
import type { BinomialFit } from "../models/fit.js";
import { chiSquaredUpperTail } from "../numeric/distributions/chi-squared.js";
import { expit } from "../numeric/distributions/logistic.js";
import { normalQuantile } from "../numeric/distributions/normal.js";
import { log, square } from "../numeric/elementary.js";
import type { Study } from "../tables/study.js";
import { betweenStudyQuantities, fitNotes, summaryQuantities } from "./bivariate-quantities.js";
import { fixedLogistic } from "./fixed-logistic.js";
import { midasArea } from "./midas-area.js";
import { midasForest } from "./midas-forest.js";
import { midasRegression } from "./midas-regression.js";
import { decimals, interval, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";
import { type SharedIntercept, sharedIntercept } from "./shared-intercept.js";

/** How midas is called. */
export interface MidasOptions {
  /** The covariate of a meta-regression, its option `reg`; then nothing but the regression is printed. */
  readonly covariate?: string;
  /** Pre-test probability of its Fagan plot. */
  readonly prior?: number;
}

const two = decimals(2);
const LOGISTIC_VARIANCE = square(Math.PI) / 3;

/** Points per random effect: always 7, whatever the user's `nip`; Laplace's approximation with three studies or fewer. */
const midasNodes = (k: number): number => (2 * k <= 7 ? 1 : 7);

/** Intraclass correlation s²/(s² + π²/3), Wald on its own scale, not below 0. */
function icc({ estimate, standardError }: ProgramQuantity, critical: number): ProgramQuantity {
  const variance = estimate ?? 0;
  const total = variance + LOGISTIC_VARIANCE;
  const half = standardError == null ? null : (critical * standardError * LOGISTIC_VARIANCE) / square(total);
  const value = variance / total;
  return interval(
    {
      estimate: value,
      lower: half === null ? null : Math.max(0, value - half),
      upper: half === null ? null : value + half,
    },
    two,
  );
}

/** Median of the larger of two studies' proportions at logit 0: expit(√(2s²)·Φ⁻¹(¾)), its limits from those of s². */
function medianProportion({ estimate, lower, upper }: ProgramQuantity): ProgramQuantity {
  const at = (variance: number | null | undefined): number | null =>
    variance == null ? null : expit(Math.sqrt(2 * variance) * normalQuantile(0.75));
  return interval({ estimate: at(estimate), lower: at(lower), upper: at(upper) }, two);
}

function likelihoodQuantities(fit: BinomialFit, nullModel: SharedIntercept): Record<string, ProgramQuantity> {
  const one = decimals(1);
  const rows = 2 * fit.k;
  const q = Math.max(0, 2 * (fit.logLik - nullModel.logLik));
  const iSquared = iSquaredOf(q, 2, fit.level);
  const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
  return {
    "fitStatistics.deviance": single(-2 * fit.logLik, one),
    "fitStatistics.aic": single(-2 * fit.logLik + 10, one),
    "fitStatistics.bic": single(-2 * fit.logLik + 5 * log(rows), one),
    "fitStatistics.bicDifference": single(2 * (fit.logLik - fixedLogistic(fit.studies).logLik) - 3 * log(rows), one),
    "tests.sharedIntercept.chiSquared": single(q, decimals(3), {
      slip: "midas calls its null model a fixed-effects model; it has one random intercept that sensitivity and specificity share.",
    }),
    "tests.sharedIntercept.df": single(2, decimals(0)),
    "tests.sharedIntercept.pValue": single(chiSquaredUpperTail(q, 2) / 2, decimals(3)),
    "tests.sharedIntercept.iSquared": interval(
      { estimate: percent(iSquared.estimate), lower: percent(iSquared.lower), upper: percent(iSquared.upper) },
      decimals(0),
    ),
  };
}

function sampleQuantities(studies: readonly Study[]): Record<string, ProgramQuantity> {
  const diseased = studies.reduce((sum, { tp, fn }) => sum + tp + fn, 0);
  const nonDiseased = studies.reduce((sum, { fp, tn }) => sum + fp + tn, 0);
  return {
    "sample.diseased": single(diseased, decimals(0)),
    "sample.nonDiseased": single(nonDiseased, decimals(0)),
    "sample.prevalence": single(diseased / (diseased + nonDiseased), two),
  };
}

function deeksQuantities(studies: readonly Study[]): Record<string, ProgramQuantity> {
  const { slope, intercept, t, df, pValue } = deeks(studies, { effectiveSampleSize: "corrected" });
  return {
    "deeks.slope": single(slope, two),
    "deeks.intercept": single(intercept, two),
    "deeks.t": single(t, two),
    "deeks.df": single(df, decimals(0)),
    "deeks.pValue": single(pValue, two),
  };
}

function faganQuantities(fit: BinomialFit, prior: number | undefined): Record<string, ProgramQuantity> {
  if (prior === undefined) return {};
  const summary = summaryPoint(fit);
  if (!hasRatios(summary)) return {};
  const { plr, nlr } = summary;
  const { posttestPositive, posttestNegative, predictiveNegative } = posttest({
    prior,
    plr: plr.estimate,
    nlr: nlr.estimate,
  });
  return {
    "fagan.prior": single(prior, two),
    "fagan.posttestPositive": single(posttestPositive, two),
    "fagan.posttestNegative": single(posttestNegative, two),
    "fagan.predictiveNegative": single(predictiveNegative, two),
  };
}

/**
 * What Stata's `midas` 2.00 (Dwamena 2008; Boston College S456880) prints: the binomial model by maximum likelihood with 7
 * quadrature points, Wald intervals on the logit and log scales, and around it the statistics that papers quote.
 *
 * Its habits, reproduced here and nowhere else:
 * - the "95% CI" of the AUC is Wilson's for a proportion of its 500 grid points; the area is the sum of their trapezoids;
 * - the null model of its "LRT_Q", "fixed effects" by its words, has one random intercept that the two logits share; df 2,
 *   P halved;
 * - I² has a symmetric interval from the delta method; in the forest plots of LR+ the printed I² is its own lower limit, and Q
 *   of the odds ratio sums exponentials of the squared deviations;
 * - effective sample sizes of Deeks' test come from cells with 0.5 added where a study has a zero;
 * - a meta-regression's P values divide only the second term by the standard error (`covariate`).
 *
 * Its prediction region is drawn from logarithms of the standard deviations; `regions` draws the right one.
 */
export function midas(studies: readonly Study[], options: MidasOptions = {}): ProgramOutput {
  if (options.covariate !== undefined) return midasRegression(studies, options.covariate);
  const nodes = midasNodes(studies.length);
  const fit = sharedFit(studies, { nodes, minStudies: 2 });
  const nullModel = sharedIntercept(fit.studies, nodes);
  const between = betweenStudyQuantities(fit, two);
  const [varSensitivity, varSpecificity] = [
    between["betweenStudy.varSensitivity"]!,
    between["betweenStudy.varSpecificity"]!,
  ];
  const critical = normalCritical(fit.level);
  const { correlation } = fit.betweenStudy;
  const { sensitivity, specificity, plr, nlr, dor } = summaryQuantities(fit, {
    sensitivity: two,
    specificity: two,
    plr: decimals(1),
    nlr: two,
    inverseNlr: two,
    dor: decimals(0),
  });
  return {
    program: "midas",
    label: `Stata midas 2.00, ${nodes === 1 ? "Laplace approximation" : `${nodes} quadrature points`}`,
    k: fit.k,
    quantities: {
      ...sampleQuantities(fit.studies),
      ...likelihoodQuantities(fit, nullModel),
      "threshold.correlation": single(correlation, two),
      "threshold.proportion": single(correlation === null ? null : square(correlation), two),
      "betweenStudy.varSensitivity": varSensitivity,
      "betweenStudy.varSpecificity": varSpecificity,
      "betweenStudy.correlation": between["betweenStudy.correlation"]!,
      "icc.sensitivity": icc(varSensitivity, critical),
      "icc.specificity": icc(varSpecificity, critical),
      "med.sensitivity": medianProportion(varSensitivity),
      "med.specificity": medianProportion(varSpecificity),
      sensitivity: sensitivity!,
      specificity: specificity!,
      plr: plr!,
      nlr: nlr!,
      dor: dor!,
      auc: midasArea(fit),
      ...midasForest(fit.studies, nullModel, fit.level),
      ...deeksQuantities(fit.studies),
      ...faganQuantities(fit, options.prior),
    },
    notes: fitNotes(fit),
  };
}
