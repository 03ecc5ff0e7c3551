import { expit } from "../../numeric/distributions/logistic.js";
import { log } from "../../numeric/elementary.js";
import { bothPositive, type ReferenceAccuracy } from "./joint-table.js";

/** Counts of one study: index test by reference, positive (1) or negative (0). */
export interface CrossTable {
  readonly n11: number;
  readonly n10: number;
  readonly n01: number;
  readonly n00: number;
}

/** logit π = m + s·z₀, logit Se = mu1 + a·z₁, logit Sp = mu2 + b·z₁ + c·z₂ with z ~ N(0, I). */
export interface LatentPoint {
  readonly m: number;
  readonly s: number;
  readonly mu1: number;
  readonly mu2: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly reference: ReferenceAccuracy;
}

/** The integrand at one z, with what its derivatives are made of. */
export interface Local {
  value: number;
  /** By the logits of prevalence, sensitivity and specificity. */
  readonly slope: Float64Array;
  /** Fisher's information of the three logits, 00, 01, 02, 11, 12, 22. */
  readonly information: Float64Array;
}

export const createLocal = (): Local => ({
  value: 0,
  slope: new Float64Array(3),
  information: new Float64Array(6),
});

function evaluate(
  table: CrossTable,
  point: LatentPoint,
  z0: number,
  z1: number,
  z2: number,
  curved: boolean,
  out: Local,
): void {
  const { reference } = point;
  const pi = expit(point.m + point.s * z0);
  const healthy = 1 - pi;
  const se = expit(point.mu1 + point.a * z1);
  const sp = expit(point.mu2 + point.b * z1 + point.c * z2);
  const fp = 1 - sp;
  const r = reference.sensitivity;
  const f = 1 - reference.specificity;
  const dShare = reference.dependenceDiseased;
  const nShare = reference.dependenceNonDiseased;
  let d11: number;
  let dSlope: number;
  let n11: number;
  let nSlope: number;
  if (dShare === 0) {
    d11 = se * r;
    dSlope = r;
  } else ({ value: d11, slope: dSlope } = bothPositive(se, r, dShare));
  if (nShare === 0) {
    n11 = fp * f;
    nSlope = f;
  } else ({ value: n11, slope: nSlope } = bothPositive(fp, f, nShare));
  const p11 = pi * d11 + healthy * n11;
  const p10 = pi * (se - d11) + healthy * (fp - n11);
  const p01 = pi * (r - d11) + healthy * (f - n11);
  const p00 = pi * (1 - se - r + d11) + healthy * (1 - fp - f + n11);
  out.value =
    (table.n11 > 0 ? table.n11 * log(p11) : 0) +
    (table.n10 > 0 ? table.n10 * log(p10) : 0) +
    (table.n01 > 0 ? table.n01 * log(p01) : 0) +
    (table.n00 > 0 ? table.n00 * log(p00) : 0) -
    0.5 * (z0 * z0 + z1 * z1 + z2 * z2);
  if (!curved) return;
  const w11 = table.n11 > 0 ? table.n11 / p11 : 0;
  const w10 = table.n10 > 0 ? table.n10 / p10 : 0;
  const w01 = table.n01 > 0 ? table.n01 / p01 : 0;
  const w00 = table.n00 > 0 ? table.n00 / p00 : 0;
  const dPi = pi * healthy;
  const dSe = pi * se * (1 - se);
  const dSp = -healthy * sp * fp;
  // Derivatives of the four probabilities by the three logits.
  const a11 = dPi * (d11 - n11);
  const a10 = dPi * (se - d11 - fp + n11);
  const a01 = dPi * (r - d11 - f + n11);
  const a00 = -a11 - a10 - a01;
  const { slope, information } = out;
  slope[0] = w11 * a11 + w10 * a10 + w01 * a01 + w00 * a00;
  slope[1] = dSe * (w11 * dSlope + w10 * (1 - dSlope) - w01 * dSlope - w00 * (1 - dSlope));
  slope[2] = dSp * (w11 * nSlope + w10 * (1 - nSlope) - w01 * nSlope - w00 * (1 - nSlope));
  const total = table.n11 + table.n10 + table.n01 + table.n00;
  const tiny = 1e-300;
  const v11 = total / Math.max(p11, tiny);
  const v10 = total / Math.max(p10, tiny);
  const v01 = total / Math.max(p01, tiny);
  const v00 = total / Math.max(p00, tiny);
  const e11 = dSe * dSlope;
  const e10 = dSe * (1 - dSlope);
  const h11 = dSp * nSlope;
  const h10 = dSp * (1 - nSlope);
  information[0] = v11 * a11 * a11 + v10 * a10 * a10 + v01 * a01 * a01 + v00 * a00 * a00;
  information[1] = v11 * a11 * e11 + v10 * a10 * e10 - v01 * a01 * e11 - v00 * a00 * e10;
  information[2] = v11 * a11 * h11 + v10 * a10 * h10 - v01 * a01 * h11 - v00 * a00 * h10;
  information[3] = v11 * e11 * e11 + v10 * e10 * e10 + v01 * e11 * e11 + v00 * e10 * e10;
  information[4] = v11 * e11 * h11 + v10 * e10 * h10 + v01 * e11 * h11 + v00 * e10 * h10;
  information[5] = v11 * h11 * h11 + v10 * h10 * h10 + v01 * h11 * h11 + v00 * h10 * h10;
}

/** A mode of the integrand and the lower Cholesky factor of its curvature, 00, 10, 11, 20, 21, 22. */
export interface Mode {
  readonly z: Float64Array;
  value: number;
  readonly factor: Float64Array;
}

export const createMode = (): Mode => ({ z: new Float64Array(3), value: 0, factor: new Float64Array(6) });

/** The integrand's logarithm at one z; −∞ where the table is impossible. */
export function valueAt(table: CrossTable, point: LatentPoint, z0: number, z1: number, z2: number): number {
  const local = createLocal();
  evaluate(table, point, z0, z1, z2, false, local);
  return Number.isNaN(local.value) ? Number.NEGATIVE_INFINITY : local.value;
}

/** Fisher scoring with halved steps, from the z in `mode`; Fisher's information keeps every step uphill. */
export function climbTo(table: CrossTable, point: LatentPoint, mode: Mode, local: Local): void {
  const { z, factor } = mode;
  const { slope, information } = local;
  const { s, a, b, c } = point;
  for (let step = 0; ; step++) {
    evaluate(table, point, z[0]!, z[1]!, z[2]!, true, local);
    mode.value = local.value;
    const g0 = s * slope[0]! - z[0]!;
    const g1 = a * slope[1]! + b * slope[2]! - z[1]!;
    const g2 = c * slope[2]! - z[2]!;
    const h00 = 1 + s * s * information[0]!;
    const h10 = s * (a * information[1]! + b * information[2]!);
    const h20 = s * c * information[2]!;
    const h11 = 1 + a * a * information[3]! + 2 * a * b * information[4]! + b * b * information[5]!;
    const h21 = c * (a * information[4]! + b * information[5]!);
    const h22 = 1 + c * c * information[5]!;
    const l00 = Math.sqrt(h00);
    const l10 = h10 / l00;
    const l11 = Math.sqrt(Math.max(1e-12, h11 - l10 * l10));
    const l20 = h20 / l00;
    const l21 = (h21 - l20 * l10) / l11;
    const l22 = Math.sqrt(Math.max(1e-12, h22 - l20 * l20 - l21 * l21));
    factor[0] = l00;
    factor[1] = l10;
    factor[2] = l11;
    factor[3] = l20;
    factor[4] = l21;
    factor[5] = l22;
    const y0 = g0 / l00;
    const y1 = (g1 - l10 * y0) / l11;
    const y2 = (g2 - l20 * y0 - l21 * y1) / l22;
    const gain = y0 * y0 + y1 * y1 + y2 * y2;
    if (gain < 1e-6 || step === 60) return;
    const d2 = y2 / l22;
    const d1 = (y1 - l21 * d2) / l11;
    const d0 = (y0 - l10 * d1 - l20 * d2) / l00;
    const before = mode.value;
    let share = 1;
    for (; share > 1e-4; share /= 2) {
      evaluate(table, point, z[0]! + share * d0, z[1]! + share * d1, z[2]! + share * d2, false, local);
      if (local.value > before + 1e-4 * share * gain) break;
    }
    if (share <= 1e-4) return;
    z[0]! += share * d0;
    z[1]! += share * d1;
    z[2]! += share * d2;
  }
}
