import { checkOptions } from "../base/check-options.js";
import { checkArray, checkLevel, checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { Estimate } from "../base/estimate.js";
import { finiteResult } from "../base/finite-result.js";

/** A proportion: a number, or an estimate with its interval. @inline */
export type Proportion = number | Estimate;

/** The same shape: number for number, estimate for estimate. @inline */
type SameShape<T extends Proportion> = T extends number ? number : Estimate;

/** What becomes of a number of people who are tested, at one prevalence. Counts are not rounded. */
export interface NaturalFrequencies<S extends Proportion = Estimate, P extends Proportion = S> {
  /** Share of the diseased among those tested, a proportion. */
  readonly prevalence: number;
  /** People tested, e.g. 1,000. */
  readonly per: number;
  /** People with the disease. */
  readonly diseased: number;
  /** People without the disease. */
  readonly nonDiseased: number;
  /** Diseased people whom the test finds. */
  readonly truePositives: SameShape<S>;
  /** Diseased people whom the test misses. */
  readonly falseNegatives: SameShape<S>;
  /** People without the disease whom the test clears. */
  readonly trueNegatives: SameShape<P>;
  /** People without the disease whom the test calls diseased. */
  readonly falsePositives: SameShape<P>;
}

function checkShare(share: Proportion, where: string): void {
  const parts = typeof share === "number" ? [share] : [share?.estimate, share?.lower, share?.upper];
  if (parts.every((part) => typeof part === "number" && part >= 0 && part <= 1)) {
    if (typeof share !== "number") checkLevel(share.level);
    return;
  }
  throw new InputError("bad-proportion", `${where} must lie between 0 and 1, got ${shown(share)}.`, {
    where,
    got: share,
    wanted: "a number from 0 to 1, or an estimate of one",
  });
}

function times<T extends Proportion>(count: number, share: T): SameShape<T>;
function times(count: number, share: Proportion): Proportion {
  if (typeof share === "number") return count * share;
  return {
    estimate: count * share.estimate,
    lower: count * share.lower,
    upper: count * share.upper,
    level: share.level,
  };
}

function complement<T extends Proportion>(count: number, share: T): SameShape<T>;
function complement(count: number, share: Proportion): Proportion {
  if (typeof share === "number") return count * (1 - share);
  return {
    estimate: count * (1 - share.estimate),
    lower: count * (1 - share.upper),
    upper: count * (1 - share.lower),
    level: share.level,
  };
}

/**
 * Natural frequencies: of `per` people tested (1,000 by default), how many are true and false positives and negatives at
 * each chosen prevalence. truePositives = per·prevalence·sensitivity, falsePositives = per·(1 − prevalence)·(1 − specificity),
 * and so on. Limits are those of sensitivity and of specificity multiplied out: they hold for the prevalence taken as known.
 * Rows come in the order of `prevalences`.
 *
 * For summary-of-findings tables; Schünemann et al. 2020, J Clin Epidemiol 122:129, doi:10.1016/j.jclinepi.2019.12.020.
 *
 * Throws `InputError` where a prevalence or a proportion lies outside [0, 1] (`bad-proportion`), an estimate has no level (`bad-level`), no prevalence is given
 * (`no-prevalence`), or `per` is not positive (`bad-per`).
 *
 * @example
 * ```ts
 * import { naturalFrequencies } from "dta-meta";
 *
 * const [row] = naturalFrequencies({ sensitivity: 0.9, specificity: 0.8 }, { prevalences: [0.1] });
 * row?.truePositives; // 90
 * row?.falsePositives.toFixed(0); // "180"
 * ```
 */
export function naturalFrequencies<S extends Proportion, P extends Proportion>(
  test: { readonly sensitivity: S; readonly specificity: P },
  options: { readonly prevalences: readonly number[]; readonly per?: number },
): NaturalFrequencies<S, P>[] {
  checkOptions(options);
  const { prevalences, per = 1000 } = options;
  checkObject("test", test, "{ sensitivity, specificity }, such as summaryPoint(fit)");
  checkArray("prevalences", prevalences, "an array of numbers from 0 to 1");
  checkShare(test.sensitivity, "sensitivity");
  checkShare(test.specificity, "specificity");
  if (prevalences.length === 0) {
    throw new InputError("no-prevalence", "natural frequencies need at least one prevalence, got none.", {
      where: "prevalences",
      got: prevalences,
      wanted: "one or more numbers from 0 to 1",
    });
  }
  if (!(typeof per === "number" && per > 0 && Number.isFinite(per))) {
    throw new InputError("bad-per", `the number of people must be positive, got ${shown(per)}.`, {
      where: "per",
      got: per,
      wanted: "a finite number above 0",
    });
  }
  const rows = prevalences.map((prevalence, i) => {
    checkShare(prevalence, `prevalences[${i}]`);
    const diseased = per * prevalence;
    const nonDiseased = per * (1 - prevalence);
    return {
      prevalence,
      per,
      diseased,
      nonDiseased,
      truePositives: times(diseased, test.sensitivity),
      falseNegatives: complement(diseased, test.sensitivity),
      trueNegatives: times(nonDiseased, test.specificity),
      falsePositives: complement(nonDiseased, test.specificity),
    };
  });
  return finiteResult("naturalFrequencies", rows);
}
