import { checkOptions } from "../../base/check-options.js";
import type { Exclusion } from "../../models/fit.js";
import { median } from "../../numeric/descriptive.js";
import { atan2, cos, hypot, log, power, sin } from "../../numeric/elementary.js";
import { multiply, multiplyVector, positiveDefiniteSolve, transpose } from "../../numeric/linear/matrix.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import { studyEffects } from "../univariate/study-effects.js";

/** A point of the plane of the two logits. */
export interface LogitPoint {
  /** Logit of specificity. */
  readonly logitSpecificity: number;
  /** Logit of sensitivity. */
  readonly logitSensitivity: number;
}

/** A study in the bivariate box plot. */
export interface BoxplotPoint extends LogitPoint {
  /** Name of the study. */
  readonly id: string;
  /** Distance from the centre over that of the hinge in the same direction; `null` where the hinge passes through the centre. */
  readonly relativeDistance: number | null;
  /** Beyond the fence. */
  readonly outlier: boolean;
}

/** Data of a bivariate box plot; contours empty and a reason where it is not defined. */
export interface BivariateBoxplot {
  /** Medians of the two logits. */
  readonly centre: LogitPoint | null;
  /** The studies, in the order given. */
  readonly points: readonly BoxplotPoint[];
  /** Closed polygon around about half of the studies. */
  readonly hinge: readonly LogitPoint[];
  /** Closed polygon beyond which a study is an outlier. */
  readonly fence: readonly LogitPoint[];
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

/** The fence lies this many times as far from the centre as the hinge. */
const FENCE = 1.58;

/** Median absolute deviation from the median, without a scale factor. */
function medianDeviation(values: readonly number[]): number {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/** The plane in median and MAD units of the sum and the difference of the standardised logits, and the way back. */
interface Frame {
  readonly centre: LogitPoint;
  readonly toPolar: (point: LogitPoint) => { readonly radius: number; readonly angle: number };
  readonly fromPolar: (radius: number, angle: number) => LogitPoint;
}

function frameOf(points: readonly LogitPoint[]): Frame | null {
  const x = points.map((point) => point.logitSpecificity);
  const y = points.map((point) => point.logitSensitivity);
  const centre = { logitSpecificity: median(x), logitSensitivity: median(y) };
  const scaleX = medianDeviation(x);
  const scaleY = medianDeviation(y);
  if (!(scaleX > 0 && scaleY > 0)) return null;
  const t = x.map((value) => (value - centre.logitSpecificity) / scaleX);
  const s = y.map((value) => (value - centre.logitSensitivity) / scaleY);
  const scaleSum = medianDeviation(s.map((value, i) => value + t[i]!));
  const scaleDifference = medianDeviation(s.map((value, i) => value - t[i]!));
  if (!(scaleSum > 0 && scaleDifference > 0)) return null;
  return {
    centre,
    toPolar: (point) => {
      const alongX = (point.logitSpecificity - centre.logitSpecificity) / scaleX;
      const alongY = (point.logitSensitivity - centre.logitSensitivity) / scaleY;
      const up = (alongY + alongX) / scaleSum;
      const across = (alongY - alongX) / scaleDifference;
      return { radius: hypot(up, across), angle: atan2(across, up) };
    },
    fromPolar: (radius, angle) => {
      const sum = radius * cos(angle) * scaleSum;
      const difference = radius * sin(angle) * scaleDifference;
      return {
        logitSpecificity: centre.logitSpecificity + ((sum - difference) / 2) * scaleX,
        logitSensitivity: centre.logitSensitivity + ((sum + difference) / 2) * scaleY,
      };
    },
  };
}

/** Least squares of the cube root of the squared radius on 1, sin θ, cos θ: the hinge's radius at an angle, at least 0. */
function hingeRadius(
  polar: readonly { readonly radius: number; readonly angle: number }[],
): ((angle: number) => number) | null {
  const design = polar.map(({ angle }) => [1, sin(angle), cos(angle)]);
  const transposed = transpose(design);
  const beta = positiveDefiniteSolve(
    multiply(transposed, design),
    multiplyVector(
      transposed,
      polar.map(({ radius }) => power(radius, 2 / 3)),
    ),
  );
  if (beta === null) return null;
  return (angle) => power(Math.max(0, beta[0]! + beta[1]! * sin(angle) + beta[2]! * cos(angle)), 1.5);
}

/**
 * Bivariate box plot of logit specificity (x) and logit sensitivity (y), to find outlying studies before modelling.
 *
 * Both logits are centred at their medians and divided by their median absolute deviations (MAD, no factor), s for sensitivity and
 * t for specificity; U = (s + t)/MAD(s + t) and D = (s − t)/MAD(s − t). With θ = atan2(D, U), (U² + D²)^⅓ is regressed on 1, sin θ
 * and cos θ by least squares; the fitted value to the power 3/2 is the hinge's radius at θ, and 1.58 times that the fence's.
 * Studies beyond the fence are outliers. It is the asymmetric plot of Goldberg & Iglewicz 1992 (Technometrics 34:307,
 * doi:10.1080/00401706.1992.10485279) as Stata's midas (2.00) draws it.
 *
 * Logits are corrected (default: 0.5 in the studies with a zero cell); studies with an empty margin are left out. Not defined, with
 * a reason: fewer than four studies, or a median absolute deviation of 0. Throws `InputError` on a bad correction
 * (`bad-correction`).
 *
 * @example
 * ```ts
 * import { bivariateBoxplot, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { centre, points } = bivariateBoxplot(readStudies(csv));
 * centre?.logitSensitivity.toFixed(3); // "1.653"
 * points.filter(({ outlier }) => outlier).length; // 0
 * ```
 */
export function bivariateBoxplot(
  studies: readonly Study[],
  options: { readonly correction?: Partial<Correction> } = {},
): BivariateBoxplot {
  checkStudies(studies);
  checkOptions(options);
  const { studies: included, tables, excluded } = studyEffects(studies, "dor", resolveCorrection(options.correction));
  const logits = tables.map(({ tp, fp, fn, tn }) => ({
    logitSpecificity: log(tn / fp),
    logitSensitivity: log(tp / fn),
  }));
  const nothing = (reason: string): BivariateBoxplot => ({
    centre: null,
    points: [],
    hinge: [],
    fence: [],
    excluded,
    reason,
  });
  if (included.length < 4) return nothing(`A bivariate box plot needs at least four studies, got ${included.length}.`);
  const frame = frameOf(logits);
  if (frame === null) return nothing("A median absolute deviation is 0: at least half of the studies share a value.");
  const polar = logits.map(frame.toPolar);
  const radiusAt = hingeRadius(polar);
  if (radiusAt === null) return nothing("The studies lie in too few directions from their centre.");
  const steps = 180;
  const contour = (factor: number): LogitPoint[] =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const angle = (2 * Math.PI * (i % steps)) / steps - Math.PI;
      return frame.fromPolar(factor * radiusAt(angle), angle);
    });
  const points = included.map(({ id }, i) => {
    const { radius, angle } = polar[i]!;
    const hinge = radiusAt(angle);
    const outlier = radius > FENCE * hinge;
    return { id, ...logits[i]!, relativeDistance: hinge > 0 ? radius / hinge : null, outlier };
  });
  return { centre: frame.centre, points, hinge: contour(1), fence: contour(FENCE), excluded, reason: null };
}
