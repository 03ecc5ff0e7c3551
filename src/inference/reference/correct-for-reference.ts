import { checkNames } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { BivariateFit } from "../../models/fit.js";
import { type Observed, observedOf, ratesBehind, type ReferenceAccuracy } from "../../models/latent-class/joint-table.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { checkStudies } from "../../tables/check-studies.js";
import type { TwoByTwo } from "../../tables/study.js";
import type { CovariateValues } from "../point/mean-logits.js";
import { summaryPoint } from "../point/summary-point.js";
import { normalCritical } from "../point/wald.js";
import { type Dependence, type DependenceShares, dependenceShares, knownReference } from "./known-reference.js";

/** A reference standard whose accuracy is taken as known, and what else the correction needs. */
export interface CorrectForReferenceOptions {
  /** Sensitivity of the reference standard, a proportion. */
  readonly sensitivity: number;
  /** Specificity of the reference standard, a proportion. */
  readonly specificity: number;
  /**
   * Proportion with the target condition (the truth, not the reference's finding). Needed for a fit. Left out for a table, it follows
   * from the table, which must then hold people as they came and not chosen by the reference's result.
   */
  readonly prevalence?: number;
  /** How the errors of both tests go together; 0, conditional independence, by default. */
  readonly dependence?: Dependence;
  /** Confidence level; 0.95 for a table, that of a fit by default. */
  readonly level?: number;
  /** Values of the moderators of a fit that has them. */
  readonly at?: CovariateValues;
}

/** Accuracy of the index test against the truth, were the reference as good as said. */
export interface CorrectedAccuracy {
  /** Against the truth; the limits hold the reference's accuracy and a given prevalence fixed. `null` where the reference contradicts the data. */
  readonly sensitivity: PartialEstimate;
  /** Likewise. */
  readonly specificity: PartialEstimate;
  /** Proportion with the target condition; `null` where it follows from the table and would lie outside of 0 to 1. */
  readonly prevalence: number | null;
  /** Accuracy against the reference, before the correction. */
  readonly apparent: {
    /** P(index +) where the reference is positive. */
    readonly sensitivity: number;
    /** P(index −) where the reference is negative. */
    readonly specificity: number;
  };
  /** What was assumed of the reference. */
  readonly reference: {
    /** Its sensitivity. */
    readonly sensitivity: number;
    /** Its specificity. */
    readonly specificity: number;
    /** How its errors go with those of the index test. */
    readonly dependence: DependenceShares;
  };
  /** Why numbers are missing; `null` where none is. */
  readonly reason: string | null;
}

/** Apparent accuracy, P(reference +) and their covariance: what the correction starts from. */
interface Appearance {
  readonly sensitivity: number;
  readonly specificity: number;
  /** Variances and covariance of the two apparent proportions. */
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
  /** P(reference +), with its variance; independent of both proportions. */
  readonly positive: number;
  readonly varPositive: number;
}

const isFit = (subject: TwoByTwo | BivariateFit): subject is BivariateFit => "coefficients" in subject;

function ofTable({ tp, fp, fn, tn }: TwoByTwo): Appearance {
  const [n1, n0] = [tp + fn, tn + fp];
  if (n1 === 0 || n0 === 0) {
    const [empty, what] = n1 === 0 ? ["positive", "sensitivity"] : ["negative", "specificity"];
    throw new InputError("empty-margin", `the reference is ${empty} in nobody, so there is no ${what} to correct.`, {
      where: "table",
      got: 0,
      wanted: `at least one person with a ${empty} reference`,
    });
  }
  const sensitivity = tp / n1;
  const specificity = tn / n0;
  const positive = n1 / (n1 + n0);
  return {
    sensitivity,
    specificity,
    varSensitivity: (sensitivity * (fn / n1)) / n1,
    varSpecificity: (specificity * (fp / n0)) / n0,
    covariance: 0,
    positive,
    varPositive: (positive * (n0 / (n1 + n0))) / (n1 + n0),
  };
}

function ofFit(fit: BivariateFit, options: CorrectForReferenceOptions): Omit<Appearance, "positive" | "varPositive"> {
  const { sensitivity, specificity, logits } = summaryPoint(fit, options.at === undefined ? {} : { at: options.at });
  const bySensitivity = sensitivity.estimate * (1 - sensitivity.estimate);
  const bySpecificity = specificity.estimate * (1 - specificity.estimate);
  const square = (x: number): number => x * x;
  return {
    sensitivity: sensitivity.estimate,
    specificity: specificity.estimate,
    varSensitivity: square(bySensitivity * logits.sensitivity.standardError),
    varSpecificity: square(bySpecificity * logits.specificity.standardError),
    covariance: bySensitivity * bySpecificity * logits.covariance,
  };
}

function checkPrevalence(prevalence: number): number {
  if (typeof prevalence === "number" && prevalence > 0 && prevalence < 1) return prevalence;
  throw new InputError("bad-prevalence", `prevalence must lie between 0 and 1, ends excluded, got ${prevalence}.`, {
    where: "prevalence",
    got: prevalence,
    wanted: "a proportion between 0 and 1",
  });
}

/**
 * The variance of the corrected sensitivity and false positive rate by the delta method: the derivatives of what is observed by the
 * truth, inverted, times those of what is observed by the apparent accuracy and P(reference +).
 */
function deltaVariances(
  appearance: Appearance,
  prevalenceKnown: boolean,
  slopes: ReturnType<typeof observedOf>,
): { readonly sensitivity: number; readonly falsePositiveRate: number } {
  const { sensitivity, specificity, positive } = appearance;
  const { byPrevalence, bySensitivity, byFalsePositiveRate } = slopes;
  const determinant = bySensitivity[0] * byFalsePositiveRate[1] - byFalsePositiveRate[0] * bySensitivity[1];
  const solve = ([both, index, reference]: Observed): readonly [number, number] => {
    const change = prevalenceKnown ? 0 : reference / byPrevalence[2];
    const first = both - byPrevalence[0] * change;
    const second = index - byPrevalence[1] * change;
    return [
      (byFalsePositiveRate[1] * first - byFalsePositiveRate[0] * second) / determinant,
      (bySensitivity[0] * second - bySensitivity[1] * first) / determinant,
    ];
  };
  const bySe = solve([positive, positive, 0]);
  const bySp = solve([0, positive - 1, 0]);
  const byPositive = prevalenceKnown ? ([0, 0] as const) : solve([sensitivity, sensitivity - (1 - specificity), 1]);
  const variance = (i: 0 | 1): number =>
    bySe[i] * bySe[i] * appearance.varSensitivity +
    2 * bySe[i] * bySp[i] * appearance.covariance +
    bySp[i] * bySp[i] * appearance.varSpecificity +
    byPositive[i] * byPositive[i] * appearance.varPositive;
  return { sensitivity: variance(0), falsePositiveRate: variance(1) };
}

/** A rate with its interval on the logit scale; no limits where the rate is 0 or 1, since the method gives none there. */
function rateEstimate(rate: number, variance: number, level: number): PartialEstimate {
  const estimate = Math.max(0, Math.min(1, rate));
  const room = estimate * (1 - estimate);
  if (!(room > 1e-12)) return { estimate: estimate < 0.5 ? 0 : 1, lower: null, upper: null, level };
  const half = (normalCritical(level) * Math.sqrt(Math.max(0, variance))) / room;
  const centre = logit(estimate);
  return { estimate, lower: expit(centre - half), upper: expit(centre + half), level };
}

const shown = (value: number): string => value.toPrecision(3);

/** Why no accuracy of the index test is behind what was observed. */
function contradiction(
  appearance: Appearance,
  prevalence: number,
  reference: ReferenceAccuracy,
  solutions: number,
): string {
  const alarms = 1 - reference.specificity;
  if (solutions > 1) return `${solutions} pairs of sensitivity and specificity fit this dependence equally well`;
  if (!(prevalence > 0)) {
    return `the reference would be falsely positive in ${shown(alarms)} of those without the condition, yet only ${shown(appearance.positive)} of all are positive by it`;
  }
  if (!(prevalence < 1)) {
    return `the reference would find ${shown(reference.sensitivity)} of those with the condition, yet ${shown(appearance.positive)} of all are positive by it`;
  }
  return "a sensitivity or specificity of the index test outside of 0 to 1 would be needed: this reference, with this dependence, does not make such data";
}

/**
 * Sensitivity and specificity of the index test against the truth, from its accuracy against a reference standard whose own
 * sensitivity R and specificity S are known: in closed form, no latent class needed.
 *
 * For a table (n people, tp + fn of them positive by the reference), with conditional independence:
 * sensitivity = (S·tp − (1 − S)·fp)/((tp + fn) − n(1 − S)), specificity = (R·tn − (1 − R)·fn)/(n·R − (tp + fn)), prevalence =
 * ((tp + fn)/n − (1 − S))/(R + S − 1) (Gart & Buck 1966, Am J Epidemiol 83:593, doi:10.1093/oxfordjournals.aje.a120610; Staquet et
 * al. 1981, J Chronic Dis 34:599, doi:10.1016/0021-9681(81)90059-X; Brenner 1996, Epidemiology 7:406). For a fit the same at its
 * summary point, for the prevalence given; there it is an approximation, as studies' prevalences differ (`fitLatentClass` with that
 * reference fixed, or `referenceSensitivityAnalysis` by likelihood, take them one by one).
 *
 * With `dependence` the errors of both tests go together, as where both read the same biology: the covariance given the truth is that
 * share of the largest possible one (Vacek 1985, doi:10.2307/2530967). Independence then flatters the index test.
 *
 * Intervals by the delta method on the logit scale, the reference's accuracy held fixed: they say nothing of how well it is known.
 * Where no accuracy of the index test gives such data, the estimates are `null` and `reason` says why.
 *
 * @param subject a 2×2 table against the imperfect reference, or a fit of such tables
 * @throws InputError `bad-reference` (no proportion, or no better than chance), `bad-prevalence` (also where a fit has none),
 *   `bad-option` (dependence), `bad-level`, `empty-margin`; `covariate-values-needed` for a fit with moderators
 *
 * @example
 * ```ts
 * import { correctForReference } from "dta-meta";
 *
 * const table = { tp: 80, fp: 30, fn: 20, tn: 170 };
 * const { sensitivity, specificity } = correctForReference(table, { sensitivity: 0.9, specificity: 0.95 });
 * sensitivity.estimate?.toFixed(3); // "0.876"
 * specificity.estimate?.toFixed(3); // "0.888"
 * ```
 */
export function correctForReference(
  subject: TwoByTwo | BivariateFit,
  options: CorrectForReferenceOptions,
): CorrectedAccuracy {
  checkNames("options", options, ["sensitivity", "specificity", "prevalence", "dependence", "level", "at"]);
  const dependence = dependenceShares(options.dependence);
  const reference = knownReference(options.sensitivity, options.specificity, dependence);
  const known = options.prevalence === undefined ? null : checkPrevalence(options.prevalence);
  const alarms = 1 - reference.specificity;
  const level = checkLevel(options.level ?? (isFit(subject) ? subject.level : 0.95));
  let appearance: Appearance;
  if (isFit(subject)) {
    if (known === null) {
      throw new InputError(
        "bad-prevalence",
        "a fit holds no prevalence: say for which one its summary point is to be corrected, { prevalence: 0.2 }.",
        { where: "prevalence", wanted: "a proportion between 0 and 1" },
      );
    }
    appearance = { ...ofFit(subject, options), positive: 0, varPositive: 0 };
  } else {
    checkStudies([{ id: "table", ...subject }]);
    appearance = ofTable(subject);
  }
  const prevalence = known ?? (appearance.positive - alarms) / (reference.sensitivity - alarms);
  if (known !== null) {
    const positive = known * reference.sensitivity + (1 - known) * alarms;
    appearance = { ...appearance, positive, varPositive: 0 };
  }
  const { positive } = appearance;
  const both = positive * appearance.sensitivity;
  const index = both + (1 - positive) * (1 - appearance.specificity);
  const solutions = prevalence > 0 && prevalence < 1 ? ratesBehind(both, index, prevalence, reference) : [];
  const common = {
    apparent: { sensitivity: appearance.sensitivity, specificity: appearance.specificity },
    reference: { sensitivity: reference.sensitivity, specificity: reference.specificity, dependence },
  };
  const [truth, other] = solutions;
  if (truth === undefined || other !== undefined) {
    const none: PartialEstimate = { estimate: null, lower: null, upper: null, level };
    return {
      sensitivity: none,
      specificity: none,
      prevalence: prevalence > 0 && prevalence < 1 ? prevalence : null,
      ...common,
      reason: contradiction(appearance, prevalence, reference, solutions.length),
    };
  }
  const variances = deltaVariances(appearance, known !== null, observedOf(truth, reference));
  return {
    sensitivity: rateEstimate(truth.sensitivity, variances.sensitivity, level),
    specificity: rateEstimate(1 - truth.falsePositiveRate, variances.falsePositiveRate, level),
    prevalence,
    ...common,
    reason: null,
  };
}
