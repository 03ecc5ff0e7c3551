import { likelihoodRatioTest } from "../inference/compare/likelihood-ratio-test.js";
import { sensitivityAt, srocCurve } from "../inference/curve/sroc-curve.js";
import { summaryPoint } from "../inference/point/summary-point.js";
import {
  type MadaUnivariate,
  type MadaUnivariateOptions,
  madaUnivariate,
} from "../inference/univariate/mada-univariate.js";
import type { Coefficient, NormalFit } from "../models/fit.js";
import type { Estimator } from "../models/normal/estimators.js";
import { fitReitsma } from "../models/normal/fit-reitsma.js";
import { log as ln, square } from "../numeric/elementary.js";
import { addToCells, type Correction, correctionAmounts, resolveCorrection } from "../tables/correction.js";
import type { Study, TwoByTwo } from "../tables/study.js";
import { fitNotes, hsrocQuantities } from "./bivariate-quantities.js";
import { madaDescriptive } from "./mada-descriptive.js";
import { madaISquared } from "./mada-i-squared.js";
import { madaPhm } from "./mada-phm.js";
import { madaPredictiveValues } from "./mada-predictive.js";
import { madaRatios } from "./mada-ratios.js";
import {
  decimals,
  interval,
  type ProgramOutput,
  type ProgramQuantity,
  prefixed,
  significant,
  single,
} from "./program-output.js";

/** How mada's functions are called. */
export interface MadaOptions {
  /** Estimation of the bivariate model; `"reml"` by default. */
  readonly method?: Estimator;
  /** 0.5 to all studies as soon as one has a zero cell, by default. */
  readonly correction?: Partial<Correction>;
  /** Covariate of a meta-regression; then everything but the regression is left out. */
  readonly covariate?: string;
  /** Covariates of a meta-regression on several. */
  readonly moderators?: readonly string[];
  /** Prevalence of `predv_r`, mean prevalence of `predv_d`. */
  readonly prior?: number;
  /** Standard deviation of the prevalence, for `predv_d`. */
  readonly priorSd?: number;
}

const LEVEL = 0.95;
const three = decimals(3);

/** The Jacobian that mada adds to the log-likelihood, to put it on the scale of the proportions: −Σ ln p(1 − p). */
function logJacobian(cells: readonly TwoByTwo[]): number {
  return cells.reduce((sum, { tp, fp, fn, tn }) => {
    const [p, u] = [tp / (tp + fn), fp / (fp + tn)];
    return sum - ln(p * (1 - p)) - ln(u * (1 - u));
  }, 0);
}

function likelihoodQuantities(fit: NormalFit, cells: readonly TwoByTwo[]): Record<string, ProgramQuantity> {
  const logLik = fit.logLik + logJacobian(cells);
  return {
    "fitStatistics.logLik": single(logLik, three),
    "fitStatistics.aic": single(-2 * logLik + 2 * fit.parameters, three),
    "fitStatistics.bic": single(-2 * logLik + fit.parameters * ln(2 * fit.k), three),
  };
}

/** A coefficient on the logit of the false positive rate: the sign turned, the limits exchanged. */
function asPrinted({ outcome, estimate, standardError, z, pValue, lower, upper }: Coefficient): ProgramQuantity {
  return outcome === "sensitivity"
    ? { estimate, standardError, z, pValue, lower, upper, format: three }
    : { estimate: -estimate, standardError, z: -z, pValue, lower: -upper, upper: -lower, format: three };
}

function betweenStudy({ betweenStudy }: NormalFit): Record<string, ProgramQuantity> {
  const { varSensitivity, varSpecificity, correlation } = betweenStudy;
  return {
    "betweenStudy.sdSensitivity": single(Math.sqrt(varSensitivity), three),
    "betweenStudy.sdSpecificity": single(Math.sqrt(varSpecificity), three),
    "betweenStudy.correlationWithFpr": single(correlation === null ? null : -correlation, three),
  };
}

/** The HSROC parameters that `summary` prints below the coefficients: estimates alone. */
const hsrocBlock = (fit: NormalFit): Record<string, ProgramQuantity> =>
  Object.fromEntries(
    Object.entries(hsrocQuantities(fit, three)).map(([name, { estimate }]) => [name, single(estimate ?? null, three)]),
  );

/** mada's area: trapezoids between n points, divided by n in place of n − 1. */
function trapezoids(fit: NormalFit, from: number, to: number): number | null {
  const curve = srocCurve(fit);
  if (curve.kind === "undefined") return null;
  const n = 99;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const value = sensitivityAt(curve, from + ((to - from) * i) / (n - 1));
    sum += i === 0 || i === n - 1 ? value / 2 : value;
  }
  return sum / n;
}

/** Least and largest observed false positive rate, of the counts as they are. */
function observedRates(counts: readonly TwoByTwo[]): readonly [number, number] {
  const rates = counts.map(({ fp, tn }) => fp / (fp + tn));
  return [Math.min(...rates), Math.max(...rates)];
}

function areas(fit: NormalFit, counts: readonly TwoByTwo[]): Record<string, ProgramQuantity> {
  const slip = "98 trapezoids are divided by 99, so that a perfect test scores 0.9899.";
  const [least, largest] = observedRates(counts);
  const [low, high] = [Math.max(0.01, least), Math.min(0.99, largest)];
  return {
    auc: single(trapezoids(fit, 0.01, 0.99), three, { slip }),
    partialAuc: single(trapezoids(fit, low, high), three, { slip }),
  };
}

const UNIVARIATE_SLIPS = {
  tauSquared: "The interval adds τ² to variances that hold it already, and may leave the estimate out.",
  dsl: "Q, and with it P and I², is taken with the random-effects weights.",
  mh: "Q is taken on the ratios, not their logarithms, with weights from the uncorrected counts.",
} as const;

/** `madauni`; `null` where all its Mantel–Haenszel weights are 0, so that it divides 0 by 0. */
function pooledByMada(studies: readonly Study[], options: MadaUnivariateOptions): MadaUnivariate | null {
  const weightless =
    options.method === "mh" &&
    studies.every(
      ({ tp, fp, fn, tn }) =>
        (options.measure === "dor" ? fp * fn : (options.measure === "plr" ? fp : tn) * (tp + fn)) === 0,
    );
  return weightless ? null : madaUnivariate(studies, options);
}

function univariate(studies: readonly Study[], correction: Partial<Correction>): Record<string, ProgramQuantity> {
  const quantities: Record<string, ProgramQuantity> = {};
  for (const measure of ["plr", "nlr", "dor"] as const) {
    for (const method of ["dsl", "mh"] as const) {
      const pooled = pooledByMada(studies, { measure, method, correction, level: LEVEL });
      if (pooled === null) continue;
      const { logEstimate, lower, upper, tauSquared, q, df, pValue, iSquaredPercent } = pooled;
      const log = (limit: number | null): number | null => (limit === null ? null : ln(limit));
      Object.assign(
        quantities,
        prefixed(`madauni.${method}.${measure}`, {
          ratio: interval(pooled, three),
          log: { estimate: logEstimate, lower: log(lower), upper: log(upper), format: three },
          ...(tauSquared === null
            ? {}
            : { tauSquared: interval(tauSquared, three, { slip: UNIVARIATE_SLIPS.tauSquared }) }),
          q: single(q, three, { slip: UNIVARIATE_SLIPS[method] }),
          df: single(df, decimals(0)),
          pValue: single(pValue, three),
          ...(iSquaredPercent === null
            ? {}
            : { iSquared: single(iSquaredPercent, three, { slip: UNIVARIATE_SLIPS[method] }) }),
        }),
      );
    }
  }
  return quantities;
}

/** A meta-regression: coefficients of both logits by their terms, and the likelihood ratio test against none. */
function regression(
  studies: readonly Study[],
  moderators: readonly string[],
  options: MadaOptions,
  cells: readonly TwoByTwo[],
): ProgramOutput {
  const correction = resolveCorrection({ when: "all", ...options.correction });
  const { method = "reml" } = options;
  const shared = { correction, minStudies: 2 };
  const fit = fitReitsma(studies, { ...shared, method, moderators });
  const larger = fitReitsma(studies, { ...shared, method: "ml", moderators });
  const test = likelihoodRatioTest(fitReitsma(studies, { ...shared, method: "ml" }), larger);
  return {
    program: "mada",
    label: `R mada 0.5.12, meta-regression on ${moderators.join(" and ")}, ${method.toUpperCase()}`,
    k: fit.k,
    quantities: {
      ...Object.fromEntries(
        fit.coefficients.map((coefficient) => [
          `coefficients.${coefficient.outcome === "sensitivity" ? "sensitivity" : "falsePositiveRate"}.${coefficient.term}`,
          asPrinted(coefficient),
        ]),
      ),
      ...betweenStudy(fit),
      ...likelihoodQuantities(fit, cells),
      ...madaISquared(fit, studies, cells),
      "tests.covariate.chiSquared": single(test.chiSquared, decimals(2)),
      "tests.covariate.df": single(test.df, decimals(0)),
      "tests.covariate.pValue": single(test.pValue, significant(3)),
    },
    notes: fitNotes(fit),
  };
}

/**
 * What R's `mada` 0.5.12 (Doebler & Holling, "Meta-analysis of diagnostic accuracy with mada") prints: `reitsma` with its
 * summary, `madad`, `madauni`, `phm`, `SummaryPts` and, with a prevalence, `predv_r` and `predv_d`.
 *
 * The bivariate model is the normal-normal one by REML on logit sensitivity and logit *false positive rate*: its second
 * coefficient and correlation have the opposite sign of ours (`betweenStudy.correlationWithFpr`). As soon as one cell of one
 * study is 0, all studies get 0.5. Reproduced as mada has them, and wrong: the AUC (98 trapezoids over 99), I² "by Zhou and
 * Dendukuri", Q, I² and the interval of τ² of `madauni`, the degrees of freedom of `phm`. What mada draws at random is worked
 * out exactly, with the error of its draws. Its early stops (2 of 75 data sets) are not reproduced: this is the optimum.
 */
export function mada(studies: readonly Study[], options: MadaOptions = {}): ProgramOutput {
  const correction = resolveCorrection({ when: "all", ...options.correction });
  const amounts = correctionAmounts(studies, correction);
  const cells = studies.map((study, i) => addToCells(study, amounts[i]!));
  const moderators = options.moderators ?? (options.covariate === undefined ? [] : [options.covariate]);
  if (moderators.length > 0) return regression(studies, moderators, options, cells);
  const { method = "reml", prior, priorSd } = options;
  const fit = fitReitsma(studies, { correction, method, minStudies: 2 });
  const { sensitivity, specificity, falsePositiveRate, logits } = summaryPoint(fit);
  const pair = {
    sensitivity: logits.sensitivity.estimate,
    specificity: logits.specificity.estimate,
    varSensitivity: square(logits.sensitivity.standardError),
    varSpecificity: square(logits.specificity.standardError),
    covariance: logits.covariance,
  };
  const phm = madaPhm(cells, observedRates(studies), LEVEL);
  return {
    program: "mada",
    label: `R mada 0.5.12, ${method.toUpperCase()}`,
    k: fit.k,
    quantities: {
      sensitivity: interval(sensitivity, three),
      falsePositiveRate: interval(falsePositiveRate, three),
      // mada prints the false positive rate alone; papers turn it into the specificity.
      specificity: interval(specificity, three),
      "logits.sensitivity": asPrinted(fit.coefficients[0]!),
      "logits.falsePositiveRate": asPrinted(fit.coefficients[1]!),
      ...betweenStudy(fit),
      ...likelihoodQuantities(fit, cells),
      ...areas(fit, studies),
      ...hsrocBlock(fit),
      ...madaISquared(fit, studies, cells),
      ...madaRatios(pair, LEVEL),
      ...madaDescriptive(studies, cells, LEVEL),
      ...univariate(studies, correction),
      ...prefixed("phm.homogeneity", phm.homogeneity),
      ...prefixed("phm.heterogeneity", phm.heterogeneity),
      ...(prior === undefined ? {} : madaPredictiveValues(pair, prior, priorSd)),
    },
    notes: [...fitNotes(fit), ...phm.notes],
  };
}
