import { hsroc } from "../inference/curve/hsroc.js";
import { summaryPoint } from "../inference/point/summary-point.js";
import { normalCritical } from "../inference/point/wald.js";
import type { BivariateFit } from "../models/fit.js";
import { deltaVariance, meanLogits } from "../models/mean-logits.js";
import { atanh, exp, log, square, tanh } from "../numeric/elementary.js";
import { quadraticForm } from "../numeric/linear/matrix.js";
import { interval, type PrintFormat, type ProgramQuantity, significant, single } from "./program-output.js";

type Quantities = Record<string, ProgramQuantity>;

/** What the reader of a program's output has to know of the fit behind it. */
export function fitNotes(fit: BivariateFit): string[] {
  return fit.warnings.filter(({ code }) => code !== "few-studies").map(({ message }) => message);
}

/** Sensitivity, specificity, LR+, LR−, 1/LR− and DOR with standard errors on the natural scale, by the delta method. */
export function summaryQuantities(
  fit: BivariateFit,
  formats: Readonly<Record<"sensitivity" | "specificity" | "plr" | "nlr" | "inverseNlr" | "dor", PrintFormat>>,
): Quantities {
  const summary = summaryPoint(fit);
  const critical = normalCritical(fit.level);
  const { sensitivity, specificity } = summary.logits;
  const proportion = (name: "sensitivity" | "specificity", seLogit: number): ProgramQuantity => {
    const { estimate } = summary[name];
    return interval(summary[name], formats[name], { standardError: estimate * (1 - estimate) * seLogit });
  };
  const ratio = (name: "plr" | "nlr" | "inverseNlr" | "dor"): ProgramQuantity => {
    const { estimate, upper } = summary[name];
    const standardError = upper === null || estimate === null ? null : (estimate * log(upper / estimate)) / critical;
    return interval(summary[name], formats[name], { standardError });
  };
  return {
    sensitivity: proportion("sensitivity", sensitivity.standardError),
    specificity: proportion("specificity", specificity.standardError),
    plr: ratio("plr"),
    nlr: ratio("nlr"),
    inverseNlr: ratio("inverseNlr"),
    dor: ratio("dor"),
  };
}

/** The two mean logits with standard error, z, P and Wald interval, and the covariance of the two. */
export function logitQuantities(fit: BivariateFit, format: PrintFormat): Quantities {
  const mean = (i: number): ProgramQuantity => {
    const { estimate, lower, upper, standardError, z, pValue } = fit.coefficients[i]!;
    return { estimate, lower, upper, standardError, z, pValue, format };
  };
  return {
    "logits.sensitivity": mean(0),
    "logits.specificity": mean(1),
    "logits.covariance": single(meanLogits(fit).covariance, format),
    "logits.varSensitivity": single(fit.covariance[0]![0]!, format),
    "logits.varSpecificity": single(fit.covariance[1]![1]!, format),
  };
}

/**
 * Between-study variances, covariance and correlation with delta-method standard errors; intervals of variances on the log
 * scale, of the correlation on the scale of atanh. Beyond |r| = .995 Stata's programs print no interval of the correlation.
 */
export function betweenStudyQuantities(fit: BivariateFit, format: PrintFormat): Quantities {
  const { varSensitivity, varSpecificity, covariance, correlation } = fit.betweenStudy;
  const critical = normalCritical(fit.level);
  const row = meanLogits(fit).row;
  const error = (gradient: readonly [number, number, number]): number | null => {
    const variance = deltaVariance(fit, row, [0, 0, ...gradient]);
    return variance === null ? null : Math.sqrt(variance);
  };
  const variance = (value: number, gradient: readonly [number, number, number]): ProgramQuantity => {
    const standardError = error(gradient);
    if (standardError === null || !(value > 0))
      return { estimate: value, lower: null, upper: null, standardError: null, format };
    const factor = exp((critical * standardError) / value);
    return { estimate: value, lower: value / factor, upper: value * factor, standardError, format };
  };
  const seCovariance = error([0, 0, 1]);
  const half = seCovariance === null ? null : critical * seCovariance;
  return {
    "betweenStudy.varSensitivity": variance(varSensitivity, [1, 0, 0]),
    "betweenStudy.varSpecificity": variance(varSpecificity, [0, 1, 0]),
    "betweenStudy.covariance": {
      estimate: covariance,
      lower: half === null ? null : covariance - half,
      upper: half === null ? null : covariance + half,
      standardError: seCovariance,
      format,
    },
    "betweenStudy.correlation": correlationQuantity(fit, correlation, error, format),
  };
}

function correlationQuantity(
  fit: BivariateFit,
  correlation: number | null,
  error: (gradient: readonly [number, number, number]) => number | null,
  format: PrintFormat,
): ProgramQuantity {
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  if (correlation === null || Math.abs(correlation) > 0.995) {
    return { estimate: correlation, lower: null, upper: null, standardError: null, format };
  }
  const standardError = error([
    (-0.5 * correlation) / varSensitivity,
    (-0.5 * correlation) / varSpecificity,
    1 / Math.sqrt(varSensitivity * varSpecificity),
  ]);
  if (standardError === null) return { estimate: correlation, lower: null, upper: null, standardError, format };
  const half = (normalCritical(fit.level) * standardError) / (1 - square(correlation));
  return {
    estimate: correlation,
    lower: tanh(atanh(correlation) - half),
    upper: tanh(atanh(correlation) + half),
    standardError,
    format,
  };
}

/** The HSROC parameters, with z and P of the shape. */
export function hsrocQuantities(fit: BivariateFit, format: PrintFormat): Quantities {
  const { lambda, theta, beta, varAlpha, varTheta } = hsroc(fit);
  const of = ({ estimate, lower, upper, standardError }: typeof lambda): ProgramQuantity => ({
    estimate,
    lower,
    upper,
    standardError,
    format,
  });
  return {
    "hsroc.lambda": of(lambda),
    "hsroc.theta": of(theta),
    "hsroc.beta": { ...of(beta), z: beta.z, pValue: beta.pValue },
    "hsroc.varAlpha": of(varAlpha),
    "hsroc.varTheta": of(varTheta),
  };
}

/**
 * Stata's own parameters, e(b) and the lower triangle of e(V): the means, the logarithms of the two standard deviations, and
 * atanh of the correlation. Absent on the boundary, where they are infinite.
 */
export function stataParameters(fit: BivariateFit, format: PrintFormat): Quantities {
  const { varSensitivity: vA, varSpecificity: vB, correlation: r } = fit.betweenStudy;
  const covariance = fit.parameterCovariance;
  if (covariance === null || r === null || Math.abs(r) >= 1) return {};
  const names = ["sensitivity", "specificity", "lnSdSensitivity", "lnSdSpecificity", "atanhCorrelation"];
  const values = [fit.coefficients[0]!.estimate, fit.coefficients[1]!.estimate, 0.5 * log(vA), 0.5 * log(vB), atanh(r)];
  const inner = 1 - r * r;
  const gradients = [
    [1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0, 0, 0.5 / vA, 0, 0],
    [0, 0, 0, 0.5 / vB, 0],
    [0, 0, (-0.5 * r) / (vA * inner), (-0.5 * r) / (vB * inner), 1 / (Math.sqrt(vA * vB) * inner)],
  ];
  return Object.fromEntries(
    names.flatMap((name, i) => [
      [`stata.${name}`, single(values[i]!, format)],
      ...names
        .slice(0, i + 1)
        .map((other, j) => [
          `stata.covariance.${name}.${other}`,
          single(quadraticForm(covariance, gradients[i]!, gradients[j]!), significant(7)),
        ]),
    ]),
  ) as Quantities;
}
