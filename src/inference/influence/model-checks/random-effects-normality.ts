import type { BivariateFit } from "../../../models/fit.js";
import type { StudyDerivatives } from "../../../models/model.js";
import { chiSquaredCdf, chiSquaredUpperTail } from "../../../numeric/distributions/chi-squared.js";
import { studyDerivatives } from "../study-derivatives.js";

/** One study in the χ² plot of random effects. */
export interface RandomEffectPoint {
  /** Name of the study. */
  readonly id: string;
  /** Squared Mahalanobis distance D² of the study's predicted random effects. */
  readonly squaredDistance: number;
  /** Of its χ² distribution: 2, or 1 for a study that has participants of one kind alone. */
  readonly df: 1 | 2;
  /** P(χ² > D²); small where the study lies far out. */
  readonly pValue: number;
  /** i/(N + 1) for the i-th smallest of N probabilities. */
  readonly expected: number;
  /** P(χ² ≤ D²). */
  readonly observed: number;
}

/** Whether the studies' true logits look like draws from a bivariate normal distribution. */
export interface RandomEffectsNormality {
  /** A P–P plot, ascending; along the diagonal where the model holds. Empty where there is nothing to plot. */
  readonly points: readonly RandomEffectPoint[];
  /** Why there are no points; `null` where there are. */
  readonly reason: string | null;
}

const LEAST_POINTS = 3;

/** sᵀI⁻¹s with its rank, or `null` for a study that says nothing. */
function distance({ score, information }: StudyDerivatives): { readonly value: number; readonly df: 1 | 2 } | null {
  const [s1, s2] = score;
  const [i11, i12, i22] = information;
  const determinant = i11 * i22 - i12 * i12;
  if (determinant > 1e-12 * i11 * i22) {
    return { value: (i22 * s1 * s1 - 2 * i12 * s1 * s2 + i11 * s2 * s2) / determinant, df: 2 };
  }
  // An empty margin carries no information: its row of I is 0
  const value = i11 >= i22 ? (s1 * s1) / i11 : (s2 * s2) / i22;
  return Number.isFinite(value) ? { value, df: 1 } : null;
}

/**
 * The check of bivariate normality: Dᵢ² = uᵢᵀ(ΨIᵢΨ)⁻¹uᵢ = sᵢᵀIᵢ⁻¹sᵢ against χ² with 2 degrees of freedom, where u = Ψs are the
 * predicted random effects, ΨIΨ their covariance over repeated data, and s and I the study's score and information about its
 * two mean logits. In the normal model this is the Mahalanobis distance of the observed logits, rᵢᵀ(Vᵢ + Ψ)⁻¹rᵢ, and exactly χ²
 * but for the estimation of the parameters; in the binomial model it is about χ² for studies that aren't small. It is
 * defined at a correlation of ±1 too. Points below the diagonal at the right end, `observed` near 1 too often, are studies too far
 * out. It is no test: with parameters from the same studies the points lie closer to the diagonal than chance.
 *
 * midas scales the random effects of all studies by one sample covariance, S (D² = uᵀS⁻¹u, every study entering twice), though
 * those of small studies are drawn more towards the mean; hence its plot bends where studies differ in size.
 *
 * Not defined, with a reason: a fit without random effects; fewer than three studies that say something.
 */
export function randomEffectsNormality(fit: BivariateFit): RandomEffectsNormality {
  if (fit.betweenStudy.varSensitivity === 0 && fit.betweenStudy.varSpecificity === 0) {
    return { points: [], reason: "the fit has no variation between studies, so no random effects" };
  }
  const distances = studyDerivatives(fit).flatMap((study, i) => {
    const found = distance(study);
    if (found === null) return [];
    const { value, df } = found;
    const id = fit.studies[i]!.id;
    return [
      { id, squaredDistance: value, df, pValue: chiSquaredUpperTail(value, df), observed: chiSquaredCdf(value, df) },
    ];
  });
  const n = distances.length;
  if (n < LEAST_POINTS)
    return { points: [], reason: `${n} ${n === 1 ? "study is" : "studies are"} too few for a plot` };
  const points = distances
    .sort((one, other) => one.observed - other.observed)
    .map((point, i) => ({ ...point, expected: (i + 1) / (n + 1) }));
  return { points, reason: null };
}
