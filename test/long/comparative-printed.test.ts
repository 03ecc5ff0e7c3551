import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareTests } from "../../src/inference/comparative/compare-tests.js";
import { comparativeLikelihoodRatioTest } from "../../src/inference/comparative/structure-tests.js";
import { fitComparative } from "../../src/models/comparative/fit-comparative.js";
import { readStudies } from "../../src/tables/read-studies.js";

// Numbers that programs printed, computed from the data alone: without what `reproduce` knows of those programs.

interface Printed {
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
  readonly standardError?: string;
}
interface Result {
  readonly id: string;
  readonly tests: Readonly<Record<string, { readonly chiSquared: string }>>;
  readonly betweenStudy: Readonly<Record<string, string>>;
  readonly quantities: Readonly<Record<string, Printed>>;
  readonly explanations: Readonly<Record<string, string>>;
}

function published(name: string, id: string): Result {
  const folder = new URL(`../../fixtures/published/${name}/`, import.meta.url);
  const { results } = JSON.parse(readFileSync(new URL("published.json", folder), "utf8")) as {
    results: readonly Result[];
  };
  return results.find((result) => result.id === id)!;
}
const studiesOf = (name: string) =>
  readStudies(readFileSync(new URL(`../../fixtures/published/${name}/data.csv`, import.meta.url), "utf8"));

const within = (ours: number | null, printed: string, slack: number, what: string): void => {
  const off = Math.abs(Number(printed) - (ours ?? Number.NaN));
  expect(off <= slack, `${what}: ${ours} against ${printed}`).toBe(true);
};

/** Half of the last place printed, and a hair. */
const halfPlace = (printed: string): number => 0.5 * 10 ** -(printed.split(".")[1]?.length ?? 0) + 1e-9;

describe("printed comparisons of tests", () => {
  it("of the Stata tutorial are met: χ² within .03, what 5 points leave in the rest", () => {
    const studies = studiesOf("schuetz2010");
    const { tests, quantities } = published("schuetz2010", "comparison");
    // rows of a study share their effects in models A to D; model E has each test by itself
    const shared = compareTests(studies, { test: "test", reference: "MRI", structure: "shared" });
    within(shared.joint.chiSquared, tests.covariate!.chiSquared, 0.03, "both");
    within(shared.sensitivity.chiSquared, tests.sensitivity!.chiSquared, 0.03, "sensitivity");
    within(shared.specificity.chiSquared, tests.specificity!.chiSquared, 0.03, "specificity");
    const apart = { test: "test", reference: "MRI", structure: "independent", robust: false } as const;
    const separate = fitComparative(studies, { ...apart, variances: "unequal" });
    // printed as a test though B is not a special case of E; ours is refused, the difference the printed one
    within(2 * (separate.logLik - shared.fit.logLik), tests.variances!.chiSquared, 0.03, "B against E");
    expect(() => comparativeLikelihoodRatioTest(shared.fit, separate)).toThrow(
      expect.objectContaining({ code: "not-nested" }),
    );
    const [comparison] = compareTests(separate).comparisons;
    for (const [name, ours] of [
      ["difference.sensitivity", comparison!.differenceSensitivity],
      ["difference.specificity", comparison!.differenceSpecificity],
    ] as const) {
      within(ours.estimate, quantities[name]!.estimate, 1e-4, name);
      within(ours.lower, quantities[name]!.lower, 1e-4, `${name}, lower`);
      within(ours.upper, quantities[name]!.upper, 1e-4, `${name}, upper`);
      within(ours.standardError, quantities[name]!.standardError!, 1e-4, `${name}, standard error`);
    }
  });

  it("of metadta are met to the places printed, but for what its file explains", () => {
    const { quantities, betweenStudy, explanations } = published("ascus", "metadta-comparative");
    const { tests, comparisons, fit } = compareTests(studiesOf("ascus"), {
      test: "test",
      reference: "RepC",
      structure: "shared",
    });
    const ours: Record<
      string,
      { readonly estimate: number | null; readonly lower: number | null; readonly upper: number | null }
    > = {
      "relative.sensitivity": comparisons[0]!.relativeSensitivity,
      "relative.specificity": comparisons[0]!.relativeSpecificity,
    };
    for (const test of tests) {
      ours[`levels.${test.test}.sensitivity`] = test.sensitivity;
      ours[`levels.${test.test}.specificity`] = test.specificity;
    }
    const off: string[] = [];
    for (const [name, found] of Object.entries(ours)) {
      const printed = quantities[name]!;
      for (const part of ["estimate", "lower", "upper"] as const) {
        const away = Math.abs((found[part] ?? Number.NaN) - Number(printed[part]));
        expect(away, `${name}.${part}`).toBeLessThan(0.0101);
        if (away > halfPlace(printed[part])) off.push(`${name}.${part}`);
      }
    }
    // RSe is 1.3349 where 1.34 is printed: Stata's maximum is a little off, as is its χ² of random effects
    for (const name of off)
      expect(
        Object.keys(explanations).some((key) => name.startsWith(key) || key === "*"),
        name,
      ).toBe(true);
    const variance = fit.totalVariation.RepC!;
    within(variance.varSensitivity, betweenStudy.varSensitivity!, 0.0101, "variance of sensitivity");
    within(variance.varSpecificity, betweenStudy.varSpecificity!, 0.0101, "variance of specificity");
    within(variance.correlation, betweenStudy.correlation!, 0.0151, "correlation");
  });
});
