import { InsufficientStudiesError } from "../base/errors.js";

/** Throws `InsufficientStudiesError` where the bivariate model has fewer studies than it needs. */
export function requireStudies(k: number, needed: number): void {
  if (k < needed) throw new InsufficientStudiesError(k, needed, "The bivariate model");
}
