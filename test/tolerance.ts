import { expect } from "vitest";

export { tolerance } from "./deviation.js";

/** Asserts that two numbers agree within `tol`, relative or absolute, whichever is larger. */
export function expectClose(actual: number | null, expected: number, tol: number, what = "value"): void {
  const difference = actual === null ? Number.NaN : Math.abs(actual - expected);
  const allowed = tol * Math.max(1, Math.abs(expected));
  expect(
    difference <= allowed,
    `${what}: got ${actual}, expected ${expected}, off by ${difference}, allowed ${allowed}`,
  ).toBe(true);
}

/** Asserts agreement within `tol` relative to the expected value alone (for tails, where absolute agreement says nothing). */
export function expectRelative(actual: number | null, expected: number, tol: number, what = "value"): void {
  if (expected === 0) {
    expect(actual, what).toBe(0);
    return;
  }
  const difference = actual === null ? Number.NaN : Math.abs(actual - expected) / Math.abs(expected);
  expect(
    difference <= tol,
    `${what}: got ${actual}, expected ${expected}, relative error ${difference}, allowed ${tol}`,
  ).toBe(true);
}
