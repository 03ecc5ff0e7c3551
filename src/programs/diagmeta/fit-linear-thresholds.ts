import { checkNames } from "../../base/check-options.js";
import { checkArray, checkChoice, checkFlag, checkLevel } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import { finiteResult } from "../../base/finite-result.js";
import { checkResult, isSquare } from "../../base/shape.js";
import { checkCutoff, checkProbability } from "../../inference/thresholds/accuracy-at.js";
import { combineGradients, cutoffEstimate } from "../../inference/thresholds/group-curves.js";
import { slopesAt } from "../../inference/thresholds/optimal-cutoff.js";
import { areaEstimate } from "../../inference/thresholds/threshold-auc.js";
import { checkCutoffs, checkThresholdStudies } from "../../models/thresholds/check-threshold-studies.js";
import { linearRows } from "../../models/thresholds/linear/linear-rows.js";
import { type MixedModel, mixedModels, type RandomTerm } from "../../models/thresholds/linear/mixed-models.js";
import { fitReml } from "../../models/thresholds/linear/reml.js";
import { distinctCutoffs } from "../../models/thresholds/threshold-data.js";
import { log } from "../../numeric/elementary.js";
import { quadraticForm, rowsOf, symmetricEigenvalues } from "../../numeric/linear/matrix.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import { linearCurves, printedProportion } from "./linear-curves.js";
import {
  LINEAR_SCHEMA,
  type LinearAccuracy,
  type LinearOptimum,
  type LinearThresholdFit,
  type LinearThresholdOptions,
} from "./linear-fit.js";
import { linearShapes } from "./linear-shapes.js";
import { linearWarnings } from "./linear-warnings.js";
import { printedAreas } from "./printed-area.js";
import { printedOptimum } from "./printed-optimum.js";

const OPTIONS = [
  "model",
  "distribution",
  "log",
  "equalVariances",
  "weights",
  "increment",
  "weight",
  "direction",
  "level",
];

function resolve(options: LinearThresholdOptions): Required<LinearThresholdOptions> {
  checkNames("options", options, OPTIONS);
  const increment = options.increment ?? 0.5;
  if (!(increment > 0 && Number.isFinite(increment))) {
    throw new InputError("bad-option", `increment must be a number above 0, got ${increment}.`, {
      where: "increment",
      got: increment,
      wanted: "0.5",
    });
  }
  return {
    model: checkChoice<MixedModel>("model", options.model ?? "CICS", Object.keys(mixedModels) as MixedModel[]),
    distribution: checkChoice<"logistic" | "normal">("distribution", options.distribution ?? "logistic", [
      "logistic",
      "normal",
    ]),
    log: checkFlag("log", options.log ?? false),
    equalVariances: checkFlag("equalVariances", options.equalVariances ?? false),
    weights: checkChoice<"invvar" | "size" | "equal">("weights", options.weights ?? "invvar", [
      "invvar",
      "size",
      "equal",
    ]),
    increment,
    weight: checkProbability("weight", options.weight ?? 0.5),
    direction: checkChoice<"greater" | "less">("direction", options.direction ?? "greater", ["greater", "less"]),
    level: checkLevel(options.level ?? 0.95),
  };
}

/** diagmeta 0.6 for markers whose low values are positive: c → min + max − c, on the log scale that of logarithms. */
function reflection(studies: readonly ThresholdStudy[], onLog: boolean): (cutoff: number) => number {
  const all = distinctCutoffs(studies);
  const [low, high] = [all[0]!, all[all.length - 1]!];
  return onLog ? (cutoff) => (low * high) / cutoff : (cutoff) => low + high - cutoff;
}

/** What a Newton step may still promise of the criterion where rounding ended the search: 3e-4 standard errors. */
const ROUNDED = 1e-7;

/**
 * Fits the linear mixed model of R's diagmeta (Steinhauser, Schumacher & Rücker 2016, BMC Med Res Methodol 16:97,
 * doi:10.1186/s12874-016-0196-1) by REML and gives what that program prints, its habits included; `corrected` beside it is
 * right for the same fit, and `warnings` name the faults. Readers need it to reproduce published numbers; for results of your
 * own use `fitThresholds`.
 *
 * Each table gives two rows, F⁻¹((tn + ½)/(n₀ + 1)) and F⁻¹((fn + ½)/(n₁ + 1)), the half added to every row; their mean is
 * linear in the cut-off, with one of eight sets of random intercepts and slopes, and their variance is known but for a factor.
 * Studies are taken as they are: totals that differ within a study pass, as they do there.
 *
 * The optimum is that of the REML criterion from several starts; where lme4 stops early diagmeta's own numbers differ.
 *
 * @throws InputError on studies (`bad-studies`, `bad-count`, `bad-cutoff`; `not-estimable` where they leave nothing to estimate variances from) or options (`bad-option`, `unknown-option`, `bad-level`) that make no sense
 *
 * @example
 * ```ts
 * import { fitLinearThresholds, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const fit = fitLinearThresholds(readThresholdStudies(csv), { model: "CI", log: true });
 * fit.optimalCutoff!.cutoff.estimate!.toFixed(1); // "23.0"
 * ```
 */
export function fitLinearThresholds(
  studies: readonly ThresholdStudy[],
  options: LinearThresholdOptions = {},
): LinearThresholdFit {
  checkThresholdStudies(studies);
  const resolved = resolve(options);
  if (resolved.log) checkCutoffs(studies, "log");
  const less = resolved.direction === "less";
  const reflect = reflection(studies, resolved.log);
  const turned = less
    ? studies.map((study) => ({ ...study, points: study.points.map((p) => ({ ...p, cutoff: reflect(p.cutoff) })) }))
    : studies;
  const { rows, varDiseased, varNonDiseased } = linearRows(turned, resolved);
  const fixed: RandomTerm[] = resolved.equalVariances
    ? ["intercept", "group", "cutoff"]
    : ["intercept", "group", "cutoff", "group × cutoff"];
  const randomTerms = mixedModels[resolved.model];
  // diagmeta refuses curves that fall, and lmer, from its one start, seldom finds them
  const rising = ([, , slope = 0, further = 0]: readonly number[]): boolean => slope > 0 && slope + further > 0;
  const reml = fitReml(rows, fixed, randomTerms, rising);
  const [intercept, group, cutoff, difference = 0] = reml.coefficients as [number, number, number, number?];
  const coefficients = { alpha0: intercept, alpha1: intercept + group, beta0: cutoff, beta1: cutoff + difference };
  // (α₀, α₁, β₀, β₁) from (intercept, group, cutoff, group × cutoff)
  const map = [
    [1, 0, 0, 0],
    [1, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 1, 1],
  ].map((row) => row.slice(0, fixed.length));
  const covariance = map.map((row) => map.map((other) => quadraticForm(reml.covariance, row, other)));
  const { level } = resolved;
  const lines = { coefficients, covariance, options: resolved };
  const curves = linearCurves(lines);
  const ordered = coefficients.beta0 > 0 && coefficients.beta1 > 0 && curves.m1 > curves.m0;
  const printed = ordered ? printedOptimum(lines, resolved.weight, level) : null;
  const q = (randomTerms.length * (randomTerms.length + 1)) / 2;
  const parameters = fixed.length + q + 1;
  const { reason, definite, decrement } = reml.climb;
  const converged = reml.climb.converged || (reason === "rounding" && definite && decrement < ROUNDED);
  const singular = symmetricEigenvalues(rowsOf(reml.climb.hessian, reml.climb.x.length)).some((value) => value < 1e-6);
  const message = converged
    ? singular
      ? "Converged to a singular fit: a random effect has no variance of its own."
      : "Converged."
    : `Did not converge (largest component of the gradient ${reml.climb.gradientNorm.toPrecision(2)}): do not use these numbers.`;
  const back = (estimate: LinearOptimum | null): LinearOptimum | null => {
    if (estimate === null || !less) return estimate;
    const { cutoff: c } = estimate;
    const turn = (value: number | null): number | null => (value === null ? null : reflect(value));
    return { ...estimate, cutoff: { estimate: turn(c.estimate), lower: turn(c.upper), upper: turn(c.lower), level } };
  };
  const at = (x: number, added0: number, added1: number) => ({
    sensitivity: printedProportion(lines, 1, x, added1, level),
    specificity: printedProportion(lines, 0, x, added0, level),
  });
  const correctedOptimum = (x: number): LinearOptimum => {
    const { second, gradient } = slopesAt(curves, resolved.weight, x);
    return {
      cutoff: cutoffEstimate(curves, !resolved.log, x, combineGradients([-1 / second, gradient]), level),
      ...at(x, 0, 0),
    };
  };
  const none = { estimate: null, lower: null, upper: null, level };
  return {
    schema: LINEAR_SCHEMA,
    model: "linear-thresholds",
    mixedModel: resolved.model,
    options: resolved,
    k: studies.length,
    points: rows.length / 2,
    coefficients,
    covariance,
    randomTerms,
    randomCovariance: reml.randomCovariance,
    sigma: reml.sigma,
    remlCriterion: reml.criterion,
    aic: reml.criterion + 2 * parameters,
    bic: reml.criterion + log(rows.length) * parameters,
    varDiseased,
    varNonDiseased,
    distributions: { mean0: curves.m0, sd0: curves.sigma0, mean1: curves.m1, sd1: curves.sigma1 },
    optimalCutoff:
      printed === null ? null : back({ cutoff: printed.cutoff, ...at(printed.x, varNonDiseased, varDiseased) }),
    auc: ordered ? printedAreas(lines, varNonDiseased, varDiseased, level) : { sensitivity: none, specificity: none },
    corrected: {
      optimalCutoff: printed === null ? null : back(correctedOptimum(printed.x)),
      auc: ordered ? areaEstimate(curves, level) : none,
    },
    convergence: {
      converged,
      iterations: reml.climb.iterations,
      evaluations: reml.climb.evaluations,
      gradientNorm: reml.climb.gradientNorm,
      boundary: singular ? "variance" : "none",
      message,
    },
    warnings: linearWarnings(studies, resolved, { converged, message, passedOver: reml.passedOver }, ordered),
  };
}

/**
 * Sensitivity and specificity of a linear fit at cut-offs, limits as diagmeta prints them.
 *
 * @throws InputError `bad-fit`, `bad-data` where there is no array of cut-offs, `bad-cutoff`
 * @throws DtaError `beyond-numbers` for a fit changed by hand whose numbers no double holds
 *
 * @example
 * ```ts
 * import { fitLinearThresholds, linearAccuracyAt, readThresholdStudies } from "dta-meta";
 *
 * const csv = "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85";
 * const fit = fitLinearThresholds(readThresholdStudies(csv), { model: "CI", log: true });
 * linearAccuracyAt(fit, [25])[0]!.sensitivity.estimate!.toFixed(2); // "0.67"
 * ```
 */
export function linearAccuracyAt(fit: LinearThresholdFit, cutoffs: readonly number[]): LinearAccuracy[] {
  checkResult("fit", fit, linearShapes, {
    name: "LinearThresholdFit",
    wanted: "what fitLinearThresholds returned",
    code: "bad-fit",
    disagrees: () => wrongPart(fit),
  });
  const { options, varDiseased, varNonDiseased } = fit;
  const rows = checkArray("cutoffs", cutoffs, "an array of cut-offs").map((cutoff) => {
    checkCutoff("cutoffs", cutoff, options.log);
    const x = options.log ? log(cutoff) : cutoff;
    return {
      cutoff,
      sensitivity: printedProportion(fit, 1, x, varDiseased, options.level),
      specificity: printedProportion(fit, 0, x, varNonDiseased, options.level),
    };
  });
  return finiteResult("linearAccuracyAt", rows);
}

/** The first part that is none of its kind, once all have their shapes. */
function wrongPart({ covariance, varDiseased, varNonDiseased }: LinearThresholdFit): string | null {
  if (!isSquare(covariance, 4)) return "fit.covariance";
  if (varDiseased <= 0) return "fit.varDiseased";
  return varNonDiseased <= 0 ? "fit.varNonDiseased" : null;
}
