import { describe, expect, it } from "vitest";
import { fixtureNames, loadFixture, loadReference, loadSimulated, metaRegressions } from "./fixtures.js";
import { expectClose, tolerance } from "./tolerance.js";

describe("the fixtures", () => {
  it("are at least ten data sets whose paper is named", () => {
    expect(fixtureNames.length).toBeGreaterThanOrEqual(10);
    for (const name of fixtureNames) expect(loadReference(name).paper, name).toMatch(/\((19|20)\d\d\)/);
  });

  it.each(fixtureNames)("%s: data and reference belong together", (name) => {
    const studies = loadFixture(name);
    const reference = loadReference(name);
    expect(reference.dataset).toBe(name);
    expect(studies).toHaveLength(reference.k);
    expect(reference.leaveOneOut.rows).toHaveLength(reference.k);
    reference.perStudy?.sensitivity.estimate.forEach((value, i) => {
      const { tp, fn } = studies[i]!;
      expectClose(tp / (tp + fn), value ?? Number.NaN, tolerance.closedForm, studies[i]!.id);
    });
    for (const [, regression] of metaRegressions(reference)) {
      expect(regression.reml.sensitivity).toHaveLength(regression.terms.length);
      for (const moderator of regression.moderators) expect(studies[0]!.covariates).toHaveProperty(moderator);
    }
  });

  // One closed form in which a wrong sign, order or correction of the reference would show.
  it.each(fixtureNames)("%s: fixed effect means are the inverse-variance means of the corrected logits", (name) => {
    const studies = loadFixture(name);
    const { fixed } = loadReference(name).normal;
    const add = studies.some(({ tp, fp, fn, tn }) => Math.min(tp, fp, fn, tn) === 0) ? 0.5 : 0;
    const mean = (hits: "tp" | "tn", misses: "fn" | "fp"): number => {
      let weights = 0;
      let sum = 0;
      for (const study of studies) {
        const x = study[hits] + add;
        const y = study[misses] + add;
        const weight = (x * y) / (x + y);
        weights += weight;
        sum += weight * Math.log(x / y);
      }
      return sum / weights;
    };
    expectClose(mean("tp", "fn"), fixed.sensitivity, tolerance.closedForm, "sensitivity");
    expectClose(mean("tn", "fp"), fixed.specificity, tolerance.closedForm, "specificity");
  });

  it("hold 100 simulated meta-analyses", () => {
    const simulated = loadSimulated();
    expect(simulated).toHaveLength(100);
    for (const { studies, k } of simulated) expect(studies).toHaveLength(k);
  });
});
