import { expit } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
import { type EffectPanels, effectPanels } from "./effect-panels.js";
import { bothPositive } from "./joint-table.js";
import { AT, addCurvature, POINT } from "./study-curvature.js";
import {
  type CrossTable,
  climbTo,
  createLocal,
  createMode,
  type LatentPoint,
  type Mode,
  valueAt,
} from "./study-mode.js";

/** How fine the rule is, and how far below the top of the integrand (in ln) it goes. */
export interface LatentRule {
  /** Points along each side of a panel of three standard deviations of the effects of accuracy. */
  readonly points: number;
  /** Step of the effect of prevalence in its standard deviations. */
  readonly step: number;
  readonly cut: number;
}

/** Score by m, s, mu1, mu2, a, b, c, the reference's sensitivity and its false positive rate. */
export const LATENT_SCORES = 9;

/** Panels to either side of the mode's at most, and steps of prevalence. */
const PANELS = 12;
const SIDE = 2 * PANELS + 1;
const STEPS = 240;
const LINE = 2 * STEPS + 1;
const LOG_TWO_PI = 1.8378770664093453;
/** Numbers kept of a point: z₁, z₂, weight, ln φ, rates, joint rates and their slopes. */
const KEPT = 12;

/** Where the effects are looked for when the table is impossible at their middle. */
const PLACES = [0, -1, 1, -2, 2, -4, 4, -7, 7];

/**
 * Puts z of a mode where the table is possible and likeliest on a grid: under complete dependence one of the errors is never made
 * alone. False where it is nowhere possible.
 */
function startWhereDefined(table: CrossTable, point: LatentPoint, mode: Mode): boolean {
  let best = Number.NEGATIVE_INFINITY;
  for (const z1 of PLACES) {
    for (const z2 of PLACES) {
      const value = valueAt(table, point, 0, z1, z2);
      if (!(value > best)) continue;
      best = value;
      mode.z.set([0, z1, z2]);
    }
  }
  return best > Number.NEGATIVE_INFINITY;
}

/**
 * The marginal likelihood of one study under a latent-class model. The integrand is a mixture and may have several modes, for which
 * Gauss–Hermite quadrature is slow. The two effects of accuracy are integrated by Gauss–Legendre rules over panels in each of which
 * the integrand is smooth (`effectPanels`), that of prevalence by the trapezoidal rule, which over the whole line errs by about
 * exp(−2π²/step²) for whatever smooth shape (Trefethen & Weideman 2014, doi:10.1137/130932132). Panels and steps are visited outwards
 * from the modes until the integrand is `cut` below its top in ln.
 */
export function latentStudyIntegral() {
  const local = createLocal();
  const first = createMode();
  const second = createMode();
  const seen = new Uint8Array(SIDE * SIDE * LINE);
  const startOf = new Int32Array(SIDE * SIDE).fill(-1);
  const endOf = new Int32Array(SIDE * SIDE);
  let kept = new Float64Array(KEPT * 4096);
  let used = 0;
  const here = new Float64Array(POINT);
  const queue: number[] = [];
  const push = (key: number): void => {
    if (seen[key] !== 0) return;
    seen[key] = 1;
    queue.push(key);
  };

  /** What of the integrand at the points of a panel does not depend on prevalence. */
  const fill = (cell: number, point: LatentPoint, panels: EffectPanels): void => {
    const { reference, mu1, mu2, a, b, c } = point;
    const r = reference.sensitivity;
    const f = 1 - reference.specificity;
    const inner = cell % SIDE;
    startOf[cell] = used;
    panels.visit((cell - inner) / SIDE - PANELS, inner - PANELS, (z1, z2, weight) => {
      if (used + KEPT > kept.length) {
        const larger = new Float64Array(2 * kept.length);
        larger.set(kept);
        kept = larger;
      }
      const se = expit(mu1 + a * z1);
      const fp = expit(-(mu2 + b * z1 + c * z2));
      const diseased = bothPositive(se, r, reference.dependenceDiseased);
      const others = bothPositive(fp, f, reference.dependenceNonDiseased);
      kept[used] = z1;
      kept[used + 1] = z2;
      kept[used + 2] = weight;
      kept[used + 3] = -0.5 * (z1 * z1 + z2 * z2);
      kept[used + 4] = se;
      kept[used + 5] = fp;
      kept[used + 6] = diseased.value;
      kept[used + 7] = others.value;
      kept[used + 8] = diseased.slope;
      kept[used + 9] = others.slope;
      kept[used + 10] = bothPositive(r, se, reference.dependenceDiseased).slope;
      kept[used + 11] = bothPositive(f, fp, reference.dependenceNonDiseased).slope;
      used += KEPT;
    });
    endOf[cell] = used;
  };

  /**
   * ln of the integral, without multinomial constant; writes the score (Fisher's identity), the mode to start the next search from,
   * and where asked for mean and variance of the effects of (logit sensitivity, logit specificity) given the study, and the second
   * derivatives (9 × 9, both triangles; see `addCurvature`).
   */
  return (
    { n11, n10, n01, n00 }: CrossTable,
    point: LatentPoint,
    { points, step, cut }: LatentRule,
    last: Float64Array,
    score: Float64Array,
    effects: Float64Array | null = null,
    curvature: Float64Array | null = null,
  ): number => {
    const table = { n11, n10, n01, n00 };
    first.z.fill(0);
    climbTo(table, point, first, local);
    second.z.set(last);
    climbTo(table, point, second, local);
    if (!(Math.max(first.value, second.value) > Number.NEGATIVE_INFINITY)) {
      if (!startWhereDefined(table, point, first)) return Number.NEGATIVE_INFINITY;
      climbTo(table, point, first, local);
    }
    const best = second.value > first.value ? second : first;
    const other = best === first ? second : first;
    last.set(best.z);
    const panels = effectPanels(point, best, points);
    const width = step / best.factor[0]!;
    const keyOf = (outer: number, inner: number, along: number): number =>
      ((outer + PANELS) * SIDE + inner + PANELS) * LINE + along + STEPS;
    const [outer, inner] = panels.panelOf(other.z[1]!, other.z[2]!);
    const along = Math.round((other.z[0]! - best.z[0]!) / width);
    queue.length = 0;
    used = 0;
    push(keyOf(0, 0, 0));
    if (Math.max(Math.abs(outer), Math.abs(inner)) < PANELS && Math.abs(along) < STEPS)
      push(keyOf(outer, inner, along));
    const top = best.value;
    const r = point.reference.sensitivity;
    const f = 1 - point.reference.specificity;
    let mass = 0;
    score.fill(0);
    if (effects !== null) effects.fill(0);
    if (curvature !== null) {
      curvature.fill(0);
      here[AT.r] = r;
      here[AT.f] = f;
      here[AT.crossDiseased] = 1 - point.reference.dependenceDiseased;
      here[AT.crossOthers] = 1 - point.reference.dependenceNonDiseased;
    }
    for (let next = 0; next < queue.length; next++) {
      const key = queue[next]!;
      const position = key % LINE;
      const cell = (key - position) / LINE;
      if (startOf[cell]! < 0) fill(cell, point, panels);
      const z0 = best.z[0]! + width * (position - STEPS);
      const logit = point.m + point.s * z0;
      const pi = expit(logit);
      const healthy = expit(-logit);
      let reached = false;
      for (let at = startOf[cell]!; at < endOf[cell]!; at += KEPT) {
        const se = kept[at + 4]!;
        const fp = kept[at + 5]!;
        const d11 = kept[at + 6]!;
        const o11 = kept[at + 7]!;
        const p11 = pi * d11 + healthy * o11;
        const p10 = pi * (se - d11) + healthy * (fp - o11);
        const p01 = pi * (r - d11) + healthy * (f - o11);
        const p00 = pi * (1 - se - r + d11) + healthy * (1 - fp - f + o11);
        const below =
          (n11 > 0 ? n11 * log(p11) : 0) +
          (n10 > 0 ? n10 * log(p10) : 0) +
          (n01 > 0 ? n01 * log(p01) : 0) +
          (n00 > 0 ? n00 * log(p00) : 0) -
          0.5 * z0 * z0 +
          kept[at + 3]! -
          top;
        if (!(below >= -cut)) continue;
        reached = true;
        const weight = kept[at + 2]! * exp(below);
        const w11 = n11 > 0 ? (weight * n11) / p11 : 0;
        const w10 = n10 > 0 ? (weight * n10) / p10 : 0;
        const w01 = n01 > 0 ? (weight * n01) / p01 : 0;
        const w00 = n00 > 0 ? (weight * n00) / p00 : 0;
        const z1 = kept[at]!;
        const z2 = kept[at + 1]!;
        const bySe = kept[at + 8]!;
        const byFp = kept[at + 9]!;
        const byR = kept[at + 10]!;
        const byF = kept[at + 11]!;
        const a11 = d11 - o11;
        const a10 = se - fp - a11;
        const a01 = r - f - a11;
        const slope0 = pi * healthy * (w11 * a11 + w10 * a10 + w01 * a01 - w00 * (a11 + a10 + a01));
        const slope1 = pi * se * (1 - se) * (w10 - w00 + (w11 - w10 - w01 + w00) * bySe);
        const slope2 = -healthy * fp * (1 - fp) * (w10 - w00 + (w11 - w10 - w01 + w00) * byFp);
        mass += weight;
        score[0]! += slope0;
        score[1]! += slope0 * z0;
        score[2]! += slope1;
        score[3]! += slope2;
        score[4]! += slope1 * z1;
        score[5]! += slope2 * z1;
        score[6]! += slope2 * z2;
        score[7]! += pi * (w01 - w00 + (w11 - w10 - w01 + w00) * byR);
        score[8]! += healthy * (w01 - w00 + (w11 - w10 - w01 + w00) * byF);
        if (curvature !== null) {
          here[AT.weight] = weight;
          here[AT.pi] = pi;
          here[AT.se] = se;
          here[AT.fp] = fp;
          here[AT.p11] = n11 > 0 ? p11 : 1;
          here[AT.p10] = n10 > 0 ? p10 : 1;
          here[AT.p01] = n01 > 0 ? p01 : 1;
          here[AT.p00] = n00 > 0 ? p00 : 1;
          here[AT.w11] = n11 > 0 ? n11 / p11 : 0;
          here[AT.w10] = n10 > 0 ? n10 / p10 : 0;
          here[AT.w01] = n01 > 0 ? n01 / p01 : 0;
          here[AT.w00] = n00 > 0 ? n00 / p00 : 0;
          here[AT.a11] = a11;
          here[AT.bySe] = bySe;
          here[AT.byFp] = byFp;
          here[AT.byR] = byR;
          here[AT.byF] = byF;
          here[AT.z0] = z0;
          here[AT.z1] = z1;
          here[AT.z2] = z2;
          addCurvature(here, curvature);
        }
        if (effects !== null) {
          const e1 = point.a * z1;
          const e2 = point.b * z1 + point.c * z2;
          effects[0]! += weight * e1;
          effects[1]! += weight * e2;
          effects[2]! += weight * e1 * e1;
          effects[3]! += weight * e2 * e2;
        }
      }
      if (!reached) continue;
      const column = cell % SIDE;
      if (position > 0) push(key - 1);
      if (position < LINE - 1) push(key + 1);
      if (column > 0) push(key - LINE);
      if (column < SIDE - 1) push(key + LINE);
      if (cell >= SIDE) push(key - SIDE * LINE);
      if (cell < SIDE * (SIDE - 1)) push(key + SIDE * LINE);
    }
    for (const key of queue) {
      seen[key] = 0;
      startOf[(key - (key % LINE)) / LINE] = -1;
    }
    for (let i = 0; i < LATENT_SCORES; i++) score[i]! /= mass;
    if (curvature !== null) {
      for (let i = 0; i < LATENT_SCORES; i++) {
        for (let j = 0; j <= i; j++) {
          const value = curvature[i * LATENT_SCORES + j]! / mass - score[i]! * score[j]!;
          curvature[i * LATENT_SCORES + j] = value;
          curvature[j * LATENT_SCORES + i] = value;
        }
      }
    }
    if (effects !== null) {
      for (let i = 0; i < 4; i++) effects[i]! /= mass;
      effects[2]! -= effects[0]! * effects[0]!;
      effects[3]! -= effects[1]! * effects[1]!;
    }
    return top + log(mass * width) - 1.5 * LOG_TWO_PI;
  };
}
