import type { Study } from "../data/study.js";
import type { BivariateFit, Outcome } from "../models/fit.js";
import { chiSquaredCdf, chiSquaredUpperTail } from "../numeric/chi-squared.js";
import { mean } from "../numeric/descriptive.js";
import { expit } from "../numeric/logistic.js";
import { normalCdf } from "../numeric/normal.js";
import { randomEffectsOf } from "./empirical-bayes.js";
import { meansOf } from "./mean-logits.js";
import { observedLogits, type StudyDerivatives, studyDerivatives } from "./study-derivatives.js";

/** A point of a P–P plot; where the model holds, the points lie along the diagonal. */
export interface ProbabilityPoint {
  /** The value's share in the sample, i/(N + 1). */
  readonly empirical: number;
  /** Its probability under the reference distribution. */
  readonly theoretical: number;
}

/** How far one study's two logits lie from what the model expects of it. */
export interface StudyDistance {
  readonly id: string;
  /** Squared Mahalanobis distance. */
  readonly distanceSquared: number;
  /** Of its χ² distribution: 2, or 1 for a study with an empty margin. */
  readonly df: number;
  readonly pValue: number;
}

/** Data of two plots that check a fit's assumptions. */
export interface ModelChecks {
  /** Do the studies' true logits look bivariate normal? */
  readonly randomEffects: {
    readonly distances: readonly StudyDistance[];
    readonly points: readonly ProbabilityPoint[];
    readonly reason: string | null;
  };
  /** Do the counts scatter around the fitted ones as they should? */
  readonly goodnessOfFit: {
    readonly residuals: readonly { readonly id: string; readonly outcome: Outcome; readonly value: number }[];
    readonly points: readonly ProbabilityPoint[];
    /** Why there are no points; `null` where there are. */
    readonly reason: string | null;
  };
}

/**
 * Checks of a fit, as data for P–P plots in the manner of Stata's midas.
 *
 * - `randomEffects`: Dᵢ² = sᵢᵀIᵢ⁻¹sᵢ against χ² with 2 degrees of freedom, where s and I are the study's score and information
 *   about its two mean logits. In the normal model it is the Mahalanobis distance of the observed logits, rᵢᵀ(Vᵢ + Ψ)⁻¹rᵢ,
 *   which is that of the predicted random effects in their own covariance too; in the binomial one it is the latter, about
 *   χ² for studies that aren't small. midas scales all predicted random effects by one sample covariance, though those of
 *   small studies are shrunken more.
 * - `goodnessOfFit`: residuals given the predicted random effects, 2k of them, standardized by their mean and standard
 *   deviation, against the normal distribution. Binomial model: deviance residuals ±√(2[y ln(y/m) + (n − y) ln((n − y)/(n − m))]),
 *   m = n·expit(mean logit + E[u | data]); normal model: (y − mean logit − E[u | data])/√v. An empty margin has none.
 *
 * Neither is a test: with the parameters estimated from the same studies the points lie closer to the diagonal than chance.
 *
 * No points, with a reason, where residuals don't vary or are fewer than 3.
 */
export function modelChecks(fit: BivariateFit): ModelChecks {
  const studies = studyDerivatives(fit);
  const distances = studies.flatMap((study, i) => distanceOf(fit.studies[i]!.id, study));
  const residuals = conditionalResiduals(fit, studies);
  const values = residuals.map(({ value }) => value);
  const enough = (count: number): string | null => (count < 3 ? `${count} values are too few for a plot` : null);
  return {
    randomEffects: {
      distances,
      points: probabilityPoints(distances.map(({ distanceSquared, df }) => chiSquaredCdf(distanceSquared, df))),
      reason: enough(distances.length),
    },
    goodnessOfFit: { residuals, ...standardizedPoints(values, enough(values.length)) },
  };
}

function distanceOf(id: string, { score, information }: StudyDerivatives): StudyDistance[] {
  const [s1, s2] = score;
  const [i11, i12, i22] = information;
  const determinant = i11 * i22 - i12 * i12;
  // an empty margin carries no information: its row of I is 0
  const both = determinant > 1e-12 * i11 * i22;
  const df = both ? 2 : 1;
  const distanceSquared = both
    ? (i22 * s1 * s1 - 2 * i12 * s1 * s2 + i11 * s2 * s2) / determinant
    : i11 >= i22
      ? (s1 * s1) / i11
      : (s2 * s2) / i22;
  if (!Number.isFinite(distanceSquared)) return [];
  return [{ id, distanceSquared, df, pValue: chiSquaredUpperTail(distanceSquared, df) }];
}

function conditionalResiduals(
  fit: BivariateFit,
  studies: readonly StudyDerivatives[],
): { id: string; outcome: Outcome; value: number }[] {
  const observed = fit.model === "normal" ? observedLogits(fit) : null;
  return studies.flatMap((study, i) => {
    const { id } = fit.studies[i]!;
    const means = meansOf(fit, study.row);
    const predicted = randomEffectsOf(fit, study).mean;
    return ([0, 1] as const).flatMap((j) => {
      const logit = means[j] + predicted[j];
      const value =
        observed === null
          ? devianceResidual(...margin(fit.studies[i]!, j), logit)
          : (observed[i]!.logits[j] - logit) / Math.sqrt(observed[i]!.variances[j]);
      return value === null
        ? []
        : [{ id, outcome: j === 0 ? ("sensitivity" as const) : ("specificity" as const), value }];
    });
  });
}

/** Correct results and participants of a margin. */
function margin({ tp, fp, fn, tn }: Study, outcome: 0 | 1): readonly [number, number] {
  return outcome === 0 ? [tp, tp + fn] : [tn, tn + fp];
}

/** The signed root of a binomial count's deviance at a fitted logit; `null` for no participants. */
function devianceResidual(y: number, n: number, logit: number): number | null {
  if (n === 0) return null;
  const part = (count: number, expected: number): number => (count === 0 ? 0 : count * Math.log(count / expected));
  const deviance = part(y, n * expit(logit)) + part(n - y, n * expit(-logit));
  return Math.sign(y - n * expit(logit)) * Math.sqrt(2 * Math.max(0, deviance));
}

function probabilityPoints(probabilities: readonly number[]): ProbabilityPoint[] {
  if (probabilities.length < 3) return [];
  return [...probabilities]
    .sort((x, y) => x - y)
    .map((theoretical, i) => ({ empirical: (i + 1) / (probabilities.length + 1), theoretical }));
}

function standardizedPoints(values: readonly number[], tooFew: string | null) {
  if (tooFew !== null) return { points: [], reason: tooFew };
  const centre = mean(values);
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
  if (!(sd > 0)) return { points: [], reason: "the residuals don't vary" };
  return { points: probabilityPoints(values.map((value) => normalCdf((value - centre) / sd))), reason: null };
}
