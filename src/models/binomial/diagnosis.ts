import type { Outcome } from "../fit-core.js";
import { isAtTop, notAtTop } from "../search-story.js";
import type { BinomialCounts } from "./counts.js";
import { type BinomialOptimum, runaways } from "./maximize.js";

const ADJECTIVE: Readonly<Record<Outcome, { readonly error: string; readonly success: string; readonly who: string }>> =
  {
    sensitivity: { error: "false negative", success: "true positive", who: "diseased" },
    specificity: { error: "false positive", success: "true negative", who: "non-diseased" },
  };

const SUCCESSES: Readonly<Record<Outcome, (counts: BinomialCounts) => readonly [Float64Array, Float64Array]>> = {
  sensitivity: (counts) => [counts.truePositives, counts.diseased],
  specificity: (counts) => [counts.trueNegatives, counts.nonDiseased],
};

/** 1 where every study's results are all correct, 0 where all are wrong, `null` otherwise. */
export function unanimous(counts: BinomialCounts, outcome: Outcome): 0 | 1 | null {
  const [successes, sizes] = SUCCESSES[outcome](counts);
  if (successes.every((y, i) => y === sizes[i])) return 1;
  return successes.every((y) => y === 0) ? 0 : null;
}

/** Why an outcome with unanimous results has no estimate. */
export function unanimityMessage(outcome: Outcome, value: 0 | 1): string {
  const { error, success } = ADJECTIVE[outcome];
  const other = outcome === "sensitivity" ? "specificity" : "sensitivity";
  return (
    `No study has a ${value === 1 ? error : success}: every observed ${outcome} is ${value === 1 ? "100" : "0"} %, so its logit has no finite ` +
    `maximum-likelihood estimate and no finite interval. The value given for ${outcome} is where the search stopped; that for ${other} stands.`
  );
}

/** A linear predictor whose standard error is above this means a probability between 0 and 1: nothing. */
const HOPELESS_STANDARD_ERROR = 30;
/** And one beyond this, a probability of 0 or 1. */
const SEPARATED = 6;

/** How many studies have a linear predictor out of all bounds, with a hopeless standard error. */
function separated(
  counts: BinomialCounts,
  { full }: BinomialOptimum,
  covariance: readonly (readonly number[])[],
  outcome: Outcome,
): number {
  const { k, q, design } = counts;
  const offset = outcome === "sensitivity" ? 0 : q;
  let hits = 0;
  for (let i = 0; i < k; i++) {
    let variance = 0;
    let predictor = 0;
    for (let j = 0; j < q; j++) {
      predictor += design[i * q + j]! * full[offset + j]!;
      for (let m = 0; m < q; m++)
        variance += design[i * q + j]! * covariance[offset + j]![offset + m]! * design[i * q + m]!;
    }
    if (Math.sqrt(variance) > HOPELESS_STANDARD_ERROR && Math.abs(predictor) > SEPARATED) hits++;
  }
  return hits;
}

/** "sensitivity is 100 % in 9 of 10 studies, 0 % in none and between them in 1". */
function spread(counts: BinomialCounts, outcome: Outcome): string {
  const [successes, sizes] = SUCCESSES[outcome](counts);
  const studies = Array.from(sizes, (n, i) => [successes[i]!, n] as const).filter(([, n]) => n > 0);
  const all = studies.filter(([y, n]) => y === n).length;
  const none = studies.filter(([y]) => y === 0).length;
  const number = (count: number): string => (count === 0 ? "none" : `${count}`);
  return `${outcome} is 100 % in ${number(all)} of ${studies.length} studies, 0 % in ${number(none)} and between them in ${number(studies.length - all - none)}`;
}

/** The words for a margin whose variance, and perhaps mean, have no finite estimate. */
function runawayMessage(counts: BinomialCounts, outcome: Outcome, mean: boolean): string {
  const subject = mean
    ? `the mean and the between-study variance of logit ${outcome} grow`
    : `the between-study variance of logit ${outcome} grows`;
  return (
    `Did not converge: ${subject} without bound, because ${spread(counts, outcome)}. ` +
    "A pooled value would describe none of them; look for what sets these studies apart."
  );
}

/**
 * Looks an optimum over: why it is none, in words; `null` where it is one.
 *
 * @param covariance of the coefficients and the free ones of (a, b, c), scaled as the optimum
 */
export function diagnose(
  counts: BinomialCounts,
  optimum: BinomialOptimum,
  covariance: readonly (readonly number[])[],
): string | null {
  const { q, k } = counts;
  const away = runaways(optimum);
  for (const outcome of ["sensitivity", "specificity"] as const) {
    const offset = outcome === "sensitivity" ? 0 : q;
    const deviations = outcome === "sensitivity" ? [2 * q] : [2 * q + 1, 2 * q + 2];
    const mean = away.includes(offset);
    const hits = separated(counts, optimum, covariance, outcome);
    if (q === 1 && (mean || hits > 0 || deviations.some((i) => away.includes(i))))
      return runawayMessage(counts, outcome, mean || hits > 0);
    if (deviations.some((i) => away.includes(i))) return runawayMessage(counts, outcome, false);
    if (hits > 0) {
      return (
        `Did not converge: for ${hits} of ${k} studies the moderators predict a ${outcome} of 0 % or 100 %, because all ` +
        "results of theirs are on one side. Their coefficients have no finite estimate; leave the moderator out, or merge its levels."
      );
    }
  }
  if (!isAtTop(optimum)) return notAtTop(optimum);
  if (!optimum.climb.definite) {
    return "The data don't identify all parameters: along some direction the log-likelihood is flat, so there is no single best estimate.";
  }
  return null;
}
