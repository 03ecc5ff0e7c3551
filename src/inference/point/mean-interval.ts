import { checkChoice } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { Estimate } from "../../base/estimate.js";
import type { BivariateFit, Outcome } from "../../models/fit.js";
import type { ProfileLimits } from "../../models/profile-limits.js";
import { profileMeansOf } from "../../models/profile-means.js";
import { chiSquaredQuantile } from "../../numeric/distributions/chi-squared.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { studentTUpperQuantile } from "../../numeric/distributions/student-t.js";
import { normalCritical } from "./wald.js";

/** How an interval of a mean is made; see `summaryPoint`. */
export const MEAN_INTERVALS = ["z", "t", "profile"] as const;

/** Name of a kind of interval of a mean. */
export type MeanInterval = (typeof MEAN_INTERVALS)[number];

/** The options of `auc` beside such intervals of the means; the area has no profile, and takes t. */
export const aucInterval = (interval: MeanInterval): { readonly interval: "delta" | "t" } => ({
  interval: interval === "z" ? "delta" : "t",
});

/** A fit as far as its intervals depend on how much it rests on. */
type Units = Pick<BivariateFit, "k" | "draws"> & { readonly robust?: { readonly clusters: number } | null };

/**
 * The kind of interval that `options.interval` asks for. Throws `InputError` (`bad-option`) for none that there is, and for another
 * than the fit's own where it has a posterior distribution.
 */
export function meanIntervalOf(fit: Units, interval: MeanInterval = "z"): MeanInterval {
  return meanIntervalFor(fit.draws !== undefined, interval);
}

/** The same for fits that have a posterior distribution, or for those that have none. */
export function meanIntervalFor(posterior: boolean, interval: MeanInterval): MeanInterval {
  checkChoice("interval", interval, MEAN_INTERVALS);
  if (interval === "z" || !posterior) return interval;
  throw new InputError("bad-option", "interval: the intervals of this fit are those of its posterior distribution.", {
    where: "interval",
    got: interval,
    wanted: "no interval",
  });
}

/** Degrees of freedom of Student's t for the means: studies, or clusters where the covariance is a sandwich over them, less the columns of a logit's design. */
export function meanDegreesOfFreedom(fit: Units, columns: number): number {
  return (fit.robust?.clusters ?? fit.k) - columns;
}

/** Standard errors to each side; beside a profile interval, and where none are left of `degreesOfFreedom`, those of t and of z. */
export function meanCritical(method: MeanInterval, level: number, degreesOfFreedom: number): number {
  const normal = normalCritical(level);
  return method === "z" || !(degreesOfFreedom > 0) ? normal : studentTUpperQuantile((1 - level) / 2, degreesOfFreedom);
}

/** The proportions of a summary point by profile likelihood. */
export function profileProportions(
  fit: BivariateFit,
  row: readonly number[],
  level: number,
): Readonly<Record<Outcome | "falsePositiveRate", Estimate>> {
  const sandwich = "robust" in fit && fit.robust !== null;
  const limits = row.length > 1 || sandwich ? null : profileMeansOf(fit, chiSquaredQuantile(level, 1) / 2);
  if (limits === null) {
    const why =
      row.length > 1
        ? "the fit has moderators"
        : sandwich
          ? "a cluster-robust covariance belongs to no likelihood"
          : "the model has no likelihood to profile";
    throw new InputError("bad-option", `interval: profile likelihood intervals are not to be had here: ${why}.`, {
      where: "interval",
      got: "profile",
      wanted: '"z" or "t"',
    });
  }
  const estimate = (mean: number, [lower, upper]: ProfileLimits): Estimate => ({
    estimate: expit(mean),
    lower: lower === null ? 0 : expit(lower),
    upper: upper === null ? 1 : expit(upper),
    level,
  });
  const [sensitivity, specificity] = fit.coefficients.map((coefficient) => coefficient.estimate);
  const [low, high] = limits.specificity;
  return {
    sensitivity: estimate(sensitivity!, limits.sensitivity),
    specificity: estimate(specificity!, limits.specificity),
    falsePositiveRate: estimate(-specificity!, [high === null ? null : -high, low === null ? null : -low]),
  };
}
