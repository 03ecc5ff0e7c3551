import { log } from "../../numeric/elementary.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";
import type { PsiObjective } from "../psi-spaces.js";
import type { LogitData } from "./logits.js";

/**
 * The negative log-likelihood (not the restricted one) of the normal-normal model in (β sensitivity, β specificity, a, b, c), for
 * where the fixed effects are not profiled out. Its Hessian is by differences of the gradient.
 */
export function jointObjective(data: LogitData): PsiObjective {
  const { k, q, logitSensitivity: y1, logitSpecificity: y2, varSensitivity: v1, varSpecificity: v2, design: x } = data;
  const size = 2 * q + 3;
  const value = (full: Float64Array, gradient: Float64Array): number => {
    const a = full[2 * q]!;
    const b = full[2 * q + 1]!;
    const c = full[2 * q + 2]!;
    gradient.fill(0);
    let sum = k * log(2 * Math.PI);
    let g11 = 0;
    let g12 = 0;
    let g22 = 0;
    for (let i = 0; i < k; i++) {
      let r1 = y1[i]!;
      let r2 = y2[i]!;
      for (let j = 0; j < q; j++) {
        r1 -= x[i * q + j]! * full[j]!;
        r2 -= x[i * q + j]! * full[q + j]!;
      }
      const s11 = v1[i]! + a * a;
      const s12 = a * b;
      const s22 = v2[i]! + b * b + c * c;
      const determinant = s11 * s22 - s12 * s12;
      const t1 = (s22 * r1 - s12 * r2) / determinant;
      const t2 = (s11 * r2 - s12 * r1) / determinant;
      sum += 0.5 * (log(determinant) + r1 * t1 + r2 * t2);
      g11 += t1 * t1 - s22 / determinant;
      g12 += t1 * t2 + s12 / determinant;
      g22 += t2 * t2 - s11 / determinant;
      for (let j = 0; j < q; j++) {
        gradient[j]! -= x[i * q + j]! * t1;
        gradient[q + j]! -= x[i * q + j]! * t2;
      }
    }
    gradient[2 * q] = -(g11 * a + g12 * b);
    gradient[2 * q + 1] = -(g12 * a + g22 * b);
    gradient[2 * q + 2] = -g22 * c;
    return sum;
  };
  const differenced = withDifferencedHessian(value, size);
  return { size, at: (full, gradient, hessian) => differenced(full, gradient, hessian) };
}
