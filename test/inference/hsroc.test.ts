import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hsroc } from "../../src/inference/curve/hsroc.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import type { BivariateFit } from "../../src/models/fit.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { fixtureNames, loadFixture, loadReference, type ReferenceHsroc } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { binomialFitFrom, normalFitFrom } from "./reference-fit.js";

const PARAMETERS = ["lambda", "theta", "beta", "varAlpha", "varTheta"] as const;

function expectEstimates(fit: BivariateFit, expected: ReferenceHsroc): void {
  const got = hsroc(fit);
  for (const name of PARAMETERS) expectClose(got[name].estimate, expected[name], tolerance.closedForm, name);
}

const stata = new URL("../../fixtures/stata/", import.meta.url);
const readStata = (file: string): string => readFileSync(new URL(file, stata), "utf8");

type Printed = Readonly<
  Record<string, { readonly est: number; readonly lo: number; readonly hi: number; readonly se: number }>
>;
const printed: Readonly<Record<"csf_tau" | "telomerase", { readonly metandi: { readonly hsroc: Printed } }>> =
  JSON.parse(readStata("printed.json"));
const METANDI_NAMES = {
  lambda: "Lambda",
  theta: "Theta",
  beta: "beta",
  varAlpha: "s2alpha",
  varTheta: "s2theta",
} as const;

describe("hsroc", () => {
  it.each(fixtureNames)("gives the reference's parameters for %s", (name) => {
    const { normal, binomial } = loadReference(name);
    const studies = loadFixture(name);
    for (const reference of [normal.reml.single, normal.reml.all, normal.ml.all]) {
      if (reference.hsroc !== undefined && reference.betweenStudy.correlation !== null) {
        expectEstimates(normalFitFrom(reference, studies), reference.hsroc);
      }
    }
    if (binomial.quadrature21.betweenStudy.correlation !== null) {
      expectEstimates(binomialFitFrom(binomial.quadrature21, studies), binomial.quadrature21.hsroc);
    }
  });

  it("has the delta method's standard errors: those of finite differences through the five parameters", () => {
    const reference = loadReference("dementia").binomial.quadrature21;
    const studies = loadFixture("dementia");
    const covariance = reference.parameterCovariance!;
    const at = [
      reference.sensitivity,
      reference.specificity,
      reference.betweenStudy.varSensitivity,
      reference.betweenStudy.varSpecificity,
      reference.betweenStudy.covariance,
    ];
    const fitAt = (values: readonly number[]) =>
      binomialFitFrom(
        {
          ...reference,
          sensitivity: values[0]!,
          specificity: values[1]!,
          betweenStudy: { varSensitivity: values[2]!, varSpecificity: values[3]!, covariance: values[4]! },
        },
        studies,
      );
    const got = hsroc(fitAt(at));
    for (const name of PARAMETERS) {
      const gradient = at.map((_, j) => {
        const step = 1e-5;
        const moved = (sign: number): number =>
          hsroc(fitAt(at.map((x, i) => (i === j ? x + sign * step : x))))[name].estimate!;
        return (moved(1) - moved(-1)) / (2 * step);
      });
      let variance = 0;
      gradient.forEach((g, i) => {
        gradient.forEach((h, j) => {
          variance += g * h * covariance[i]![j]!;
        });
      });
      expectClose(got[name].standardError, Math.sqrt(variance), 1e-8, name);
    }
  });

  it("prints what metandi prints for CSF tau: estimates, standard errors and intervals (Nyaga & Arbyn 2023)", () => {
    const got = hsroc(fitBinomial(readStudies(readStata("csf_tau.csv")), { nodes: 5 }));
    for (const name of PARAMETERS) {
      const { est, se, lo, hi } = printed.csf_tau.metandi.hsroc[METANDI_NAMES[name]]!;
      expectClose(got[name].estimate, est, 1e-6, name);
      expectClose(got[name].standardError, se, 1e-6, `${name} se`);
      expectClose(got[name].lower, lo, 1e-6, `${name} lower`);
      expectClose(got[name].upper, hi, 1e-6, `${name} upper`);
    }
    expect(got.beta.z!.toFixed(2)).toBe("0.39");
    expect(got.beta.pValue!.toFixed(3)).toBe("0.694");
  });

  it("comes to what metandi prints for telomerase, whose optimiser stops just short of the correlation of −1", () => {
    const got = hsroc(fitBinomial(loadFixture("telomerase"), { nodes: 7 }));
    expect(got.varAlpha).toMatchObject({ estimate: 0, lower: null, upper: null });
    for (const name of ["lambda", "theta", "beta", "varTheta"] as const) {
      const { est, se } = printed.telomerase.metandi.hsroc[METANDI_NAMES[name]]!;
      expectClose(got[name].estimate, est, 6e-4, name);
      expectClose(got[name].standardError, se, 6e-4, `${name} se`);
    }
    expect(got.beta.z!.toFixed(1)).toBe("4.6");
  });

  it("puts Wald intervals around Λ, Θ, β and log-scale ones around the variances", () => {
    const { parameterCovariance, ...rest } = loadReference("dementia").binomial.quadrature21;
    const { lambda, beta, varAlpha } = hsroc(
      binomialFitFrom({ ...rest, parameterCovariance }, loadFixture("dementia")),
    );
    const z = 1.959963984540054;
    expectClose(lambda.upper, lambda.estimate! + z * lambda.standardError!, 1e-12);
    expectClose(beta.z, beta.estimate! / beta.standardError!, 1e-12);
    expectClose(varAlpha.upper! / varAlpha.estimate!, varAlpha.estimate! / varAlpha.lower!, 1e-12);
    expectClose(
      Math.log(varAlpha.upper! / varAlpha.estimate!),
      (z * varAlpha.standardError!) / varAlpha.estimate!,
      1e-12,
    );
  });

  it("is not defined where a between-study variance is 0, and says which", () => {
    const fixed = hsroc(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(fixed.reason).toMatch(/both between-study variances are 0/);
    const { reason, lambda, beta } = hsroc(
      normalFitFrom(
        {
          ...loadReference("auditc").normal.reml.all,
          betweenStudy: { varSensitivity: 1, varSpecificity: 0, covariance: 0 },
        },
        loadFixture("auditc"),
      ),
    );
    expect(reason).toMatch(/logit specificity is 0/);
    expect(lambda).toEqual({ estimate: null, lower: null, upper: null, level: 0.95, standardError: null });
    expect(beta.pValue).toBeNull();
  });

  it("has estimates without intervals after the method of moments", () => {
    const { lambda, reason } = hsroc(fitReitsma(loadFixture("dementia"), { method: "mm" }));
    expect(lambda.estimate).not.toBeNull();
    expect(lambda.lower).toBeNull();
    expect(reason).toMatch(/method of moments/);
  });

  it("has a variance of exactly 0 on the boundary, without interval, and the rest with one", () => {
    const fit = fitReitsma(loadFixture("ascus_repc"), { method: "ml" });
    expect(fit.betweenStudy.correlation).toBe(-1);
    const got = hsroc(fit);
    expect(got.varAlpha).toEqual({ estimate: 0, lower: null, upper: null, level: 0.95, standardError: null });
    expect(got.varTheta.lower!).toBeGreaterThan(0);
    expect(got.lambda.upper!).toBeGreaterThan(got.lambda.estimate!);
    expect(got.reason).toMatch(/boundary/);
  });
});
