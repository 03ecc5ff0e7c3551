import { describe, expect, it } from "vitest";
import { fitBayes, priorPosterior } from "../../../src/index.js";
import { loadFixture } from "../../fixtures.js";

const fit = fitBayes(loadFixture("auditc"), { draws: 4000, nodes: 5 });
const curves = priorPosterior(fit, { points: 2001 });
const integral = (rows: readonly { readonly value: number }[], at: (i: number) => number): number =>
  rows.slice(1).reduce((sum, { value }, i) => sum + ((at(i) + at(i + 1)) / 2) * (value - rows[i]!.value), 0);

describe("priorPosterior", () => {
  it.each(curves.map((curve) => [curve.quantity, curve] as const))(
    "of %s has densities of mass 1",
    (name, { rows }) => {
      // 0.1 % of a standard deviation's posterior may lie beyond; a U-shaped prior has its mass in the end bins
      expect(integral(rows, (i) => rows[i]!.posterior)).toBeCloseTo(1, 2);
      if (name === "correlation") expect(integral(rows, (i) => rows[i]!.prior)).toBeCloseTo(1, 2);
    },
  );

  it.each(curves.map((curve) => [curve.quantity, curve] as const))(
    "of %s has the posterior's own mean, and its spread but for the kernel's",
    (quantity, { rows }) => {
      const { mean, sd } = fit.summary![quantity];
      const found = integral(rows, (i) => rows[i]!.posterior * rows[i]!.value);
      expect(Math.abs(found - mean)).toBeLessThan(0.03 * sd);
      const square = integral(rows, (i) => rows[i]!.posterior * (rows[i]!.value - found) ** 2);
      // a Gaussian kernel of Silverman's width adds (0.9 n^-1/5)² ≈ 3 % of the variance
      expect(Math.sqrt(square) / sd).toBeGreaterThan(0.96);
      expect(Math.sqrt(square) / sd).toBeLessThan(1.06);
    },
  );

  it("has the prior's exact densities: the Cochrane prior of σ is that of 1/σ² ~ gamma(2, 0.5)", () => {
    const { rows } = curves.find(({ quantity }) => quantity === "sdSensitivity")!;
    for (const { value, prior } of rows.filter((_, i) => i % 250 === 100)) {
      const precision = 1 / value ** 2;
      expect(prior).toBeCloseTo(0.25 * precision * Math.exp(-0.5 * precision) * (2 / value ** 3), 10);
    }
    const uniform = curves.find(({ quantity }) => quantity === "correlation")!;
    for (const { prior } of uniform.rows) expect(prior).toBeCloseTo(0.5, 10);
  });

  it("says how much of the prior lies within: less where it is vague", () => {
    const sd = curves.find(({ quantity }) => quantity === "sdSensitivity")!;
    const end = sd.rows.at(-1)!.value;
    // 1/σ² ~ gamma(2, 0.5): P(σ < c) = (1 + 0.5/c²)·exp(−0.5/c²)
    expect(sd.priorWithin).toBeCloseTo((1 + 0.5 / end ** 2) * Math.exp(-0.5 / end ** 2), 2);
  });

  it("has no accuracy with moderators, and refuses other fits", () => {
    const studies = loadFixture("scheidler");
    const regression = fitBayes(studies, { draws: 500, nodes: 3, moderators: ["modality"] });
    expect(priorPosterior(regression).map(({ quantity }) => quantity)).toEqual([
      "sdSensitivity",
      "sdSpecificity",
      "correlation",
    ]);
    expect(() => priorPosterior({} as never)).toThrow(/fit/);
  });
});
