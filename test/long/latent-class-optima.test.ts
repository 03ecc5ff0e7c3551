import { describe, expect, it } from "vitest";
import { fitBinomial, fitLatentClass, type LatentClassOptions } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import { optima } from "../models/latent-class/optima.js";
import { expectClose } from "../tolerance.js";

/** What each reference fit supposes. */
const SUPPOSED: Readonly<Record<string, LatentClassOptions["reference"]>> = {
  perfectReference: { sensitivity: 1, specificity: 1 },
  knownReference: { sensitivity: 0.9, specificity: 0.95 },
  specificReference: { specificity: 1 },
  sensitiveReference: { sensitivity: 1 },
  latentClass: {},
};

/** Here the reference's searches ended in a lower mode. */
const HIGHER = { data: "xpert", name: "sensitiveReference" };

describe("latent-class optima", () => {
  const cases = Object.entries(optima).flatMap(([data, { fits }]) =>
    Object.entries(fits)
      .filter(([name]) => data !== HIGHER.data || name !== HIGHER.name)
      .map(([name, expected]) => [data, name, expected] as const),
  );

  it("of xpert with a sensitive reference lie at a correlation of 1, above those of the reference", () => {
    const fit = fitLatentClass(loadFixture(HIGHER.data), { reference: SUPPOSED[HIGHER.name]! });
    // by the trapezoidal rule in the two effects that are left, steps 0.04, 0.02 and 0.01 alike
    expectClose(fit.logLik, -203.8382604, 1e-8, "log-likelihood");
    expect(fit.logLik).toBeGreaterThan(optima.xpert!.fits[HIGHER.name]!.logLik + 0.1);
    expect(fit.betweenStudy.correlation).toBe(1);
    expect(fit.starts.agreeing).toBe(fit.starts.n);
  });

  it.each(cases)("of %s are found: %s", (data, name, expected) => {
    const fit = fitLatentClass(loadFixture(data), { reference: SUPPOSED[name]! });
    // what the reference's own nodes differ by
    const [, middle, fine] = Object.values(expected.nodes).slice(-3);
    const off = Math.max(1e-6, Math.abs(fine! - middle!));
    expect(fit.convergence.converged).toBe(true);
    expect(fit.logLik).toBeGreaterThan(expected.logLik - 2 * off);
    expect(fit.logLik).toBeLessThan(expected.logLik + 2 * off);
    const near = Math.max(2e-6, 5 * off);
    expectClose(fit.sensitivity.estimate, expected.sensitivity.estimate, near, "sensitivity");
    expectClose(fit.specificity.estimate, expected.specificity.estimate, near, "specificity");
    expectClose(fit.prevalence.estimate, expected.prevalence.estimate, near, "prevalence");
    expectClose(fit.sensitivity.lower, expected.sensitivity.lower, 5 * near, "sensitivity, lower");
    expectClose(fit.sdLogitPrevalence, expected.sdLogitPrevalence, 5 * near, "sd of prevalence");
    expectClose(fit.betweenStudy.correlation, expected.betweenStudy.correlation, 20 * near, "correlation");
    expect(fit.referenceSensitivity[0]!.boundary).toBe(expected.boundary.includes("referenceSensitivity"));
    expect(fit.referenceSpecificity[0]!.boundary).toBe(expected.boundary.includes("referenceSpecificity"));
    expect(fit.starts.agreeing).toBe(fit.starts.n);
  });

  it("of a perfect reference that is not supposed but found are the bivariate fit's", () => {
    const studies = loadFixture("tb_pleuritis");
    const fit = fitLatentClass(studies);
    expect(fit.referenceSensitivity[0]).toMatchObject({ estimate: 1, boundary: true });
    expectClose(fit.logLik, fit.perfectReference.logLik, 1e-7, "log-likelihood");
    expectClose(fit.coefficients[0]!.estimate, fitBinomial(studies).coefficients[0]!.estimate, 2e-6, "sensitivity");
  });

  it("of xpert with both accuracies free lie above that with a perfect specificity", () => {
    const fit = fitLatentClass(loadFixture("xpert"));
    expect(fit.logLik).toBeGreaterThan(optima.xpert!.fits.specificReference!.logLik + 1);
    expect(fit.starts.agreeing).toBeGreaterThan(1);
  });
});
