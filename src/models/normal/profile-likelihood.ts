import { log } from "../../numeric/elementary.js";
import {
  choleskyInPlace,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolveInPlace,
} from "../../numeric/linear/cholesky.js";
import { columns } from "../../numeric/linear/columns.js";
import type { LogitData } from "./logits.js";
import { profileCurvature } from "./profile-curvature.js";

/** The (restricted) log-likelihood of Ψ with the fixed effects profiled out. */
export interface ProfileLikelihood {
  /** Log-likelihood at Ψ = L Lᵀ, L = [a 0; b c]; writes ∂/∂(a, b, c), and the 3 × 3 second derivatives where asked for. */
  value(abc: Float64Array, gradient: Float64Array, hessian?: Float64Array | null): number;
  /** The fixed effects at the point of the last `value` call: all of sensitivity, then all of specificity. */
  coefficients(): number[];
  /** (Σ XᵢᵀVᵢ⁻¹Xᵢ)⁻¹ at the point of the last `value` call, p × p. */
  covariance(): number[][];
}

const LN_2PI = log(2 * Math.PI);

/**
 * The normal-normal bivariate model (Reitsma 2005, J Clin Epidemiol 58:982, doi:10.1016/j.jclinepi.2005.02.022):
 * yᵢ ~ N(Xᵢβ, Vᵢ), Vᵢ = diag(vᵢ₁, vᵢ₂) + Ψ. With restricted = false,
 *
 *   l(Ψ) = −½·2k·ln 2π − ½ Σ ln|Vᵢ| − ½ Σ rᵢᵀVᵢ⁻¹rᵢ,   rᵢ = yᵢ − Xᵢβ̂(Ψ),
 *
 * and with restricted = true, p coefficients,
 *
 *   l(Ψ) = −½(2k − p)·ln 2π − ½ Σ ln|Vᵢ| − ½ ln|Σ XᵢᵀVᵢ⁻¹Xᵢ| − ½ Σ rᵢᵀVᵢ⁻¹rᵢ
 *
 * (R mvmeta's constants; metafor and mixmeta add ½ ln|ΣXᵢᵀXᵢ|). The gradient is analytic, from
 * ∂l/∂ψⱼ = −½ tr(P Eⱼ) + ½ yᵀPEⱼPy (Harville 1977, J Am Stat Assoc 72:320, doi:10.1080/01621459.1977.10480998), taken
 * study by study, and so are the second derivatives. Each evaluation is two passes (three with second derivatives) of scalar 2 × 2 algebra and allocates nothing; time is linear in k.
 */
export function profileLikelihood(data: LogitData, restricted: boolean): ProfileLikelihood {
  const { k, q, logitSensitivity: y1, logitSpecificity: y2, varSensitivity: v1, varSpecificity: v2, design: x } = data;
  const p = 2 * q;
  const [w11, w12, w22, t1, t2, m11, m12, m22] = columns(k, 8);
  const factor = new Float64Array(p * p);
  const inverse = new Float64Array(p * p);
  const beta = new Float64Array(p);
  const column = new Float64Array(p);
  const fitted = new Float64Array(3);
  const second = new Float64Array(6);
  const curvature = profileCurvature(data, restricted);
  const state = { w11, w12, w22, t1, t2, m11, m12, m22, inverse };
  const interceptOnly = q === 1;
  let logDeterminant = 0;
  const constant = -0.5 * (2 * k - (restricted ? p : 0)) * LN_2PI;

  function weigh(a: number, b: number, c: number): number {
    const psi11 = a * a;
    const psi12 = a * b;
    const psi22 = b * b + c * c;
    const detPsi = a * a * c * c;
    let logDeterminants = 0;
    let product = 1;
    for (let i = 0; i < k; i++) {
      const determinant = v1[i]! * v2[i]! + v1[i]! * psi22 + v2[i]! * psi11 + detPsi;
      w11[i] = (v2[i]! + psi22) / determinant;
      w22[i] = (v1[i]! + psi11) / determinant;
      w12[i] = -psi12 / determinant;
      product *= determinant;
      if (product > 1e100 || product < 1e-100) {
        logDeterminants += log(product);
        product = 1;
      }
    }
    return logDeterminants + log(product);
  }

  function solveCoefficients(): boolean {
    factor.fill(0);
    beta.fill(0);
    for (let i = 0; i < k; i++) {
      const a = w11[i]!;
      const b = w12[i]!;
      const c = w22[i]!;
      const u1 = a * y1[i]! + b * y2[i]!;
      const u2 = b * y1[i]! + c * y2[i]!;
      const row = i * q;
      for (let j = 0; j < q; j++) {
        const xj = x[row + j]!;
        if (xj === 0) continue;
        beta[j]! += xj * u1;
        beta[q + j]! += xj * u2;
        for (let m = 0; m <= j; m++) {
          const xx = xj * x[row + m]!;
          factor[j * p + m]! += a * xx;
          factor[(q + j) * p + m]! += b * xx;
          factor[(q + j) * p + q + m]! += c * xx;
        }
      }
    }
    for (let j = 0; j < q; j++) {
      for (let m = j + 1; m < q; m++) factor[(q + j) * p + m] = factor[(q + m) * p + j]!;
    }
    if (!choleskyInPlace(factor, p)) return false;
    logDeterminant = choleskyLogDeterminant(factor, p);
    choleskySolveInPlace(factor, p, beta);
    choleskyInverse(factor, p, inverse, column);
    return true;
  }

  /** The coefficients of an intercept alone: a 2 × 2 system in closed form. */
  function solveIntercepts(): boolean {
    let a11 = 0;
    let a12 = 0;
    let a22 = 0;
    let u1 = 0;
    let u2 = 0;
    for (let i = 0; i < k; i++) {
      a11 += w11[i]!;
      a12 += w12[i]!;
      a22 += w22[i]!;
      u1 += w11[i]! * y1[i]! + w12[i]! * y2[i]!;
      u2 += w12[i]! * y1[i]! + w22[i]! * y2[i]!;
    }
    const determinant = a11 * a22 - a12 * a12;
    if (!(determinant > 0)) return false;
    logDeterminant = log(determinant);
    inverse[0] = a22 / determinant;
    inverse[1] = -a12 / determinant;
    inverse[2] = inverse[1]!;
    inverse[3] = a11 / determinant;
    beta[0] = inverse[0]! * u1 + inverse[1]! * u2;
    beta[1] = inverse[2]! * u1 + inverse[3]! * u2;
    return true;
  }

  /** Writes Xᵢ(Σ XᵀV⁻¹X)⁻¹Xᵢᵀ, the covariance of the study's fitted logits, to `fitted`: (1,1), (1,2), (2,2). */
  function fittedCovariance(row: number): void {
    fitted.fill(0);
    for (let j = 0; j < q; j++) {
      for (let m = 0; m < q; m++) {
        const xx = x[row + j]! * x[row + m]!;
        fitted[0]! += xx * inverse[j * p + m]!;
        fitted[1]! += xx * inverse[j * p + q + m]!;
        fitted[2]! += xx * inverse[(q + j) * p + q + m]!;
      }
    }
  }

  function value(abc: Float64Array, gradient: Float64Array, hessian: Float64Array | null = null): number {
    const a = abc[0]!;
    const b = abc[1]!;
    const c = abc[2]!;
    const logDeterminants = weigh(a, b, c);
    if (!Number.isFinite(logDeterminants) || !(interceptOnly ? solveIntercepts() : solveCoefficients()))
      return Number.NaN;
    if (restricted && interceptOnly) fittedCovariance(0);
    let quadratic = 0;
    // the symmetric matrix G of first derivatives: dl = ½ tr(G dΨ)
    let g11 = 0;
    let g12 = 0;
    let g22 = 0;
    for (let i = 0; i < k; i++) {
      const row = i * q;
      let r1 = y1[i]!;
      let r2 = y2[i]!;
      if (interceptOnly) {
        r1 -= beta[0]!;
        r2 -= beta[1]!;
      } else {
        for (let j = 0; j < q; j++) {
          r1 -= x[row + j]! * beta[j]!;
          r2 -= x[row + j]! * beta[q + j]!;
        }
        if (restricted) fittedCovariance(row);
      }
      const h11 = fitted[0]!;
      const h12 = fitted[1]!;
      const h22 = fitted[2]!;
      const wa = w11[i]!;
      const wb = w12[i]!;
      const wc = w22[i]!;
      const weighted1 = wa * r1 + wb * r2;
      const weighted2 = wb * r1 + wc * r2;
      quadratic += r1 * weighted1 + r2 * weighted2;
      let a = weighted1 * weighted1;
      let b = weighted1 * weighted2;
      let c = weighted2 * weighted2;
      if (restricted) {
        const a1 = wa * h11 + wb * h12;
        const a2 = wa * h12 + wb * h22;
        const b1 = wb * h11 + wc * h12;
        const b2 = wb * h12 + wc * h22;
        a += a1 * wa + a2 * wb;
        b += a1 * wb + a2 * wc;
        c += b1 * wb + b2 * wc;
      }
      g11 += a - wa;
      g12 += b - wb;
      g22 += c - wc;
      t1[i] = weighted1;
      t2[i] = weighted2;
      m11[i] = a;
      m12[i] = b;
      m22[i] = c;
    }
    gradient[0] = g11 * a + g12 * b;
    gradient[1] = g12 * a + g22 * b;
    gradient[2] = g22 * c;
    if (hessian !== null) {
      curvature(state, second);
      const s11 = second[0]!;
      const s12 = second[1]!;
      const s13 = second[2]!;
      const s22 = second[3]!;
      const s23 = second[4]!;
      const s33 = second[5]!;
      // ∂Ψ/∂a = (2a, b, 0), ∂Ψ/∂b = (0, a, 2b), ∂Ψ/∂c = (0, 0, 2c), and what bends Ψ itself meets G
      const ab = 2 * a * (a * s12 + 2 * b * s13) + b * (a * s22 + 2 * b * s23) + g12;
      const ac = 2 * c * (2 * a * s13 + b * s23);
      const bc = 2 * c * (a * s23 + 2 * b * s33);
      hessian[0] = 4 * a * (a * s11 + b * s12) + b * b * s22 + g11;
      hessian[1] = ab;
      hessian[2] = ac;
      hessian[3] = ab;
      hessian[4] = a * a * s22 + 4 * b * (a * s23 + b * s33) + g22;
      hessian[5] = bc;
      hessian[6] = ac;
      hessian[7] = bc;
      hessian[8] = 4 * c * c * s33 + g22;
    }
    return constant - 0.5 * (logDeterminants + quadratic + (restricted ? logDeterminant : 0));
  }

  return {
    value,
    coefficients: () => Array.from(beta),
    covariance: () => Array.from({ length: p }, (_, i) => Array.from(inverse.subarray(i * p, (i + 1) * p))),
  };
}
