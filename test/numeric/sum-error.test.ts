import { describe, expect, it } from "vitest";
import { sumError } from "../../src/numeric/monte-carlo/sum-error.js";
import { seededRandom } from "../../src/numeric/random/random.js";

/** Root mean square over samples of (mean − truth)/error, and the samples that had no error. */
function calibration(n: number, draw: (u: number) => number, truth: number) {
  let squares = 0;
  let without = 0;
  const samples = 400;
  for (let s = 0; s < samples; s++) {
    const random = seededRandom(s, 7);
    const values = Float64Array.from({ length: n }, () => draw(random.uniform()));
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const error = sumError(values.map((value) => (value - mean) / n));
    if (error === null) without++;
    else squares += ((mean - truth) / error) ** 2;
  }
  return { rms: Math.sqrt(squares / (samples - without)), without };
}

/** Pareto from 1 upwards with tail index k. */
const pareto = (k: number) => (u: number) => (1 - u) ** -k;

describe("sumError", () => {
  it("is the root of the sum of squares where tails are light", () => {
    const terms = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const plain = Math.sqrt(terms.reduce((sum, term) => sum + term * term, 0));
    expect(Math.abs(sumError(terms)! / plain - 1)).toBeLessThan(0.01);
    expect(sumError(new Float64Array(100))).toBe(0);
  });

  it("is right on average for means of uniform and of exponential draws", () => {
    expect(calibration(500, (u) => u, 0.5).rms).toBeCloseTo(1, 0.5);
    expect(calibration(500, (u) => -Math.log(1 - u), 1).rms).toBeCloseTo(1, 0.5);
  });

  it("is not too small where the variance is all but infinite", () => {
    // √Σt² gives 1.13 and 1.46 here
    const nearly = calibration(1000, pareto(0.45), 1 / 0.55);
    expect(nearly.rms).toBeLessThan(1.1);
    expect(nearly.without).toBeLessThan(10);
    expect(calibration(1000, pareto(0.6), 1 / 0.4).rms).toBeLessThan(1.35);
  });

  it("is null where the mean itself hardly exists", () => {
    expect(calibration(1000, pareto(1.3), 0).without).toBeGreaterThan(380);
  });
});
