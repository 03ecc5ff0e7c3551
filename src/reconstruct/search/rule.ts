import { leastTrueNear } from "../../numeric/optimize/monotone-search.js";
import { type Bound, compareMetric, type Metric, type MetricField, metrics, toBound } from "../metric.js";
import type { ValueInterval } from "../read/printed-number.js";

/** An end of the values that a printed number stands for; `strict` where the end itself is passed. */
interface End {
  readonly bound: Bound;
  readonly strict: boolean;
}

/** A printed quantity as a condition on tn: between tp and the margins fixed, every quantity moves one way along it. */
export interface Rule {
  readonly metric: Metric;
  /** The end that tn reaches first as it grows; `null` where every table lies beyond it. */
  readonly enter: End | null;
  /** The end beyond which tn has grown too much; `null` where no table lies beyond it. */
  readonly leave: End | null;
  /** The ends as doubles with room for rounding error. */
  readonly least: number;
  readonly most: number;
}

/** Room for the rounding error of a quantity in doubles. */
const ROOM = 1e-9;

/** How far beyond an end values are let through: not as far as −1, 0 or 1, which doubles hit exactly, where they are left out. */
function roomAt(end: number, closed: boolean): number {
  return !closed && Number.isInteger(end) ? -ROOM / 1000 : ROOM * (1 + Math.abs(end));
}

/** The condition that a quantity lies in an interval. */
export function toRule(field: MetricField, { lower, upper, lowerClosed, upperClosed }: ValueInterval): Rule {
  const metric = metrics[field];
  const [low, high] = [toBound(lower), toBound(upper)];
  const always = { proportion: [0, 1], signed: [-1, 1], ratio: [0, Number.POSITIVE_INFINITY] }[metric.range];
  const from = lowerClosed && low.value <= always[0]! ? null : { bound: low, closed: lowerClosed };
  const to = upperClosed && high.value >= always[1]! ? null : { bound: high, closed: upperClosed };
  const [first, last] = metric.rises ? [from, to] : [to, from];
  return {
    metric,
    enter: first === null ? null : { bound: first.bound, strict: !first.closed },
    leave: last === null ? null : { bound: last.bound, strict: last.closed },
    least: low.value - roomAt(low.value, lowerClosed),
    most: high.value + roomAt(high.value, upperClosed),
  };
}

/** The tn (not whole) at which a quantity takes the value b, given tp and the margins; `rest` is 1 − b. */
type Inverse = (b: number, rest: number, tp: number, diseased: number, nonDiseased: number) => number;

/**
 * Closed forms in doubles. The root decides on which side a table lies unless it is almost whole; NaN where the form says
 * nothing. With D, N the margins and q = tp + fp = tp + N − tn:
 *
 * - PPV: tp·(1 − b) = b·fp. NPV: tn·(1 − b) = b·fn. F1: 2·tp·(1 − b) = b·(fp + fn).
 * - LR+: tp·N = b·D·fp. LR−: fn·N = b·D·tn. DOR: tp·tn = b·fp·fn.
 * - κ: 2(tp·n − q·D) = b(D·n + q(N − D)).
 * - MCC: (tp·n − q·D)² = b²·D·N·q·(n − q), the root q with the sign of b:
 *   q = n·(2·tp + b²·N − b·√(N·(b²·N + 4·tp·fn/D)))/(2(D + b²·N)).
 */
const inverses: Readonly<Partial<Record<MetricField, Inverse>>> = {
  specificity: (b, _, _tp, _d, n0) => b * n0,
  accuracy: (b, _, tp, d, n0) => b * (d + n0) - tp,
  ppv: (b, rest, tp, _, n0) => n0 - (tp * rest) / b,
  npv: (b, rest, tp, d) => (b * (d - tp)) / rest,
  f1: (b, rest, tp, d, n0) => n0 + d - tp - (2 * tp * rest) / b,
  youden: (b, _, tp, d, n0) => n0 * (1 + b - tp / d),
  balancedAccuracy: (b, _, tp, d, n0) => n0 * (2 * b - tp / d),
  plr: (b, _, tp, d, n0) => n0 - (tp * n0) / (b * d),
  nlr: (b, _, tp, d, n0) => ((d - tp) * n0) / (b * d),
  dor: (b, _, tp, d, n0) => (b * (d - tp) * n0) / (tp + b * (d - tp)),
  kappa: (b, _, tp, d, n0) => {
    const scale = 2 * d + b * (n0 - d);
    // Where this is not clearly positive, no q gives b, or the form is no longer well conditioned.
    return scale > 1e-3 * d ? tp + n0 - ((d + n0) * (2 * tp - b * d)) / scale : Number.NaN;
  },
  mcc: (b, _, tp, d, n0) => {
    const square = b * b * n0;
    const root = b * Math.sqrt(n0 * (square + (4 * tp * (d - tp)) / d));
    return tp + n0 - ((d + n0) * (2 * tp + square - root)) / (2 * (d + square));
  },
};

/**
 * How close to a whole number a root may come, relative to n, before tables are compared exactly. The forms above are off
 * by a few units of 10⁻¹⁶ relative to n (κ by a thousand times that at worst).
 */
const DOUBT = 1e-11;

/** The least tn from `low` to `high` with which the quantity has entered its interval; else high + 1. */
export function firstInside(rule: Rule, tp: number, d: number, n0: number, low: number, high: number): number {
  return rule.enter === null ? low : firstPast(rule.metric, rule.enter, tp, d, n0, low, high);
}

/** The greatest tn from `low` to `high` with which the quantity has not left its interval; else low − 1. */
export function lastInside(rule: Rule, tp: number, d: number, n0: number, low: number, high: number): number {
  return rule.leave === null ? high : firstPast(rule.metric, rule.leave, tp, d, n0, low, high) - 1;
}

function firstPast(
  metric: Metric,
  { bound, strict }: End,
  tp: number,
  d: number,
  n0: number,
  low: number,
  high: number,
): number {
  if (low > high) return high + 1;
  const at = inverses[metric.field]!(bound.value, bound.rest, tp, d, n0);
  const nearest = Math.round(at);
  if (Math.abs(at - nearest) > DOUBT * (d + n0)) return Math.min(Math.max(Math.ceil(at), low), high + 1);
  const sign = metric.rises ? 1 : -1;
  const isPast = (tn: number): boolean => {
    const side = sign * compareMetric(metric, tp, n0 - tn, d - tp, tn, bound);
    return strict ? side > 0 : side >= 0;
  };
  return leastTrueNear(low, high, nearest >= low && nearest <= high ? nearest : low, isPast);
}

/** Whether a table fits the rule, exactly. */
export function fitsRule({ metric, enter, leave }: Rule, tp: number, fp: number, fn: number, tn: number): boolean {
  if (metric.denominator(tp, fp, fn, tn) === 0) return false;
  const sign = metric.rises ? 1 : -1;
  const side = ({ bound }: End): number => sign * compareMetric(metric, tp, fp, fn, tn, bound);
  return (
    (enter === null || (enter.strict ? side(enter) > 0 : side(enter) >= 0)) &&
    (leave === null || (leave.strict ? side(leave) <= 0 : side(leave) < 0))
  );
}
