import { checkNames } from "../../base/check-options.js";
import { checkLevel } from "../../base/checks.js";
import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { Estimate, PartialEstimate } from "../../base/estimate.js";
import { fitBinomial } from "../../models/binomial/fit-binomial.js";
import type { Warning } from "../../models/fit.js";
import { dependenceShares, knownReference } from "../../models/latent-class/known-reference.js";
import { fitPrevalence, type PrevalenceFit } from "../../models/latent-class/prevalence.js";
import { expit } from "../../numeric/distributions/logistic.js";
import type { Study } from "../../tables/study.js";
import { summaryPoint } from "../point/summary-point.js";
import { proportionFromLogit } from "../point/wald.js";
import { type Appearance, correctAppearance, ofFit, ofTable } from "./appearance.js";
import { checkPrevalence } from "./correct-for-reference.js";

/** The grid of `referenceSensitivityAnalysis`, and how the studies are pooled. */
export interface ReferenceSensitivityOptions {
  /** Sensitivities of the reference standard to be tried, proportions. */
  readonly sensitivity: readonly number[];
  /** Specificities of the reference standard to be tried. */
  readonly specificity: readonly number[];
  /** Shares of the largest possible covariance of both tests' errors, in both groups; [0] by default. */
  readonly dependence?: readonly number[];
  /** True prevalence at which the summary point is corrected. Left out, it follows from the studies and the reference's accuracy. */
  readonly prevalence?: number;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** Fewer usable studies than this are not pooled. Default 4. */
  readonly minStudies?: number;
}

/** The index test's accuracy, were the reference standard as good as said. */
export interface ReferenceScenario {
  /** The reference standard that is supposed. */
  readonly reference: {
    /** Its sensitivity. */
    readonly sensitivity: number;
    /** Its specificity. */
    readonly specificity: number;
  };
  /** Share of the largest possible covariance of both tests' errors. */
  readonly dependence: number;
  /** Of the index test against the truth; `null` where this reference contradicts the pooled data. */
  readonly sensitivity: PartialEstimate;
  /** Likewise. */
  readonly specificity: PartialEstimate;
  /** True mean prevalence; `null` where it would lie outside of 0 to 1. */
  readonly prevalence: number | null;
  /** Studies whose own table, taken at face value, cannot come from this reference. Chance alone makes some. */
  readonly contradicted: number;
  /** Why estimates are missing; `null` where none is. */
  readonly reason: string | null;
}

/** How the index test's pooled accuracy hangs on what is supposed of the reference standard. */
export interface ReferenceSensitivityAnalysis {
  /** Studies in the fit. */
  readonly k: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
  /** The usual analysis, which takes the reference for the truth. */
  readonly perfectReference: {
    /** Pooled sensitivity against the reference. */
    readonly sensitivity: Estimate;
    /** Pooled specificity against the reference. */
    readonly specificity: Estimate;
    /** Mean proportion of people positive by the reference. */
    readonly prevalence: Estimate;
  };
  /** One for each combination: sensitivity runs slowest, then specificity, then dependence. */
  readonly scenarios: readonly ReferenceScenario[];
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
}

function checkGrid(where: string, values: readonly number[] | undefined): readonly number[] {
  if (Array.isArray(values) && values.length > 0) return values;
  throw new InputError(
    "bad-option",
    `${where}: got ${describe(values)}, wanted an array of proportions, at least one.`,
    {
      where,
      got: values,
      wanted: "an array of proportions, such as [0.8, 0.9, 1]",
    },
  );
}

/** The pooled table that the correction starts from: the fit's summary point at the mean proportion of positives. */
function pooledAppearance(fit: Parameters<typeof ofFit>[0], { mean, standardError }: PrevalenceFit): Appearance {
  const positive = expit(mean);
  const slope = positive * expit(-mean) * standardError;
  return { ...ofFit(fit), positive, varPositive: slope * slope };
}

function contradicts(study: Study, reference: ReturnType<typeof knownReference>): boolean {
  if (study.tp + study.fn === 0 || study.fp + study.tn === 0) return false;
  return correctAppearance(ofTable(study), reference, null, 0.95).reason !== null;
}

/**
 * The pooled accuracy of the index test over a grid of reference standards of known accuracy: what the conclusion would be, were the
 * reference a little less than perfect. Nothing is estimated of the reference, so nothing needs to be identified.
 *
 * The studies are pooled as usual by `fitBinomial`; the summary point, at the mean proportion of reference positives (logit-normal
 * between studies), is then corrected as `correctForReference` does, in closed form. This takes one table for all studies: where
 * their prevalences differ much, `fitLatentClass` with the reference fixed corrects study by study.
 *
 * @throws InputError `bad-reference`, `bad-prevalence`, `bad-option`, `bad-level`; InsufficientStudiesError below `minStudies`
 *
 * @example
 * ```ts
 * import { readStudies, referenceSensitivityAnalysis } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { scenarios } = referenceSensitivityAnalysis(readStudies(csv), { sensitivity: [0.8, 1], specificity: [1] });
 * scenarios.map((scenario) => scenario.specificity.estimate?.toFixed(3)); // ["0.876", "0.859"]
 * ```
 */
export function referenceSensitivityAnalysis(
  studies: readonly Study[],
  options: ReferenceSensitivityOptions,
): ReferenceSensitivityAnalysis {
  checkNames("options", options, ["sensitivity", "specificity", "dependence", "prevalence", "level", "minStudies"]);
  const sensitivities = checkGrid("sensitivity", options.sensitivity);
  const specificities = checkGrid("specificity", options.specificity);
  const shares = checkGrid("dependence", options.dependence ?? [0]);
  const level = checkLevel(options.level ?? 0.95);
  const prevalence = options.prevalence === undefined ? null : checkPrevalence(options.prevalence);
  const references = sensitivities.flatMap((sensitivity) =>
    specificities.flatMap((specificity) =>
      shares.map((share) => ({
        share,
        reference: knownReference(sensitivity, specificity, dependenceShares(share)),
      })),
    ),
  );
  const { minStudies } = options;
  const fit = fitBinomial(studies, minStudies === undefined ? { level } : { level, minStudies });
  const positives = fitPrevalence({
    positive: fit.studies.map(({ tp, fn }) => tp + fn),
    total: fit.studies.map(({ tp, fp, fn, tn }) => tp + fp + fn + tn),
  });
  const appearance = pooledAppearance(fit, positives);
  const { sensitivity, specificity } = summaryPoint(fit);
  return {
    k: fit.k,
    level,
    perfectReference: {
      sensitivity,
      specificity,
      prevalence: proportionFromLogit(positives.mean, positives.standardError * positives.standardError, level),
    },
    scenarios: references.map(({ share, reference }) => ({
      reference: { sensitivity: reference.sensitivity, specificity: reference.specificity },
      dependence: share,
      ...correctAppearance(appearance, reference, prevalence, level),
      contradicted: fit.studies.filter((study) => contradicts(study, reference)).length,
    })),
    warnings: fit.warnings,
  };
}
