import { checkOptions } from "../../base/check-options.js";
import type { Exclusion } from "../../models/fit.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import { weightedMean } from "../univariate/inverse-variance.js";
import { type Measure, studyEffects } from "../univariate/study-effects.js";

/** A study in a Galbraith plot. */
export interface GalbraithPoint {
  /** Name of the study. */
  readonly id: string;
  /** Precision, 1/SE. */
  readonly x: number;
  /** Standardised effect, effect/SE. */
  readonly y: number;
  /** Vertical distance from the line, (effect − pooled effect)/SE. */
  readonly residual: number;
  /** Whether the study lies beyond the band of ±2 around the line. */
  readonly outside: boolean;
}

/** Data of a Galbraith (radial) plot; no points and a reason where nothing can be drawn. */
export interface Galbraith {
  /** The measure that is drawn. */
  readonly measure: Measure;
  /** Slope of the line through the origin: the fixed-effect pooled value on the logit or log scale. */
  readonly slope: number | null;
  /** Half the height of the band around the line. */
  readonly band: number;
  /** The studies that have the measure, in the order given. */
  readonly points: readonly GalbraithPoint[];
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/**
 * Galbraith's plot: each study's effect over its standard error against 1/SE, with the least-squares line through the
 * origin, whose slope Σxy/Σx² is the inverse-variance fixed-effect mean, and a band of ±2 around it. About 95 % of the
 * studies lie within the band where there is no heterogeneity. Galbraith 1988, Stat Med 7:889, doi:10.1002/sim.4780070807.
 *
 * Effects: logit of a proportion, ln of a ratio (default ln DOR), after the correction (default 0.5 in the studies with a zero
 * cell). midas multiplies the standard error of ln DOR by √3/π, which is a slip and is not done here.
 *
 * No study with the measure: slope `null` and a reason. Throws `InputError` on a bad correction (`bad-correction`).
 *
 * @example
 * ```ts
 * import { galbraith, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { points, slope } = galbraith(readStudies(csv));
 * points.length; // 5
 * slope?.toFixed(3); // "3.058"
 * ```
 */
export function galbraith(
  studies: readonly Study[],
  options: { readonly measure?: Measure; readonly correction?: Partial<Correction> } = {},
): Galbraith {
  checkStudies(studies);
  checkOptions(options);
  const { measure = "dor" } = options;
  const effects = studyEffects(studies, measure, resolveCorrection(options.correction));
  const band = 2;
  const { excluded } = effects;
  if (effects.values.length === 0) {
    return { measure, slope: null, band, points: [], excluded, reason: "No study has the measure." };
  }
  const slope = weightedMean(effects).mean;
  const points = effects.studies.map(({ id }, i) => {
    const standardError = Math.sqrt(effects.variances[i]!);
    const residual = (effects.values[i]! - slope) / standardError;
    return {
      id,
      x: 1 / standardError,
      y: effects.values[i]! / standardError,
      residual,
      outside: Math.abs(residual) > band,
    };
  });
  return { measure, slope, band, points, excluded, reason: null };
}
