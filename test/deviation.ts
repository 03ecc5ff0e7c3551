/** Tolerances by kind of quantity, in one place. */
export const tolerance = {
  /** Closed forms, relative. */
  closedForm: 1e-12,
  /** Distribution functions, relative. */
  distribution: 1e-10,
  /** REML and ML estimates, relative or absolute, whichever is larger. */
  estimate: 1e-6,
  /** Log-likelihoods by quadrature, absolute. */
  logLik: 1e-8,
} as const;

/** How far a number is from the expected one, relative or absolute, whichever is larger is allowed; NaN for a missing one. */
export function deviation(actual: number | null, expected: number): number {
  return actual === null ? Number.NaN : Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}
