import { checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { log } from "../numeric/elementary.js";
import { checkLikelihoodRatio, type LikelihoodRatio, type SameShape, throughRatio } from "./posttest.js";

/** Predictive values averaged over a range of prior probabilities. */
export interface AveragePredictiveValues<P extends LikelihoodRatio, N extends LikelihoodRatio> {
  /** Least prior probability of the range. */
  readonly from: number;
  /** Greatest prior probability of the range. */
  readonly to: number;
  /** Average positive predictive value. */
  readonly positive: SameShape<P>;
  /** Average negative predictive value. */
  readonly negative: SameShape<N>;
}

/**
 * Mean over x ~ U(a, b) of s·x/(s·x + r·(1 − x)), for s, r ≥ 0. With D(x) = s·x + r·(1 − x) and u = D(b)/D(a) − 1 it is
 * s/D(a)·[a·A₀ + (b − a)·A₁], A₀ = ln(1 + u)/u, A₁ = (1 − A₀)/u; both by their series near u = 0, where the closed forms cancel.
 */
function averageShare(s: number, r: number, a: number, b: number): number {
  if (s === 0) return 0;
  if (r === 0) return 1;
  const start = s * a + r * (1 - a);
  const end = s * b + r * (1 - b);
  const u = ((s - r) * (b - a)) / start;
  // s so far above r that the share is 1 to the last bit wherever x isn't 0
  if (!Number.isFinite(u)) return 1;
  let a0 = 0;
  let a1 = 0;
  if (Math.abs(u) > 0.05) {
    a0 = log(end / start) / u;
    a1 = (1 - a0) / u;
  } else {
    let power = 1;
    for (let n = 1; n <= 16; n++) {
      a0 += power / n;
      a1 += power / (n + 1);
      power *= -u;
    }
  }
  return (s / start) * (a * a0 + (b - a) * a1);
}

/**
 * Predictive values averaged over a prior probability p ~ U(from, to), when the prevalence is known only as a range:
 *
 * - positive: mean of LR+·p/(LR+·p + 1 − p)
 * - negative: mean of (1 − p)/(LR−·p + 1 − p)
 *
 * In closed form with S, P for sensitivity and specificity and J = S + P − 1 (Stata's `midas, pddam()`):
 * positive = S/J − S(1−P)/((to−from)·J²)·ln[(to·S + (1−to)(1−P))/(from·S + (1−from)(1−P))], and
 * negative = P/J − P(1−S)/((to−from)·J²)·ln[((1−from)·P + from·(1−S))/((1−to)·P + to·(1−S))].
 * The form used here is equal to it and holds at J = 0 too, where a useless test leaves the mean prior, (from + to)/2.
 *
 * Each average depends on sensitivity and specificity through its likelihood ratio alone and is monotone in it. So an
 * estimate's limits are carried through, as in `posttest`: the likelihood ratio's interval comes from
 * Var(ln LR) with the covariance of sensitivity and specificity in it. midas takes symmetric delta limits instead that
 * ignore this covariance, and its first version puts the specificity where the sensitivity belongs in the variance of
 * the negative one.
 *
 * Throws `InputError` unless 0 ≤ from < to ≤ 1 (`bad-prevalence-range`), and where a ratio is negative or not finite
 * (`bad-likelihood-ratio`).
 *
 * @example
 * ```ts
 * import { averagePredictiveValues } from "dta-meta";
 *
 * const { positive, negative } = averagePredictiveValues({ plr: 8, nlr: 0.125 }, { from: 0.1, to: 0.3 });
 * positive.toFixed(3); // "0.652"
 * negative.toFixed(3); // "0.969"
 * ```
 */
export function averagePredictiveValues<P extends LikelihoodRatio, N extends LikelihoodRatio>(
  test: { readonly plr: P; readonly nlr: N },
  range: { readonly from: number; readonly to: number },
): AveragePredictiveValues<P, N> {
  checkObject("test", test, "{ plr, nlr }");
  const { from, to } = checkObject("range", range, "{ from, to }");
  if (!(typeof from === "number" && typeof to === "number" && from >= 0 && from < to && to <= 1)) {
    throw new InputError(
      "bad-prevalence-range",
      `a range of priors needs 0 ≤ from < to ≤ 1, got from ${shown(from)} to ${shown(to)}.`,
      {
        where: "from, to",
        got: { from, to },
        wanted: "0 ≤ from < to ≤ 1",
      },
    );
  }
  checkLikelihoodRatio(test.plr, "plr");
  checkLikelihoodRatio(test.nlr, "nlr");
  return {
    from,
    to,
    positive: throughRatio(test.plr, "rising", (ratio) => averageShare(ratio, 1, from, to)),
    negative: throughRatio(test.nlr, "falling", (ratio) => averageShare(1, ratio, 1 - to, 1 - from)),
  };
}
