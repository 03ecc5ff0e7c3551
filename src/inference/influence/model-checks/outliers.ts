import type { BivariateFit } from "../../../models/fit.js";
import { posteriorModes } from "./posterior-modes.js";

/** A study's random effects in standard deviations; `null` where the fit has no variance between studies. */
export interface OutlierPoint {
  /** Name of the study. */
  readonly id: string;
  /** Random effect of logit sensitivity in standard deviations. */
  readonly sensitivity: number | null;
  /** Random effect of logit specificity in standard deviations. */
  readonly specificity: number | null;
  /** Whether one of the two lies beyond ±2. */
  readonly outlying: boolean;
}

/** Studies whose true accuracy seems to lie far from the mean. */
export interface Outliers {
  /** In the fit's order. */
  readonly points: readonly OutlierPoint[];
  /** Why residuals are missing; `null` where none is. */
  readonly reason: string | null;
}

const LIMIT = 2;

/**
 * Standardised random effects r = u/√(s² − Var(u | data)) of both logits, u the posterior mode and Var(u | data) from the
 * curvature there; beyond ±2 a study is an outlier. midas plots r of specificity (x) against r of sensitivity (y). One study in ten
 * is an outlier by chance alone. `influence` gives the residuals from posterior means.
 *
 * Skrondal & Rabe-Hesketh 2009, J R Stat Soc A 172:659, doi:10.1111/j.1467-985X.2009.00587.x.
 *
 * Not defined, `null` with a reason: a logit without variance between studies.
 */
export function outliers(fit: BivariateFit): Outliers {
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const residual = (u: number, between: number, posterior: number): number | null =>
    between - posterior > 1e-12 * between ? u / Math.sqrt(between - posterior) : null;
  const points = posteriorModes(fit).map(({ id, mode, variance }) => {
    const sensitivity = residual(mode[0], varSensitivity, variance[0]);
    const specificity = residual(mode[1], varSpecificity, variance[1]);
    const outlying = [sensitivity, specificity].some((r) => r !== null && Math.abs(r) > LIMIT);
    return { id, sensitivity, specificity, outlying };
  });
  const flat = [...(varSensitivity > 0 ? [] : ["sensitivity"]), ...(varSpecificity > 0 ? [] : ["specificity"])];
  const missing = points.some(({ sensitivity, specificity }) => sensitivity === null || specificity === null);
  const reason =
    flat.length > 0
      ? `no variance of logit ${flat.join(" and logit ")} between studies`
      : missing
        ? "a study without participants of one kind, unrelated to the other logit, has nothing to say of it"
        : null;
  return { points, reason };
}
