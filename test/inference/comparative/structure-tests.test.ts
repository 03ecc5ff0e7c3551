import { describe, expect, it } from "vitest";
import { comparativeLikelihoodRatioTest } from "../../../src/inference/comparative/structure-tests.js";
import { fitComparative } from "../../../src/models/comparative/fit-comparative.js";
import type { ComparativeOptions } from "../../../src/models/comparative/options.js";
import { sets, studiesOf } from "../../models/comparative/optima.js";
import { expectClose } from "../../tolerance.js";

const studies = studiesOf(sets.ascus!);
const fitted = (options: Omit<ComparativeOptions, "test">) => fitComparative(studies, { test: "test", ...options });

describe("likelihood ratio tests of structures", () => {
  const shared = fitted({ structure: "shared" });
  const equal = fitted({ structure: "independent" });
  const unequal = fitted({ structure: "independent", variances: "unequal" });
  const identity = fitted({ structure: "nested", within: "identity" });
  const diagonal = fitted({ structure: "nested", within: "diagonal" });

  it.each([
    ["row-common : row-separate", equal, unequal],
    ["study : nested-diagonal", shared, diagonal],
    ["nested-identity : nested-diagonal", identity, diagonal],
  ])("%s", (name, smaller, larger) => {
    const { chiSquared, df } = comparativeLikelihoodRatioTest(smaller, larger);
    const reference = sets.ascus!.structureTests[name]!;
    expectClose(chiSquared, reference.chi2, 1e-6);
    expect(df).toBe(reference.df);
  });

  it("take a variance of 0 for the edge that it is", () => {
    const { chiSquared, pValue, note } = comparativeLikelihoodRatioTest(shared, identity);
    expect(note).toMatch(/mixture/);
    // half of χ² with one degree of freedom
    expect(pValue! / (2 * upperNormal(Math.sqrt(chiSquared!)))).toBeCloseTo(0.5, 3);
  });

  it("refuse what is not nested", () => {
    expect(() => comparativeLikelihoodRatioTest(shared, unequal)).toThrow(/not a special case/);
    expect(() => comparativeLikelihoodRatioTest(equal, diagonal)).toThrow(/not a special case/);
    expect(() => comparativeLikelihoodRatioTest(diagonal, identity)).toThrow(/not a special case/);
    const fewer = fitComparative(studies.slice(0, 18), { test: "test", structure: "shared" });
    expect(() => comparativeLikelihoodRatioTest(fewer, diagonal)).toThrow(/different rows/);
  });
});

/** Mills' continued fraction, good enough in the far tail. */
function upperNormal(x: number): number {
  let fraction = x;
  for (let k = 40; k > 0; k--) fraction = x + k / fraction;
  return Math.exp((-x * x) / 2) / (Math.sqrt(2 * Math.PI) * fraction);
}
