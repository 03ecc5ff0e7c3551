import { checkOptions } from "../../base/check-options.js";
import { checkFit } from "../../models/check-fit.js";
import { type BivariateFit, traitsOf } from "../../models/fit.js";
import type { StudyDerivatives } from "../../models/model.js";
import { modelOf } from "../../models/models.js";
import { positiveDefiniteInverse, quadraticForm } from "../../numeric/linear/matrix.js";
import type { LongRun } from "./progress.js";
import { studyDerivatives } from "./study-derivatives.js";
import { type FitWithout, withoutEach } from "./without-each.js";

/** How much one study weighs in a fit. */
export interface StudyInfluence {
  /** Name of the study. */
  readonly id: string;
  /** Shift of the coefficients when the study is left out, in the metric of their covariance. */
  readonly cooksDistance: number | null;
  /** Residuals of the two logits in standard deviations; beyond ±2 worth a look. */
  readonly standardizedResidual: {
    /** Of the logit of sensitivity. */
    readonly sensitivity: number | null;
    /** Of the logit of specificity. */
    readonly specificity: number | null;
  };
  /** The study's share of the information about the coefficients; the shares add up to p, the number of coefficients. */
  readonly leverage: number | null;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/**
 * Influence of every study on a fit, in the fit's order.
 *
 * - `cooksDistance`: Dᵢ = (β̂ − β̂₍ᵢ₎)ᵀ V⁻¹ (β̂ − β̂₍ᵢ₎), β̂₍ᵢ₎ the coefficients of the model refitted without the study (its
 *   between-study variances too), V the covariance of β̂. Compare with χ² of p degrees of freedom: beyond its median the study
 *   moves the summary out of its own 50 % confidence region. As metafor's `cooks.distance` of `rma.mv` (Viechtbauer & Cheung
 *   2010, Res Synth Methods 1:112, doi:10.1002/jrsm.11), at full convergence. midas prints an approximation to another
 *   quantity, 2·gᵢᵀVgᵢ over all five parameters.
 * - `standardizedResidual`, normal model: (yᵢ − xᵢβ̂)/√(vᵢ + s² − Var(xᵢβ̂)), as metafor's `rstandard`. Binomial model, where a
 *   study with 0 or n events has no logit: the posterior mean of its random effect over its own standard deviation,
 *   uᵢ/√(s² − Var(uᵢ | data)) (Skrondal & Rabe-Hesketh 2009, J R Stat Soc A 172:659, doi:10.1111/j.1467-985X.2009.00587.x);
 *   midas and metandi have the posterior mode there.
 * - `leverage`: tr((ΣXⱼᵀIⱼXⱼ)⁻¹ XᵢᵀIᵢXᵢ), Iᵢ the study's information about its two mean logits (for the normal model
 *   (diag(vᵢ) + Ψ)⁻¹, so that it is the trace of the study's block of the hat matrix).
 *
 * `null`, with a reason: Cook's distance where the rest can't be fitted or loses a coefficient; a residual of the binomial
 * model whose between-study variance is 0; the normal model's where the study alone determines its mean.
 *
 * @throws InputError `bad-fit`; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { fitReitsma, influence, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const [first] = influence(fitReitsma(readStudies(csv)));
 * first?.id; // "A"
 * first?.cooksDistance?.toFixed(2); // "0.23"
 * ```
 */
export function influence(fit: BivariateFit, options: LongRun = {}): StudyInfluence[] {
  checkFit(fit);
  checkOptions(options);
  return influenceFrom(fit, withoutEach(fit, options, cooksDistanceFor(fit)));
}

/** `influence` from the studies' Cook's distances, in the fit's order. */
export function influenceFrom(fit: BivariateFit, distances: readonly CooksDistance[]): StudyInfluence[] {
  const studies = studyDerivatives(fit);
  const residuals = modelOf(fit).standardizedResiduals(fit, studies);
  const leverages = leveragesOf(studies);
  return fit.studies.map(({ id }, i) => {
    const cook = distances[i]!;
    const [sensitivity, specificity] = residuals[i]!;
    const missing = sensitivity === null || specificity === null ? traitsOf(fit).noResidual : null;
    return {
      id,
      cooksDistance: cook.value,
      standardizedResidual: { sensitivity, specificity },
      leverage: leverages[i]!,
      reason: [cook.reason, missing].filter((reason) => reason !== null).join("; ") || null,
    };
  });
}

/** One study's, or why there is none. */
export interface CooksDistance {
  readonly value: number | null;
  readonly reason: string | null;
}

/** Cook's distance of a study from the fit without it. */
export function cooksDistanceFor(fit: BivariateFit): (without: FitWithout) => CooksDistance {
  const metric = positiveDefiniteInverse(fit.covariance);
  return ({ fit: rest, reason }) => {
    if (metric === null) return { value: null, reason: "the covariance of the coefficients is singular" };
    if (rest === null) return { value: null, reason };
    if (rest.design.terms.join() !== fit.design.terms.join()) {
      return { value: null, reason: "without the study a level of a moderator is gone, and a coefficient with it" };
    }
    const shift = fit.coefficients.map((coefficient, j) => coefficient.estimate - rest.coefficients[j]!.estimate);
    return { value: quadraticForm(metric, shift), reason: null };
  };
}

function leveragesOf(studies: readonly StudyDerivatives[]): (number | null)[] {
  const q = studies[0]?.row.length ?? 0;
  const informationOf = ({ row, information: [i11, i12, i22] }: StudyDerivatives): number[][] =>
    Array.from({ length: 2 * q }, (_, j) =>
      Array.from({ length: 2 * q }, (_, m) => {
        const weight = j < q && m < q ? i11 : j >= q && m >= q ? i22 : i12;
        return weight * row[j % q]! * row[m % q]!;
      }),
    );
  const total = Array.from({ length: 2 * q }, () => new Array<number>(2 * q).fill(0));
  const each = studies.map(informationOf);
  for (const matrix of each) {
    for (let j = 0; j < 2 * q; j++) for (let m = 0; m < 2 * q; m++) total[j]![m]! += matrix[j]![m]!;
  }
  const inverse = positiveDefiniteInverse(total);
  if (inverse === null) return studies.map(() => null);
  return each.map((matrix) =>
    matrix.reduce((sum, line, j) => line.reduce((s, x, m) => s + x * inverse[m]![j]!, sum), 0),
  );
}
