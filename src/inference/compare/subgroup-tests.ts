import type { PartialEstimate } from "../../base/estimate.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { iSquaredOf } from "../heterogeneity/i-squared.js";

/** A likelihood ratio test between levels. */
export interface LevelTest {
  readonly chiSquared: number | null;
  readonly df: number | null;
  readonly pValue: number | null;
  readonly iSquared: PartialEstimate;
  readonly reason: string | null;
}

/** No test, and why. */
export function noTest(reason: string | null, confidence: number): LevelTest {
  return { chiSquared: null, df: null, pValue: null, iSquared: iSquaredOf(Number.NaN, 0, confidence), reason };
}

/** How many steps down the ladder of simpler models a fit took. */
const stepsDown = (fit: BivariateFit): number => traitsOf(fit).simplifications(fit).length;

/** The likelihood ratio test of separate fits against one fit of all their studies, all by maximum likelihood. */
export function separationTest(apart: readonly BivariateFit[], together: BivariateFit, confidence: number): LevelTest {
  const df = apart.reduce((sum, { parameters }) => sum + parameters, 0) - together.parameters;
  const difference = 2 * (apart.reduce((sum, { logLik }) => sum + logLik, 0) - together.logLik);
  const corrected = apart.reduce((sum, { corrections }) => sum + corrections.length, 0);
  const impossible = [together, ...apart].some(({ convergence }) => !convergence.converged)
    ? "one of the fits did not converge"
    : corrected !== together.corrections.length
      ? "the continuity correction of all studies depends on which studies are fitted together; correct the affected ones alone"
      : df < 1
        ? "after the steps down to simpler models the separate fits have no more parameters than the one of all"
        : apart.some((fit) => stepsDown(fit) > stepsDown(together))
          ? "a level was fitted by a simpler model than all together, so that the fits are not nested"
          : difference < -1e-6
            ? "one of the separate fits missed its optimum"
            : null;
  if (impossible !== null) return noTest(impossible, confidence);
  const chiSquared = Math.max(0, difference);
  return {
    chiSquared,
    df,
    pValue: chiSquaredUpperTail(chiSquared, df),
    iSquared: iSquaredOf(chiSquared, df, confidence),
    reason: null,
  };
}
