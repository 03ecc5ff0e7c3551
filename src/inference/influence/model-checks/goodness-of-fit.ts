import type { BivariateFit, Outcome } from "../../../models/fit.js";
import { modelOf } from "../../../models/models.js";
import { normalCdf } from "../../../numeric/distributions/normal.js";
import { square } from "../../../numeric/elementary.js";
import { posteriorModes } from "./posterior-modes.js";

/** One study's deviance residuals; `null` where it has no participants of that kind. */
export interface DevianceResiduals {
  /** Name of the study. */
  readonly id: string;
  /** Of the true positives among the diseased. */
  readonly sensitivity: number | null;
  /** Of the true negatives among those without the disease. */
  readonly specificity: number | null;
}

/** One residual in a probability plot. */
export interface ResidualPoint {
  /** Name of the study. */
  readonly id: string;
  /** Whose residual it is. */
  readonly outcome: Outcome;
  /** i/(N + 1) for the i-th smallest of N residuals. */
  readonly expected: number;
  /** Φ of the residual, standardised by the residuals' mean and standard deviation. */
  readonly observed: number;
}

/** How well the fit describes the counts, its random effects included. */
export interface GoodnessOfFit {
  /** In the fit's order. */
  readonly residuals: readonly DevianceResiduals[];
  /** Ascending; a straight line where residuals are normal. Empty where there is nothing to plot. */
  readonly probabilityPlot: readonly ResidualPoint[];
  /** Why there is no plot; `null` where there is. */
  readonly reason: string | null;
}

/** Residuals that differ by less are one number with rounding. */
const SAME = 1e-9;

/**
 * Goodness of fit by deviance residuals of both logits given each study's own random effects at their posterior mode, for a
 * normal probability plot; midas draws it as its first panel of model checks.
 *
 * Binomial model: sign(y − m)·√(2[y ln(y/m) + (n − y) ln((n − y)/(n − m))]), m = n·expit(mean logit + u), lme4's
 * `residuals(type = "deviance")`. Normal model: (y − mean − u)/√v, the root of its deviance. The plot has
 * Φ((d − mean)/sd) against i/(N + 1) for all N residuals of both logits together, as midas and Stata's `pnorm` do. Since each study
 * has its own random effects the residuals are smaller than a standard normal's; the plot looks at shape, not at size.
 *
 * Not defined, with a reason: no plot where fewer than three residuals exist or all are the same.
 */
export function goodnessOfFit(fit: BivariateFit): GoodnessOfFit {
  const residuals = modelOf(fit)
    .devianceResiduals(fit, posteriorModes(fit))
    .map(([sensitivity, specificity], i) => ({ id: fit.studies[i]!.id, sensitivity, specificity }));
  const all = residuals.flatMap(({ id, sensitivity, specificity }) =>
    (
      [
        ["sensitivity", sensitivity],
        ["specificity", specificity],
      ] as const
    ).flatMap(([outcome, value]) => (value === null ? [] : [{ id, outcome, value }])),
  );
  const n = all.length;
  if (n < 3) return { residuals, probabilityPlot: [], reason: `${n} residuals are too few for a plot` };
  const mean = all.reduce((sum, { value }) => sum + value, 0) / n;
  const sd = Math.sqrt(all.reduce((sum, { value }) => sum + square(value - mean), 0) / (n - 1));
  if (!(sd > SAME)) return { residuals, probabilityPlot: [], reason: "all residuals are the same" };
  const probabilityPlot = all
    .sort((one, other) => one.value - other.value)
    .map(({ id, outcome, value }, i) => ({
      id,
      outcome,
      expected: (i + 1) / (n + 1),
      observed: normalCdf((value - mean) / sd),
    }));
  return { residuals, probabilityPlot, reason: null };
}
