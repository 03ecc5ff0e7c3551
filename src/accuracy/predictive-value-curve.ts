import { checkOptions } from "../base/check-options.js";
import { checkObject, MOST_POINTS } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { checkLikelihoodRatio, type LikelihoodRatio, type Posttest, posttest } from "./posttest.js";

/** Which prevalences a predictive-value curve is computed at. */
export interface PredictiveValueCurveOptions {
  /** Lowest prevalence, above 0. Default 0.01. */
  readonly from?: number;
  /** Highest prevalence, below 1. Default 0.99. */
  readonly to?: number;
  /** Number of equally spaced prevalences, both ends included, at least 2. Default 99. */
  readonly points?: number;
}

/**
 * Predictive values over prevalence: `posttest` at equally spaced prior probabilities, in rising order. The curves of
 * `posttestPositive` and `posttestNegative` are those of midas's probability modifying plot; `predictiveNegative` is the
 * negative predictive value. At prevalence 0 and 1 the values are those of the prior whatever the test, so the ends are
 * left out.
 *
 * Throws `InputError` unless 0 < from < to < 1 (`bad-prevalence-range`) and `points` is a whole number ≥ 2 (`bad-points`),
 * and where `posttest` does.
 *
 * @example
 * ```ts
 * import { predictiveValueCurve } from "dta-meta";
 *
 * const rows = predictiveValueCurve({ plr: 8, nlr: 0.125 }, { from: 0.1, to: 0.5, points: 3 });
 * rows.map(({ posttestPositive }) => posttestPositive.toFixed(3)); // ["0.471", "0.774", "0.889"]
 * ```
 */
export function predictiveValueCurve<P extends LikelihoodRatio, N extends LikelihoodRatio>(
  test: { readonly plr: P; readonly nlr: N },
  options: PredictiveValueCurveOptions = {},
): Posttest<P, N>[] {
  checkOptions(options);
  const { from = 0.01, to = 0.99, points = 99 } = options;
  checkPrevalenceRange(from, to);
  if (!(Number.isInteger(points) && points >= 2 && points <= MOST_POINTS)) {
    throw new InputError(
      "bad-points",
      `a curve needs at least 2 points and at most ${MOST_POINTS}, got ${shown(points)}.`,
      {
        where: "points",
        got: points,
        wanted: `a whole number from 2 to ${MOST_POINTS}`,
      },
    );
  }
  checkObject("test", test, "{ plr, nlr }");
  checkLikelihoodRatio(test.plr, "plr");
  checkLikelihoodRatio(test.nlr, "nlr");
  return Array.from({ length: points }, (_, i) => {
    const t = i / (points - 1);
    return posttest({ prior: from * (1 - t) + to * t, plr: test.plr, nlr: test.nlr });
  });
}

function checkPrevalenceRange(from: number, to: number): void {
  if (typeof from === "number" && typeof to === "number" && from > 0 && from < to && to < 1) return;
  throw new InputError(
    "bad-prevalence-range",
    `a range of prevalences needs 0 < from < to < 1, got from ${shown(from)} to ${shown(to)}.`,
    { where: "from, to", got: { from, to }, wanted: "0 < from < to < 1" },
  );
}
