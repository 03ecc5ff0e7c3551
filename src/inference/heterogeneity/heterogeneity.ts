import type { PartialEstimate } from "../../base/estimate.js";
import { checkFit } from "../../models/check-fit.js";
import { type BivariateFit, type Outcome, traitsOf } from "../../models/fit.js";
import { normalQuantile } from "../../numeric/distributions/normal.js";
import { exp } from "../../numeric/elementary.js";
import { logitHeterogeneity } from "../univariate/univariate-heterogeneity.js";
import { type HeterogeneityBand, heterogeneityWords } from "./i-squared.js";
import { type RandomVersusFixed, randomVersusFixed } from "./random-versus-fixed.js";
import { thresholdCaution, thresholdEffect } from "./threshold.js";
import { generalizedVariance, zhouDendukuri } from "./zhou-dendukuri.js";

/** How much one logit differs between studies. */
export interface OutcomeHeterogeneity {
  /** Cochran's Q of the logits, each weighted by its precision. */
  readonly q: number | null;
  /** Degrees of freedom of Q, studies less 1. */
  readonly df: number | null;
  /** Of Q, from the χ² distribution. */
  readonly pValue: number | null;
  /**
   * Higgins' (Q − df)/Q, as a proportion, with metafor's Q-profile interval. The interval belongs to τ² at large and may leave
   * the moment estimate out (AUDIT-C, Kriston 2008: 84 %, interval 89–99 %); the one of `reml` holds its estimate as a rule.
   * Univariate: it ignores the other logit and the threshold.
   */
  readonly iSquared: PartialEstimate;
  /** The Cochrane Handbook's words for `iSquared`; its bands overlap. */
  readonly iSquaredWords: readonly HeterogeneityBand[];
  /** τ² by DerSimonian and Laird, univariate, logit scale; it belongs to `q` and `iSquared`. */
  readonly tauSquared: number | null;
  /** The same by REML, univariate: τ², and I² = τ²/(τ² + typical within-study variance). */
  readonly reml: {
    /** τ² by REML, logit scale. */
    readonly tauSquared: number | null;
    /** I² from that τ², a proportion. */
    readonly iSquared: PartialEstimate;
  };
  /** The fit's own variance of the logit between studies. */
  readonly betweenStudyVariance: number;
  /** exp(√(2s²)·Φ⁻¹(¾)): the median ratio of the odds in two random studies, the larger over the smaller; s² is the fit's. */
  readonly medianOddsRatio: number;
  /** I² of Zhou and Dendukuri for this logit, from the fit. */
  readonly zhouDendukuri: number | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** Heterogeneity of a fit, every quantity with the name of its formula in `formulas`. */
export interface Heterogeneity {
  /** Of the logit of sensitivity. */
  readonly sensitivity: OutcomeHeterogeneity;
  /** Of the logit of specificity. */
  readonly specificity: OutcomeHeterogeneity;
  /** Of both logits together. */
  readonly bivariate: {
    /** I² of Zhou and Dendukuri for both logits together, as a proportion. */
    readonly iSquared: number | null;
    /** The Cochrane Handbook's words for `iSquared`; its bands overlap. */
    readonly iSquaredWords: readonly HeterogeneityBand[];
    /** |Ψ|, the generalised between-study variance; 0 on the boundary. */
    readonly generalizedTauSquared: number;
    /** Why something is missing; `null` where nothing is. */
    readonly reason: string | null;
  };
  /** Likelihood ratio test of between-study variation. */
  readonly randomVersusFixed: RandomVersusFixed;
  /** Signs of a threshold effect. */
  readonly threshold: {
    /** Correlation of the true logits of sensitivity and specificity; negative where thresholds differ. */
    readonly correlation: number | null;
    /** Its square: the share of the between-study variation that a threshold effect may explain (midas). */
    readonly proportion: number | null;
    /** Spearman's rank correlation of the observed logit true and false positive rates; positive where thresholds differ. */
    readonly spearman: {
      /** Spearman's ρ, from −1 to 1. */
      readonly rho: number | null;
      /** Two-sided, by the t approximation. */
      readonly pValue: number | null;
    };
    /** What the correlation does not show, in words. */
    readonly caution: string;
    /** Why something is missing; `null` where nothing is. */
    readonly reason: string | null;
  };
  /** What each quantity is computed by, under the name of its field. */
  readonly formulas: Readonly<Record<string, string>>;
}

const FORMULAS = {
  q: "Cochran's Q of each logit, weights 1/variance",
  iSquared: "Higgins' I² = (Q − df)/Q of each logit by itself, Q-profile interval",
  tauSquared: "DerSimonian–Laird τ² of each logit by itself",
  medianOddsRatio: "exp(√(2s²)·Φ⁻¹(3/4)), s² the fitted between-study variance",
  zhouDendukuri: "Zhou & Dendukuri 2014: between-study variance over itself plus the expected within-study variance",
  generalizedTauSquared: "determinant of the between-study covariance matrix Ψ",
  proportion: "squared between-study correlation ρ²",
  spearman: "Spearman's ρ of logit TPR and logit FPR",
} as const;

/**
 * How much the studies differ, and how far a threshold effect may account for it. Read the between-study variances, the
 * correlation and the prediction region first; every I² comes last and means what its formula says (Cochrane Handbook for
 * DTA reviews, ch. 10). Univariate Q and I² ignore that sensitivity and specificity trade off along the threshold.
 *
 * Q, I² and τ² agree with metafor's `rma.uni` on the corrected logits (Higgins & Thompson 2002, Stat Med 21:1539,
 * doi:10.1002/sim.1186); the correction is that of a normal fit, 0.5 to studies with a zero cell for a binomial one. The
 * median odds ratio is Larsen & Merlo's (2005, Am J Epidemiol 161:81, doi:10.1093/aje/kwi017).
 *
 * Whatever is not defined is `null`, with a `reason` beside it.
 *
 * @example
 * ```ts
 * import { fitReitsma, heterogeneity, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { sensitivity, bivariate } = heterogeneity(fitReitsma(readStudies(csv)));
 * sensitivity.q?.toFixed(2); // "19.70"
 * bivariate.iSquared?.toFixed(3); // "0.791"
 * ```
 */
export function heterogeneity(fit: BivariateFit): Heterogeneity {
  checkFit(fit);
  const ofFit = zhouDendukuri(fit);
  const { varSensitivity, varSpecificity, correlation } = fit.betweenStudy;
  const correction = traitsOf(fit).correction(fit);
  const outcome = (name: Outcome, variance: number): OutcomeHeterogeneity => {
    const moments = logitHeterogeneity(fit.studies, name, { ...correction, level: fit.level });
    const reml = logitHeterogeneity(fit.studies, name, { ...correction, level: fit.level, method: "reml" });
    return {
      q: moments.q,
      df: moments.df,
      pValue: moments.pValue,
      iSquared: moments.iSquared,
      iSquaredWords: heterogeneityWords(moments.iSquared.estimate),
      tauSquared: moments.tauSquared,
      reml: { tauSquared: reml.tauSquared, iSquared: reml.iSquared },
      betweenStudyVariance: variance,
      medianOddsRatio: exp(Math.sqrt(2 * variance) * normalQuantile(0.75)),
      zhouDendukuri: ofFit[name],
      reason: moments.reason,
    };
  };
  const { rho, pValue, reason } = thresholdEffect(fit.studies, correction);
  return {
    sensitivity: outcome("sensitivity", varSensitivity),
    specificity: outcome("specificity", varSpecificity),
    bivariate: {
      iSquared: ofFit.bivariate,
      iSquaredWords: heterogeneityWords(ofFit.bivariate),
      generalizedTauSquared: generalizedVariance(fit.betweenStudy),
      reason: ofFit.reason,
    },
    randomVersusFixed: randomVersusFixed(fit),
    threshold: {
      correlation,
      proportion: correlation === null ? null : correlation * correlation,
      spearman: { rho, pValue },
      caution: thresholdCaution,
      reason,
    },
    formulas: FORMULAS,
  };
}
