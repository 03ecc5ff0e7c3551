import { describe, expect, it } from "vitest";
import { InsufficientStudiesError } from "../../src/base/errors.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { logit } from "../../src/numeric/distributions/logistic.js";
import { expectClose } from "../tolerance.js";
import { studiesOf } from "./tables.js";

describe("few studies", () => {
  const two = studiesOf([
    [10, 2, 2, 8],
    [20, 3, 5, 30],
  ]);

  it("are refused below four unless asked for", () => {
    expect(() => fitBinomial(two)).toThrow(InsufficientStudiesError);
    expect(() => fitBinomial(two)).toThrow(/needs at least 4 studies, got 2/);
  });

  it("two alike: the fixed-effect model, each step named", () => {
    const fit = fitBinomial(two, { minStudies: 2 });
    expect(fit.simplifications).toEqual([
      "A correlation can't be estimated from 2 studies: it was set to 0.",
      "The between-study variance of logit sensitivity is estimated as 0 and was dropped.",
      "The between-study variance of logit specificity is estimated as 0 and was dropped.",
      "No between-study variance is left: this is the fixed-effect model.",
    ]);
    expect(fit.parameters).toBe(2);
    expect(fit.convergence.boundary).toBe("none");
    expectClose(fit.coefficients[0]!.estimate, logit(30 / 37), 1e-8);
    expectClose(fit.coefficients[0]!.standardError, Math.sqrt(1 / 30 + 1 / 7), 1e-8);
  });

  it("two that differ, and three: random effects without a correlation", () => {
    const differ = fitBinomial(
      studiesOf([
        [10, 20, 20, 8],
        [200, 3, 5, 30],
      ]),
      { minStudies: 2 },
    );
    expect(differ.simplifications).toEqual(["A correlation can't be estimated from 2 studies: it was set to 0."]);
    expect(differ.parameters).toBe(4);
    expect(differ.betweenStudy).toMatchObject({ covariance: 0, correlation: 0 });
    const three = fitBinomial(
      studiesOf([
        [10, 2, 2, 8],
        [20, 3, 5, 30],
        [45, 13, 11, 20],
      ]),
      { minStudies: 3 },
    );
    expect(three.simplifications).toHaveLength(2);
    expect(three.parameters).toBe(3);
    expect(three.betweenStudy.varSensitivity).toBe(0);
    expect(three.betweenStudy.varSpecificity).toBeGreaterThan(0);
    expect(three.warnings.map(({ code }) => code)).toContain("simplified");
  });

  it("one: its own proportions", () => {
    const fit = fitBinomial(two.slice(0, 1), { minStudies: 1 });
    expectClose(fit.coefficients[1]!.estimate, logit(0.8), 1e-8);
    expect(fit.parameters).toBe(2);
  });

  it("four: the full model, even at the edge of the parameter space", () => {
    const fit = fitBinomial(
      studiesOf([
        [10, 2, 2, 8],
        [20, 3, 5, 30],
        [15, 3, 1, 20],
        [9, 5, 3, 19],
      ]),
    );
    expect(fit.simplifications).toEqual([]);
    expect(fit.parameters).toBe(5);
    expect(fit.convergence.boundary).toBe("variance");
  });

  it("of one or two participants: no heterogeneity to be seen, in the model asked for", () => {
    const fit = fitBinomial(
      studiesOf([
        [1, 0, 0, 1],
        [0, 1, 1, 0],
        [1, 1, 0, 0],
        [0, 0, 1, 1],
        [1, 0, 0, 1],
      ]),
    );
    expect(fit.convergence).toMatchObject({ converged: true });
    expect(fit.simplifications).toEqual([]);
    expect(fit.parameters).toBe(5);
    expect(fit.logLik).toBeLessThanOrEqual(0);
  });
});
