import { logGamma } from "../../numeric/distributions/gamma.js";
import { exp, log } from "../../numeric/elementary.js";
import type { ThresholdPoint, ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { GroupCells } from "./group-cells.js";
import { type MarkerScale, markerScale } from "./marker-scale.js";
import type { StudyCells } from "./study-likelihood.js";

/** Whether values above a cut-off or below it are positive. */
export type Direction = "greater" | "less";

/**
 * The studies as cells between cut-offs, on a scale of numbers around 0 of size 1, so that a change of the marker's unit changes
 * nothing: x = (h(c/unit) − shift)/spread, h the identity, ln, or Box and Cox's.
 */
export interface ThresholdData {
  readonly studies: readonly StudyCells[];
  readonly unit: number;
  readonly shift: number;
  readonly spread: number;
  /** Ends of the cut-offs' range on that scale at λ = 0. */
  readonly range: readonly [low: number, high: number];
  /** Σ of the logs of the multinomial coefficients. */
  readonly logConstant: number;
  /** Brings the cut-offs to another power of the Box–Cox scale. */
  readonly setLambda: (lambda: number) => void;
}

const belowOf: Readonly<
  Record<
    Direction,
    { readonly diseased: (p: ThresholdPoint) => number; readonly nonDiseased: (p: ThresholdPoint) => number }
  >
> = {
  greater: { diseased: (p) => p.fn, nonDiseased: (p) => p.tn },
  less: { diseased: (p) => p.tp, nonDiseased: (p) => p.fp },
};

function countsBetween(
  points: readonly ThresholdPoint[],
  below: (p: ThresholdPoint) => number,
  total: number,
): Float64Array {
  const counts = new Float64Array(points.length + 1);
  let before = 0;
  points.forEach((point, j) => {
    counts[j] = below(point) - before;
    before = below(point);
  });
  counts[points.length] = total - before;
  return counts;
}

const logFactorial = (n: number): number => (n < 2 ? 0 : logGamma(n + 1));

function logMultinomial({ total, counts }: GroupCells): number {
  return counts.reduce((sum, count) => sum - logFactorial(count), logFactorial(total));
}

/** The distinct cut-offs of all studies, ascending. */
export function distinctCutoffs(studies: readonly ThresholdStudy[]): number[] {
  return [...new Set(studies.flatMap(({ points }) => points.map(({ cutoff }) => cutoff)))].sort((x, y) => x - y);
}

/** Brings studies to cells on a scale. */
export function thresholdData(
  studies: readonly ThresholdStudy[],
  scale: MarkerScale,
  direction: Direction,
): ThresholdData {
  const distinct = distinctCutoffs(studies);
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const unit = scale === "box-cox" ? exp(mean(distinct.map(log))) : 1;
  const base = markerScale(scale, 0);
  const scaled = distinct.map((c) => base.of(c / unit));
  const shift = scale === "box-cox" ? 0 : mean(scaled);
  const spread = Math.sqrt(mean(scaled.map((x) => (x - shift) * (x - shift)))) || 1;
  const below = belowOf[direction];
  const lambda = scale === "box-cox";
  const cells = studies.map(({ points, diseased, nonDiseased }): StudyCells => {
    const cutoffs = new Float64Array(points.length);
    const byLambda = new Float64Array(lambda ? points.length : 0);
    const group = (of: (p: ThresholdPoint) => number, total: number): GroupCells => {
      return { cutoffs, byLambda, counts: countsBetween(points, of, total), total };
    };
    return { nonDiseased: group(below.nonDiseased, nonDiseased), diseased: group(below.diseased, diseased) };
  });
  const setLambda = (power: number): void => {
    const { of, byLambda } = markerScale(scale, power);
    studies.forEach(({ points }, i) => {
      const group = cells[i]!.diseased;
      points.forEach(({ cutoff }, j) => {
        group.cutoffs[j] = (of(cutoff / unit) - shift) / spread;
        if (lambda) group.byLambda[j] = byLambda(cutoff / unit) / spread;
      });
    });
  };
  setLambda(0);
  return {
    studies: cells,
    unit,
    shift,
    spread,
    range: [(scaled[0]! - shift) / spread, (scaled[scaled.length - 1]! - shift) / spread],
    logConstant: cells.reduce((sum, c) => sum + logMultinomial(c.diseased) + logMultinomial(c.nonDiseased), 0),
    setLambda,
  };
}
