import { fill } from "../frame/format.js";
import type { Theme } from "../frame/theme.js";

/** The part of a fit that every figure drawn from it has to mention. */
export interface FittedModel {
  /** Whether the fit is to be relied on. */
  readonly convergence?: {
    /** Whether the fit converged. */
    readonly converged: boolean;
    /** What happened, in words. */
    readonly message: string;
  };
}

/** Says that the fit behind a figure did not converge, and why; "" where it did. */
export function convergenceNote(fit: FittedModel | null | undefined, theme: Theme): string {
  if (!fit?.convergence || fit.convergence.converged) return "";
  return fill(theme.labels.fitNotConverged, { message: fit.convergence.message });
}
