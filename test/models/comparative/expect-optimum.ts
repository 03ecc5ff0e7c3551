import { expect } from "vitest";
import { fitComparative } from "../../../src/models/comparative/fit-comparative.js";
import { expectClose, expectRelative } from "../../tolerance.js";
import { type ReferenceSet, STRUCTURES, studiesOf } from "./optima.js";

/** Fits one structure of a set, and compares log-likelihood, means, standard errors, variances and boundary. */
export function expectOptimum(set: ReferenceSet, structure: string): void {
  const reference = set.fits[structure]!;
  const fit = fitComparative(studiesOf(set), { test: "test", ...STRUCTURES[structure], reference: set.reference });
  expect(fit.convergence.converged).toBe(true);
  expectClose(fit.logLik, reference.logLik, 1e-7 / Math.abs(reference.logLik), "log-likelihood");
  expect(fit.parameters).toBe(reference.parameters);
  expect([...fit.tests].sort()).toEqual([...set.tests].sort());
  fit.coefficients.forEach(({ estimate, standardError, outcome, test }) => {
    const i = (outcome === "sensitivity" ? 0 : set.tests.length) + set.tests.indexOf(test);
    expectClose(estimate, reference.theta[i]!, 1e-7, `${outcome} of ${test}`);
    expectRelative(
      standardError,
      Math.sqrt(reference.covariance[i]![i]!),
      2e-6,
      `standard error, ${outcome} of ${test}`,
    );
  });
  const theta = new Map(reference.names.map((name, i) => [name, reference.theta[i]!]));
  const variance = (row: readonly string[]): number =>
    row.reduce((sum, name) => sum + (theta.get(name) ?? 0) * (theta.get(name) ?? 0), 0);
  const identity = theta.has("s");
  set.tests.forEach((test, t) => {
    const suffix = structure === "row-separate" ? `:${test}` : "";
    const unstructured = structure === "paired-unstructured";
    const row = (k: number): string[] => Array.from({ length: k }, (_, j) => `W${k}${j + 1}`);
    const sensitivity = unstructured
      ? variance(row(2 * t + 1))
      : variance([`L11${suffix}`, "M11", identity ? "s" : "s_se"]);
    const specificity = unstructured
      ? variance(row(2 * t + 2))
      : variance([`L21${suffix}`, `L22${suffix}`, "M21", "M22", identity ? "s" : "s_sp"]);
    expectClose(fit.totalVariation[test]!.varSensitivity, sensitivity, 1e-6, `variation of sensitivity, ${test}`);
    expectClose(fit.totalVariation[test]!.varSpecificity, specificity, 1e-6, `variation of specificity, ${test}`);
  });
  // of a factor whose leading element is 0 the reference names those below it too
  expect([...reference.zeroed]).toEqual(expect.arrayContaining([...fit.convergence.boundary]));
}
