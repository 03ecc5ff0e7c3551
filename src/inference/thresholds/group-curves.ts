import { checkChoice } from "../../base/checks.js";
import type { Estimate, PartialEstimate } from "../../base/estimate.js";
import { checkResult, isSquare } from "../../base/shape.js";
import { type CovariateValues, rowAt } from "../../models/mean-logits.js";
import { type LatentFunctions, latentDistributions } from "../../models/thresholds/latent-distribution.js";
import { markerScale, type ScaleFunctions } from "../../models/thresholds/marker-scale.js";
import type { ThresholdFit } from "../../models/thresholds/threshold-fit.js";
import { thresholdShapes } from "../../models/thresholds/threshold-shapes.js";
import { studentTQuantile } from "../../numeric/distributions/student-t.js";
import { exp, log } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { normalCritical } from "../point/wald.js";

/** Derivatives by the location and log scale of the diseased, those of the non-diseased, and λ. */
export type CurveGradient = readonly [m1: number, s1: number, m0: number, s0: number, lambda: number];

/** The distributions of both groups in a study with average random effects, and all that is asked of them. */
export interface GroupCurves {
  readonly m1: number;
  readonly sigma1: number;
  readonly m0: number;
  readonly sigma0: number;
  readonly latent: LatentFunctions;
  readonly scale: ScaleFunctions;
  /** 1 where values above a cut-off are positive, −1 where those below are. */
  readonly sign: 1 | -1;
  /** Variance of a quantity with this gradient; `null` where the fit has no covariance. */
  readonly variance: (gradient: CurveGradient) => number | null;
}

/** Refuses what is no fit of several cut-offs (`bad-fit`), and one that was stored and changed. */
export function checkThresholdFit(fit: ThresholdFit): void {
  checkResult("fit", fit, thresholdShapes, {
    name: "ThresholdFit",
    wanted: "what fitThresholds returned",
    code: "bad-fit",
    disagrees: () => wrongSize(fit),
  });
}

/** The first part whose size doesn't agree with the design's, widths that are none, and counts beyond their group. */
function wrongSize({ coefficients, parameterCovariance, design, studies, k }: ThresholdFit): string | null {
  const q = design.terms.length;
  if (coefficients.length !== 2 * q + 2) return "fit.coefficients";
  for (const position of [q, 2 * q + 1]) {
    if (!(coefficients[position]!.estimate > 0)) return `fit.coefficients[${position}].estimate`;
  }
  if (parameterCovariance !== null && !isSquare(parameterCovariance, 2 * q + 8)) return "fit.parameterCovariance";
  if (studies.length !== k) return "fit.studies";
  for (const [i, { diseased, nonDiseased, points }] of studies.entries()) {
    const beyond = points.findIndex(
      ({ tp, fp, fn, tn }) => Math.max(tp, fn) > diseased || Math.max(fp, tn) > nonDiseased,
    );
    if (beyond >= 0) return `fit.studies[${i}].points[${beyond}]`;
  }
  return null;
}

/** The curves of a fit, at the values of its moderators where it has any. */
export function groupCurves(fit: ThresholdFit, at?: CovariateValues): GroupCurves {
  checkThresholdFit(fit);
  const row = rowAt(fit, at);
  const { coefficients, parameterCovariance, lambda, scale, distribution, direction } = fit;
  const q = row.length;
  const sum = (offset: number): number =>
    row.reduce((total, x, j) => total + x * coefficients[offset + j]!.estimate, 0);
  const sigma1 = coefficients[q]!.estimate;
  const sigma0 = coefficients[2 * q + 1]!.estimate;
  return {
    m1: sum(0),
    sigma1,
    m0: sum(q + 1),
    sigma0,
    latent: latentDistributions[distribution],
    scale: markerScale(scale, lambda),
    sign: direction === "greater" ? 1 : -1,
    variance: ([m1, s1, m0, s0, byLambda]) => {
      if (parameterCovariance === null) return null;
      // the covariance is that of the scales, the gradient is by their logarithms
      const full = [
        ...row.map((x) => x * m1),
        s1 / sigma1,
        ...row.map((x) => x * m0),
        s0 / sigma0,
        ...[0, 0, 0, 0, 0],
        byLambda,
      ];
      return Math.max(0, quadraticForm(parameterCovariance, full));
    },
  };
}

/** Quantiles behind limits: of the normal distribution, or of Student's t with k − 2 degrees of freedom, for few studies. */
export type LimitQuantiles = "z" | "t";

/** The same curves, their variances scaled so that normal limits of this level become those of Student's t. */
export function withQuantiles(
  curves: GroupCurves,
  { k }: Pick<ThresholdFit, "k">,
  interval: LimitQuantiles,
  level: number,
): GroupCurves {
  if (checkChoice("interval", interval, ["z", "t"]) === "z" || k < 3) return curves;
  const factor = studentTQuantile((1 + level) / 2, k - 2) / normalCritical(level);
  return {
    ...curves,
    variance: (gradient) => {
      const variance = curves.variance(gradient);
      return variance === null ? null : variance * factor * factor;
    },
  };
}

/** The standardised distance η of a cut-off from a group's location, with its derivatives. */
export interface Distance {
  readonly eta: number;
  readonly gradient: CurveGradient;
}

/** η₁ = (h(c) − m₁)/σ₁ of the diseased and η₀ of the non-diseased. */
export function distances(
  curves: GroupCurves,
  cutoff: number,
): { readonly diseased: Distance; readonly nonDiseased: Distance } {
  const { m1, sigma1, m0, sigma0, scale } = curves;
  const x = scale.of(cutoff);
  const byLambda = scale.byLambda(cutoff);
  const eta1 = (x - m1) / sigma1;
  const eta0 = (x - m0) / sigma0;
  return {
    diseased: { eta: eta1, gradient: [-1 / sigma1, -eta1, 0, 0, byLambda / sigma1] },
    nonDiseased: { eta: eta0, gradient: [0, 0, -1 / sigma0, -eta0, byLambda / sigma0] },
  };
}

/** Σ of gradients, each times a factor. */
export function combineGradients(
  ...terms: readonly (readonly [factor: number, gradient: CurveGradient])[]
): CurveGradient {
  const at = (i: 0 | 1 | 2 | 3 | 4): number => terms.reduce((sum, [factor, gradient]) => sum + factor * gradient[i], 0);
  return [at(0), at(1), at(2), at(3), at(4)];
}

/** An estimate whose limits are computed on another scale and carried back by a monotone function; without limits where there is no variance. */
export function transformed(
  estimate: number,
  centre: number,
  variance: number | null,
  level: number,
  back: (value: number) => number,
): PartialEstimate {
  if (variance === null) return { estimate, lower: null, upper: null, level };
  const half = normalCritical(level) * Math.sqrt(variance);
  const ends = [back(centre - half), back(centre + half)];
  return { estimate, lower: Math.min(...ends), upper: Math.max(...ends), level };
}

/**
 * A cut-off with location x on the model's scale and this gradient of x: its limits are computed on the scale of the cut-offs
 * themselves in the identity model and on their logarithms in the others (λ is uncertain, a fixed model scale is not). `null`
 * where no cut-off has this location.
 */
export function cutoffEstimate(
  { scale, variance }: GroupCurves,
  identity: boolean,
  x: number,
  gradient: CurveGradient,
  level: number,
): PartialEstimate {
  const cutoff = scale.inverse(x);
  if (cutoff === null || !Number.isFinite(cutoff)) return { estimate: null, lower: null, upper: null, level };
  // x = h(c; λ): dc = (dx − h_λ dλ)/h′
  const slope = scale.slope(cutoff) * (identity ? 1 : cutoff);
  const byCutoff = combineGradients([1 / slope, gradient], [-1 / slope, [0, 0, 0, 0, scale.byLambda(cutoff)]]);
  return identity
    ? transformed(cutoff, cutoff, variance(byCutoff), level, (value) => value)
    : transformed(cutoff, log(cutoff), variance(byCutoff), level, exp);
}

/** The same with an estimate that is known to be there. */
export type LimitedEstimate = Pick<Estimate, "estimate" | "level"> & Pick<PartialEstimate, "lower" | "upper">;
