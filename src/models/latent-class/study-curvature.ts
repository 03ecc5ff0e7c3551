/**
 * Where a point of a study's integrand hands over what its second derivatives are made of: rates, slopes of P(both positive) and
 * counts over probabilities.
 */
export const AT = {
  weight: 0,
  pi: 1,
  se: 2,
  fp: 3,
  p11: 4,
  p10: 5,
  p01: 6,
  p00: 7,
  /** Counts over probabilities, without the weight. */
  w11: 8,
  w10: 9,
  w01: 10,
  w00: 11,
  /** P(both | diseased) less P(both | others). */
  a11: 12,
  bySe: 13,
  byFp: 14,
  byR: 15,
  byF: 16,
  z0: 17,
  z1: 18,
  z2: 19,
  /** Sensitivity of the reference, and its false positive rate. */
  r: 20,
  f: 21,
  /** ∂²P(both positive) by both rates: one less the share of dependence, among the diseased and the others. */
  crossDiseased: 22,
  crossOthers: 23,
} as const;

/** Numbers of a point. */
export const POINT = 24;

/** Parameters of the score, and of the curvature row by row: m, s, μ₁, μ₂, a, b, c, r, f. */
const D = 9;

/**
 * Adds weight·(∂² + ∂∂ᵀ) of the complete data's log-likelihood at one point to `sums` (9 × 9, lower triangle): over the posterior of
 * the effects its mean, less the score's square, is the second derivative of the marginal log-likelihood (Louis 1982, J R Stat Soc B
 * 44:226). That holds where the integrand has no kinks; with dependence the lines on which it has some are left out.
 */
export function addCurvature(at: Float64Array, sums: Float64Array): void {
  const weight = at[AT.weight]!;
  const pi = at[AT.pi]!;
  const se = at[AT.se]!;
  const fp = at[AT.fp]!;
  const w11 = at[AT.w11]!;
  const w10 = at[AT.w10]!;
  const w01 = at[AT.w01]!;
  const w00 = at[AT.w00]!;
  const v11 = w11 / at[AT.p11]!;
  const v10 = w10 / at[AT.p10]!;
  const v01 = w01 / at[AT.p01]!;
  const v00 = w00 / at[AT.p00]!;
  const a11 = at[AT.a11]!;
  const z0 = at[AT.z0]!;
  const z1 = at[AT.z1]!;
  const z2 = at[AT.z2]!;
  const healthy = 1 - pi;
  // the four probabilities by the logit of prevalence
  const ofPi = pi * healthy;
  const c0p11 = ofPi * a11;
  const c0p10 = ofPi * (se - fp - a11);
  const c0p01 = ofPi * (at[AT.r]! - at[AT.f]! - a11);
  const c0p00 = -c0p11 - c0p10 - c0p01;
  // by the logits of sensitivity and specificity: P(1,1) and P(0,1) move against each other, P(1,0) and P(0,0) too
  const ofSe = pi * se * (1 - se);
  const both1 = ofSe * at[AT.bySe]!;
  const only1 = ofSe - both1;
  const ofSp = -healthy * fp * (1 - fp);
  const both2 = ofSp * at[AT.byFp]!;
  const only2 = ofSp - both2;
  // by the reference's rates: P(1,1) against P(1,0), P(0,1) against P(0,0)
  const both3 = pi * at[AT.byR]!;
  const only3 = pi - both3;
  const both4 = healthy * at[AT.byF]!;
  const only4 = healthy - both4;
  const g0 = w11 * c0p11 + w10 * c0p10 + w01 * c0p01 + w00 * c0p00;
  const g1 = both1 * (w11 - w01) + only1 * (w10 - w00);
  const g2 = both2 * (w11 - w01) + only2 * (w10 - w00);
  const g3 = both3 * (w11 - w10) + only3 * (w01 - w00);
  const g4 = both4 * (w11 - w10) + only4 * (w01 - w00);
  const q = w11 - w10 - w01 + w00;
  const index = v11 + v01;
  const miss = v10 + v00;
  const m00 =
    g0 * (g0 + 1 - 2 * pi) - (v11 * c0p11 * c0p11 + v10 * c0p10 * c0p10 + v01 * c0p01 * c0p01 + v00 * c0p00 * c0p00);
  const along = v11 * c0p11 - v01 * c0p01;
  const aside = v10 * c0p10 - v00 * c0p00;
  const m01 = g1 * (g0 + healthy) - (both1 * along + only1 * aside);
  const m02 = g2 * (g0 - pi) - (both2 * along + only2 * aside);
  const up = v11 * c0p11 - v10 * c0p10;
  const down = v01 * c0p01 - v00 * c0p00;
  const m03 = g3 * (g0 + healthy) - (both3 * up + only3 * down);
  const m04 = g4 * (g0 - pi) - (both4 * up + only4 * down);
  const m11 = g1 * (g1 + 1 - 2 * se) - (both1 * both1 * index + only1 * only1 * miss);
  const m12 = g1 * g2 - (both1 * both2 * index + only1 * only2 * miss);
  const m22 = g2 * (g2 + 2 * fp - 1) - (both2 * both2 * index + only2 * only2 * miss);
  const mixed = (i1: number, o1: number, b: number, o: number): number =>
    v11 * i1 * b - v10 * o1 * b - v01 * i1 * o + v00 * o1 * o;
  const m13 = g1 * g3 - mixed(both1, only1, both3, only3) + ofSe * at[AT.crossDiseased]! * q;
  const m14 = g1 * g4 - mixed(both1, only1, both4, only4);
  const m23 = g2 * g3 - mixed(both2, only2, both3, only3);
  const m24 = g2 * g4 - mixed(both2, only2, both4, only4) + ofSp * at[AT.crossOthers]! * q;
  const upper = v11 + v10;
  const lower = v01 + v00;
  const m33 = g3 * g3 - (both3 * both3 * upper + only3 * only3 * lower);
  const m34 = g3 * g4 - (both3 * both4 * upper + only3 * only4 * lower);
  const m44 = g4 * g4 - (both4 * both4 * upper + only4 * only4 * lower);
  const k0 = weight * z0;
  const k1 = weight * z1;
  const k2 = weight * z2;
  const k11 = k1 * z1;
  const k12 = k1 * z2;
  // m, s
  sums[0]! += weight * m00;
  sums[D]! += k0 * m00;
  sums[D + 1]! += k0 * z0 * m00;
  // μ₁
  sums[2 * D]! += weight * m01;
  sums[2 * D + 1]! += k0 * m01;
  sums[2 * D + 2]! += weight * m11;
  // μ₂
  sums[3 * D]! += weight * m02;
  sums[3 * D + 1]! += k0 * m02;
  sums[3 * D + 2]! += weight * m12;
  sums[3 * D + 3]! += weight * m22;
  // a
  sums[4 * D]! += k1 * m01;
  sums[4 * D + 1]! += k1 * z0 * m01;
  sums[4 * D + 2]! += k1 * m11;
  sums[4 * D + 3]! += k1 * m12;
  sums[4 * D + 4]! += k11 * m11;
  // b
  sums[5 * D]! += k1 * m02;
  sums[5 * D + 1]! += k1 * z0 * m02;
  sums[5 * D + 2]! += k1 * m12;
  sums[5 * D + 3]! += k1 * m22;
  sums[5 * D + 4]! += k11 * m12;
  sums[5 * D + 5]! += k11 * m22;
  // c
  sums[6 * D]! += k2 * m02;
  sums[6 * D + 1]! += k2 * z0 * m02;
  sums[6 * D + 2]! += k2 * m12;
  sums[6 * D + 3]! += k2 * m22;
  sums[6 * D + 4]! += k12 * m12;
  sums[6 * D + 5]! += k12 * m22;
  sums[6 * D + 6]! += k2 * z2 * m22;
  // r
  sums[7 * D]! += weight * m03;
  sums[7 * D + 1]! += k0 * m03;
  sums[7 * D + 2]! += weight * m13;
  sums[7 * D + 3]! += weight * m23;
  sums[7 * D + 4]! += k1 * m13;
  sums[7 * D + 5]! += k1 * m23;
  sums[7 * D + 6]! += k2 * m23;
  sums[7 * D + 7]! += weight * m33;
  // f
  sums[8 * D]! += weight * m04;
  sums[8 * D + 1]! += k0 * m04;
  sums[8 * D + 2]! += weight * m14;
  sums[8 * D + 3]! += weight * m24;
  sums[8 * D + 4]! += k1 * m14;
  sums[8 * D + 5]! += k1 * m24;
  sums[8 * D + 6]! += k2 * m24;
  sums[8 * D + 7]! += weight * m34;
  sums[8 * D + 8]! += weight * m44;
}
