/** coefficients · v ≥ atLeast. */
export interface HalfSpace {
  readonly coefficients: readonly number[];
  readonly atLeast: number;
}

/**
 * The maximum of objective · v over all v in the box lower ≤ v ≤ upper that satisfy the constraints; `null` where there
 * is no such v.
 *
 * Seidel's incremental method (1991, Discrete Comput Geom 6:423, doi:10.1007/BF02574699): constraints are taken one after
 * the other, and where the best point so far breaks one, the new best point lies on its boundary, a program with one
 * unknown less. Meant for a handful of unknowns. In double precision: relax the constraints a little
 * where a feasible program must not be called infeasible.
 */
export function maximizeLinear(
  objective: readonly number[],
  constraints: readonly HalfSpace[],
  lower: readonly number[],
  upper: readonly number[],
): number | null {
  const point = bestPoint(objective, constraints, lower, upper);
  return point === null ? null : dot(objective, point);
}

function bestPoint(
  objective: readonly number[],
  constraints: readonly HalfSpace[],
  lower: readonly number[],
  upper: readonly number[],
): number[] | null {
  if (objective.length === 1) return bestOnLine(objective[0]!, constraints, lower[0]!, upper[0]!);
  let point = objective.map((weight, i) => (weight > 0 ? upper[i]! : lower[i]!));
  for (let i = 0; i < constraints.length; i++) {
    const constraint = constraints[i]!;
    if (dot(constraint.coefficients, point) >= constraint.atLeast) continue;
    const onBoundary = bestOnBoundary(objective, constraint, constraints.slice(0, i), lower, upper);
    if (onBoundary === null) return null;
    point = onBoundary;
  }
  return point;
}

/** Solves the boundary of a constraint for the unknown with the largest coefficient and puts that into all the rest. */
function bestOnBoundary(
  objective: readonly number[],
  { coefficients, atLeast }: HalfSpace,
  others: readonly HalfSpace[],
  lower: readonly number[],
  upper: readonly number[],
): number[] | null {
  let pivot = 0;
  for (let j = 1; j < coefficients.length; j++) {
    if (Math.abs(coefficients[j]!) > Math.abs(coefficients[pivot]!)) pivot = j;
  }
  const divisor = coefficients[pivot]!;
  if (divisor === 0) return null;
  const without = <T>(values: readonly T[]): T[] => values.filter((_, j) => j !== pivot);
  // v[pivot] = constant + slopes · (the others)
  const slopes = without(coefficients).map((coefficient) => -coefficient / divisor);
  const constant = atLeast / divisor;
  const substitute = (row: readonly number[]): number[] =>
    without(row).map((coefficient, j) => coefficient + row[pivot]! * slopes[j]!);
  const reduced = others.map((other) => ({
    coefficients: substitute(other.coefficients),
    atLeast: other.atLeast - other.coefficients[pivot]! * constant,
  }));
  reduced.push({ coefficients: slopes, atLeast: lower[pivot]! - constant });
  reduced.push({ coefficients: slopes.map((slope) => -slope), atLeast: constant - upper[pivot]! });
  const rest = bestPoint(substitute(objective), reduced, without(lower), without(upper));
  if (rest === null) return null;
  const point = [...rest];
  point.splice(pivot, 0, constant + dot(slopes, rest));
  return point;
}

function bestOnLine(weight: number, constraints: readonly HalfSpace[], lower: number, upper: number): number[] | null {
  let [low, high] = [lower, upper];
  for (const { coefficients, atLeast } of constraints) {
    const coefficient = coefficients[0]!;
    // What should have cancelled leaves a coefficient of rounding error alone: it says nothing about this unknown.
    if (Math.abs(coefficient) < NEGLIGIBLE) {
      if (atLeast > NEGLIGIBLE * Math.max(1, Math.abs(upper), Math.abs(lower))) return null;
    } else if (coefficient > 0) low = Math.max(low, atLeast / coefficient);
    else high = Math.min(high, atLeast / coefficient);
  }
  const room = NEGLIGIBLE * Math.max(1, Math.abs(low), Math.abs(high));
  if (low > high + room) return null;
  return [weight > 0 ? high : low];
}

/** Rounding error of numbers around 1, with room to spare. */
const NEGLIGIBLE = 1e-12;

function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
