import { type HalfSpace, maximizeLinear } from "../../numeric/linear/linear-program.js";
import type { CellVector } from "../metric.js";
import type { LinearConstraint } from "./linear-form.js";

/** Whole numbers from `low` to `high`; none where low > high. */
export interface WholeRange {
  readonly low: number;
  readonly high: number;
}

/** A sum of two cells that splits a table in two halves, or the sum of all. */
export type SumName = "n" | "diseased" | "positive" | "correct";

/** Ranges that no consistent table leaves. */
export type Bounds = Readonly<Record<SumName, WholeRange>>;

const sums: Readonly<Record<SumName, CellVector>> = {
  n: [1, 1, 1, 1],
  diseased: [1, 0, 1, 0],
  positive: [1, 1, 0, 0],
  correct: [1, 0, 0, 1],
};

/** How far constraints are relaxed, relative to n, so that rounding in the linear program excludes no table. */
const SLACK = 1e-9;

/**
 * The range of every sum over all real tables of up to `largest` patients that satisfy the constraints, by linear
 * programming; `null` where there is none. Slightly too wide, never too narrow: it narrows the search, and the search decides.
 */
export function findBounds(linear: readonly LinearConstraint[], largest: number): Bounds | null {
  const halfSpaces = relax(linear, largest);
  const n = rangeOf(sums.n, halfSpaces, largest);
  const diseased = rangeOf(sums.diseased, halfSpaces, largest);
  const positive = rangeOf(sums.positive, halfSpaces, largest);
  const correct = rangeOf(sums.correct, halfSpaces, largest);
  if (n === null || diseased === null || positive === null || correct === null) return null;
  return { n, diseased, positive, correct };
}

/** The range of one sum in tables of exactly n patients. */
export function rangeInTablesOf(n: number, sum: SumName, linear: readonly LinearConstraint[]): WholeRange {
  const size = relax([{ coefficients: sums.n, atLeast: n }], n);
  return rangeOf(sums[sum], [...relax(linear, n), ...size], n) ?? { low: 1, high: 0 };
}

/** What must hold, with room for rounding error, each constraint scaled to a largest coefficient of 1. */
function relax(linear: readonly LinearConstraint[], largest: number): HalfSpace[] {
  const slack = SLACK * largest;
  const halfSpaces: HalfSpace[] = linear.map(({ coefficients, atLeast }) => {
    const scale = Math.max(...coefficients.map(Math.abs));
    return { coefficients: coefficients.map((value) => value / scale), atLeast: atLeast / scale - slack };
  });
  halfSpaces.push({ coefficients: sums.n, atLeast: 1 - slack });
  halfSpaces.push({ coefficients: sums.n.map((value) => 0 - value), atLeast: -largest - slack });
  return halfSpaces;
}

function rangeOf(objective: CellVector, halfSpaces: readonly HalfSpace[], largest: number): WholeRange | null {
  const lower = [0, 0, 0, 0];
  const upper = [largest, largest, largest, largest];
  const reversed = objective.map((weight) => 0 - weight);
  const most = maximizeLinear(objective, halfSpaces, lower, upper);
  const least = maximizeLinear(reversed, halfSpaces, lower, upper);
  if (most === null || least === null) return null;
  const room = SLACK * largest + 1e-6;
  return { low: Math.max(0, Math.ceil(0 - least - room)), high: Math.min(largest, Math.floor(most + room)) };
}
