import { checkNames } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { BivariateFit } from "../../models/fit.js";
import {
  type Dependence,
  type DependenceShares,
  dependenceShares,
  knownReference,
} from "../../models/latent-class/known-reference.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import { checkStudies } from "../../tables/check-studies.js";
import type { TwoByTwo } from "../../tables/study.js";
import { correctAppearance, ofFit, ofTable } from "./appearance.js";

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

const isFit = (subject: TwoByTwo | BivariateFit): subject is BivariateFit =>
  typeof subject === "object" && subject !== null && "coefficients" in subject;

/** Returns a prevalence between 0 and 1; throws `bad-prevalence` on anything else. */
export function checkPrevalence(prevalence: number): number {
  if (typeof prevalence === "number" && prevalence > 0 && prevalence < 1) return prevalence;
  throw new InputError(
    "bad-prevalence",
    `prevalence must lie between 0 and 1, ends excluded, got ${shown(prevalence)}.`,
    {
      where: "prevalence",
      got: prevalence,
      wanted: "a proportion between 0 and 1",
    },
  );
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
  const level = checkLevel(options.level ?? (isFit(subject) ? subject.level : 0.95));
  if (isFit(subject) && known === null) {
    throw new InputError(
      "bad-prevalence",
      "a fit holds no prevalence: say for which one its summary point is to be corrected, { prevalence: 0.2 }.",
      { where: "prevalence", wanted: "a proportion between 0 and 1" },
    );
  }
  if (!isFit(subject)) checkStudies([{ id: "table", ...subject }]);
  const appearance = isFit(subject) ? { ...ofFit(subject, options.at), positive: 0, varPositive: 0 } : ofTable(subject);
  const { reason, ...corrected } = correctAppearance(appearance, reference, known, level);
  return {
    ...corrected,
    apparent: { sensitivity: appearance.sensitivity, specificity: appearance.specificity },
    reference: { sensitivity: reference.sensitivity, specificity: reference.specificity, dependence },
    reason,
  };
}
