import { ceilDivide, floorDivide } from "../../numeric/exact.js";
import { addEdge, type LatticePolygon } from "../../numeric/lattice-polygon.js";
import {
  addRational,
  ceilRational,
  floorRational,
  multiplyRational,
  type Rational,
  rational,
} from "../../numeric/rational.js";
import { type Bound, toBound } from "../metric.js";
import type { MetricItem } from "../read/printed-item.js";

/** Adds to a polygon in (tp, tn) what an item says once the margins are known. */
export type MarginEdges = (polygon: LatticePolygon, diseased: number, nonDiseased: number) => void;

/** Coefficients and offsets of edges stay below this, so that sums of three of them are exact. */
const SAFE = 2 ** 51;

/**
 * The item as edges in (tp, tn) for given margins, or `null` where it isn't linear even then (DOR, MCC), or where exact
 * coefficients would not fit into doubles. Youden's J and balanced accuracy bound tp/D + tn/N; LR+ bounds tp/fp, LR− fn/tn,
 * and κ = 2(tp·n − q·D)/(D·n + q·(N − D)) with q = tp + fp is linear in tp and q.
 */
export function marginEdges(item: MetricItem, largest: number): MarginEdges | null {
  const { interval } = item;
  if (interval === null) return null;
  const lower = toBound(interval.lower);
  const upper = toBound(interval.upper);
  const strictLower = interval.lowerClosed ? 0 : 1;
  const strictUpper = interval.upperClosed ? 0 : 1;
  const size = Math.max(...[lower, upper].map((bound) => Math.abs(bound.numerator) + bound.denominator));
  const fits = (factor: number): boolean => factor * largest * largest * size < SAFE;
  switch (item.field) {
    case "youden":
      return sumEdges(
        toBound(addRational(interval.lower, rational(1n))),
        toBound(addRational(interval.upper, rational(1n))),
        strictLower,
        strictUpper,
      );
    case "balancedAccuracy":
      return sumEdges(
        toBound(multiplyRational(interval.lower, rational(2n))),
        toBound(multiplyRational(interval.upper, rational(2n))),
        strictLower,
        strictUpper,
      );
    case "plr":
      if (!fits(1)) return null;
      return (polygon, d, n0) => {
        const [p, q, r, s] = [lower.numerator * d, lower.denominator * n0, upper.numerator * d, upper.denominator * n0];
        addEdge(polygon, q, p, p * n0 + strictLower);
        addEdge(polygon, -s, -r, strictUpper - r * n0);
      };
    case "nlr":
      if (!fits(1)) return null;
      return (polygon, d, n0) => {
        const [p, q, r, s] = [lower.numerator * d, lower.denominator * n0, upper.numerator * d, upper.denominator * n0];
        addEdge(polygon, -q, -p, strictLower - q * d);
        addEdge(polygon, s, r, s * d + strictUpper);
      };
    case "kappa":
      if (!fits(4)) return null;
      return (polygon, d, n0) => {
        kappaEdge(polygon, d, n0, lower.numerator, lower.denominator, 1, strictLower);
        kappaEdge(polygon, d, n0, upper.numerator, upper.denominator, -1, strictUpper);
      };
    default:
      return null;
  }
}

/** lower ≤ tp/D + tn/N ≤ upper, times D·N: whole on the left, so the bounds may be rounded to whole numbers. */
function sumEdges(lower: Bound, upper: Bound, strictLower: 0 | 1, strictUpper: 0 | 1): MarginEdges {
  return (polygon, d, n0) => {
    const product = d * n0;
    addEdge(polygon, n0, d, strictLower === 0 ? ceilTimes(lower, product) : floorTimes(lower, product) + 1);
    addEdge(polygon, -n0, -d, strictUpper === 0 ? -floorTimes(upper, product) : 1 - ceilTimes(upper, product));
  };
}

/** ±(κ − p/q) ≥ 0 times its denominators. */
function kappaEdge(
  polygon: LatticePolygon,
  d: number,
  n0: number,
  p: number,
  q: number,
  sign: 1 | -1,
  strict: 0 | 1,
): void {
  const n = d + n0;
  const g = 2 * q * d + p * (n0 - d);
  addEdge(polygon, sign * (2 * q * n - g), sign * g, sign * (p * d * n + n0 * g) + strict);
}

function ceilTimes({ exact, numerator, denominator }: Bound, factor: number): number {
  const product = numerator * factor;
  return Math.abs(product) < SAFE && denominator < SAFE
    ? ceilDivide(product, denominator)
    : Number(ceilRational(times(exact, factor)));
}

function floorTimes({ exact, numerator, denominator }: Bound, factor: number): number {
  const product = numerator * factor;
  return Math.abs(product) < SAFE && denominator < SAFE
    ? floorDivide(product, denominator)
    : Number(floorRational(times(exact, factor)));
}

function times(exact: Rational, factor: number): Rational {
  return multiplyRational(exact, rational(factor));
}
