import { describe, expect, it } from "vitest";
import { fitBayes, fitBinomial, predictive, priorSensitivity } from "../../../src/index.js";
import { loadFixture } from "../../fixtures.js";
import { posteriors } from "../../models/bayes/posteriors.js";
import { expectClose } from "../../tolerance.js";

const fit = fitBayes(loadFixture("auditc"), { prior: "tsd25", draws: 8000, nodes: 5 });

describe("priorSensitivity", () => {
  const rows = priorSensitivity(fit);

  it("has the fit's own prior first and every named one", () => {
    expect(rows.map(({ prior }) => prior.name)).toEqual(["tsd25", "cochrane", "metabayesdta", "meta4diag", "pc"]);
    expect(rows[0]).toMatchObject({ shiftSensitivity: 0, logBayesFactor: 0, computed: "fit" });
  });

  it("finds the posteriors of the other priors within its errors", () => {
    for (const { prior, summary, logBayesFactor, computed } of rows.slice(1)) {
      const { importance, lattice } = posteriors.auditc![prior.name as "pc"]!;
      const expected = (importance ?? lattice)!;
      for (const name of ["sensitivity", "specificity", "sdSensitivity", "sdSpecificity", "correlation"] as const) {
        const { mean, sd } = expected.summary[name]!;
        const allowed = 4.5 * Math.hypot(summary[name].error!, 0.003 * sd);
        expectClose((summary[name].mean - mean) / allowed, 0, 1, `${prior.name}, ${computed}: ${name}`);
      }
      const factor = expected.logEvidence - posteriors.auditc!.tsd25.importance!.logEvidence;
      expectClose(logBayesFactor, factor, 0.1, `${prior.name}: Bayes factor`);
    }
  });

  it("computes anew what the draws can't answer", () => {
    const narrow = {
      ...fit.prior,
      mean: {
        sensitivity: { family: "normal", mean: -2, sd: 0.05 },
        specificity: { family: "normal", mean: -2, sd: 0.05 },
      },
    } as const;
    const { mean, sd, correlation } = narrow;
    const [, other] = priorSensitivity(fit, [{ mean, sd, correlation }]);
    expect(other!.computed).toBe("refitted");
    expect(other!.summary.sensitivity.median).toBeLessThan(0.2);
  });

  it("refuses the fit of another model", () => {
    const binomial = fitBinomial(loadFixture("auditc"));
    expect(() => priorSensitivity(binomial as never)).toThrow(expect.objectContaining({ code: "bad-fit" }));
  });
});

describe("predictive", () => {
  const { probabilities, newStudy, checks } = predictive(fit);
  const expected = posteriors.auditc!.tsd25.importance!;

  it.each([
    ["sensitivity", "sensitivityAbove80"],
    ["specificity", "specificityAbove80"],
    ["bothInNewStudy", "newStudyBothAbove80"],
    ["negativeCorrelation", "correlationNegative"],
  ] as const)("has the probability of an independent program within four errors: %s", (ours, theirs) => {
    const p = expected.probability[theirs]!;
    const error = Math.sqrt((p * (1 - p)) / fit.diagnostics.effectiveDraws);
    expect(Math.abs(probabilities[ours]! - p)).toBeLessThan(4 * error);
  });

  it("predicts a new study", () => {
    for (const [name, ours] of [
      ["newSensitivity", newStudy.sensitivity],
      ["newSpecificity", newStudy.specificity],
    ] as const) {
      const { mean, meanError, q025, q025Error } = expected.summary[name]!;
      expectClose((ours.mean - mean) / (4 * Math.hypot(ours.error!, meanError!)), 0, 1, `${name}, mean`);
      expectClose((ours.lower - q025!) / (4 * Math.hypot(ours.errors.lower, q025Error!)), 0, 1, `${name}, lower`);
    }
  });

  it("holds each study against what would be predicted for one of its size", () => {
    expect(checks.map(({ id }) => id)).toEqual(fit.studies.map(({ id }) => id));
    for (const { truePositives } of checks) {
      expect(truePositives!.rank).toBeGreaterThan(0);
      expect(truePositives!.rank).toBeLessThan(1);
      expect(truePositives!.lower).toBeLessThanOrEqual(truePositives!.upper);
    }
    const strange = [...loadFixture("auditc"), { id: "strange", tp: 5, fn: 295, fp: 20, tn: 180 }];
    const last = predictive(fitBayes(strange, { draws: 1000, nodes: 3 })).checks.at(-1)!;
    expect(last.truePositives!.rank).toBeLessThan(0.03);
  });

  it("refuses bounds that are no proportions", () => {
    expect(() => predictive(fit, { above: [80, 80] })).toThrow(expect.objectContaining({ code: "bad-option" }));
  });
});
