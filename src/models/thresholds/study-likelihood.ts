import { exp, log } from "../../numeric/elementary.js";
import type { GroupCells } from "./group-cells.js";
import { emptyGrid, type LocationGrid, placeLocations } from "./location-grid.js";
import { AT, type ScaleIntegral } from "./scale-integral.js";
import { CURVED_PARAMETERS as P, PLACE, STUDY_PARAMETERS } from "./study-parameters.js";

/** Both groups of a study. */
export interface StudyCells {
  readonly nonDiseased: GroupCells;
  readonly diseased: GroupCells;
}

/**
 * ln L of one study at θ (see PLACE), the multinomial constants left out. Writes its gradient (10 numbers) and, where wanted, the
 * Hessian by the first nine (9 × 9, row by row).
 */
export type StudyLikelihood = (
  study: StudyCells,
  theta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array | null,
) => number;

/** A pair of nodes this far below the highest adds nothing. */
const NEGLIGIBLE = -45;

/**
 * The likelihood of a study with its exact derivatives: Fisher's identity gives the score, Louis' (1982, JRSS B 44:226) the
 * Hessian, each an expectation over the nodes of the two locations, at which the scales are integrated out already.
 *
 * @param step distance of the nodes in posterior standard deviations
 * @param reach locations are nodes as long as they are within e^−reach of the best; farther where tails turn out heavier
 */
export function studyLikelihood(integral: ScaleIntegral, step: number, reach: number): StudyLikelihood {
  const grid = emptyGrid();
  const sums = new Float64Array(STUDY_PARAMETERS);
  const most = exp(3 - reach);
  return ({ nonDiseased, diseased }, theta, gradient, hessian) => {
    for (let drop = reach; ; drop *= 1.6) {
      placeLocations(integral, nonDiseased, diseased, theta, step, drop, grid);
      const { value, edge } = combine(grid, theta, sums, hessian);
      if (edge > most && drop < 150) continue;
      gradient.set(sums);
      return value;
    }
  };
}

/** Upper triangle of a symmetric matrix: adds to the element and leaves the mirror for the end. */
function add(hessian: Float64Array, i: number, j: number, value: number): void {
  hessian[Math.min(i, j) * P + Math.max(i, j)]! += value;
}

function combine(
  grid: LocationGrid,
  theta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array | null,
): { readonly value: number; readonly edge: number } {
  const { n0, n1, at0, at1, z1: z1s, u1: u1s, z2: z2s, weight0, weight1, from, to, ownZ2 } = grid;
  const b = theta[PLACE.b]!;
  const c = theta[PLACE.c]!;
  const marginal0 = new Float64Array(n0);
  const base0 = new Float64Array(n0);
  let reference = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < n0; j++) base0[j] = at0[j * AT.size + AT.value]! + weight0[j]! - (z1s[j]! * z1s[j]!) / 2;
  for (let k = 0; k < n1; k++) {
    const base1 = at1[k * AT.size + AT.value]! + weight1[k]!;
    for (let j = from[k]!; j < to[k]!; j++) {
      const z2 = ownZ2 ? z2s[k]! : (u1s[k]! - b * z1s[j]!) / c;
      const logarithm = base1 + base0[j]! - (z2 * z2) / 2;
      if (logarithm > reference) reference = logarithm;
    }
  }
  gradient.fill(0);
  hessian?.fill(0);
  let total = 0;
  let edge1 = 0;
  for (let k = 0; k < n1; k++) {
    const at = k * AT.size;
    const base1 = at1[at + AT.value]! + weight1[k]! - reference;
    const own = z2s[k]!;
    const u1 = u1s[k]!;
    let w = 0;
    let w1 = 0;
    let w2 = 0;
    let w11 = 0;
    let w12 = 0;
    let w22 = 0;
    // Σ of the non-diseased scores by (m₀, s₀, a, t₀), times 1, z₁ and z₂
    let m = 0;
    let mz1 = 0;
    let mz2 = 0;
    let s = 0;
    let sz1 = 0;
    let sz2 = 0;
    let a = 0;
    let az1 = 0;
    let az2 = 0;
    let t = 0;
    let tz1 = 0;
    let tz2 = 0;
    for (let j = from[k]!; j < to[k]!; j++) {
      const z1 = z1s[j]!;
      const z2 = ownZ2 ? own : (u1 - b * z1) / c;
      const logarithm = base1 + base0[j]! - (z2 * z2) / 2;
      if (logarithm < NEGLIGIBLE) continue;
      const p = exp(logarithm);
      marginal0[j]! += p;
      w += p;
      const p1 = p * z1;
      const p2 = p * z2;
      w1 += p1;
      w2 += p2;
      if (hessian === null) continue;
      w11 += p1 * z1;
      w12 += p1 * z2;
      w22 += p2 * z2;
      const o = j * AT.size;
      const byM = at0[o + AT.m]!;
      m += p * byM;
      mz1 += p1 * byM;
      mz2 += p2 * byM;
      const byA = z1 * byM;
      a += p * byA;
      az1 += p1 * byA;
      az2 += p2 * byA;
      const byS = at0[o + AT.s]!;
      s += p * byS;
      sz1 += p1 * byS;
      sz2 += p2 * byS;
      const byT = at0[o + AT.y]!;
      t += p * byT;
      tz1 += p1 * byT;
      tz2 += p2 * byT;
    }
    if (w === 0) continue;
    total += w;
    if (k === n1 - 1 || k === n1 - 2) edge1 += w;
    const byM = at1[at + AT.m]!;
    const byS = at1[at + AT.s]!;
    const byT = at1[at + AT.y]!;
    gradient[PLACE.m1]! += w * byM;
    gradient[PLACE.b]! += w1 * byM;
    gradient[PLACE.c]! += w2 * byM;
    gradient[PLACE.s1]! += w * byS;
    gradient[PLACE.t1]! += w * byT;
    gradient[PLACE.lambda]! += w * at1[at + AT.lambda]!;
    if (hessian === null) continue;
    const mm = at1[at + AT.mm]!;
    const ms = at1[at + AT.ms]!;
    const my = at1[at + AT.my]!;
    add(hessian, PLACE.m1, PLACE.m1, w * mm);
    add(hessian, PLACE.m1, PLACE.b, w1 * mm);
    add(hessian, PLACE.m1, PLACE.c, w2 * mm);
    add(hessian, PLACE.b, PLACE.b, w11 * mm);
    add(hessian, PLACE.b, PLACE.c, w12 * mm);
    add(hessian, PLACE.c, PLACE.c, w22 * mm);
    add(hessian, PLACE.m1, PLACE.s1, w * ms);
    add(hessian, PLACE.b, PLACE.s1, w1 * ms);
    add(hessian, PLACE.c, PLACE.s1, w2 * ms);
    add(hessian, PLACE.m1, PLACE.t1, w * my);
    add(hessian, PLACE.b, PLACE.t1, w1 * my);
    add(hessian, PLACE.c, PLACE.t1, w2 * my);
    add(hessian, PLACE.s1, PLACE.s1, w * at1[at + AT.ss]!);
    add(hessian, PLACE.s1, PLACE.t1, w * at1[at + AT.sy]!);
    add(hessian, PLACE.t1, PLACE.t1, w * at1[at + AT.yy]!);
    const across = (place: number, plain: number, withZ1: number, withZ2: number): void => {
      add(hessian, place, PLACE.m1, plain * byM);
      add(hessian, place, PLACE.b, withZ1 * byM);
      add(hessian, place, PLACE.c, withZ2 * byM);
      add(hessian, place, PLACE.s1, plain * byS);
      add(hessian, place, PLACE.t1, plain * byT);
    };
    across(PLACE.m0, m, mz1, mz2);
    across(PLACE.s0, s, sz1, sz2);
    across(PLACE.a, a, az1, az2);
    across(PLACE.t0, t, tz1, tz2);
  }
  for (let j = 0; j < n0; j++) {
    const p = marginal0[j]!;
    if (p === 0) continue;
    const at = j * AT.size;
    const z1 = z1s[j]!;
    const byM = at0[at + AT.m]!;
    gradient[PLACE.m0]! += p * byM;
    gradient[PLACE.a]! += p * z1 * byM;
    gradient[PLACE.s0]! += p * at0[at + AT.s]!;
    gradient[PLACE.t0]! += p * at0[at + AT.y]!;
    gradient[PLACE.lambda]! += p * at0[at + AT.lambda]!;
    if (hessian === null) continue;
    const mm = p * at0[at + AT.mm]!;
    const ms = p * at0[at + AT.ms]!;
    const my = p * at0[at + AT.my]!;
    add(hessian, PLACE.m0, PLACE.m0, mm);
    add(hessian, PLACE.m0, PLACE.a, z1 * mm);
    add(hessian, PLACE.a, PLACE.a, z1 * z1 * mm);
    add(hessian, PLACE.m0, PLACE.s0, ms);
    add(hessian, PLACE.a, PLACE.s0, z1 * ms);
    add(hessian, PLACE.m0, PLACE.t0, my);
    add(hessian, PLACE.a, PLACE.t0, z1 * my);
    add(hessian, PLACE.s0, PLACE.s0, p * at0[at + AT.ss]!);
    add(hessian, PLACE.s0, PLACE.t0, p * at0[at + AT.sy]!);
    add(hessian, PLACE.t0, PLACE.t0, p * at0[at + AT.yy]!);
  }
  for (let i = 0; i < STUDY_PARAMETERS; i++) gradient[i]! /= total;
  if (hessian !== null) {
    for (let i = 0; i < P; i++) {
      for (let j = i; j < P; j++) {
        const value = hessian[i * P + j]! / total - gradient[i]! * gradient[j]!;
        hessian[i * P + j] = value;
        hessian[j * P + i] = value;
      }
    }
  }
  const edge = n0 > 1 ? Math.max(edge1, marginal0[n0 - 1]!) / total : 0;
  return { value: reference + log(total), edge };
}
