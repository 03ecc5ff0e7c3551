import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePredictiveValues } from "../../src/accuracy/average-predictive-values.js";
import { type LikelihoodRatio, posttest } from "../../src/accuracy/posttest.js";
import { predictiveValueCurve } from "../../src/accuracy/predictive-value-curve.js";
import { InputError } from "../../src/base/errors.js";
import { integrate } from "../../src/numeric/quadrature/integrate.js";
import { expectClose, tolerance } from "../tolerance.js";

const ratio = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
const prior = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe("posttest", () => {
  it("multiplies odds by the likelihood ratio", () => {
    const { posttestPositive, posttestNegative, predictiveNegative } = posttest({ prior: 0.2, plr: 8, nlr: 0.125 });
    expectClose(posttestPositive, 2 / 3, tolerance.closedForm);
    expectClose(posttestNegative, 1 / 33, tolerance.closedForm);
    expectClose(predictiveNegative, 32 / 33, tolerance.closedForm);
  });

  it("carries the limits of the likelihood ratios through, and turns them for the negative predictive value", () => {
    const plr = { estimate: 8, lower: 4, upper: 16, level: 0.9 };
    const nlr = { estimate: 0.25, lower: 0.125, upper: 0.5, level: 0.9 };
    const got = posttest({ prior: 0.5, plr, nlr });
    expect(got.posttestPositive).toEqual({ estimate: 8 / 9, lower: 4 / 5, upper: 16 / 17, level: 0.9 });
    expectClose(got.posttestNegative.lower, 1 / 9, tolerance.closedForm);
    expectClose(got.predictiveNegative.lower, 2 / 3, tolerance.closedForm);
    expectClose(got.predictiveNegative.estimate, 0.8, tolerance.closedForm);
    expectClose(got.predictiveNegative.upper, 8 / 9, tolerance.closedForm);
  });

  it("is Bayes' theorem for sensitivity and specificity", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        prior,
        (se, sp, p) => {
          const got = posttest({ prior: p, plr: se / (1 - sp), nlr: (1 - se) / sp });
          expectClose(got.posttestPositive, (se * p) / (se * p + (1 - sp) * (1 - p)), tolerance.closedForm);
          expectClose(got.predictiveNegative, (sp * (1 - p)) / (sp * (1 - p) + (1 - se) * p), tolerance.closedForm);
          expectClose(got.posttestNegative + got.predictiveNegative, 1, tolerance.closedForm);
        },
      ),
    );
  });

  it("leaves the prior where the test tells nothing, and accepts a ratio of 0", () => {
    expectClose(posttest({ prior: 0.3, plr: 1, nlr: 1 }).posttestPositive, 0.3, tolerance.closedForm);
    expect(posttest({ prior: 0.3, plr: 1, nlr: 0 })).toMatchObject({ posttestNegative: 0, predictiveNegative: 1 });
    const unknownLimits = { estimate: 0, lower: null, upper: null, level: 0.95 };
    expect(posttest({ prior: 0.3, plr: 2, nlr: unknownLimits }).predictiveNegative).toEqual({
      estimate: 1,
      lower: null,
      upper: null,
      level: 0.95,
    });
  });

  it("refuses a prior in per cent and an impossible ratio", () => {
    expect(() => posttest({ prior: 20, plr: 8, nlr: 0.1 })).toThrow(/0.2 for 20 %/);
    expect(() => posttest({ prior: 0, plr: 8, nlr: 0.1 })).toThrow(InputError);
    expect(() => posttest({ prior: 0.2, plr: -1, nlr: 0.1 })).toThrow(/plr/);
    const infinite: LikelihoodRatio = { estimate: 2, lower: 1, upper: Number.POSITIVE_INFINITY, level: 0.95 };
    expect(() => posttest({ prior: 0.2, plr: 2, nlr: infinite })).toThrow(/nlr/);
  });
});

describe("predictiveValueCurve", () => {
  it("is the post-test probability at equally spaced prevalences", () => {
    const curve = predictiveValueCurve({ plr: 8, nlr: 0.125 }, { from: 0.1, to: 0.5, points: 5 });
    expect(curve.map((point) => point.prior.toFixed(10))).toEqual(
      [0.1, 0.2, 0.3, 0.4, 0.5].map((prevalence) => prevalence.toFixed(10)),
    );
    expectClose(curve[1]!.posttestPositive, 2 / 3, tolerance.closedForm);
    expect(predictiveValueCurve({ plr: 8, nlr: 0.125 })).toHaveLength(99);
  });

  it("refuses the ends, where prevalence decides alone, and a single point", () => {
    expect(() => predictiveValueCurve({ plr: 8, nlr: 0.1 }, { from: 0 })).toThrow(/0 < from/);
    expect(() => predictiveValueCurve({ plr: 8, nlr: 0.1 }, { points: 1 })).toThrow(/at least 2/);
  });
});

describe("averagePredictiveValues", () => {
  it("is the mean of the predictive values over the range, by quadrature", () => {
    fc.assert(
      fc.property(ratio, ratio, prior, prior, (plr, nlr, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        if (to - from < 1e-3) return;
        const mean = (f: (p: number) => number): number => integrate(f, from, to) / (to - from);
        const got = averagePredictiveValues({ plr, nlr }, { from, to });
        expectClose(
          got.positive,
          mean((p) => (plr * p) / (plr * p + 1 - p)),
          1e-11,
          "positive",
        );
        expectClose(
          got.negative,
          mean((p) => (1 - p) / (nlr * p + 1 - p)),
          1e-11,
          "negative",
        );
      }),
      { numRuns: 60 },
    );
  });

  it("equals the closed form in sensitivity and specificity that Stata's midas uses", () => {
    const [S, P, c1, c2] = [0.88, 0.94, 0.25, 0.75];
    const J = S + P - 1;
    const positive =
      S / J -
      ((S * (1 - P)) / ((c2 - c1) * J ** 2)) * Math.log((c2 * S + (1 - c2) * (1 - P)) / (c1 * S + (1 - c1) * (1 - P)));
    const negative =
      P / J -
      ((P * (1 - S)) / ((c2 - c1) * J ** 2)) * Math.log(((1 - c1) * P + c1 * (1 - S)) / ((1 - c2) * P + c2 * (1 - S)));
    const got = averagePredictiveValues({ plr: S / (1 - P), nlr: (1 - S) / P }, { from: c1, to: c2 });
    expectClose(got.positive, positive, tolerance.closedForm);
    expectClose(got.negative, negative, tolerance.closedForm);
  });

  it("gives the mean prior for a test that tells nothing, and is smooth there", () => {
    const at = (plr: number): number => averagePredictiveValues({ plr, nlr: 1 }, { from: 0.2, to: 0.6 }).positive;
    expectClose(at(1), 0.4, tolerance.closedForm);
    // mean of p(1 − p) over the range is the slope in ln LR+ at 1
    const slope = 0.4 - (0.6 ** 3 - 0.2 ** 3) / 3 / 0.4;
    expectClose((at(Math.exp(1e-4)) - at(Math.exp(-1e-4))) / 2e-4, slope, 1e-8);
    expectClose(
      averagePredictiveValues({ plr: 1, nlr: 1 }, { from: 0.2, to: 0.6 }).negative,
      0.6,
      tolerance.closedForm,
    );
  });

  it("takes the whole range, perfect tests and estimates", () => {
    expectClose(averagePredictiveValues({ plr: 1, nlr: 0 }, { from: 0, to: 1 }).positive, 0.5, tolerance.closedForm);
    expect(averagePredictiveValues({ plr: 0, nlr: 0 }, { from: 0, to: 1 })).toMatchObject({ positive: 0, negative: 1 });
    const nlr = { estimate: 0.2, lower: 0.1, upper: 0.4, level: 0.95 };
    const got = averagePredictiveValues({ plr: 5, nlr }, { from: 0.1, to: 0.9 });
    const numbers = averagePredictiveValues({ plr: 5, nlr: 0.4 }, { from: 0.1, to: 0.9 });
    expect(got.negative.lower).toBe(numbers.negative);
    expect(got.negative.lower).toBeLessThan(got.negative.upper);
    expect(() => averagePredictiveValues({ plr: 5, nlr: 0.4 }, { from: 0.5, to: 0.5 })).toThrow(/from < to/);
  });
});
