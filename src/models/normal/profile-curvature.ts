import type { LogitData } from "./logits.js";

/** What one evaluation of the profile likelihood leaves behind, study by study. */
export interface ProfileState {
  /** W = V⁻¹. */
  readonly w11: Float64Array;
  readonly w12: Float64Array;
  readonly w22: Float64Array;
  /** t = W r. */
  readonly t1: Float64Array;
  readonly t2: Float64Array;
  /** M = t tᵀ, and W X C Xᵀ W with it for the restricted likelihood. */
  readonly m11: Float64Array;
  readonly m12: Float64Array;
  readonly m22: Float64Array;
  /** C = (Σ XᵀWX)⁻¹, p × p, row by row. */
  readonly inverse: Float64Array;
}

/**
 * Writes the second derivatives of the (restricted) profile log-likelihood by (ψ₁₁, ψ₁₂, ψ₂₂): 11, 12, 13, 22, 23, 33.
 * With Eᵢ = ∂Ψ/∂ψᵢ in every study's block and P = W − WXCXᵀW,
 *
 *   ∂²l = ½ tr(PEᵢPEⱼ) − yᵀPEᵢPEⱼPy
 *
 * (Harville 1977, J Am Stat Assoc 72:320, doi:10.1080/01621459.1977.10480998), W in place of P within the trace for the
 * unrestricted one. P is no block matrix, but all that couples the studies goes through the p × p sums Sᵢ = Σ XᵀWEᵢWX and
 * cᵢ = Σ XᵀWEᵢt: tr(PEᵢPEⱼ) = Σ tr(WEᵢWEⱼ) − 2 Σ tr(EᵢWEⱼ·WXCXᵀW) + tr(CSᵢCSⱼ) and yᵀPEᵢPEⱼPy = Σ tᵀEᵢWEⱼt − cᵢᵀCcⱼ.
 */
export function profileCurvature(data: LogitData, restricted: boolean) {
  const { k, q, design: x } = data;
  const p = 2 * q;
  const size = p * p;
  // S₁, S₂, S₃ and C S₁, C S₂, C S₃, each p × p; c₁, c₂, c₃
  const sums = new Float64Array(3 * size);
  const products = new Float64Array(3 * size);
  const vectors = new Float64Array(3 * p);

  /** Adds a symmetric 2 × 2 matrix (e11, e12, e22) times xxᵀ to Sᵢ, and (u1, u2) times x to cᵢ; x is the design's row. */
  function add(i: number, row: number, e11: number, e12: number, e22: number, u1: number, u2: number): void {
    for (let j = 0; j < q; j++) {
      const xj = x[row + j]!;
      if (xj === 0) continue;
      vectors[i * p + j]! += xj * u1;
      vectors[i * p + q + j]! += xj * u2;
      if (!restricted) continue;
      for (let m = 0; m < q; m++) {
        const xx = xj * x[row + m]!;
        const at = i * size + j * p + m;
        sums[at]! += e11 * xx;
        sums[at + q]! += e12 * xx;
        sums[at + q * p]! += e12 * xx;
        sums[at + q * p + q]! += e22 * xx;
      }
    }
  }

  return ({ w11, w12, w22, t1, t2, m11, m12, m22, inverse }: ProfileState, second: Float64Array): void => {
    sums.fill(0);
    vectors.fill(0);
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    let s22 = 0;
    let s23 = 0;
    let s33 = 0;
    let aa = 0;
    let ab = 0;
    let bb = 0;
    let ac = 0;
    let bc = 0;
    let cc = 0;
    let at1 = 0;
    let bt1 = 0;
    let ct1 = 0;
    let at2 = 0;
    let bt2 = 0;
    let ct2 = 0;
    for (let i = 0; i < k; i++) {
      const a = w11[i]!;
      const b = w12[i]!;
      const c = w22[i]!;
      const m1 = m11[i]!;
      const m2 = m12[i]!;
      const m3 = m22[i]!;
      s11 += a * (0.5 * a - m1);
      s12 += a * b - a * m2 - b * m1;
      s13 += b * (0.5 * b - m2);
      s22 += b * b + a * c - a * m3 - 2 * b * m2 - c * m1;
      s23 += b * c - b * m3 - c * m2;
      s33 += c * (0.5 * c - m3);
      aa += a * a;
      ab += a * b;
      bb += b * b;
      ac += a * c;
      bc += b * c;
      cc += c * c;
      at1 += a * t1[i]!;
      bt1 += b * t1[i]!;
      ct1 += c * t1[i]!;
      at2 += a * t2[i]!;
      bt2 += b * t2[i]!;
      ct2 += c * t2[i]!;
      // an intercept alone has the same x in all studies: their sum is spread out once, at the end
      if (q === 1 && i < k - 1) continue;
      add(0, i * q, aa, ab, bb, at1, bt1);
      add(1, i * q, 2 * ab, ac + bb, 2 * bc, at2 + bt1, bt2 + ct1);
      add(2, i * q, bb, bc, cc, bt2, ct2);
      aa = ab = bb = ac = bc = cc = at1 = bt1 = ct1 = at2 = bt2 = ct2 = 0;
    }
    if (restricted) for (let i = 0; i < 3; i++) multiplyInto(products, inverse, sums, i * size, p);
    const coupled = (i: number, j: number): number =>
      bilinear(inverse, vectors, i * p, j * p, p) +
      (restricted ? 0.5 * traceOfProduct(products, i * size, j * size, p) : 0);
    second[0] = s11 + coupled(0, 0);
    second[1] = s12 + coupled(0, 1);
    second[2] = s13 + coupled(0, 2);
    second[3] = s22 + coupled(1, 1);
    second[4] = s23 + coupled(1, 2);
    second[5] = s33 + coupled(2, 2);
  };
}

/** Writes U V, V and the product p × p from position `at` on. */
function multiplyInto(product: Float64Array, u: Float64Array, v: Float64Array, at: number, p: number): void {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let m = 0; m < p; m++) sum += u[i * p + m]! * v[at + m * p + j]!;
      product[at + i * p + j] = sum;
    }
  }
}

/** tr(U V) of the p × p matrices from the positions `u` and `v` on. */
function traceOfProduct(matrices: Float64Array, u: number, v: number, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += matrices[u + i * p + j]! * matrices[v + j * p + i]!;
  return sum;
}

/** uᵀMv of the vectors from the positions `u` and `v` on. */
function bilinear(matrix: Float64Array, vectors: Float64Array, u: number, v: number, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += vectors[u + i]! * matrix[i * p + j]! * vectors[v + j]!;
  return sum;
}
