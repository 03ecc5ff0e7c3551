import { hypot } from "../numeric/elementary.js";
import type { BetweenStudy } from "./fit-core.js";

/**
 * Ψ = L Lᵀ with L = [a 0; b c], unconstrained. Correlations of ±1 (c = 0) and zero variances (a = 0, or b = c = 0) are
 * interior points of (a, b, c), so that a smooth optimiser reaches them exactly; the likelihood does not change with the
 * signs of (a, b) and of c. Log and atanh parameters look natural and never arrive at a boundary.
 */
export type CholeskyParameters = readonly [a: number, b: number, c: number];

/** Ψ as a result: variances, covariance, and the correlation, `null` where a variance is 0 and exactly ±1 where c is. */
export function betweenStudyOf([a, b, c]: CholeskyParameters): BetweenStudy {
  const varSensitivity = a * a;
  const varSpecificity = b * b + c * c;
  const covariance = a * b + 0;
  const spread = Math.abs(a) * hypot(b, c);
  const correlation = spread > 0 ? (c === 0 ? Math.sign(a * b) : Math.max(-1, Math.min(1, covariance / spread))) : null;
  return { varSensitivity, varSpecificity, covariance, correlation };
}

/** (a, b, c) of a Ψ that a fit reports; c is exactly 0 at a correlation of ±1. */
export function choleskyOfBetweenStudy({
  varSensitivity,
  varSpecificity,
  covariance,
  correlation,
}: BetweenStudy): CholeskyParameters {
  const a = Math.sqrt(varSensitivity);
  const b = a > 0 ? covariance / a : 0;
  const exact = Math.abs(correlation ?? 0) === 1;
  return [a, b, exact ? 0 : Math.sqrt(Math.max(0, varSpecificity - b * b))];
}

/** Which of (a, b, c) are free: all, or fewer on a boundary or in a simpler model. */
export type FreeParameters = readonly ("a" | "b" | "c")[];

const POSITION = { a: 0, b: 1, c: 2 } as const;

/** ∂(varSensitivity, varSpecificity, covariance)/∂(the free ones of a, b, c), 3 × f, row by row. */
export function betweenStudyJacobian([a, b, c]: CholeskyParameters, free: FreeParameters): number[][] {
  const full = [
    [2 * a, 0, 0],
    [0, 2 * b, 2 * c],
    [b, a, 0],
  ];
  return full.map((row) => free.map((name) => row[POSITION[name]]!));
}

/** Positions of the free parameters in (a, b, c). */
export function freePositions(free: FreeParameters): number[] {
  return free.map((name) => POSITION[name]);
}

/** A place on the edge of the parameter space that an optimum may really lie on. */
export interface BoundaryCandidate {
  readonly kind: "correlation" | "variance";
  readonly start: CholeskyParameters;
  readonly free: FreeParameters;
}

/**
 * The boundaries that an optimum found at (a, b, c) is close enough to that it should be tried there exactly: c against b
 * (correlation ±1), and either standard deviation (variance 0) against `scale`, a typical standard error of a logit.
 * The most restrictive comes first.
 */
export function nearbyBoundaries(
  [a, b, c]: CholeskyParameters,
  free: FreeParameters,
  scale: number,
): BoundaryCandidate[] {
  const near = 0.05;
  const sdSpecificity = hypot(b, c);
  const noSensitivity = Math.abs(a) < near * scale;
  const noSpecificity = sdSpecificity < near * scale;
  const candidates: BoundaryCandidate[] = [];
  if (noSensitivity && noSpecificity) candidates.push({ kind: "variance", start: [0, 0, 0], free: [] });
  if (noSensitivity) candidates.push({ kind: "variance", start: [0, 0, sdSpecificity], free: ["c"] });
  if (noSpecificity) candidates.push({ kind: "variance", start: [a, 0, 0], free: ["a"] });
  if (free.includes("b") && Math.abs(c) < near * sdSpecificity) {
    candidates.push({ kind: "correlation", start: [a, b, 0], free: ["a", "b"] });
  }
  return candidates;
}
