import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";

const N = 5;

/** Room for the slopes along the five parameters. */
const row = (): Float64Array => new Float64Array(N);

/**
 * Minus the second derivatives, by (o1, o2, a, b, c), of one study's log-likelihood by the Laplace approximation,
 * F(mode) − ½ ln|H|: the slope of what `adaptedGradient` writes for one node. The mode moves by the implicit function theorem,
 * ∂ᵢmode = H⁻¹ gᵢ, and so does that slope: ∂ⱼ∂ᵢmode = H⁻¹ (∂ⱼgᵢ − ∂ⱼH ∂ᵢmode). Weights w = n p q have w′ = w (1 − 2p) and
 * w″ = w (1 − 6pq) along the logit. On a line (c = 0) what is written for c means nothing.
 */
export function laplaceInformation(): (study: StudyPoint, mode: PosteriorMode, information: Float64Array) => void {
  // with v held: of the logits, e; with the mode: of the mode, m, of the logits, l, of the weights, dw, and of H
  const [e1, e2, m1, m2, l1, l2] = [row(), row(), row(), row(), row(), row()];
  const [dw1, dw2, d11, d12, d22, logDeterminant] = [row(), row(), row(), row(), row(), row()];
  e1[0] = 1;
  e2[1] = 1;
  return ({ y1, n1, y2, n0, a, b, c }, { v1, v2, p1, q1, p2, q2, h11, h12, h22, determinant }, information) => {
    const r1 = y1 * q1 - (n1 - y1) * p1;
    const r2 = y2 * q2 - (n0 - y2) * p2;
    const w1 = n1 * p1 * q1;
    const w2 = n0 * p2 * q2;
    const third1 = w1 * (q1 - p1);
    const third2 = w2 * (q2 - p2);
    const fourth1 = w1 * (1 - 6 * p1 * q1);
    const fourth2 = w2 * (1 - 6 * p2 * q2);
    e1[2] = v1;
    e2[3] = v1;
    e2[4] = v2;
    for (let i = 0; i < N; i++) {
      const g1 = -a * w1 * e1[i]! - b * w2 * e2[i]! + (i === 2 ? r1 : i === 3 ? r2 : 0);
      const g2 = -c * w2 * e2[i]! + (i === 4 ? r2 : 0);
      const move1 = (h22 * g1 - h12 * g2) / determinant;
      const move2 = (h11 * g2 - h12 * g1) / determinant;
      const s1 = e1[i]! + a * move1;
      const s2 = e2[i]! + b * move1 + c * move2;
      const dw1i = third1 * s1;
      const dw2i = third2 * s2;
      m1[i] = move1;
      m2[i] = move2;
      l1[i] = s1;
      l2[i] = s2;
      dw1[i] = dw1i;
      dw2[i] = dw2i;
      d11[i] = a * a * dw1i + b * b * dw2i + (i === 2 ? 2 * a * w1 : i === 3 ? 2 * b * w2 : 0);
      d12[i] = b * c * dw2i + (i === 3 ? c * w2 : i === 4 ? b * w2 : 0);
      d22[i] = c * c * dw2i + (i === 4 ? 2 * c * w2 : 0);
      logDeterminant[i] = (d11[i]! * h22 + h11 * d22[i]! - 2 * h12 * d12[i]!) / determinant;
    }
    for (let i = 0; i < N; i++) {
      for (let j = 0; j <= i; j++) {
        const [byA, byB, byC] = [j === 2 ? 1 : 0, j === 3 ? 1 : 0, j === 4 ? 1 : 0];
        const dr1 = -w1 * l1[j]!;
        const dr2 = -w2 * l2[j]!;
        const de1 = i === 2 ? m1[j]! : 0;
        const de2 = i === 3 ? m1[j]! : i === 4 ? m2[j]! : 0;
        const dg1 =
          -(byA * w1 + a * dw1[j]!) * e1[i]! -
          a * w1 * de1 -
          (byB * w2 + b * dw2[j]!) * e2[i]! -
          b * w2 * de2 +
          (i === 2 ? dr1 : i === 3 ? dr2 : 0) -
          d11[j]! * m1[i]! -
          d12[j]! * m2[i]!;
        const dg2 =
          -(byC * w2 + c * dw2[j]!) * e2[i]! - c * w2 * de2 + (i === 4 ? dr2 : 0) - d12[j]! * m1[i]! - d22[j]! * m2[i]!;
        const dm1 = (h22 * dg1 - h12 * dg2) / determinant;
        const dm2 = (h11 * dg2 - h12 * dg1) / determinant;
        const ddw1 = fourth1 * l1[i]! * l1[j]! + third1 * (de1 + byA * m1[i]! + a * dm1);
        const ddw2 = fourth2 * l2[i]! * l2[j]! + third2 * (de2 + byB * m1[i]! + byC * m2[i]! + b * dm1 + c * dm2);
        const dd11 =
          2 * a * byA * dw1[i]! +
          a * a * ddw1 +
          2 * b * byB * dw2[i]! +
          b * b * ddw2 +
          (i === 2 ? 2 * (byA * w1 + a * dw1[j]!) : i === 3 ? 2 * (byB * w2 + b * dw2[j]!) : 0);
        const dd12 =
          (byB * c + byC * b) * dw2[i]! +
          b * c * ddw2 +
          (i === 3 ? byC * w2 + c * dw2[j]! : i === 4 ? byB * w2 + b * dw2[j]! : 0);
        const dd22 = 2 * c * byC * dw2[i]! + c * c * ddw2 + (i === 4 ? 2 * (byC * w2 + c * dw2[j]!) : 0);
        const bend =
          (dd11 * h22 + d11[i]! * d22[j]! + d11[j]! * d22[i]! + h11 * dd22 - 2 * d12[i]! * d12[j]! - 2 * h12 * dd12) /
            determinant -
          logDeterminant[i]! * logDeterminant[j]!;
        const score =
          i === 0
            ? dr1
            : i === 1
              ? dr2
              : i === 2
                ? dr1 * v1 + r1 * m1[j]!
                : i === 3
                  ? dr2 * v1 + r2 * m1[j]!
                  : dr2 * v2 + r2 * m2[j]!;
        const value = 0.5 * bend - score;
        information[i * N + j] = value;
        information[j * N + i] = value;
      }
    }
  };
}
