import { describe, expect, it } from "vitest";
import { koopmanInterval } from "../../../src/inference/comparative/koopman.js";
import { pairedRatio } from "../../../src/inference/comparative/paired-table.js";
import { rankTests } from "../../../src/inference/comparative/rank-tests.js";
import { fitComparative } from "../../../src/models/comparative/fit-comparative.js";
import { bivariateNormalCdf } from "../../../src/numeric/distributions/bivariate-normal.js";
import { normalCdf } from "../../../src/numeric/distributions/normal.js";
import { sets, studiesOf } from "../../models/comparative/optima.js";
import { expectClose } from "../../tolerance.js";

describe("the bivariate normal distribution", () => {
  it("has the orthant probability ¼ + arcsin ρ/2π, and is a product without correlation", () => {
    for (const rho of [-0.999, -0.6, 0, 0.3, 0.95, 0.9999]) {
      expectClose(bivariateNormalCdf(0, 0, rho), 0.25 + Math.asin(rho) / (2 * Math.PI), 1e-12);
    }
    expectClose(bivariateNormalCdf(-1.2, 0.7, 0), normalCdf(-1.2) * normalCdf(0.7), 1e-15);
  });

  it("adds up over the quadrants", () => {
    const [h, k] = [0.8, -1.3];
    const sum =
      bivariateNormalCdf(h, k, 0.7) +
      bivariateNormalCdf(-h, k, -0.7) +
      bivariateNormalCdf(h, -k, -0.7) +
      bivariateNormalCdf(-h, -k, 0.7);
    expectClose(sum, 1, 1e-12);
    expect(bivariateNormalCdf(1, -1, 1)).toBe(normalCdf(-1));
    expect(bivariateNormalCdf(1, -2, -1)).toBe(0);
  });
});

describe("rankTests", () => {
  const fit = fitComparative(studiesOf(sets.glas4!), { test: "test", structure: "independent", model: "normal" });

  it("has exact shares that draws agree with", () => {
    const exact = rankTests(fit);
    const drawn = rankTests(fit, { draws: 20_000, seed: 7 });
    expect(exact.pairs).toHaveLength(12);
    for (const { test, reference, both, neither } of exact.pairs) {
      const back = exact.pairs.find((pair) => pair.test === reference && pair.reference === test)!;
      expectClose(back.both, neither, 1e-12);
      expect(both + neither).toBeLessThanOrEqual(1);
    }
    const total = drawn.tests.flatMap(({ ranks }) => ranks!).reduce((sum, share) => sum + share, 0);
    expectClose(total, 4, 1e-12);
    expect(exact.tests[0]!.superiorityIndex).toBeNull();
    expect(drawn.tests[0]!.superiorityIndex!.monteCarloError).toBeGreaterThan(0);
    expect(rankTests(fit, { by: "dor" }).pairs.every(({ better }) => better > 0 && better < 1)).toBe(true);
  });
});

describe("ratios of one study", () => {
  it("have score limits at which the statistic is z", () => {
    // Koopman (1984), example of the paper: 36/40 and 16/80
    const { estimate, lower, upper } = koopmanInterval(36, 40, 16, 80, 0.95);
    expectClose(estimate, 4.5, 1e-12);
    expect(lower).toBeCloseTo(2.9395, 3);
    expect(upper).toBeCloseTo(7.1517, 2);
  });

  it("are open where a sample has no failure or no success", () => {
    expect(koopmanInterval(10, 10, 0, 8, 0.95)).toMatchObject({ estimate: null, upper: null });
    expect(koopmanInterval(0, 10, 4, 8, 0.95)).toMatchObject({ estimate: 0, lower: 0 });
    expect(koopmanInterval(0, 0, 4, 8, 0.95)).toMatchObject({ estimate: null, lower: null });
    const { lower, upper } = koopmanInterval(9, 9, 7, 12, 0.95);
    expect(lower).toBeGreaterThan(1);
    expect(upper).toBeLessThan(4);
  });

  it("of paired samples are narrower where the pairs agree", () => {
    const agreeing = pairedRatio([40, 3, 5, 12], 0.95);
    const disagreeing = pairedRatio([28, 15, 17, 0], 0.95);
    const independent = koopmanInterval(43, 60, 45, 60, 0.95);
    expect(agreeing.upper! - agreeing.lower!).toBeLessThan(independent.upper! - independent.lower!);
    expect(disagreeing.upper! - disagreeing.lower!).toBeGreaterThan(independent.upper! - independent.lower!);
    const turned = pairedRatio([40, 5, 3, 12], 0.95);
    expectClose(turned.lower! * agreeing.upper!, 1, 1e-9);
  });
});
