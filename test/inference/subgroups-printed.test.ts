import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareSubgroups } from "../../src/inference/compare/compare-subgroups.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { loadFixture } from "../fixtures.js";

const percent = (proportion: number | null): string => (100 * proportion!).toFixed(0);

// Coronary angiography by CT (89 studies) and MRI (19), five of them both: Schuetz et al. 2010, Ann Intern Med 152:167. Printed by
// Stata (meqrlogit, 5 nodes) in Takwoingi 2021, Meta-analysis of test accuracy studies in Stata, version 2.0.
describe("compareSubgroups of Schuetz 2010", () => {
  const studies = readStudies(readFileSync(new URL("../../fixtures/schuetz/data.csv", import.meta.url), "utf8"));
  const unequal = compareSubgroups(studies, { by: "test", variances: "unequal", nodes: 5 });

  // One unit of the last printed digit: Stata's optimiser stops within about that
  it("has the tutorial's model E, a covariance for each test: CT less MRI, and the logs of their ratios", () => {
    const [mri] = unequal.relative;
    expect(mri).toMatchObject({ level: "MRI", reference: "CT" });
    const identity = (value: number): number => value;
    for (const [got, scale, printed] of [
      [mri!.sensitivityDifference, identity, [0.0950214, 0.0595718, 0.1304711]],
      [mri!.specificityDifference, identity, [0.1749305, 0.0713938, 0.2784673]],
      [mri!.relativeSensitivity, Math.log, [0.1028441, 0.0626879, 0.1430002]],
      [mri!.relativeSpecificity, Math.log, [0.2234729, 0.077053, 0.3698929]],
    ] as const) {
      // our contrast is MRI against CT: signs turn, and limits change places
      [got.estimate, got.upper, got.lower].forEach((value, i) => {
        expect(Math.abs(-scale(value!) - printed[i]!)).toBeLessThan(1e-7);
      });
    }
    expect((1 / mri!.relativeSensitivity.estimate!).toFixed(2)).toBe("1.11");
    expect((1 / mri!.relativeSpecificity.estimate!).toFixed(2)).toBe("1.25");
  });

  it("does not have its tests, which let CT and MRI of one study share random effects (χ² 51.66 on 5 df there)", () => {
    const logLiks = ["CT", "MRI"].map(
      (test) =>
        fitBinomial(
          studies.filter(({ covariates }) => covariates?.test === test),
          { nodes: 5 },
        ).logLik,
    );
    const apart = 2 * (logLiks[0]! + logLiks[1]! - fitBinomial(studies, { nodes: 5 }).logLik);
    expect(unequal.joint.df).toBe(5);
    expect(Math.abs(unequal.joint.chiSquared! - apart)).toBeLessThan(1e-8);
    expect(apart.toFixed(2)).toBe("35.84");
  });

  it("has the levels of the tutorial's text", () => {
    const mri = unequal.levels[1]!.summary!;
    expect([mri.sensitivity.estimate, mri.sensitivity.lower, mri.sensitivity.upper].map(percent)).toEqual([
      "88",
      "84",
      "91",
    ]);
    expect([mri.specificity.estimate, mri.specificity.lower, mri.specificity.upper].map(percent)).toEqual([
      "70",
      "59",
      "79",
    ]);
    expect(unequal.levels.map(({ level, k }) => [level, k])).toEqual([
      ["CT", 89],
      ["MRI", 19],
    ]);
  });
});

describe("compareSubgroups of ASCUS (Arbyn 2013)", () => {
  // Solomon 2001 has 1 false negative by HC2 in the data of Nyaga & Arbyn, 11 in ours
  const studies = loadFixture("ascus").map((study) =>
    study.tp === 256 && study.fn === 11 ? { ...study, fn: 1 } : study,
  );

  it("has midas's joint model: χ² 12.52, I² 84 [66–100], by Laplace's approximation (Nyaga & Arbyn 2023)", () => {
    const { joint } = compareSubgroups(studies, { by: "test", nodes: 1 });
    expect(joint.chiSquared!.toFixed(2)).toBe("12.52");
    expect(joint.df).toBe(2);
    expect(joint.pValue!.toFixed(2)).toBe("0.00");
    expect([joint.iSquared.estimate, joint.iSquared.lower, joint.iSquared.upper].map(percent)).toEqual([
      "84",
      "66",
      "100",
    ]);
    // with enough nodes
    expect(compareSubgroups(studies, { by: "test" }).joint.chiSquared!.toFixed(2)).toBe("12.34");
  });
});

describe("compareSubgroups of levels that can't be fitted", () => {
  const asthma = loadFixture("asthma").map((study, i) => ({
    ...study,
    covariates: { group: i % 2 === 0 ? "A" : "B" },
  }));
  const healthy = [1, 2, 3, 4].map((i) => ({
    id: `H${i}`,
    tp: 0,
    fn: 0,
    tn: 10 + i,
    fp: 3,
    covariates: { group: "C" },
  }));

  it.each(["binomial", "reitsma"] as const)(
    "leaves out a level without diseased participants, and says so (%s)",
    (model) => {
      for (const variances of ["equal", "unequal"] as const) {
        const options = { by: "group", model, variances } as const;
        const got = compareSubgroups([...asthma, ...healthy], options);
        const without = compareSubgroups(asthma, options);
        expect(got.levels[2]).toMatchObject({
          level: "C",
          k: 4,
          fit: null,
          narrative: expect.stringMatching(/^Not pooled/),
        });
        expect(got.joint).toEqual({ ...without.joint, reason: expect.stringMatching(/without C/) });
        expect(got.relative).toEqual(without.relative);
      }
    },
  );

  it.each(["binomial", "reitsma"] as const)("has no test where one level is left (%s)", (model) => {
    const one = asthma.map((study) => ({ ...study, covariates: { group: "A" } }));
    for (const variances of ["equal", "unequal"] as const) {
      const got = compareSubgroups([...one, ...healthy], { by: "group", model, variances });
      expect(got.joint).toMatchObject({ chiSquared: null, reason: expect.stringMatching(/fewer than two levels/) });
      expect(got.relative).toEqual([]);
    }
  });

  it("has no test and no comparison with a level of perfect sensitivity, whose coefficient is infinite", () => {
    const perfect = [1, 2, 3, 4, 5].map((i) => ({
      id: `P${i}`,
      tp: 10 + i,
      fn: 0,
      tn: 10 + i,
      fp: 3,
      covariates: { group: "P" },
    }));
    const equal = compareSubgroups([...asthma, ...perfect], { by: "group" });
    expect(equal.joint).toMatchObject({ chiSquared: null, reason: expect.stringMatching(/did not converge/) });
    expect(equal.relative).toEqual([]);
    const unequal = compareSubgroups([...asthma, ...perfect], { by: "group", variances: "unequal" });
    expect(unequal.joint.chiSquared).toBeNull();
    expect(unequal.relative.map(({ level }) => level)).toEqual(["B"]);
    expect(fitBinomial(perfect).convergence.converged).toBe(false);
  });

  it("has no test, with the number that is needed, where there are as many levels as studies", () => {
    const own = asthma.map((study) => ({ ...study, covariates: { group: study.id } }));
    const equal = compareSubgroups(own, { by: "group", model: "reitsma" });
    expect(equal.levels.every(({ fit, narrative }) => fit === null && narrative !== null)).toBe(true);
    expect(compareSubgroups(own, { by: "group", variances: "unequal" }).joint).toMatchObject({
      chiSquared: null,
      reason: expect.stringMatching(/fewer than two levels/),
    });
    expect(equal.joint.reason === null).toBe(equal.joint.chiSquared !== null);
  });
});
