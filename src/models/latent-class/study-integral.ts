import { expit } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
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

/** How fine the lattice is, and how far below the top of the integrand (in ln) it goes. */
export interface LatentRule {
  readonly step: number;
  readonly cut: number;
}

/** Score by m, s, mu1, mu2, a, b, c, the reference's sensitivity and its false positive rate. */
export const LATENT_SCORES = 9;

/** Half the width of the lattice in steps. */
const REACH = 40;
const SIDE = 2 * REACH + 1;
const LOG_TWO_PI = 1.8378770664093453;

/** The integrand at one z, with what its derivatives are made of. */
interface Local {
  value: number;
  /** By the logits of prevalence, sensitivity and specificity, by the reference's sensitivity and false positive rate. */
  readonly slope: Float64Array;
  /** Fisher's information of the three logits, 00, 01, 02, 11, 12, 22. */
  readonly information: Float64Array;
}

function evaluate(
  table: CrossTable,
  point: LatentPoint,
  z0: number,
  z1: number,
  z2: number,
  wants: 0 | 1 | 2,
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
  if (wants === 0) return;
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
  if (wants === 1) {
    const dReference = dShare === 0 ? se : bothPositive(r, se, dShare).slope;
    const nReference = nShare === 0 ? fp : bothPositive(f, fp, nShare).slope;
    slope[3] = pi * (w11 * dReference - w10 * dReference + w01 * (1 - dReference) - w00 * (1 - dReference));
    slope[4] = healthy * (w11 * nReference - w10 * nReference + w01 * (1 - nReference) - w00 * (1 - nReference));
    return;
  }
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
interface Mode {
  readonly z: Float64Array;
  value: number;
  readonly factor: Float64Array;
}

const createMode = (): Mode => ({ z: new Float64Array(3), value: 0, factor: new Float64Array(6) });

/** Fisher scoring with halved steps, from the z in `mode`; Fisher's information keeps every step uphill. */
function climbTo(table: CrossTable, point: LatentPoint, mode: Mode, local: Local): void {
  const { z, factor } = mode;
  const { slope, information } = local;
  const { s, a, b, c } = point;
  for (let step = 0; ; step++) {
    evaluate(table, point, z[0]!, z[1]!, z[2]!, 2, local);
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
      evaluate(table, point, z[0]! + share * d0, z[1]! + share * d1, z[2]! + share * d2, 0, local);
      if (local.value > before + 1e-4 * share * gain) break;
    }
    if (share <= 1e-4) return;
    z[0]! += share * d0;
    z[1]! += share * d1;
    z[2]! += share * d2;
  }
}

/**
 * The marginal likelihood of one study under a latent-class model, its three effects summed over a cubic lattice in the whitened
 * coordinates of the integrand's mode. The integrand is a mixture and may have several modes, for which Gauss–Hermite quadrature is
 * slow; the trapezoidal rule over all of the plane errs by about exp(−2π²/step²) for whatever smooth shape (Trefethen & Weideman
 * 2014, doi:10.1137/130932132). Points are visited outwards from the modes until the integrand is `cut` below its top in ln.
 */
export function latentStudyIntegral() {
  const local: Local = { value: 0, slope: new Float64Array(5), information: new Float64Array(6) };
  const first = createMode();
  const second = createMode();
  const seen = new Uint8Array(SIDE * SIDE * SIDE);
  let queue = new Int32Array(4096);
  let count = 0;
  const push = (key: number): void => {
    if (seen[key] !== 0) return;
    seen[key] = 1;
    if (count === queue.length) {
      const larger = new Int32Array(2 * queue.length);
      larger.set(queue);
      queue = larger;
    }
    queue[count++] = key;
  };

  /**
   * ln of the integral, without multinomial constant; writes the score (Fisher's identity), the modes to start the next search from,
   * and mean and variance of the effects of (logit sensitivity, logit specificity) given the study.
   */
  return (
    table: CrossTable,
    point: LatentPoint,
    { step, cut }: LatentRule,
    last: Float64Array,
    score: Float64Array,
    effects: Float64Array | null = null,
  ): number => {
    first.z.fill(0);
    climbTo(table, point, first, local);
    second.z.set(last);
    climbTo(table, point, second, local);
    const best = second.value > first.value ? second : first;
    const other = best === first ? second : first;
    last.set(best.z);
    const { z, factor } = best;
    // z = mode + L⁻ᵀ x·step
    const t00 = step / factor[0]!;
    const t11 = step / factor[2]!;
    const t22 = step / factor[5]!;
    const t01 = (-t11 * factor[1]!) / factor[0]!;
    const t12 = (-t22 * factor[4]!) / factor[2]!;
    const t02 = -(factor[1]! * t12 + factor[3]! * t22) / factor[0]!;
    count = 0;
    push((REACH * SIDE + REACH) * SIDE + REACH);
    const x2 = (other.z[2]! - z[2]!) / t22;
    const x1 = (other.z[1]! - z[1]! - t12 * x2) / t11;
    const x0 = (other.z[0]! - z[0]! - t01 * x1 - t02 * x2) / t00;
    if (Math.abs(x0) < REACH - 1 && Math.abs(x1) < REACH - 1 && Math.abs(x2) < REACH - 1) {
      push(((Math.round(x0) + REACH) * SIDE + Math.round(x1) + REACH) * SIDE + Math.round(x2) + REACH);
    }
    const top = best.value;
    const { slope } = local;
    let mass = 0;
    score.fill(0);
    if (effects !== null) effects.fill(0);
    for (let next = 0; next < count; next++) {
      const key = queue[next]!;
      const k2 = key % SIDE;
      const rest = (key - k2) / SIDE;
      const k1 = rest % SIDE;
      const k0 = (rest - k1) / SIDE;
      const u0 = k0 - REACH;
      const u1 = k1 - REACH;
      const u2 = k2 - REACH;
      const z0 = z[0]! + t00 * u0 + t01 * u1 + t02 * u2;
      const z1 = z[1]! + t11 * u1 + t12 * u2;
      const z2 = z[2]! + t22 * u2;
      evaluate(table, point, z0, z1, z2, 1, local);
      const below = local.value - top;
      if (below < -cut) continue;
      const weight = exp(below);
      mass += weight;
      score[0]! += weight * slope[0]!;
      score[1]! += weight * slope[0]! * z0;
      score[2]! += weight * slope[1]!;
      score[3]! += weight * slope[2]!;
      score[4]! += weight * slope[1]! * z1;
      score[5]! += weight * slope[2]! * z1;
      score[6]! += weight * slope[2]! * z2;
      score[7]! += weight * slope[3]!;
      score[8]! += weight * slope[4]!;
      if (effects !== null) {
        const e1 = point.a * z1;
        const e2 = point.b * z1 + point.c * z2;
        effects[0]! += weight * e1;
        effects[1]! += weight * e2;
        effects[2]! += weight * e1 * e1;
        effects[3]! += weight * e2 * e2;
      }
      if (k0 > 0) push(key - SIDE * SIDE);
      if (k0 < SIDE - 1) push(key + SIDE * SIDE);
      if (k1 > 0) push(key - SIDE);
      if (k1 < SIDE - 1) push(key + SIDE);
      if (k2 > 0) push(key - 1);
      if (k2 < SIDE - 1) push(key + 1);
    }
    for (let i = 0; i < count; i++) seen[queue[i]!] = 0;
    for (let i = 0; i < LATENT_SCORES; i++) score[i]! /= mass;
    if (effects !== null) {
      for (let i = 0; i < 4; i++) effects[i]! /= mass;
      effects[2]! -= effects[0]! * effects[0]!;
      effects[3]! -= effects[1]! * effects[1]!;
    }
    return top + log(mass * t00 * t11 * t22) - 1.5 * LOG_TWO_PI;
  };
}
