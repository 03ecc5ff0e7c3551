import { leastTrueNear } from "../../numeric/optimize/monotone-search.js";
import { type Bound, compareMetric } from "../metric.js";
import { type CurveRoot, curveRoots, ROOT_DOUBT } from "./curve-root.js";
import type { Curve } from "./problem.js";

/** A curve under search. */
export interface CurveSearch {
  readonly curve: Curve;
  readonly root: CurveRoot;
}

/** Prepares a curve for the search. */
export function startCurve(curve: Curve): CurveSearch {
  return { curve, root: curveRoots[curve.metric.field] ?? (() => Number.NaN) };
}

/** The least tn from `low` to `high` at which the quantity does not lie below its interval (above, if it falls); else high + 1. */
export function lowestInside(
  search: CurveSearch,
  tp: number,
  d: number,
  n0: number,
  low: number,
  high: number,
): number {
  const { metric, lower, upper, lowerClosed, upperClosed } = search.curve;
  const bound = metric.rises ? lower : upper;
  const strict = metric.rises ? !lowerClosed : !upperClosed;
  return firstPast(search, bound, strict, tp, d, n0, low, high);
}

/** The greatest tn from `low` to `high` at which the quantity does not lie above its interval (below, if it falls); else low − 1. */
export function highestInside(
  search: CurveSearch,
  tp: number,
  d: number,
  n0: number,
  low: number,
  high: number,
): number {
  const { metric, lower, upper, lowerClosed, upperClosed } = search.curve;
  const bound = metric.rises ? upper : lower;
  const strict = metric.rises ? upperClosed : lowerClosed;
  return firstPast(search, bound, strict, tp, d, n0, low, high) - 1;
}

/**
 * The least tn from `low` to `high` at which the quantity has reached (or, if `strict`, passed) the bound on its way; else
 * high + 1. The closed form answers unless the root is almost whole; then tables are compared exactly.
 */
function firstPast(
  { root, curve }: CurveSearch,
  bound: Bound,
  strict: boolean,
  tp: number,
  d: number,
  n0: number,
  low: number,
  high: number,
): number {
  if (low > high) return high + 1;
  const at = root(bound.value, tp, d, n0);
  const nearest = Math.round(at);
  if (Math.abs(at - nearest) > ROOT_DOUBT * (d + n0)) return Math.min(Math.max(Math.ceil(at), low), high + 1);
  const { metric } = curve;
  const sign = metric.rises ? 1 : -1;
  const isPast = (tn: number): boolean => {
    const side = sign * compareMetric(metric, tp, n0 - tn, d - tp, tn, bound);
    return strict ? side > 0 : side >= 0;
  };
  const start = nearest >= low && nearest <= high ? nearest : low;
  return leastTrueNear(low, high, start, isPast);
}
