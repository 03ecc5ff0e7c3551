import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
} from "../../src/numeric/distributions/beta-distribution.js";
import {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
} from "../../src/numeric/distributions/chi-squared.js";
import { fCdf, fQuantile, fUpperQuantile, fUpperTail } from "../../src/numeric/distributions/f-distribution.js";
import {
  normalCdf,
  normalQuantile,
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

interface Distribution {
  readonly name: string;
  readonly parameters: number;
  readonly cdf: (x: number, ...parameters: number[]) => number;
  readonly upperTail: (x: number, ...parameters: number[]) => number;
  readonly quantile: (p: number, ...parameters: number[]) => number;
  readonly upperQuantile: (q: number, ...parameters: number[]) => number;
}

type Plain = (x: number) => number;
type One = (x: number, a: number) => number;
type Two = (x: number, a: number, b: number) => number;
const plain = (name: string, ...[cdf, upperTail, quantile, upperQuantile]: [Plain, Plain, Plain, Plain]) =>
  ({ name, parameters: 0, cdf, upperTail, quantile, upperQuantile }) as Distribution;
const one = (name: string, ...[cdf, upperTail, quantile, upperQuantile]: [One, One, One, One]) =>
  ({ name, parameters: 1, cdf, upperTail, quantile, upperQuantile }) as Distribution;
const two = (name: string, ...[cdf, upperTail, quantile, upperQuantile]: [Two, Two, Two, Two]) =>
  ({ name, parameters: 2, cdf, upperTail, quantile, upperQuantile }) as Distribution;

const distributions = [
  plain("normal", normalCdf, normalUpperTail, normalQuantile, normalUpperQuantile),
  one("Student's t", studentTCdf, studentTUpperTail, studentTQuantile, studentTUpperQuantile),
  one("chi-squared", chiSquaredCdf, chiSquaredUpperTail, chiSquaredQuantile, chiSquaredUpperQuantile),
  two("F", fCdf, fUpperTail, fQuantile, fUpperQuantile),
  two("beta", betaCdf, betaUpperTail, betaQuantile, betaUpperQuantile),
];

/** A parameter from 0.3 to 1e5, evenly on the log scale. */
const parameter = fc.double({ min: Math.log(0.3), max: Math.log(1e5), noNaN: true }).map(Math.exp);
/** A probability from 1e-30 to ½, evenly on the log scale. */
const tailProbability = fc.double({ min: Math.log(1e-30), max: Math.log(0.5), noNaN: true }).map(Math.exp);
const runs = { seed: 20240601, numRuns: 300 };

describe.each(distributions)("$name", ({ parameters, cdf, upperTail, quantile, upperQuantile }) => {
  const shape = fc.array(parameter, { minLength: parameters, maxLength: parameters });

  it("has tails that add up to 1", () => {
    fc.assert(
      fc.property(tailProbability, shape, (p, at) => {
        const x = quantile(p, ...at);
        expect(Math.abs(cdf(x, ...at) + upperTail(x, ...at) - 1)).toBeLessThanOrEqual(3e-16);
      }),
      runs,
    );
  });

  it("returns from a quantile to its probability, from either tail", () => {
    fc.assert(
      fc.property(tailProbability, shape, (p, at) => {
        const lower = quantile(p, ...at);
        const upper = upperQuantile(p, ...at);
        // The rounding of x itself moves the probability, up to some 1e-16 · x · density / tail.
        expectRelative(cdf(lower, ...at), p, 1e-10, `lower tail at ${lower}, ${at}`);
        if (!(upper > 0.999)) expectRelative(upperTail(upper, ...at), p, 1e-10, `upper tail at ${upper}, ${at}`);
      }),
      runs,
    );
  });

  it("takes a probability near 1 for the complement of the other tail's", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), shape, (q, at) => {
        expectRelative(quantile(1 - q, ...at), upperQuantile(1 - (1 - q), ...at), 1e-13);
      }),
      runs,
    );
  });

  it("rises with x", () => {
    fc.assert(
      fc.property(tailProbability, fc.double({ min: 1e-6, max: 1, noNaN: true }), shape, (p, gap, at) => {
        // Neighbouring doubles may swap by rounding.
        fc.pre((1 - 2 * p) * gap > 1e-9 * p);
        const x = quantile(p, ...at);
        const further = quantile(p + (1 - 2 * p) * gap, ...at);
        expect(further).toBeGreaterThanOrEqual(x);
        expect(cdf(further, ...at)).toBeGreaterThanOrEqual(cdf(x, ...at));
        expect(upperTail(further, ...at)).toBeLessThanOrEqual(upperTail(x, ...at));
      }),
      runs,
    );
  });
});

describe("kinships", () => {
  it("the square of t is F with 1 degree of freedom in the numerator", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 30, noNaN: true }), parameter, (t, df) => {
        expectRelative(2 * studentTUpperTail(t, df), fUpperTail(t * t, 1, df), 1e-12);
      }),
      runs,
    );
  });

  it("F turned upside down swaps its degrees of freedom and its tails", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-2, max: 1e2, noNaN: true }), parameter, parameter, (x, d1, d2) => {
        const upper = fUpperTail(x, d1, d2);
        // 1/x is rounded, which a steep tail shows.
        if (upper > 1e-300) expectRelative(fCdf(1 / x, d2, d1), upper, 1e-11);
      }),
      runs,
    );
  });

  it("chi-squared with 2 degrees of freedom is exponential", () => {
    for (const x of [1e-10, 0.3, 5, 80, 1200]) {
      expectRelative(chiSquaredUpperTail(x, 2), Math.exp(-x / 2), 1e-13);
      expectRelative(chiSquaredCdf(x, 2), -Math.expm1(-x / 2), 1e-13);
    }
  });

  it("chi-squared with 1 degree of freedom is the square of a normal", () => {
    for (const z of [0.01, 0.5, 1.96, 6, 20, 37])
      expectRelative(chiSquaredUpperTail(z * z, 1), 2 * normalUpperTail(z), 1e-12);
  });

  it("t with 1 degree of freedom is Cauchy's", () => {
    for (const p of [1e-12, 0.01, 0.2, 0.4]) expectRelative(studentTQuantile(p, 1), -1 / Math.tan(Math.PI * p), 1e-13);
  });

  it("t and F tend to normal and chi-squared, and are these at ∞", () => {
    const infinite = Number.POSITIVE_INFINITY;
    expectRelative(studentTUpperTail(2, 1e14), normalUpperTail(2), 1e-12);
    expect(studentTUpperTail(2, infinite)).toBe(normalUpperTail(2));
    expect(studentTQuantile(0.2, infinite)).toBe(normalQuantile(0.2));
    expectRelative(fUpperTail(2, 3, 1e14), chiSquaredUpperTail(6, 3), 1e-12);
    expect(fUpperTail(2, 3, infinite)).toBe(chiSquaredUpperTail(6, 3));
    expectRelative(fQuantile(0.9, 3, infinite), chiSquaredQuantile(0.9, 3) / 3, 1e-15);
    expectRelative(fCdf(2, infinite, 3), chiSquaredUpperTail(1.5, 3), 1e-15);
    expect(fQuantile(0.9, infinite, infinite)).toBe(1);
    expect([fCdf(0.9, infinite, infinite), fCdf(1.1, infinite, infinite)]).toEqual([0, 1]);
  });
});
