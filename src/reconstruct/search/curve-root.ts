import type { MetricField } from "../metric.js";

/** The tn (not whole) at which a quantity takes the value b, given tp and the margins, in doubles. */
export type CurveRoot = (b: number, tp: number, diseased: number, nonDiseased: number) => number;

/**
 * Closed forms for the quantities that are searched as curves; each crosses a value once as tn goes from −tp to n, so that
 * the root decides on which side a table lies unless it is almost whole. NaN where the form says nothing.
 *
 * - DOR: tp·tn = b·fp·fn with fp = N − tn gives tn = b·fn·N/(tp + b·fn).
 * - LR+: tp·N = b·D·fp. LR−: fn·N = b·D·tn.
 * - κ, with q = tp + fp = tp + N − tn: 2(tp·n − q·D) = b(D·n + q(N − D)).
 * - MCC: (tp·n − q·D)² = b²·D·N·q·(n − q), the root q with the sign of b:
 *   q = n·(2·tp + b²·N − b·√(N·(b²·N + 4·tp·fn/D)))/(2(D + b²·N)).
 */
export const curveRoots: Readonly<Partial<Record<MetricField, CurveRoot>>> = {
  dor: (b, tp, d, n0) => (b * (d - tp) * n0) / (tp + b * (d - tp)),
  plr: (b, tp, d, n0) => (b > 0 ? n0 - (tp * n0) / (b * d) : Number.NaN),
  nlr: (b, tp, d, n0) => (b > 0 ? ((d - tp) * n0) / (b * d) : Number.NaN),
  kappa: (b, tp, d, n0) => {
    const n = d + n0;
    const scale = 2 * d + b * (n0 - d);
    // Where this is not clearly positive, no q gives b, or the form is no longer well conditioned.
    return scale > 1e-3 * d ? tp + n0 - (n * (2 * tp - b * d)) / scale : Number.NaN;
  },
  mcc: (b, tp, d, n0) => {
    const square = b * b * n0;
    const q =
      ((d + n0) * (2 * tp + square - b * Math.sqrt(n0 * (square + (4 * tp * (d - tp)) / d)))) / (2 * (d + square));
    return tp + n0 - q;
  },
};

/**
 * How close to a whole number a root may come, relative to n, before tables are compared exactly. The forms above are off
 * by a few units of 10⁻¹⁶ relative to n (κ by a thousand times that at worst).
 */
export const ROOT_DOUBT = 1e-11;
