import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { likelihoodRatioTest } from "../../src/inference/compare/likelihood-ratio-test.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { fixtureNames, loadFixture, loadReference, metaRegressions, withCategorical } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const regressions = fixtureNames.flatMap((name) =>
  metaRegressions(loadReference(name)).map(([moderators, reference]) => ({ name, moderators, reference })),
);

describe("likelihoodRatioTest", () => {
  it.each(regressions)("tests $moderators in $name as the reference does, for both models", ({ name, reference }) => {
    const all = withCategorical(loadFixture(name), reference.categorical);
    const studies = reference.rowsUsed === undefined ? all : reference.rowsUsed.map((row) => all[row - 1]!);
    const { moderators } = reference;
    // calendar years around 2000 that were not centred leave the reference's own optimum good to about 1e-6
    const tol = moderators.includes("year") ? 1e-5 : tolerance.estimate;
    const correction = { when: "all" } as const;
    const normal = likelihoodRatioTest(
      fitReitsma(studies, { method: "ml", correction }),
      fitReitsma(studies, { method: "ml", correction, moderators }),
    );
    expect(normal.df).toBe(reference.likelihoodRatioTestMl.df);
    expectClose(normal.chiSquared, reference.likelihoodRatioTestMl.chiSquared, tol, "normal");
    expectClose(normal.pValue, reference.likelihoodRatioTestMl.pValue, tol, "normal P");
    const binomial = likelihoodRatioTest(fitBinomial(studies), fitBinomial(studies, { moderators }));
    expect(binomial.df).toBe(reference.likelihoodRatioTestBinomial.df);
    expectClose(binomial.chiSquared, reference.likelihoodRatioTestBinomial.chiSquared, 1e-5, "binomial");
    expectClose(binomial.pValue, reference.likelihoodRatioTestBinomial.pValue, 1e-5, "binomial P");
    expect(binomial.note).toBeNull();
  });

  it("tests a correlation of 0, by REML too: the fixed effects are the same", () => {
    const studies = loadFixture("auditc");
    const test = likelihoodRatioTest(fitReitsma(studies, { correlation: 0 }), fitReitsma(studies));
    expect(test).toMatchObject({ df: 1, note: null, reason: null });
    expect(test.pValue!).toBeLessThan(0.05);
  });

  it("tests random against fixed effects, and says that the P value is conservative", () => {
    const studies = loadFixture("auditc");
    const test = likelihoodRatioTest(fitReitsma(studies, { method: "fixed" }), fitReitsma(studies, { method: "ml" }));
    expect(test).toMatchObject({ df: 3, note: expect.stringMatching(/conservative/) });
  });

  const scheidler = loadFixture("scheidler");
  const ml = fitReitsma(scheidler, { method: "ml" });
  const mlModality = fitReitsma(scheidler, { method: "ml", moderators: ["modality"] });

  it.each([
    [
      "REML fits with different fixed effects",
      () => likelihoodRatioTest(fitReitsma(scheidler), fitReitsma(scheidler, { moderators: ["modality"] })),
      /different fixed effects/,
    ],
    [
      "a REML fit with an ML fit",
      () => likelihoodRatioTest(fitReitsma(scheidler), mlModality),
      /one fit has a restricted likelihood/,
    ],
    ["different models", () => likelihoodRatioTest(fitBinomial(scheidler), mlModality), /binomial and of the normal/],
    [
      "different studies",
      () => likelihoodRatioTest(fitReitsma(scheidler.slice(1), { method: "ml" }), mlModality),
      /43 and 44/,
    ],
    [
      "different corrections",
      () => likelihoodRatioTest(fitReitsma(scheidler, { method: "ml", correction: { when: "all" } }), mlModality),
      /corrections/,
    ],
    [
      "the method of moments",
      () => likelihoodRatioTest(fitReitsma(scheidler, { method: "mm" }), mlModality),
      /method of moments/,
    ],
    [
      "different nodes",
      () => likelihoodRatioTest(fitBinomial(scheidler, { nodes: 1 }), fitBinomial(scheidler, { nodes: 7 })),
      /1 and 7 nodes/,
    ],
    ["the larger fit first", () => likelihoodRatioTest(mlModality, ml), /lacks/],
    ["the same model twice", () => likelihoodRatioTest(ml, ml), /parameters/],
  ])("refuses %s, saying why", (_, run, message) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });

  it("does not mind the order of the rows", () => {
    const test = likelihoodRatioTest(fitReitsma([...scheidler].reverse(), { method: "ml" }), mlModality);
    expectClose(test.chiSquared, likelihoodRatioTest(ml, mlModality).chiSquared!, 1e-9);
  });

  it("gives no test, with a reason, where a fit did not converge or the larger one missed its optimum", () => {
    const failed = { ...mlModality, convergence: { ...mlModality.convergence, converged: false, message: "no" } };
    expect(likelihoodRatioTest(ml, failed)).toMatchObject({
      chiSquared: null,
      pValue: null,
      df: 4,
      reason: expect.stringMatching(/did not converge/),
    });
    const short = { ...mlModality, logLik: ml.logLik - 1 };
    expect(likelihoodRatioTest(ml, short)).toMatchObject({ chiSquared: null, reason: expect.stringMatching(/missed/) });
    expect(likelihoodRatioTest(ml, { ...mlModality, logLik: ml.logLik - 1e-9 }).chiSquared).toBe(0);
  });
});
