import { checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { Estimate } from "../base/estimate.js";
import type { RatioEstimate } from "./log-ratio.js";

/** A likelihood ratio: a number, or an estimate with its interval. */
export type LikelihoodRatio = number | Estimate | RatioEstimate;

/** What comes of a likelihood ratio once a probability is known: the same shape, number for number, estimate for estimate. @inline */
export type SameShape<T extends LikelihoodRatio> = T extends number
  ? number
  : T extends Estimate
    ? Estimate
    : RatioEstimate;

/** Probability of disease after the test. */
export interface Posttest<P extends LikelihoodRatio = Estimate, N extends LikelihoodRatio = P> {
  /** Probability of disease before the test. */
  readonly prior: number;
  /** Probability of disease after a positive test: the positive predictive value at this prior. */
  readonly posttestPositive: SameShape<P>;
  /** Probability of disease after a negative test. */
  readonly posttestNegative: SameShape<N>;
  /** Probability of no disease after a negative test, 1 − posttestNegative: the negative predictive value at this prior. */
  readonly predictiveNegative: SameShape<N>;
}

/** Throws `InputError` unless the ratio, and its limits where it has them, are finite and not negative. */
export function checkLikelihoodRatio(ratio: LikelihoodRatio, where: string): void {
  const parts = typeof ratio === "number" ? [ratio] : [ratio?.estimate, ratio?.lower ?? 0, ratio?.upper ?? 0];
  if (parts.every((part) => typeof part === "number" && Number.isFinite(part) && part >= 0)) return;
  throw new InputError("bad-likelihood-ratio", `${where} must be a finite likelihood ratio ≥ 0, got ${shown(ratio)}.`, {
    where,
    got: ratio,
    wanted: "a finite number ≥ 0, or an estimate of such",
  });
}

/** Throws `InputError` unless the probability lies between 0 and 1, ends excluded. */
export function checkPrior(prior: number, where: string): void {
  if (typeof prior === "number" && prior > 0 && prior < 1) return;
  throw new InputError(
    "bad-prior",
    `${where} must be a probability between 0 and 1, ends excluded (0.2 for 20 %), got ${shown(prior)}.`,
    { where, got: prior, wanted: "a number between 0 and 1, ends excluded" },
  );
}

/**
 * Carries a likelihood ratio through a monotone function, its limits with it. A falling function exchanges the limits.
 * A limit of `null` stays `null`.
 */
export function throughRatio<T extends LikelihoodRatio>(
  ratio: T,
  direction: "rising" | "falling",
  f: (ratio: number) => number,
): SameShape<T>;
export function throughRatio(
  ratio: LikelihoodRatio,
  direction: "rising" | "falling",
  f: (ratio: number) => number,
): LikelihoodRatio {
  if (typeof ratio === "number") return f(ratio);
  const at = (limit: number | null): number | null => (limit === null ? null : f(limit));
  const limits = [at(ratio.lower), at(ratio.upper)] as const;
  const [lower, upper] = direction === "rising" ? limits : ([limits[1], limits[0]] as const);
  return { estimate: f(ratio.estimate), lower, upper, level: ratio.level };
}

/**
 * Probability of disease after a positive and after a negative test, by Bayes' theorem in odds:
 * posterior odds = prior odds × likelihood ratio, so the probability is prior·LR/(prior·LR + 1 − prior).
 *
 * Given numbers it returns numbers, given estimates it returns estimates: each limit of a likelihood ratio is carried
 * through the formula, so the level stays, and the interval is that of the test at this prior; the uncertainty of the
 * prior itself is not in it. Fagan 1975, N Engl J Med 293:257, doi:10.1056/NEJM197507312930513; the point estimates are
 * those of Stata's `midas, fagan()`, which prints no intervals.
 *
 * Throws `InputError` where the prior is not between 0 and 1, ends excluded (`bad-prior`), or a ratio is negative or not
 * finite (`bad-likelihood-ratio`).
 *
 * @example
 * ```ts
 * import { posttest } from "dta-meta";
 *
 * const { posttestPositive, posttestNegative } = posttest({ prior: 0.2, plr: 8, nlr: 0.125 });
 * posttestPositive.toFixed(4); // "0.6667"
 * posttestNegative.toFixed(4); // "0.0303"
 * ```
 */
export function posttest<P extends LikelihoodRatio, N extends LikelihoodRatio>(test: {
  readonly prior: number;
  readonly plr: P;
  readonly nlr: N;
}): Posttest<P, N> {
  const { prior, plr, nlr } = checkObject("test", test, "{ prior, plr, nlr }");
  checkPrior(prior, "prior");
  checkLikelihoodRatio(plr, "plr");
  checkLikelihoodRatio(nlr, "nlr");
  const disease = (ratio: number): number => (prior * ratio) / (prior * ratio + 1 - prior);
  const noDisease = (ratio: number): number => (1 - prior) / (prior * ratio + 1 - prior);
  return {
    prior,
    posttestPositive: throughRatio(plr, "rising", disease),
    posttestNegative: throughRatio(nlr, "rising", disease),
    predictiveNegative: throughRatio(nlr, "falling", noDisease),
  };
}
