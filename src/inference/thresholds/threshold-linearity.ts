import { finiteResult } from "../../base/finite-result.js";
import type { ThresholdFit, ThresholdGroup } from "../../models/thresholds/threshold-fit.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { normalDensity } from "../../numeric/distributions/normal.js";
import { groupCurves } from "./group-curves.js";

/** One reported proportion on the scale on which the model is a line. */
export interface LinearityPoint {
  /** Name of the study. */
  readonly id: string;
  /** The group. */
  readonly group: ThresholdGroup;
  /** The cut-off. */
  readonly cutoff: number;
  /** The cut-off on the model's scale, h(c). */
  readonly x: number;
  /** F⁻¹ of the share of the group below the cut-off, half a person added on either side. */
  readonly y: number;
  /** People in the group. */
  readonly n: number;
}

/** How far one group's proportions bend away from lines. */
export interface LinearityCurvature {
  /** The group. */
  readonly group: ThresholdGroup;
  /** Coefficient of (x/σ)² beside a line for each study; 0 on a straight line. */
  readonly estimate: number;
  /** Its standard error, by the sandwich over studies. */
  readonly standardError: number;
  /** Two-sided P value of a coefficient of 0. */
  readonly pValue: number;
  /** Studies with three or more cut-offs, which alone show a bend. */
  readonly studies: number;
}

/** The check of a fit's scale and distribution. */
export interface ThresholdLinearity {
  /** All reported proportions. */
  readonly points: readonly LinearityPoint[];
  /** The mean lines y = (x − μ)/σ. */
  readonly lines: readonly {
    /** Whose line it is. */
    readonly group: ThresholdGroup;
    /** μ, on the scale h(c) of the cut-offs. */
    readonly location: number;
    /** σ, likewise. */
    readonly scale: number;
  }[];
  /** By group; without a group that no study shows at three cut-offs. */
  readonly curvature: readonly LinearityCurvature[];
}

/**
 * Whether F⁻¹ of the shares below the cut-offs lie on lines over h(c), as scale and distribution of the fit have it (NICE TSD 25,
 * figure 6): the points, the mean lines, and for each group a test of a common bend beside a line for each study, from studies with
 * three or more cut-offs, weighted by the information of a proportion, its variance by the sandwich over studies.
 *
 * @throws InputError where the fit has moderators (`covariate-values-needed`)
 *
 * @example
 * ```ts
 * import { fitThresholds, readThresholdStudies, thresholdLinearity } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const { points } = thresholdLinearity(fitThresholds(readThresholdStudies(csv), { alternatives: false }));
 * points.length; // 14
 * ```
 */
export function thresholdLinearity(fit: ThresholdFit): ThresholdLinearity {
  const curves = groupCurves(fit);
  const { latent, scale, sign } = curves;
  const groups = [
    { group: "diseased", location: curves.m1, scale: curves.sigma1 },
    { group: "nonDiseased", location: curves.m0, scale: curves.sigma0 },
  ] as const;
  const points = fit.studies.flatMap(({ id, diseased, nonDiseased, points: tables }) =>
    tables.flatMap(({ cutoff, tp, fp, fn, tn }) => {
      const x = scale.of(cutoff);
      const y = (below: number, n: number): number => latent.quantile((below + 0.5) / (n + 1));
      return [
        { id, group: "diseased" as const, cutoff, x, y: y(sign === 1 ? fn : tp, diseased), n: diseased },
        { id, group: "nonDiseased" as const, cutoff, x, y: y(sign === 1 ? tn : fp, nonDiseased), n: nonDiseased },
      ];
    }),
  );
  return finiteResult("thresholdLinearity", {
    points,
    lines: groups,
    curvature: groups.flatMap(({ group, location, scale: width }) => {
      const own = points.filter((point) => point.group === group);
      return curvatureOf(group, own, (x) => (x - location) / width);
    }),
  });
}

function curvatureOf(
  group: ThresholdGroup,
  points: readonly LinearityPoint[],
  standardised: (x: number) => number,
): LinearityCurvature[] {
  let information = 0;
  let score = 0;
  const parts: { readonly zz: number; readonly zy: number }[] = [];
  for (const id of new Set(points.map((point) => point.id))) {
    const own = points.filter((point) => point.id === id);
    if (own.length < 3) continue;
    // what of u² and y no line over u explains, weights of a proportion at its fitted place
    const rows = own.map(({ x, y, n }) => {
      const u = standardised(x);
      return { u, y, w: n * (normalDensity(u / 1.7) + 1e-6) };
    });
    const bend = residuals(rows, ({ u }) => u * u);
    const rest = residuals(rows, ({ y }) => y);
    const zz = rows.reduce((sum, { w }, i) => sum + w * bend[i]! * bend[i]!, 0);
    const zy = rows.reduce((sum, { w }, i) => sum + w * bend[i]! * rest[i]!, 0);
    information += zz;
    score += zy;
    parts.push({ zz, zy });
  }
  if (parts.length < 2 || !(information > 0)) return [];
  const estimate = score / information;
  const meat = parts.reduce((sum, { zz, zy }) => sum + (zy - estimate * zz) * (zy - estimate * zz), 0);
  const standardError = Math.sqrt((meat * parts.length) / (parts.length - 1)) / information;
  const z = estimate / standardError;
  return [{ group, estimate, standardError, pValue: chiSquaredUpperTail(z * z, 1), studies: parts.length }];
}

interface WeightedRow {
  readonly u: number;
  readonly y: number;
  readonly w: number;
}

/** Residuals of the weighted line over u. */
function residuals(rows: readonly WeightedRow[], of: (row: WeightedRow) => number): number[] {
  const total = rows.reduce((sum, { w }) => sum + w, 0);
  const meanU = rows.reduce((sum, { w, u }) => sum + w * u, 0) / total;
  const meanV = rows.reduce((sum, row) => sum + row.w * of(row), 0) / total;
  const uu = rows.reduce((sum, { w, u }) => sum + w * (u - meanU) * (u - meanU), 0);
  const uv = rows.reduce((sum, row) => sum + row.w * (row.u - meanU) * (of(row) - meanV), 0);
  return rows.map((row) => of(row) - meanV - (uv / uu) * (row.u - meanU));
}
