import type { LogitData } from "./logits.js";

/** What one evaluation of the profile likelihood leaves behind, study by study, W = V⁻¹ and t = W r. */
export interface ProfileState {
  readonly w11: Float64Array;
  readonly w12: Float64Array;
  readonly w22: Float64Array;
  readonly t1: Float64Array;
  readonly t2: Float64Array;
  /** C = (Σ XᵀWX)⁻¹, p × p, row by row. */
  readonly inverse: Float64Array;
}

/** Pairs i ≤ j of (ψ₁₁, ψ₁₂, ψ₂₂), in the order of the six second derivatives. */
const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

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
  const sums = Array.from({ length: 3 }, () => new Float64Array(p * p));
  const products = Array.from({ length: 3 }, () => new Float64Array(p * p));
  const e = new Float64Array(9);
  const u = new Float64Array(6);
  const vectors = Array.from({ length: 3 }, () => new Float64Array(p));

  /** Adds e ⊗ xxᵀ to S₁, S₂, S₃, each symmetric e three numbers, and u ⊗ x to c₁, c₂, c₃, x the design's row. */
  function addOuter(row: number, e: Float64Array, u: Float64Array): void {
    for (let j = 0; j < q; j++) {
      const xj = x[row + j]!;
      if (xj === 0) continue;
      for (let i = 0; i < 3; i++) {
        vectors[i]![j]! += xj * u[2 * i]!;
        vectors[i]![q + j]! += xj * u[2 * i + 1]!;
        if (!restricted) continue;
        const s = sums[i]!;
        for (let m = 0; m < q; m++) {
          const xx = xj * x[row + m]!;
          s[j * p + m]! += e[3 * i]! * xx;
          s[j * p + q + m]! += e[3 * i + 1]! * xx;
          s[(q + j) * p + m]! += e[3 * i + 1]! * xx;
          s[(q + j) * p + q + m]! += e[3 * i + 2]! * xx;
        }
      }
    }
  }

  return ({ w11, w12, w22, t1, t2, inverse }: ProfileState, second: Float64Array): void => {
    second.fill(0);
    for (const s of sums) s.fill(0);
    for (const c of vectors) c.fill(0);
    let h11 = 0;
    let h12 = 0;
    let h22 = 0;
    for (let i = 0; i < k; i++) {
      const row = i * q;
      const wa = w11[i]!;
      const wb = w12[i]!;
      const wc = w22[i]!;
      const r1 = t1[i]!;
      const r2 = t2[i]!;
      let m11 = r1 * r1;
      let m12 = r1 * r2;
      let m22 = r2 * r2;
      if (restricted) {
        if (q > 1 || i === 0) {
          h11 = 0;
          h12 = 0;
          h22 = 0;
          for (let j = 0; j < q; j++) {
            for (let m = 0; m < q; m++) {
              const xx = x[row + j]! * x[row + m]!;
              h11 += xx * inverse[j * p + m]!;
              h12 += xx * inverse[j * p + q + m]!;
              h22 += xx * inverse[(q + j) * p + q + m]!;
            }
          }
        }
        const a1 = wa * h11 + wb * h12;
        const a2 = wa * h12 + wb * h22;
        const b1 = wb * h11 + wc * h12;
        const b2 = wb * h12 + wc * h22;
        m11 += a1 * wa + a2 * wb;
        m12 += a1 * wb + a2 * wc;
        m22 += b1 * wb + b2 * wc;
      }
      second[0]! += 0.5 * wa * wa - wa * m11;
      second[1]! += wa * wb - wa * m12 - wb * m11;
      second[2]! += 0.5 * wb * wb - wb * m12;
      second[3]! += wb * wb + wa * wc - wa * m22 - 2 * wb * m12 - wc * m11;
      second[4]! += wb * wc - wb * m22 - wc * m12;
      second[5]! += 0.5 * wc * wc - wc * m22;
      e[0]! += wa * wa;
      e[1]! += wa * wb;
      e[2]! += wb * wb;
      e[3]! += 2 * wa * wb;
      e[4]! += wa * wc + wb * wb;
      e[5]! += 2 * wb * wc;
      e[6]! += wb * wb;
      e[7]! += wb * wc;
      e[8]! += wc * wc;
      u[0]! += wa * r1;
      u[1]! += wb * r1;
      u[2]! += wa * r2 + wb * r1;
      u[3]! += wb * r2 + wc * r1;
      u[4]! += wb * r2;
      u[5]! += wc * r2;
      // an intercept alone has the same x in all studies: their sum is spread out once, at the end
      if (q > 1 || i === k - 1) {
        addOuter(row, e, u);
        e.fill(0);
        u.fill(0);
      }
    }
    if (restricted) for (let i = 0; i < 3; i++) multiplyInto(products[i]!, inverse, sums[i]!, p);
    PAIRS.forEach(([i, j], pair) => {
      let coupled = bilinear(inverse, vectors[i]!, vectors[j]!, p);
      if (restricted) coupled += 0.5 * traceOfProduct(products[i]!, products[j]!, p);
      second[pair]! += coupled;
    });
  };
}

function multiplyInto(product: Float64Array, u: Float64Array, v: Float64Array, p: number): void {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let m = 0; m < p; m++) sum += u[i * p + m]! * v[m * p + j]!;
      product[i * p + j] = sum;
    }
  }
}

function traceOfProduct(u: Float64Array, v: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += u[i * p + j]! * v[j * p + i]!;
  return sum;
}

function bilinear(matrix: Float64Array, u: Float64Array, v: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += u[i]! * matrix[i * p + j]! * v[j]!;
  return sum;
}
