import { finiteOrNull } from "../../base/finite-or-null.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { normalQuantile, normalUpperTail } from "../../numeric/distributions/normal.js";
import { exp, log } from "../../numeric/elementary.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { DesignScaling } from "../binomial/design-scaling.js";
import type { Design } from "../design.js";
import type { Convergence, Exclusion, Warning } from "../fit.js";
import { latentDistributions } from "./latent-distribution.js";
import type { ThresholdOptimum } from "./maximize.js";
import { reportParameters } from "./report-parameters.js";
import type { ThresholdData } from "./threshold-data.js";
import {
  type ScaleTest,
  THRESHOLD_SCHEMA,
  type ThresholdAlternative,
  type ThresholdBetweenStudy,
  type ThresholdCoefficient,
  type ThresholdFit,
  type ThresholdFitOptions,
} from "./threshold-fit.js";
import { parameterPlaces } from "./threshold-model.js";

/** All that a fit is put together from. */
export interface FittedThresholds {
  readonly studies: readonly ThresholdStudy[];
  readonly excluded: readonly Exclusion[];
  readonly design: Design;
  readonly scaling: DesignScaling;
  readonly data: ThresholdData;
  readonly options: ThresholdFitOptions;
  readonly optimum: ThresholdOptimum;
  readonly common: ThresholdOptimum;
  readonly random: ThresholdOptimum | null;
  readonly alternatives: readonly ThresholdAlternative[];
  /** Studies with two or more cut-offs. */
  readonly several: number;
}

function coefficientsOf(
  terms: readonly string[],
  values: readonly number[],
  covariance: readonly (readonly number[])[] | null,
  level: number,
): ThresholdCoefficient[] {
  const critical = normalQuantile((1 + level) / 2);
  const names = ["location", ...terms.slice(1), "scale"];
  return (["diseased", "nonDiseased"] as const).flatMap((group, g) =>
    names.map((term, j): ThresholdCoefficient => {
      const index = g * names.length + j;
      const estimate = values[index]!;
      if (covariance === null) {
        return { group, term, estimate, standardError: null, z: null, pValue: null, lower: null, upper: null };
      }
      const standardError = Math.sqrt(covariance[index]![index]!);
      const half = critical * standardError;
      if (term === "scale") {
        const factor = exp(half / estimate);
        const limits = { lower: estimate / factor, upper: finiteOrNull(estimate * factor) };
        return { group, term, estimate, standardError, z: null, pValue: null, ...limits };
      }
      const z = estimate / standardError;
      const pValue = 2 * normalUpperTail(Math.abs(z));
      return { group, term, estimate, standardError, z, pValue, lower: estimate - half, upper: estimate + half };
    }),
  );
}

function betweenStudyOf(
  values: readonly number[],
  randomScales: boolean,
  free: readonly number[],
  c: number,
): ThresholdBetweenStudy {
  const [varNonDiseased, varDiseased, covariance, sd0, sd1] = values.slice(-6) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const spread = Math.sqrt(varNonDiseased * varDiseased);
  const edge = !free.includes(c) && covariance !== 0;
  return {
    varNonDiseased,
    varDiseased,
    covariance: covariance + 0,
    correlation: spread > 0 ? (edge ? Math.sign(covariance) : Math.max(-1, Math.min(1, covariance / spread))) : null,
    sdLogScaleNonDiseased: randomScales ? sd0 : null,
    sdLogScaleDiseased: randomScales ? sd1 : null,
  };
}

function convergenceOf(optimum: ThresholdOptimum, between: ThresholdBetweenStudy): Convergence {
  const { climb, iterations, evaluations } = optimum;
  const zeros = [
    between.varNonDiseased === 0 ? "the variance of the location of the non-diseased" : null,
    between.varDiseased === 0 ? "the variance of the location of the diseased" : null,
    between.sdLogScaleNonDiseased === 0 ? "the variance of the width of the non-diseased" : null,
    between.sdLogScaleDiseased === 0 ? "the variance of the width of the diseased" : null,
  ].filter((name) => name !== null);
  const certain = between.correlation !== null && Math.abs(between.correlation) === 1;
  const converged = climb.converged && climb.definite;
  const edges = [
    ...(certain
      ? [`the correlation of the two locations is estimated as ${between.correlation! < 0 ? "−1" : "1"}`]
      : []),
    ...zeros.map((name) => `${name} is estimated as 0`),
  ];
  const message = !climb.converged
    ? `Did not converge (${climb.reason === "iterations" ? "no iterations left" : "the search stalled"}; largest component of the gradient ${climb.gradientNorm.toPrecision(2)}): do not use these numbers.`
    : !climb.definite
      ? "The likelihood is flat at its maximum: the data do not identify all parameters, and there are no intervals."
      : edges.length > 0
        ? `Converged on the boundary: ${edges.join("; ")}. The pooled values stand; draw no conclusions from what lies on the boundary.`
        : "Converged to an optimum inside the parameter space.";
  return {
    converged,
    iterations,
    evaluations,
    gradientNorm: climb.gradientNorm,
    boundary: certain ? "correlation" : zeros.length > 0 ? "variance" : "none",
    message,
  };
}

function scaleTestOf(common: ThresholdOptimum, random: ThresholdOptimum | null): ScaleTest | null {
  if (random === null) return null;
  const chiSquared = Math.max(0, 2 * (random.logLik - common.logLik));
  const pValue = chiSquared === 0 ? 1 : chiSquaredUpperTail(chiSquared, 1) / 2 + chiSquaredUpperTail(chiSquared, 2) / 4;
  return { commonLogLik: common.logLik, randomLogLik: random.logLik, chiSquared, df: 2, pValue };
}

const scaleNames = { log: "log", identity: "identity", "box-cox": "Box–Cox" } as const;

/** A model among its alternatives, in words: "log, logistic". */
export function alternativeName({ scale, distribution }: Pick<ThresholdAlternative, "scale" | "distribution">): string {
  return `${scaleNames[scale]} scale, ${latentDistributions[distribution].words.identity} distribution`;
}

function warningsOf(
  fitted: FittedThresholds,
  convergence: Convergence,
  current: ThresholdAlternative,
  ordered: boolean,
): Warning[] {
  const { studies, excluded, options, alternatives, several, random } = fitted;
  const k = studies.length;
  const warnings: Warning[] = [];
  if (!convergence.converged) warnings.push({ code: "not-converged", message: convergence.message });
  else if (convergence.boundary !== "none") warnings.push({ code: "boundary", message: convergence.message });
  if (2 * several < k) {
    warnings.push({
      code: "one-cutoff-per-study",
      message:
        `${k - several} of ${k} studies give one cut-off only. What a cut-off does is then told from differences between studies, which choose ` +
        "their cut-offs by their results; accuracy at a cut-off, and the optimal cut-off above all, may be far off. Ask the authors for more cut-offs.",
    });
  }
  if (k < 10) {
    warnings.push({
      code: "few-studies",
      message: `With ${k} studies the between-study variances and their correlation are poorly identified.`,
    });
  }
  if (!ordered) {
    warnings.push({
      code: "groups-reversed",
      message: `The diseased have ${options.direction === "greater" ? "lower" : "higher"} values than the non-diseased: at no cut-off is the Youden index positive. If ${options.direction === "greater" ? "low" : "high"} values mean disease, set direction: "${options.direction === "greater" ? "less" : "greater"}".`,
    });
  }
  if (options.scales === null && current.scales === "common") {
    warnings.push({
      code: "common-scales",
      message:
        random === null
          ? `${several === 0 ? "No study gives" : several === 1 ? "One study gives" : `${several} studies give`} two or more cut-offs: the width of the distributions is taken as the same in every study.`
          : "The widths of the distributions do not vary between studies beyond chance (their variances are estimated as 0): they are taken as the same in every study.",
    });
  }
  const best = alternatives.reduce((x, y) => (y.aic < x.aic ? y : x), current);
  if (current.aic - best.aic > 4) {
    warnings.push({
      code: "better-alternative",
      message: `The model with ${alternativeName(best)}${best.lambda === null ? "" : `, λ = ${best.lambda.toFixed(2).replace("-", "−")},`} has an AIC lower by ${(current.aic - best.aic).toFixed(1)}: compare its results.`,
    });
  }
  for (const { id, reason } of excluded) warnings.push({ code: "excluded", message: `${id} was left out: ${reason}.` });
  return warnings;
}

/** A fit as plain data from an optimum and what led to it. */
export function assembleThresholdFit(fitted: FittedThresholds): ThresholdFit {
  const { studies, design, scaling, data, options, optimum, common, random, alternatives } = fitted;
  const vary = optimum === random;
  const { values, covariance } = reportParameters(data, scaling, optimum, options.scale === "box-cox");
  const count = 2 * (design.terms.length + 1);
  const between = betweenStudyOf(values, vary, optimum.free, parameterPlaces(design.terms.length).c);
  const convergence = convergenceOf(optimum, between);
  const points = studies.reduce((sum, study) => sum + study.points.length, 0);
  const { logLik, parameters } = optimum;
  const aic = 2 * parameters - 2 * logLik;
  const lambda = options.scale === "box-cox" ? values[values.length - 1]! : null;
  const { scale, distribution } = options;
  const scales = vary ? "random" : "common";
  const current: ThresholdAlternative = { scale, distribution, scales, lambda, logLik, parameters, aic };
  const higher = values[0]! > values[count / 2]!;
  return {
    schema: THRESHOLD_SCHEMA,
    model: "thresholds",
    method: `maximum likelihood, ${options.nodes} quadrature nodes over 9 standard deviations of a location`,
    scale,
    lambda,
    distribution,
    direction: options.direction,
    scales,
    k: studies.length,
    points,
    level: options.level,
    coefficients: coefficientsOf(design.terms, values, covariance, options.level),
    covariance: covariance === null ? null : covariance.slice(0, count).map((row) => row.slice(0, count)),
    betweenStudy: between,
    parameterCovariance: covariance,
    logLik,
    parameters,
    aic,
    bic: parameters * log(2 * points) - 2 * logLik,
    convergence,
    design: { terms: design.terms, moderators: design.moderators },
    scaleTest: scaleTestOf(common, random),
    alternatives: [current, ...alternatives].sort((x, y) => x.aic - y.aic),
    studies,
    excluded: fitted.excluded,
    warnings: warningsOf(
      fitted,
      convergence,
      current,
      design.terms.length > 1 || higher === (options.direction === "greater"),
    ),
    options,
  };
}
