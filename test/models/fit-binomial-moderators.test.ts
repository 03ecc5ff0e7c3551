import { describe, expect, it } from "vitest";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import type { BinomialFit } from "../../src/models/fit.js";
import { fixtureNames, loadFixture, loadReference, metaRegressions, withCategorical } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { expectLogLik, expectOptimum } from "./binomial-optimum.js";

describe("fitBinomial with moderators", () => {
  for (const name of fixtureNames) {
    for (const [label, regression] of metaRegressions(loadReference(name))) {
      const all = withCategorical(loadFixture(name), regression.categorical);
      const studies = regression.rowsUsed === undefined ? all : regression.rowsUsed.map((row) => all[row - 1]!);
      const moderators = [...regression.moderators];
      it(`${name} by ${label}: 21 nodes, and without the moderator`, () => {
        const fit = fitBinomial(studies, { nodes: 21, moderators });
        expect(fit.design.terms.length).toBe(regression.terms.length);
        expectLogLik(fit, regression.quadrature21.logLik, label);
        // The reference did not centre the calendar year; its optimum is short by 3e-9 in the log-likelihood (see below).
        if (name === "gould") expect(fit.logLik).toBeGreaterThan(regression.quadrature21.logLik);
        else expectOptimum(fit, regression.quadrature21, label);
        const without = fitBinomial(studies, { nodes: 21 });
        expectLogLik(without, regression.quadrature21Null.logLik, `${label}, without`);
        expectClose(
          2 * (fit.logLik - without.logLik),
          regression.likelihoodRatioTestBinomial.chiSquared,
          tolerance.estimate,
          "χ²",
        );
      });
    }
  }

  it("gives the same fit whether a calendar year is centred or not", () => {
    const studies = loadFixture("gould");
    const shifted = studies.map((study) => ({
      ...study,
      covariates: { year: (study.covariates?.year as number) - 1997 },
    }));
    const raw = fitBinomial(studies, { moderators: ["year"] });
    const centred = fitBinomial(shifted, { moderators: ["year"] });
    expectLogLik(raw, centred.logLik, "year", 1e-10);
    const values = (fit: BinomialFit): number[] => fit.coefficients.map(({ estimate }) => estimate);
    const [r0, r1, r2, r3] = values(raw);
    const [c0, c1, c2, c3] = values(centred);
    for (const [actual, expected] of [
      [r1, c1],
      [r3, c3],
      [r0! + 1997 * r1!, c0],
      [r2! + 1997 * r3!, c2],
    ]) {
      expectClose(actual!, expected!, 1e-8);
    }
    raw.coefficients.forEach(({ term, standardError }, i) => {
      if (term === "year") expectClose(standardError, centred.coefficients[i]!.standardError, 1e-8);
    });
  });

  it("leaves out a study without the moderator's value, by name", () => {
    const studies = loadFixture("iqcode").map((study, i) =>
      i === 2 ? { ...study, covariates: { ...study.covariates, IQCODE: null } } : study,
    );
    const fit = fitBinomial(studies, { moderators: ["IQCODE"] });
    expect(fit.excluded).toEqual([{ id: studies[2]!.id, reason: "it has no value of IQCODE" }]);
    expect(fit.k).toBe(studies.length - 1);
  });
});
