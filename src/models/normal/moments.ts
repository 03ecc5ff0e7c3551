import { hypot } from "../../numeric/elementary.js";
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../../numeric/linear/cholesky.js";
import type { CholeskyParameters } from "../between-study.js";
import type { Outcome } from "../fit-core.js";
import type { LogitData } from "./logits.js";

/**
 * Weighted least squares of one logit: (Σ wᵢxᵢxᵢᵀ)⁻¹, the coefficients and their residuals, wᵢ = 1/(vᵢ + between). The design has full
 * rank (see `buildDesign`).
 */
export function weightedLeastSquares(data: LogitData, outcome: Outcome, between = 0) {
  const { k, q, design: x } = data;
  const [y, variance] =
    outcome === "sensitivity"
      ? [data.logitSensitivity, data.varSensitivity]
      : [data.logitSpecificity, data.varSpecificity];
  const factor = new Float64Array(q * q);
  const right = new Float64Array(q);
  for (let i = 0; i < k; i++) {
    const w = 1 / (variance[i]! + between);
    for (let j = 0; j < q; j++) {
      const wx = w * x[i * q + j]!;
      right[j]! += wx * y[i]!;
      for (let m = 0; m <= j; m++) factor[j * q + m]! += wx * x[i * q + m]!;
    }
  }
  choleskyInPlace(factor, q);
  const inverse = new Float64Array(q * q);
  choleskyInverse(factor, q, inverse, new Float64Array(q));
  choleskySolveInPlace(factor, q, right);
  const residual = (i: number): number => {
    let rest = y[i]!;
    for (let j = 0; j < q; j++) rest -= x[i * q + j]! * right[j]!;
    return rest;
  };
  return { inverse, coefficients: right, residual };
}

/** xᵀ M z for two rows of the design. */
function bilinear(x: Float64Array, row: number, matrix: Float64Array, q: number): number {
  let sum = 0;
  for (let j = 0; j < q; j++) {
    for (let m = 0; m < q; m++) sum += x[row + j]! * matrix[j * q + m]! * x[row + m]!;
  }
  return sum;
}

function product(u: Float64Array, v: Float64Array, q: number): Float64Array {
  const result = new Float64Array(q * q);
  for (let i = 0; i < q; i++) {
    for (let m = 0; m < q; m++) for (let j = 0; j < q; j++) result[i * q + j]! += u[i * q + m]! * v[m * q + j]!;
  }
  return result;
}

/**
 * Ψ by the method of moments (Jackson, White & Riley 2013, Biom J 55:231, doi:10.1002/bimj.201200152), as R's mvmeta
 * computes it: the matrix Σ wᵢ⊗rᵢrᵢᵀ of fixed-effect residuals against its expectation. With independent errors
 * within a study the variances are DerSimonian and Laird's; the covariance comes from the cross products weighted by
 * either logit's precision, averaged. Negative eigenvalues are then set to zero; so is Ψ where there are as many coefficients as
 * studies, so that no residual is left.
 *
 * @returns the Cholesky parameters of the truncated Ψ
 */
export function momentEstimate(data: LogitData, correlated: boolean): CholeskyParameters {
  const { k, q, design: x, varSensitivity: v1, varSpecificity: v2 } = data;
  if (k <= q) return [0, 0, 0];
  const first = weightedLeastSquares(data, "sensitivity");
  const second = weightedLeastSquares(data, "specificity");
  const crossDesign = new Float64Array(q * q);
  const squares1 = new Float64Array(q * q);
  const squares2 = new Float64Array(q * q);
  for (let i = 0; i < k; i++) {
    const w1 = 1 / v1[i]!;
    const w2 = 1 / v2[i]!;
    for (let j = 0; j < q; j++) {
      for (let m = 0; m < q; m++) {
        const xx = x[i * q + j]! * x[i * q + m]!;
        crossDesign[j * q + m]! += w1 * w2 * xx;
        squares1[j * q + m]! += w1 * w1 * xx;
        squares2[j * q + m]! += w2 * w2 * xx;
      }
    }
  }
  const between = product(product(first.inverse, crossDesign, q), second.inverse, q);
  let q1 = 0;
  let q2 = 0;
  let cross1 = 0;
  let cross2 = 0;
  let size1 = 0;
  let size2 = 0;
  let crossSize1 = 0;
  let crossSize2 = 0;
  for (let i = 0; i < k; i++) {
    const row = i * q;
    const w1 = 1 / v1[i]!;
    const w2 = 1 / v2[i]!;
    const r1 = first.residual(i);
    const r2 = second.residual(i);
    q1 += w1 * r1 * r1;
    q2 += w2 * r2 * r2;
    cross1 += w1 * r1 * r2;
    cross2 += w2 * r1 * r2;
    const h1 = w1 * bilinear(x, row, first.inverse, q);
    const h2 = w2 * bilinear(x, row, second.inverse, q);
    const kept = 1 - h1 - h2 + bilinear(x, row, between, q);
    size1 += w1;
    size2 += w2;
    crossSize1 += w1 * kept;
    crossSize2 += w2 * kept;
  }
  for (let j = 0; j < q; j++) {
    for (let m = 0; m < q; m++) {
      size1 -= first.inverse[j * q + m]! * squares1[m * q + j]!;
      size2 -= second.inverse[j * q + m]! * squares2[m * q + j]!;
    }
  }
  const covariance = correlated ? (cross1 / crossSize1 + cross2 / crossSize2) / 2 : 0;
  return choleskyOfTruncated((q1 - (k - q)) / size1, covariance, (q2 - (k - q)) / size2);
}

/** The Cholesky parameters of the nearest positive semidefinite matrix to [x z; z y]. */
function choleskyOfTruncated(x: number, z: number, y: number): CholeskyParameters {
  const mean = (x + y) / 2;
  const radius = hypot((x - y) / 2, z);
  const high = mean + radius;
  const low = mean - radius;
  if (high <= 0) return [0, 0, 0];
  if (low >= 0) {
    const a = Math.sqrt(x);
    const b = a > 0 ? z / a : 0;
    return [a, b, Math.sqrt(Math.max(0, y - b * b))];
  }
  // rank one: high · e eᵀ, and e eᵀ = (M − low·I) / (high − low)
  const share = high / (2 * radius);
  const a = Math.sqrt(Math.max(0, share * (x - low)));
  const b = Math.sqrt(Math.max(0, share * (y - low)));
  return [a < 1e-12 ? 0 : a, z < 0 && a >= 1e-12 ? -b : b, 0];
}
