import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
} from "../../src/numeric/distributions/beta-distribution.js";
import { binomialLogProbability } from "../../src/numeric/distributions/binomial.js";
import {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
} from "../../src/numeric/distributions/chi-squared.js";
import { fCdf, fQuantile, fUpperQuantile, fUpperTail } from "../../src/numeric/distributions/f-distribution.js";
import { logBinomialCoefficient, logGamma } from "../../src/numeric/distributions/gamma.js";
import {
  normalCdf,
  normalDensity,
  normalLogCdf,
  normalLogDensity,
  normalLogUpperTail,
  normalQuantile,
  normalQuantileOfLog,
  normalUpperQuantile,
  normalUpperTail,
} from "../../src/numeric/distributions/normal.js";
import {
  studentTCdf,
  studentTQuantile,
  studentTUpperQuantile,
  studentTUpperTail,
} from "../../src/numeric/distributions/student-t.js";
import { expectRelative } from "../tolerance.js";

const { POSITIVE_INFINITY: infinite, NEGATIVE_INFINITY: minusInfinite, NaN: notANumber } = Number;

describe("at the ends of the range", () => {
  it("tails are exactly 0 and 1", () => {
    expect([normalCdf(minusInfinite), normalCdf(infinite)]).toEqual([0, 1]);
    expect([normalUpperTail(minusInfinite), normalUpperTail(infinite)]).toEqual([1, 0]);
    expect([normalLogCdf(infinite), normalLogUpperTail(infinite)]).toEqual([0, minusInfinite]);
    expect([studentTCdf(minusInfinite, 3), studentTUpperTail(infinite, 3)]).toEqual([0, 0]);
    expect([chiSquaredCdf(-1, 3), chiSquaredUpperTail(-1, 3), chiSquaredCdf(0, 3)]).toEqual([0, 1, 0]);
    expect([chiSquaredCdf(infinite, 3), chiSquaredUpperTail(infinite, 3)]).toEqual([1, 0]);
    expect([fCdf(-1, 2, 3), fUpperTail(0, 2, 3), fCdf(infinite, 2, 3), fUpperTail(infinite, 2, 3)]).toEqual([
      0, 1, 1, 0,
    ]);
    expect([betaCdf(-0.1, 2, 3), betaCdf(0, 2, 3), betaCdf(1, 2, 3), betaCdf(1.1, 2, 3)]).toEqual([0, 0, 1, 1]);
    expect([betaUpperTail(0, 2, 3), betaUpperTail(1, 2, 3)]).toEqual([1, 0]);
  });

  it("quantiles are the ends of the range", () => {
    expect([normalQuantile(0), normalQuantile(1), normalUpperQuantile(0)]).toEqual([minusInfinite, infinite, infinite]);
    expect([normalQuantileOfLog(minusInfinite), normalQuantileOfLog(0)]).toEqual([minusInfinite, infinite]);
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3), studentTUpperQuantile(0, 3)]).toEqual([
      minusInfinite,
      infinite,
      infinite,
    ]);
    expect([chiSquaredQuantile(0, 3), chiSquaredQuantile(1, 3)]).toEqual([0, infinite]);
    expect([chiSquaredUpperQuantile(0, 3), chiSquaredUpperQuantile(1, 3)]).toEqual([infinite, 0]);
    expect([fQuantile(0, 2, 3), fQuantile(1, 2, 3), fUpperQuantile(0, 2, 3)]).toEqual([0, infinite, infinite]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaUpperQuantile(0, 2, 3)]).toEqual([0, 1, 1]);
  });

  it("the median of a symmetric distribution is 0", () => {
    expect([normalQuantile(0.5), normalUpperQuantile(0.5), studentTQuantile(0.5, 3)]).toEqual([0, 0, 0]);
    expect(studentTUpperQuantile(0.5, 3)).toBe(0);
  });

  it("keep their relative accuracy next to the median", () => {
    // Φ⁻¹(½ + ε) = ε√(2π)
    expectRelative(normalQuantile(0.5 + 2 ** -40), 2 ** -40 * Math.sqrt(2 * Math.PI), 1e-15);
    // Student's t with 2 degrees of freedom: t = 2ε√2 / √(1 − 4ε²)
    expectRelative(studentTQuantile(0.5 + 2 ** -40, 2), 2 ** -40 * 2 * Math.SQRT2, 1e-14);
  });
});

describe("beyond where tails underflow", () => {
  it("the log of the normal tail goes on", () => {
    expect(normalUpperTail(40)).toBe(0);
    // −x²/2 − ln(x√(2π)) + ln(1 − 1/x² + 3/x⁴ − …)
    expectRelative(normalLogUpperTail(1000), -500007.82669481204, 1e-15);
    expect(normalLogUpperTail(1e10)).toBe(-5e19);
    expectRelative(normalQuantileOfLog(-500007.82669481204), -1000, 1e-15);
  });

  it("t with few degrees of freedom has tails at 1e200", () => {
    // As t grows, P(T > t) → t^−df · df^(df/2 − 1) / B(df/2, ½) ; for df = 1 that is 1/(πt).
    expectRelative(studentTUpperTail(1e200, 1), 1e-200 / Math.PI, 1e-13);
    expectRelative(studentTUpperTail(1e200, 0.5), 3.207009754142229e-101, 1e-12);
    expectRelative(studentTUpperQuantile(3.207009754142229e-101, 0.5), 1e200, 1e-12);
  });
});

describe("the normal density", () => {
  it("is e^(−x²/2) / √(2π), to the least double", () => {
    expectRelative(normalDensity(0), 0.3989422804014327, 1e-15);
    expectRelative(normalDensity(1.5), 0.12951759566589174, 1e-15);
    // Computed at 60 digits.
    expectRelative(normalDensity(-30), 1.4736461348785476e-196, 1e-15);
    expect(normalDensity(38.5)).toBeGreaterThan(0);
    expect(normalDensity(40)).toBe(0);
    expectRelative(normalLogDensity(40), -800.9189385332047, 1e-15);
  });
});

describe("the log probability of a binomial count", () => {
  it("is certain or impossible where p is 0 or 1", () => {
    expect([binomialLogProbability(0, 5, 0), binomialLogProbability(5, 5, 1)]).toEqual([0, 0]);
    expect([binomialLogProbability(1, 5, 0), binomialLogProbability(4, 5, 1)]).toEqual([minusInfinite, minusInfinite]);
    expect(binomialLogProbability(5, 5, 0)).toBe(minusInfinite);
    expect(binomialLogProbability(0, 5, 1)).toBe(minusInfinite);
    expect(binomialLogProbability(0, 0, 0.3)).toBe(0);
  });

  it("sums to 1 over all counts", () => {
    for (const [n, p] of [
      [1, 0.3],
      [29, 0.9],
      [30, 0.9],
      [2000, 0.01],
    ] as const) {
      let sum = 0;
      for (let x = 0; x <= n; x++) sum += Math.exp(binomialLogProbability(x, n, p));
      expectRelative(sum, 1, 1e-13, `n = ${n}`);
    }
  });
});

describe("arguments outside the domain", () => {
  const cases: readonly (readonly [string, () => number])[] = [
    ["normalQuantile(1.1)", () => normalQuantile(1.1)],
    ["normalQuantile(NaN)", () => normalQuantile(notANumber)],
    ["normalQuantileOfLog(0.1)", () => normalQuantileOfLog(0.1)],
    ["normalQuantileOfLog(NaN)", () => normalQuantileOfLog(notANumber)],
    ["studentTCdf(1, 0)", () => studentTCdf(1, 0)],
    ["studentTCdf(NaN, 3)", () => studentTCdf(notANumber, 3)],
    ["studentTQuantile(−0.1, 3)", () => studentTQuantile(-0.1, 3)],
    ["chiSquaredCdf(1, −1)", () => chiSquaredCdf(1, -1)],
    ["chiSquaredCdf(1, ∞)", () => chiSquaredCdf(1, infinite)],
    ["chiSquaredQuantile(2, 1)", () => chiSquaredQuantile(2, 1)],
    ["fCdf(1, 0, 1)", () => fCdf(1, 0, 1)],
    ["fQuantile(0.5, 1, NaN)", () => fQuantile(0.5, 1, notANumber)],
    ["betaCdf(0.5, 0, 1)", () => betaCdf(0.5, 0, 1)],
    ["betaQuantile(0.5, 1, ∞)", () => betaQuantile(0.5, 1, infinite)],
    ["logGamma(0)", () => logGamma(0)],
    ["logBinomialCoefficient(3, 4)", () => logBinomialCoefficient(3, 4)],
    ["logBinomialCoefficient(3.5, 1)", () => logBinomialCoefficient(3.5, 1)],
    ["binomialLogProbability(−1, 3, 0.5)", () => binomialLogProbability(-1, 3, 0.5)],
    ["binomialLogProbability(1, 3, 1.5)", () => binomialLogProbability(1, 3, 1.5)],
  ];

  it.each(cases)("%s throws", (_, call) => {
    expect(call).toThrow(InputError);
    expect(call).toThrow(expect.objectContaining({ code: "outside-domain" }));
  });

  it("are named with what would be right", () => {
    expect(() => studentTCdf(1, -2)).toThrow("df must be a number greater than 0, got -2.");
  });
});
