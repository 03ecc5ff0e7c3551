import { checkOptions } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { Outcome } from "../../models/fit.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import { randomEffects } from "./random-effects.js";
import { studyEffects } from "./study-effects.js";

/** Heterogeneity of one logit on its own. Proportions from 0 to 1, variances on the logit scale. */
export interface LogitHeterogeneity {
  /** Which logit. */
  readonly outcome: Outcome;
  /** How τ² and I² were estimated: DerSimonian–Laird moments or REML. */
  readonly method: "dl" | "reml";
  /** Studies that have a logit. */
  readonly k: number;
  /** Cochran's Q, Σwᵢ(yᵢ − ȳ)² with w = 1/v. */
  readonly q: number | null;
  /** Degrees of freedom of Q, k − 1. */
  readonly df: number | null;
  /** Of Q, from the χ² distribution. */
  readonly pValue: number | null;
  /** τ²/(τ² + typical within-study variance); with method `dl` it is Higgins' (Q − df)/Q. The interval is that of τ². */
  readonly iSquared: PartialEstimate;
  /** Between-study variance, logit scale. */
  readonly tauSquared: number | null;
  /** Q-profile limits of τ². */
  readonly tauSquaredInterval: {
    /** Lower limit. */
    readonly lower: number | null;
    /** Upper limit. */
    readonly upper: number | null;
    /** Confidence level, e.g. 0.95. */
    readonly level: number;
  };
  /** Random-effects mean of the logit. */
  readonly mean: PartialEstimate;
  /** Why nothing could be computed; `null` where it could. */
  readonly reason: string | null;
}

/** How `logitHeterogeneity` computes. */
export interface LogitHeterogeneityOptions {
  /** Default `"dl"`, for which I² is Higgins' (Q − df)/Q. */
  readonly method?: "dl" | "reml";
  /** Default 0.5 in the studies with a zero cell. */
  readonly correction?: Partial<Correction>;
  /** Default 0.95. */
  readonly level?: number;
}

/**
 * Cochran's Q, Higgins' I² and τ² of logit sensitivity or logit specificity, each logit on its own:
 * yᵢ = ln(x/(n − x)), vᵢ = 1/x + 1/(n − x) from the (corrected) cells.
 *
 * The analysis is univariate: it knows nothing of the correlation of the two logits nor of differing thresholds, which
 * inflate Q and I². τ² by DerSimonian & Laird 1986 (Control Clin Trials 7:177, doi:10.1016/0197-2456(86)90046-2) or REML;
 * I² is Higgins & Thompson 2002 (Stat Med 21:1539, doi:10.1002/sim.1186); intervals by Q-profile (Viechtbauer 2007, Stat
 * Med 26:37, doi:10.1002/sim.2514). Agrees with metafor's `rma.uni` on `escalc(measure = "PLO")` of the corrected cells,
 * and its `confint`.
 *
 * A study whose margin is empty has no logit and is left out. Not defined with fewer than two logits: values are `null`
 * and `reason` says so. Throws `InputError` on a bad correction (`bad-correction`) or level (`bad-level`).
 *
 * @example
 * ```ts
 * import { logitHeterogeneity, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { q, df } = logitHeterogeneity(readStudies(csv), "sensitivity");
 * q?.toFixed(2); // "19.70"
 * df; // 4
 * ```
 */
export function logitHeterogeneity(
  studies: readonly Study[],
  outcome: Outcome,
  options: LogitHeterogeneityOptions = {},
): LogitHeterogeneity {
  checkStudies(studies);
  checkOptions(options);
  const { method = "dl", level = 0.95 } = options;
  checkChoice("method", method, ["dl", "reml"]);
  checkChoice("outcome", outcome, ["sensitivity", "specificity"]);
  const effects = studyEffects(studies, outcome, resolveCorrection(options.correction));
  const { k, q, df, pValue, iSquared, tauSquared, tauSquaredInterval, mean, reason } = randomEffects(effects, {
    method,
    level,
  });
  return { outcome, method, k, q, df, pValue, iSquared, tauSquared, tauSquaredInterval, mean, reason };
}
