import { checkOptions } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import type { Exclusion } from "../../models/fit.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { log } from "../../numeric/elementary.js";
import { weightedLine } from "../../numeric/linear/weighted-line.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import { studyEffects } from "../univariate/study-effects.js";
import { srocArea } from "./sroc-curve.js";

/** Area and Q* of a summary ROC curve. */
export interface CurveSummary {
  /** Area over false positive rates from 0 to 1. */
  readonly auc: number;
  /** Sensitivity where it equals specificity. */
  readonly qStar: number;
}

/** The Moses–Littenberg summary ROC; `null` with a reason where it is not defined. */
export interface MosesLittenberg {
  /** Studies in the regression. */
  readonly k: number;
  /** Whether studies count alike, or by the inverse variance of ln DOR. */
  readonly weights: "equal" | "inverse-variance";
  /** a of D = a + b·S, the ln DOR where sensitivity equals specificity. */
  readonly intercept: number | null;
  /** Standard error of the intercept. */
  readonly interceptStandardError: number | null;
  /** b of D = a + b·S; 0 where the odds ratio does not change with the threshold. */
  readonly slope: number | null;
  /** Standard error of the slope. */
  readonly slopeStandardError: number | null;
  /** Two-sided, of b = 0. */
  readonly slopePValue: number | null;
  /** The curve as fitted, logit Se = (a + (1 + b)·logit FPR)/(1 − b); `null` where it does not rise from (0, 0) to (1, 1). */
  readonly fitted: CurveSummary | null;
  /** The symmetric curve of constant odds ratio e^a. */
  readonly symmetric: CurveSummary | null;
  /** What the result is and is not. */
  readonly label: string;
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** Said of every Moses–Littenberg result. */
const mosesLittenbergLabel =
  "Moses–Littenberg summary ROC: for comparison with older papers, not for inference; its errors in S and its weights are not accounted for.";

/** Area and Q* of the symmetric summary ROC curve of a constant odds ratio: DOR/(DOR−1)²·((DOR−1) − ln DOR), √DOR/(1+√DOR). */
export function symmetricCurve(logDor: number): CurveSummary {
  return { auc: srocArea(logDor, 1).area, qStar: expit(logDor / 2) };
}

/**
 * The summary ROC of Moses, Shapiro & Littenberg 1993 (Stat Med 12:1293, doi:10.1002/sim.4780121403): least squares of
 * D = logit Se − logit FPR (the ln DOR) on S = logit Se + logit FPR, with equal weights or with 1/Var(D).
 *
 * `symmetric` is what Meta-DiSc 1.4 prints as AUC and Q* (Walter 2002, Stat Med 21:1237, doi:10.1002/sim.1099): the curve of
 * the constant odds ratio e^a. The intercept and slope with equal weights are those of R's `mada::mslSROC`.
 *
 * For reproducing older papers only: it treats S as known without error, takes no account of the studies' sizes or their
 * heterogeneity, and its standard errors mean little. `sroc` of a fit is the curve to use.
 *
 * Corrections by default 0.5 in the studies with a zero cell (mada: in all, as soon as one has). Studies with an empty margin
 * are left out. Not defined, `null` with a reason: fewer than three studies; one S for all.
 *
 * Throws `InputError` on unknown weights (`bad-option`) or a bad correction (`bad-correction`).
 *
 * @example
 * ```ts
 * import { mosesLittenberg, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { intercept, symmetric } = mosesLittenberg(readStudies(csv));
 * intercept?.toFixed(3); // "3.424"
 * symmetric?.qStar.toFixed(3); // "0.847"
 * ```
 */
export function mosesLittenberg(
  studies: readonly Study[],
  options: { readonly weights?: "equal" | "inverse-variance"; readonly correction?: Partial<Correction> } = {},
): MosesLittenberg {
  checkStudies(studies);
  checkOptions(options);
  const { weights = "equal" } = options;
  checkChoice("weights", weights, ["equal", "inverse-variance"]);
  const { tables, values, variances, excluded } = studyEffects(studies, "dor", resolveCorrection(options.correction));
  const k = values.length;
  const line =
    k < 3
      ? null
      : weightedLine(
          tables.map(({ tp, fp, fn, tn }) => log((tp * fp) / (fn * tn))),
          values,
          variances.map((variance) => (weights === "equal" ? 1 : 1 / variance)),
        );
  const rest = { k, weights, label: mosesLittenbergLabel, excluded };
  if (line === null) {
    return {
      intercept: null,
      interceptStandardError: null,
      slope: null,
      slopeStandardError: null,
      slopePValue: null,
      fitted: null,
      symmetric: null,
      reason:
        k < 3
          ? `The regression needs at least three studies, got ${k}.`
          : "Every study has the same S, so there is no slope to estimate.",
      ...rest,
    };
  }
  const { intercept, slope, interceptStandardError, slopeStandardError, pValue } = line;
  const rises = Math.abs(slope) < 1;
  return {
    intercept,
    interceptStandardError,
    slope,
    slopeStandardError,
    slopePValue: pValue,
    fitted: rises
      ? { auc: srocArea(intercept / (1 - slope), (1 + slope) / (1 - slope)).area, qStar: expit(intercept / 2) }
      : null,
    symmetric: symmetricCurve(intercept),
    reason: rises ? null : "The slope is beyond ±1, so the fitted curve does not rise from (0, 0) to (1, 1).",
    ...rest,
  };
}
