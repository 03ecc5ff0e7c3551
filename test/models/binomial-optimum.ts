import { expect } from "vitest";
import type { BinomialFit } from "../../src/models/fit.js";
import { expectClose, tolerance } from "../tolerance.js";

const PSI = ["varSensitivity", "varSpecificity", "covariance"] as const;

export interface Optimum {
  readonly sensitivity: number | readonly number[];
  readonly specificity: number | readonly number[];
  readonly betweenStudy: Readonly<Record<(typeof PSI)[number], number>>;
  readonly logLik: number;
  readonly covariance?: readonly (readonly number[])[];
  readonly boundary?: boolean;
}

export function expectOptimum(
  fit: BinomialFit,
  reference: Optimum,
  what: string,
  tol: number = tolerance.estimate,
): void {
  const expected = [reference.sensitivity, reference.specificity].flat();
  expect(fit.coefficients.length, what).toBe(expected.length);
  fit.coefficients.forEach(({ outcome, term, estimate }, i) => {
    expectClose(estimate, expected[i]!, tol, `${what}: ${outcome} ${term}`);
  });
  for (const name of PSI) expectClose(fit.betweenStudy[name], reference.betweenStudy[name], tol, `${what}: Ψ ${name}`);
  reference.covariance?.forEach((row, i) => {
    row.forEach((value, j) => {
      expectClose(fit.covariance[i]![j]!, value, 1e-5, `${what}: covariance ${i}${j}`);
    });
  });
  if (reference.boundary !== undefined) {
    expect(fit.convergence.boundary !== "none", `${what}: boundary`).toBe(reference.boundary);
  }
  expect(fit.convergence.converged, `${what}: ${fit.convergence.message}`).toBe(true);
}

export function expectLogLik(fit: BinomialFit, expected: number, what: string, tol: number = tolerance.logLik): void {
  expect(Math.abs(fit.logLik - expected), `${what}: got ${fit.logLik}, expected ${expected}`).toBeLessThan(tol);
}
