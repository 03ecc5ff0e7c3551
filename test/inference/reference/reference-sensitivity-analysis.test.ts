import { describe, expect, it } from "vitest";
import { correctForReference, fitBinomial, referenceSensitivityAnalysis, summaryPoint } from "../../../src/index.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";

const studies = loadFixture("anti_ccp");

describe("referenceSensitivityAnalysis", () => {
  it("is the usual analysis where the reference is perfect", () => {
    const { perfectReference, scenarios, k } = referenceSensitivityAnalysis(studies, {
      sensitivity: [1],
      specificity: [1],
    });
    const { sensitivity, specificity } = summaryPoint(fitBinomial(studies));
    expect(k).toBe(37);
    expect(perfectReference.sensitivity).toEqual(sensitivity);
    const [only] = scenarios;
    expectClose(only!.sensitivity.lower, sensitivity.lower, 1e-12, "sensitivity, lower");
    expectClose(only!.specificity.upper, specificity.upper, 1e-12, "specificity, upper");
    expect(only!.contradicted).toBe(0);
    // maximum likelihood of the studies' prevalences, logit-normal between studies
    expectClose(perfectReference.prevalence.estimate, 0.444930385702084, 1e-8, "prevalence");
    expectClose(perfectReference.prevalence.lower, 0.393168041668802, 1e-7, "prevalence, lower");
  });

  it("runs over the grid in the order given, each scenario the closed form at its prevalence", () => {
    const { scenarios } = referenceSensitivityAnalysis(studies, {
      sensitivity: [0.95, 1],
      specificity: [0.97, 1],
      dependence: [0, 0.3],
    });
    expect(
      scenarios.map(({ reference, dependence }) => [reference.sensitivity, reference.specificity, dependence]),
    ).toEqual([
      [0.95, 0.97, 0],
      [0.95, 0.97, 0.3],
      [0.95, 1, 0],
      [0.95, 1, 0.3],
      [1, 0.97, 0],
      [1, 0.97, 0.3],
      [1, 1, 0],
      [1, 1, 0.3],
    ]);
    const fit = fitBinomial(studies);
    for (const { reference, dependence, prevalence, sensitivity, specificity } of scenarios) {
      const alone = correctForReference(fit, { ...reference, dependence, prevalence: prevalence! });
      expectClose(sensitivity.estimate, alone.sensitivity.estimate!, 1e-12, "sensitivity");
      expectClose(specificity.estimate, alone.specificity.estimate!, 1e-12, "specificity");
    }
    // errors that go together flatter the index test: allowing for them lowers it
    expect(scenarios[1]!.sensitivity.estimate).toBeLessThan(scenarios[0]!.sensitivity.estimate!);
  });

  it("names what a reference would contradict", () => {
    const { scenarios } = referenceSensitivityAnalysis(loadFixture("xpert"), {
      sensitivity: [1],
      specificity: [0.8, 0.95],
    });
    expect(scenarios[0]).toMatchObject({ prevalence: null, sensitivity: { estimate: null } });
    expect(scenarios[0]!.reason).toMatch(/falsely positive/);
    expect(scenarios[1]!.contradicted).toBe(20);
  });

  it("refuses a grid that is none", () => {
    const bad = { sensitivity: [], specificity: [1] };
    expect(() => referenceSensitivityAnalysis(studies, bad)).toThrow(expect.objectContaining({ code: "bad-option" }));
    const chance = { sensitivity: [0.5], specificity: [0.5] };
    expect(() => referenceSensitivityAnalysis(studies, chance)).toThrow(
      expect.objectContaining({ code: "bad-reference" }),
    );
  });
});
