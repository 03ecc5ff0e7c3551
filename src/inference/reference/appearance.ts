import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { given } from "../../base/given.js";
import type { BivariateFit } from "../../models/fit.js";
import {
  type Observed,
  observedOf,
  type ReferenceAccuracy,
  ratesBehind,
} from "../../models/latent-class/joint-table.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import type { TwoByTwo } from "../../tables/study.js";
import { summaryPoint } from "../point/summary-point.js";
import { normalCritical } from "../point/wald.js";

/** Apparent accuracy, P(reference +) and their covariance: what the correction starts from. */
export interface Appearance {
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

/** A table's own appearance; throws `empty-margin` where the reference is the same in everybody. */
export function ofTable({ tp, fp, fn, tn }: TwoByTwo): Appearance {
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

/** Apparent accuracy at a fit's summary point. */
export function ofFit(fit: BivariateFit, at?: CovariateValues): Omit<Appearance, "positive" | "varPositive"> {
  const { sensitivity, specificity, logits } = summaryPoint(fit, given({ at }));
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

/** Accuracy against the truth; `null` estimates, with the reason, where none is behind the appearance. */
export interface Correction {
  readonly sensitivity: PartialEstimate;
  readonly specificity: PartialEstimate;
  readonly prevalence: number | null;
  readonly reason: string | null;
}

/** Corrects an appearance for a known reference. A prevalence that is given overrides P(reference +). */
export function correctAppearance(
  given: Appearance,
  reference: ReferenceAccuracy,
  knownPrevalence: number | null,
  level: number,
): Correction {
  const alarms = 1 - reference.specificity;
  const prevalence = knownPrevalence ?? (given.positive - alarms) / (reference.sensitivity - alarms);
  const appearance =
    knownPrevalence === null
      ? given
      : { ...given, positive: prevalence * reference.sensitivity + (1 - prevalence) * alarms, varPositive: 0 };
  const { positive } = appearance;
  const both = positive * appearance.sensitivity;
  const index = both + (1 - positive) * (1 - appearance.specificity);
  const possible = prevalence > 0 && prevalence < 1;
  const solutions = possible ? ratesBehind(both, index, prevalence, reference) : [];
  const [truth, other] = solutions;
  if (truth === undefined || other !== undefined) {
    const none: PartialEstimate = { estimate: null, lower: null, upper: null, level };
    return {
      sensitivity: none,
      specificity: none,
      prevalence: possible ? prevalence : null,
      reason: contradiction(appearance, prevalence, reference, solutions.length),
    };
  }
  const variances = deltaVariances(appearance, knownPrevalence !== null, observedOf(truth, reference));
  return {
    sensitivity: rateEstimate(truth.sensitivity, variances.sensitivity, level),
    specificity: rateEstimate(1 - truth.falsePositiveRate, variances.falsePositiveRate, level),
    prevalence,
    reason: null,
  };
}
