import { choleskyInPlace, choleskyLogDeterminant, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import type { GroupedLikelihood } from "./likelihood.js";
import type { Cell, ParameterLayout } from "./model.js";
import { spreadOf } from "./model.js";

/** Observations of a group with their sampling covariance, as the normal model reads them. */
export interface NormalGroup {
  /** Rows of design and loadings, in the order of the observations. */
  readonly cells: readonly Pick<Cell, "x" | "loadings">[];
  readonly columns: number;
  readonly y: readonly number[];
  readonly sampling: readonly (readonly number[])[];
}

const LOG_TWO_PI = 1.8378770664093453;

/** A normal likelihood and its generalised least squares covariance (Σ XᵀV⁻¹X)⁻¹ of the fixed effects. */
export interface NormalLikelihood extends GroupedLikelihood {
  /** Σ XᵀV⁻¹X at these parameters, fixed × fixed, row by row. */
  fixedInformation(parameters: ArrayLike<number>): Float64Array;
}

/**
 * y ~ N(Xβ, S + F Fᵀ) in every group, in closed form: −½ Σ (n ln 2π + ln|V| + rᵀV⁻¹r), and with `restricted` less
 * ½ ln|Σ XᵀV⁻¹X| plus p/2 · ln 2π, which is maximal in β where the restricted likelihood has it profiled out.
 * ∂/∂F = (V⁻¹ r rᵀ V⁻¹ − V⁻¹ [+ V⁻¹X A⁻¹ XᵀV⁻¹]) F.
 */
export function normalLikelihood(
  groups: readonly NormalGroup[],
  layout: ParameterLayout,
  restricted: boolean,
): NormalLikelihood {
  const { fixed } = layout;
  const parameters = fixed + spreadOf(layout);
  /** Of a group: F, V⁻¹ r, V⁻¹ X, V⁻¹, ln|V|, r. */
  const solve = ({ cells, columns, y, sampling }: NormalGroup, at: ArrayLike<number>) => {
    const n = y.length;
    const loadings = new Float64Array(n * columns);
    const factor = new Float64Array(n * n);
    const r = new Float64Array(n);
    for (let c = 0; c < n; c++) {
      const { x, loadings: entries } = cells[c]!;
      r[c] = y[c]! - x.reduce((sum, value, j) => sum + value * at[j]!, 0);
      for (const { column, parameter } of entries) loadings[c * columns + column]! += at[fixed + parameter]!;
    }
    for (let c = 0; c < n; c++) {
      for (let d = 0; d <= c; d++) {
        let sum = sampling[c]![d]!;
        for (let k = 0; k < columns; k++) sum += loadings[c * columns + k]! * loadings[d * columns + k]!;
        factor[c * n + d] = sum;
      }
    }
    const definite = choleskyInPlace(factor, n);
    const solved = (column: ArrayLike<number>): Float64Array => {
      const result = Float64Array.from(column);
      choleskySolveInPlace(factor, n, result);
      return result;
    };
    const weighted = solved(r);
    const design = Array.from({ length: fixed }, (_, j) => solved(cells.map(({ x }) => x[j]!)));
    const inverse = Array.from({ length: n }, (_, c) => solved(cells.map((__, d) => (c === d ? 1 : 0))));
    return { definite, loadings, r, weighted, design, inverse, logDeterminant: choleskyLogDeterminant(factor, n) };
  };
  const informationOf = (solutions: readonly ReturnType<typeof solve>[]): Float64Array => {
    const information = new Float64Array(fixed * fixed);
    groups.forEach(({ cells }, i) => {
      for (let j = 0; j < fixed; j++) {
        for (let k = 0; k < fixed; k++) {
          cells.forEach(({ x }, c) => {
            information[j * fixed + k]! += x[j]! * solutions[i]!.design[k]![c]!;
          });
        }
      }
    });
    return information;
  };
  return {
    parameters,
    step: 1e-4,
    choose: () => ({ nodes: [], error: null }),
    fixedInformation: (at) => informationOf(groups.map((group) => solve(group, at))),
    evaluate(at, _, score) {
      score.fill(0);
      const solutions = groups.map((group) => solve(group, at));
      if (solutions.some(({ definite }) => !definite)) return Number.NaN;
      let value = 0;
      const information = restricted ? informationOf(solutions) : new Float64Array(0);
      if (restricted) {
        if (!choleskyInPlace(information, fixed)) return Number.NaN;
        value += 0.5 * (fixed * LOG_TWO_PI - choleskyLogDeterminant(information, fixed));
      }
      groups.forEach(({ cells, columns }, i) => {
        const { loadings, r, weighted, design, inverse, logDeterminant } = solutions[i]!;
        const n = r.length;
        value -= 0.5 * (n * LOG_TWO_PI + logDeterminant + r.reduce((sum, rc, c) => sum + rc * weighted[c]!, 0));
        cells.forEach(({ x }, c) => {
          for (let j = 0; j < fixed; j++) score[j]! += x[j]! * weighted[c]!;
        });
        // V⁻¹ r rᵀ V⁻¹ − V⁻¹ + V⁻¹X A⁻¹ XᵀV⁻¹
        const slope = Array.from({ length: n }, (__, c) =>
          Float64Array.from({ length: n }, (___, d) => weighted[c]! * weighted[d]! - inverse[c]![d]!),
        );
        if (restricted) {
          for (let c = 0; c < n; c++) {
            const row = Float64Array.from(design, (column) => column[c]!);
            choleskySolveInPlace(information, fixed, row);
            for (let d = 0; d < n; d++) {
              for (let j = 0; j < fixed; j++) slope[c]![d]! += row[j]! * design[j]![d]!;
            }
          }
        }
        cells.forEach(({ loadings: entries }, c) => {
          for (const { column, parameter } of entries) {
            for (let d = 0; d < n; d++) score[fixed + parameter]! += slope[c]![d]! * loadings[d * columns + column]!;
          }
        });
      });
      return value;
    },
  };
}
