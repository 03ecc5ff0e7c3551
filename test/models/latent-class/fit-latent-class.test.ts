import { describe, expect, it } from "vitest";
import { fitBinomial, fitLatentClass, hsroc, regions, sroc, summaryPoint } from "../../../src/index.js";
import { curvedLatentObjective, latentObjective, phiOf } from "../../../src/models/latent-class/likelihood.js";
import { ruleWith } from "../../../src/models/latent-class/maximize.js";
import { withDifferencedHessian } from "../../../src/numeric/optimize/differenced-hessian.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";
import { optima } from "./optima.js";

const pleuritis = loadFixture("tb_pleuritis");

// the others' are climbed to in the long tests
const cases = [
  ["tb_pleuritis", "perfectReference"],
  ["tb_pleuritis", "knownReference"],
  ["xpert", "specificReference"],
].map(([name, fit]) => [name!, fit!, optima[name!]!.fits[fit!]!] as const);

describe("the latent-class likelihood", () => {
  it.each(cases)("%s, %s: is that of Gauss–Hermite quadrature within its error", (name, _, expected) => {
    const studies = loadFixture(name);
    const rate = (value: number | { readonly estimate: number }): number => {
      const error = 1 - (typeof value === "number" ? value : value.estimate);
      return error < 1e-10 ? 0 : error;
    };
    const [m, logSd, ...rest] = expected.estimates;
    const x = Float64Array.from([
      m!,
      Math.exp(logSd!),
      ...rest.slice(0, 5),
      phiOf(rate(expected.referenceSensitivity)),
      phiOf(rate(expected.referenceSpecificity)),
    ]);
    const data = {
      studies,
      kindOf: studies.map(() => 0),
      settings: [{ sensitivity: null, specificity: null }],
      dependenceDiseased: 0,
      dependenceNonDiseased: 0,
    };
    const gradient = new Float64Array(9);
    const value = -latentObjective(data, ruleWith(25))(x, gradient);
    // what the reference's own nodes differ by among themselves
    const [coarse, middle, fine] = Object.values(expected.nodes).slice(-3);
    const error = Math.max(2e-6, 2 * Math.abs(fine! - middle!), 0.2 * Math.abs(middle! - coarse!));
    expectClose(value, expected.logLik, error / Math.abs(expected.logLik), "log-likelihood");
  });

  it.each([
    ["none", 0, 0, {}],
    ["among the diseased", 0.3, 0, {}],
    ["among both", 0.3, 0.1, {}],
    ["among both, the correlation at its edge", 0.3, 0.1, { 6: 0 }],
    ["among both, the correlation near its edge", 0.5, 0.5, { 6: 0.05 }],
  ])("has the gradient of its differences, dependence %s", (_, dependenceDiseased, dependenceNonDiseased, changes) => {
    const studies = pleuritis.slice(0, 2);
    const data = {
      studies,
      kindOf: studies.map((_, i) => i % 2),
      settings: [
        { sensitivity: null, specificity: null },
        { sensitivity: null, specificity: null },
      ],
      dependenceDiseased,
      dependenceNonDiseased,
    };
    const objective = latentObjective(data, ruleWith(25));
    const x = Float64Array.from([-0.8, 0.5, 1.2, 3.5, 0.9, -0.4, 0.7, 0.3, 0.15, 0.2, 0.1]);
    for (const [j, value] of Object.entries(changes)) x[Number(j)] = value;
    const step = 1e-4;
    const gradient = new Float64Array(x.length);
    const ignored = new Float64Array(x.length);
    objective(x, gradient);
    x.forEach((value, j) => {
      const at = (change: number): number => {
        const moved = Float64Array.from(x);
        moved[j] = value + change;
        return objective(moved, ignored);
      };
      expectClose(gradient[j]!, (at(step) - at(-step)) / (2 * step), 1e-4, `component ${j}`);
    });
  });
});

describe("the latent-class likelihood without dependence", () => {
  it("has the Hessian of its gradient's differences", () => {
    const studies = pleuritis.slice(0, 2);
    const data = {
      studies,
      kindOf: [0, 1],
      settings: [0, 1].map(() => ({ sensitivity: null, specificity: null })),
      dependenceDiseased: 0,
      dependenceNonDiseased: 0,
    };
    const objective = curvedLatentObjective(data, ruleWith(25));
    const x = Float64Array.from([-0.8, 0.5, 1.2, 3.5, 0.9, -0.4, 0.7, 0.3, 0.15, 0.2, 0.1]);
    const n = x.length;
    const hessian = new Float64Array(n * n);
    const differenced = new Float64Array(n * n);
    const gradient = new Float64Array(n);
    objective(x, gradient, hessian);
    withDifferencedHessian((at, slope) => objective(at, slope, null), n, 1e-4)(x, gradient, differenced);
    hessian.forEach((value, at) => {
      expect(Math.abs(value - differenced[at]!), `${Math.floor(at / n)}, ${at % n}`).toBeLessThan(5e-5);
    });
  });
});

describe("fitLatentClass", () => {
  it("says so where the index test's accuracy runs to its edge", () => {
    // a reference that misses a fifth and raises no false alarm explains every false positive of the index test
    const fit = fitLatentClass(pleuritis, { reference: { sensitivity: 0.8, specificity: 1 }, starts: 1 });
    expect(fit.convergence.converged).toBe(false);
    expect(fit.convergence.message).toMatch(/no optimum: .* specificity goes to 1/);
    expect(fit.specificity.estimate).toBeGreaterThan(0.99999);
  });

  it("with a perfect reference is the bivariate fit and a model of prevalence", () => {
    const fit = fitLatentClass(pleuritis, { reference: { sensitivity: 1, specificity: 1 } });
    const binomial = fitBinomial(pleuritis);
    fit.coefficients.forEach(({ estimate, standardError }, j) => {
      expectClose(estimate, binomial.coefficients[j]!.estimate, 1e-8, "coefficient");
      expectClose(standardError, binomial.coefficients[j]!.standardError, 1e-8, "standard error");
    });
    expect(fit.betweenStudy).toEqual(binomial.betweenStudy);
  });

  const quick = { starts: 1, nodes: 13 };
  const known = fitLatentClass(pleuritis, { reference: { sensitivity: 0.97, specificity: 0.99 }, ...quick });

  it("puts the perfect-reference analysis beside and answers what a fit is asked of the index test", () => {
    const point = summaryPoint(known);
    expectClose(point.sensitivity.estimate, known.sensitivity.estimate, 1e-12, "sensitivity");
    expect(known.sensitivity.estimate).toBeGreaterThan(known.perfectReference.sensitivity.estimate);
    expect(sroc(known).curve.length).toBeGreaterThan(10);
    expect(hsroc(known).lambda.estimate).not.toBeNull();
    expect(regions(known).confidence).not.toBeNull();
  });

  it("gives less credit to an index test whose errors go with the reference's", () => {
    const dependent = fitLatentClass(pleuritis, {
      reference: { sensitivity: 0.97, specificity: 0.99 },
      dependence: 0.5,
      ...quick,
    });
    expect(dependent.sensitivity.estimate).toBeLessThan(known.sensitivity.estimate);
    expect(dependent.options.dependence).toEqual({ diseased: 0.5, nonDiseased: 0.5 });
  });

  it("lets each kind of reference have an accuracy of its own", () => {
    const fit = fitLatentClass(pleuritis, {
      by: "reference",
      reference: {
        sensitivity: { culture: 0.8, "culture and biopsy": 1, "culture and clinical": 0.95 },
        specificity: 1,
      },
      ...quick,
    });
    expect(fit.referenceSensitivity.map(({ kind, estimate, fixed }) => [kind, estimate, fixed])).toEqual([
      ["culture", 0.8, true],
      ["culture and biopsy", 1, true],
      ["culture and clinical", 0.95, true],
    ]);
    expect(fit.convergence.converged).toBe(true);
  });

  it("profiles what it estimates and says what is hardly identified", () => {
    const fit = fitLatentClass(pleuritis.slice(0, 8), { starts: 1, nodes: 13, reference: { specificity: 1 } });
    expect(fit.profile.length).toBe(7);
    for (const { logLik } of fit.profile) expect(logLik).toBeLessThan(fit.logLik + 1e-2);
    expect(fit.warnings.map(({ code }) => code)).toContain("weakly-identified");
  });

  it.each([
    ["a reference no better than chance", { reference: { sensitivity: 0.4, specificity: 0.5 } }, "bad-reference"],
    ["an unknown kind", { by: "reference", reference: { sensitivity: { biopsy: 1 } } }, "bad-reference"],
    ["a column that no study has", { by: "standard" }, "unknown-covariate"],
    ["a share above 1", { dependence: 2 }, "bad-option"],
    ["a slip of the pen", { start: 3 }, "unknown-option"],
  ])("refuses %s", (_, options, code) => {
    expect(() => fitLatentClass(pleuritis, options as never)).toThrow(expect.objectContaining({ code }));
  });
});
