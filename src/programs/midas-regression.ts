import { InputError } from "../base/errors.js";
import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { iSquaredOf } from "../inference/heterogeneity/i-squared.js";
import { normalCritical } from "../inference/point/wald.js";
import { fitBinomial } from "../models/binomial/fit-binomial.js";
import type { BinomialFit } from "../models/fit.js";
import { meanLogits } from "../models/mean-logits.js";
import { expit } from "../numeric/distributions/logistic.js";
import { normalUpperTail } from "../numeric/distributions/normal.js";
import { hypot } from "../numeric/elementary.js";
import type { CovariateValue, Study } from "../tables/study.js";
import { fitNotes } from "./bivariate-quantities.js";
import { decimals, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";

const two = decimals(2);

/** How midas takes a covariate: as yes/no where it is 0/1 or text with two values, or as centred numbers. */
interface Coding {
  readonly kind: "binary" | "continuous";
  readonly studies: readonly Study[];
  /** What midas calls yes. */
  readonly yes: number;
}

const NAME = "midas covariate";

function encode(studies: readonly Study[], covariate: string): Coding {
  const reported = studies.filter(({ covariates }) => (covariates?.[covariate] ?? null) !== null);
  const values = reported.map(({ covariates }) => covariates![covariate] as Exclude<CovariateValue, null>);
  const withNumbers = (numbers: readonly number[]): readonly Study[] =>
    reported.map((study, i) => ({ ...study, covariates: { [NAME]: numbers[i]! } }));
  if (values.length > 0 && values.every((value) => typeof value === "number")) {
    const [least, largest] = [Math.min(...values), Math.max(...values)];
    if (least === 0 && largest === 1) return { kind: "binary", studies: withNumbers(values), yes: 1 };
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { kind: "continuous", studies: withNumbers(values.map((value) => value - mean)), yes: 1 };
  }
  const levels = [...new Set(values.map(String))].sort((x, y) => (x < y ? -1 : 1));
  if (levels.length === 2) {
    return { kind: "binary", studies: withNumbers(values.map((value) => levels.indexOf(String(value)))), yes: 1 };
  }
  throw new InputError(
    "bad-covariate",
    `midas's meta-regression takes a covariate of two values or of numbers; "${covariate}" has ${levels.length === 0 ? "no values" : `the values ${levels.join(", ")}`}.`,
    { where: "options.covariate", got: covariate, wanted: "a covariate of two values, or numeric" },
  );
}

interface Mean {
  readonly logit: number;
  readonly standardError: number;
}

function meansAt(fit: BinomialFit, value: number): { readonly sensitivity: Mean; readonly specificity: Mean } {
  const means = meanLogits(fit, { [NAME]: value });
  return {
    sensitivity: { logit: means.sensitivity, standardError: Math.sqrt(means.varSensitivity) },
    specificity: { logit: means.specificity, standardError: Math.sqrt(means.varSpecificity) },
  };
}

/** Wald on the probability scale, the upper limit cut at 1. */
function onProbabilityScale({ logit, standardError }: Mean, critical: number): ProgramQuantity {
  const p = expit(logit);
  const half = critical * standardError * p * (1 - p);
  return { estimate: p, lower: p - half, upper: Math.min(1, p + half), format: two };
}

function onLogitScale({ logit, standardError }: Mean, critical: number): ProgramQuantity {
  const half = critical * standardError;
  return { estimate: expit(logit), lower: expit(logit - half), upper: expit(logit + half), format: two };
}

const twoSided = (z: number): number => 2 * normalUpperTail(Math.abs(z));

/** midas's P: for two values only the second term is divided by the pooled standard error; for numbers the covariance is left out. */
function slipPValue(kind: Coding["kind"], at: Mean, base: Mean): number {
  const pooled = hypot(at.standardError, base.standardError);
  return twoSided(kind === "binary" ? at.logit - base.logit / pooled : (at.logit - base.logit) / pooled);
}

/**
 * What `midas, reg()` prints for one covariate: both models by Laplace's approximation, whatever the nodes of the main fit;
 * for a covariate of two values sensitivity and specificity of each ("Yes" is the second, or 1) with Wald intervals on the
 * probability scale, for numbers those at one unit above the mean; and the likelihood ratio test of both effects together with
 * its I². Its P values of the single effects are a slip of two kinds (see `slipPValue`); Wald's are in `wald.*`.
 */
export function midasRegression(studies: readonly Study[], covariate: string): ProgramOutput {
  const coding = encode(studies, covariate);
  const fit = fitBinomial(coding.studies, { nodes: 1, moderators: [NAME], minStudies: 2 });
  const without = fitBinomial(coding.studies, { nodes: 1, minStudies: 2 });
  const critical = normalCritical(fit.level);
  const chiSquared = Math.max(0, 2 * (fit.logLik - without.logLik));
  const iSquared = iSquaredOf(chiSquared, 2, fit.level);
  const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
  const [at, base] = [meansAt(fit, coding.yes), meansAt(fit, 0)];
  const scale = coding.kind === "binary" ? onProbabilityScale : onLogitScale;
  const row = coding.kind === "binary" ? "levels.yes" : "levels.oneAboveMean";
  const quantities: Record<string, ProgramQuantity> = {};
  const slip =
    coding.kind === "binary"
      ? "midas's P divides only the second term of the difference by its standard error."
      : "midas's P leaves out the covariance of the two means that it compares.";
  for (const outcome of ["sensitivity", "specificity"] as const) {
    quantities[`${row}.${outcome}`] = {
      ...scale(at[outcome], critical),
      pValue: slipPValue(coding.kind, at[outcome], base[outcome]),
      slip,
    };
    if (coding.kind === "binary") quantities[`levels.no.${outcome}`] = scale(base[outcome], critical);
    const coefficient = fit.coefficients.find((one) => one.outcome === outcome && one.term === NAME)!;
    quantities[`wald.${outcome}`] = { pValue: coefficient.pValue, z: coefficient.z, format: two };
  }
  const count = (value: number): number =>
    coding.studies.filter(({ covariates }) => covariates?.[NAME] === value).length;
  return {
    program: "midas",
    label: `Stata midas 2.00, meta-regression on ${covariate}, Laplace approximation`,
    k: fit.k,
    quantities: {
      ...quantities,
      ...(coding.kind === "binary"
        ? { "levels.yes.k": single(count(1), decimals(0)), "levels.no.k": single(count(0), decimals(0)) }
        : {}),
      "tests.joint.chiSquared": single(chiSquared, two),
      "tests.joint.df": single(2, decimals(0)),
      "tests.joint.pValue": single(chiSquaredPValue(chiSquared, 2), two),
      "tests.joint.iSquared": {
        estimate: percent(iSquared.estimate),
        lower: percent(iSquared.lower),
        upper: percent(iSquared.upper),
        format: decimals(0),
      },
    },
    notes: fitNotes(fit),
  };
}
