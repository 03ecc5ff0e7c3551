import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/numeric/distributions/normal.js";
import { normalMixtureQuantile } from "../../src/numeric/distributions/normal-mixture.js";

describe("normalMixtureQuantile", () => {
  it("is the normal quantile of one component", () => {
    const one = { weights: [1], means: [2], standardDeviations: [3] };
    for (const p of [1e-6, 0.025, 0.5, 0.975]) {
      expect(normalMixtureQuantile(one, p)).toBeCloseTo(2 + 3 * normalQuantile(p), 9);
    }
  });

  it("finds the middle and the tails of two far apart", () => {
    const two = { weights: [0.25, 0.75], means: [-50, 50], standardDeviations: [1, 2] };
    // below −50 lies half of the first component, 0.125 of all
    expect(normalMixtureQuantile(two, 0.125)).toBeCloseTo(-50, 9);
    expect(normalMixtureQuantile(two, 0.625)).toBeCloseTo(50, 9);
    expect(normalMixtureQuantile(two, 0.985)).toBeCloseTo(50 + 2 * normalQuantile(0.98), 9);
  });

  it("takes a component without spread for a step", () => {
    const steps = { weights: [0.5, 0.5], means: [1, 3], standardDeviations: [0, 0] };
    expect(normalMixtureQuantile(steps, 0.25)).toBeCloseTo(1, 9);
    expect(normalMixtureQuantile(steps, 0.75)).toBeCloseTo(3, 9);
  });
});
