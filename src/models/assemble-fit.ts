import { normalQuantile, normalUpperTail } from "../numeric/distributions/normal.js";
import { log } from "../numeric/elementary.js";
import { betweenStudyJacobian, type CholeskyParameters, type FreeParameters } from "./between-study.js";
import type { AppliedCorrection, Coefficient, Convergence, Exclusion, Outcome, Warning } from "./fit-core.js";

const OUTCOMES: readonly Outcome[] = ["sensitivity", "specificity"];

/**
 * The table of fixed effects with Wald tests and intervals on the logit scale.
 *
 * @param terms the q column names of one logit's design
 * @param estimates 2q numbers: all of sensitivity, then all of specificity
 * @param covariance 2q × 2q
 */
export function coefficientTable(
  terms: readonly string[],
  estimates: readonly number[],
  covariance: readonly (readonly number[])[],
  level: number,
): Coefficient[] {
  const critical = normalQuantile((1 + level) / 2);
  return OUTCOMES.flatMap((outcome, o) =>
    terms.map((term, j) => {
      const index = o * terms.length + j;
      const estimate = estimates[index]!;
      const standardError = Math.sqrt(covariance[index]![index]!);
      const z = estimate / standardError;
      return {
        outcome,
        term,
        estimate,
        standardError,
        z,
        pValue: 2 * normalUpperTail(Math.abs(z)),
        lower: estimate - critical * standardError,
        upper: estimate + critical * standardError,
      };
    }),
  );
}

/** Akaike's and Schwarz's criteria; the sample size of the latter is the 2k rows, one per logit, as in midas and mada. */
export function informationCriteria(logLik: number, parameters: number, k: number): { aic: number; bic: number } {
  return { aic: -2 * logLik + 2 * parameters, bic: -2 * logLik + parameters * log(2 * k) };
}

/**
 * Carries the covariance of (coefficients…, the free ones of a, b, c) over to
 * (coefficients…, varSensitivity, varSpecificity, covariance) by the delta method, exact in rank: what is not free adds nothing.
 */
export function naturalScaleCovariance(
  covariance: readonly (readonly number[])[],
  coefficients: number,
  abc: CholeskyParameters,
  free: FreeParameters,
): number[][] {
  const jacobian = betweenStudyJacobian(abc, free);
  const carried = (row: readonly number[]): number[] => [
    ...row.slice(0, coefficients),
    ...jacobian.map((slopes) => slopes.reduce((sum, slope, m) => sum + slope * row[coefficients + m]!, 0)),
  ];
  const half = covariance.map(carried);
  return half[0]!.map((_, i) => carried(half.map((row) => row[i]!)));
}

/** What every reader of a fit has to be told: left-out studies, corrections, few studies, boundaries, non-convergence. */
export function fitWarnings(fit: {
  readonly k: number;
  readonly columns: number;
  readonly convergence: Convergence;
  readonly excluded: readonly Exclusion[];
  readonly corrections: readonly AppliedCorrection[];
}): Warning[] {
  const warnings: Warning[] = [];
  if (!fit.convergence.converged) {
    warnings.push({ code: "not-converged", message: fit.convergence.message });
  } else if (fit.convergence.boundary !== "none") {
    warnings.push({ code: "boundary", message: fit.convergence.message });
  }
  if (fit.k < 10) {
    warnings.push({
      code: "few-studies",
      message: `With ${fit.k} studies the between-study variances and their correlation are poorly identified.`,
    });
  }
  if (fit.columns > 1 && fit.k < 10 * (fit.columns - 1)) {
    warnings.push({
      code: "few-studies-per-moderator",
      message: `${fit.k} studies for ${fit.columns - 1} moderator ${fit.columns === 2 ? "term" : "terms"}: about ten per term are advised.`,
    });
  }
  for (const { id, reason } of fit.excluded) {
    warnings.push({ code: "excluded", message: `${id} was left out: ${reason}.` });
  }
  if (fit.corrections.length > 0) {
    const names = fit.corrections.map(({ id }) => id);
    const shown = names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
    warnings.push({
      code: "continuity-correction",
      message: `${fit.corrections[0]!.value} was added to all four cells of ${names.length} of ${fit.k} studies because of zero cells (${shown}).`,
    });
  }
  return warnings;
}

/** The words for an optimum on the boundary of Ψ, for a reviewer. */
export function boundaryMessage(boundary: Convergence["boundary"], abc: CholeskyParameters): string {
  const [a, b, c] = abc;
  switch (boundary) {
    case "none":
      return "Converged to an optimum inside the parameter space.";
    case "correlation":
      return (
        `Converged on the boundary: the between-study correlation is estimated as ${a * b < 0 ? "−1" : "1"}. ` +
        "The pooled values stand; the data do not identify the correlation, so draw no conclusions from it."
      );
    case "variance": {
      const none = [a === 0 ? "sensitivity" : null, b === 0 && c === 0 ? "specificity" : null].filter(Boolean);
      return (
        `Converged on the boundary: the between-study variance of logit ${none.join(" and of logit ")} is estimated as 0, ` +
        "so there is no correlation to estimate. The pooled values stand."
      );
    }
  }
}
