import { logGamma } from "../../numeric/distributions/gamma.js";
import type { CurvedObjective } from "../../numeric/optimize/climb.js";
import type { Objective } from "../../numeric/optimize/minimize.js";
import type { Study } from "../../tables/study.js";
import { LATENT_SCORES, type LatentRule, latentStudyIntegral } from "./study-integral.js";
import type { LatentPoint } from "./study-mode.js";

/** What is known of the reference beforehand: `null` where it is to be estimated. */
export interface ReferenceSetting {
  readonly sensitivity: number | null;
  readonly specificity: number | null;
}

/** Studies by kind of reference, with what is supposed of each kind. */
export interface LatentData {
  readonly studies: readonly Study[];
  /** Index of each study's kind. */
  readonly kindOf: readonly number[];
  readonly settings: readonly ReferenceSetting[];
  readonly dependenceDiseased: number;
  readonly dependenceNonDiseased: number;
}

/**
 * Positions in the full vector of parameters: m, s, μ₁, μ₂, a, b, c, then φ of each kind's sensitivity and specificity. An error
 * rate is φ²/(1 + φ²), so that a perfect reference (φ = 0) is an interior point; likewise s = 0 and c = 0. The likelihood does not
 * change with the signs of φ, of s, of (a, b) and of c.
 */
export const M = 0;
export const S = 1;
export const MU1 = 2;
export const MU2 = 3;
export const A = 4;
export const B = 5;
export const C = 6;
export const FIRST_KIND = 7;

/** The error rate at φ, and its derivative. */
export const errorRate = (phi: number): number => (phi * phi) / (1 + phi * phi);
const errorSlope = (phi: number): number => (2 * phi) / ((1 + phi * phi) * (1 + phi * phi));
const errorCurvature = (phi: number): number => {
  const square = phi * phi;
  return (2 - 6 * square) / ((1 + square) * (1 + square) * (1 + square));
};
/** The φ of an error rate. */
export const phiOf = (rate: number): number => Math.sqrt(rate / (1 - rate));

/** What the parameters say of a study's kind of reference. */
export function latentPointAt(x: ArrayLike<number>, kind: number, data: LatentData): LatentPoint {
  return {
    m: x[M]!,
    s: x[S]!,
    mu1: x[MU1]!,
    mu2: x[MU2]!,
    a: x[A]!,
    b: x[B]!,
    c: x[C]!,
    reference: {
      sensitivity: 1 - errorRate(x[FIRST_KIND + 2 * kind]!),
      specificity: 1 - errorRate(x[FIRST_KIND + 2 * kind + 1]!),
      dependenceDiseased: data.dependenceDiseased,
      dependenceNonDiseased: data.dependenceNonDiseased,
    },
  };
}

/** The multinomial constants of all tables. */
export function multinomialConstant(studies: readonly Study[]): number {
  return studies.reduce(
    (sum, { tp, fp, fn, tn }) =>
      sum + logGamma(tp + fp + fn + tn + 1) - logGamma(tp + 1) - logGamma(fp + 1) - logGamma(fn + 1) - logGamma(tn + 1),
    0,
  );
}

/** Where a study's score is in the full vector. */
const placeOf = (j: number, kind: number): number => (j < FIRST_KIND ? j : j + 2 * kind);

/**
 * Minus the log-likelihood, multinomial constants included, its gradient and, where asked for, its Hessian in the full vector of
 * parameters: exact but for the rule without dependence; with dependence what moves with the integrand's kinks is left out of the
 * Hessian, which is good for finding the way alone. Keeps the studies' modes from one evaluation to the next. `Infinity` where a
 * reference would be no better than chance.
 */
export function curvedLatentObjective(data: LatentData, rule: LatentRule): CurvedObjective {
  const { studies, kindOf } = data;
  const integral = latentStudyIntegral();
  const modes = studies.map(() => new Float64Array(3));
  const score = new Float64Array(LATENT_SCORES);
  const curvature = new Float64Array(LATENT_SCORES * LATENT_SCORES);
  const slope = new Float64Array(LATENT_SCORES).fill(1);
  const constant = multinomialConstant(studies);
  const tables = studies.map(({ tp, fp, fn, tn }) => ({ n11: tp, n10: fp, n01: fn, n00: tn }));
  return (x, gradient, hessian) => {
    const d = x.length;
    gradient.fill(0);
    hessian?.fill(0);
    const points = data.settings.map((_, kind) => latentPointAt(x, kind, data));
    const chance = points.some(({ reference }) => !(reference.sensitivity + reference.specificity > 1.01));
    if (chance || x.some((value) => !(Math.abs(value) < 60))) return Number.POSITIVE_INFINITY;
    let value = -constant;
    for (let i = 0; i < studies.length; i++) {
      const kind = kindOf[i]!;
      const own = hessian === null ? null : curvature;
      value -= integral(tables[i]!, points[kind]!, rule, modes[i]!, score, null, own);
      // sensitivity falls, the false positive rate rises with φ²
      const at = FIRST_KIND + 2 * kind;
      slope[FIRST_KIND] = -errorSlope(x[at]!);
      slope[FIRST_KIND + 1] = errorSlope(x[at + 1]!);
      for (let j = 0; j < LATENT_SCORES; j++) gradient[placeOf(j, kind)]! -= score[j]! * slope[j]!;
      if (hessian === null) continue;
      for (let j = 0; j < LATENT_SCORES; j++) {
        const row = placeOf(j, kind) * d;
        for (let l = 0; l < LATENT_SCORES; l++) {
          hessian[row + placeOf(l, kind)]! -= curvature[j * LATENT_SCORES + l]! * slope[j]! * slope[l]!;
        }
      }
      hessian[at * d + at]! += score[FIRST_KIND]! * errorCurvature(x[at]!);
      hessian[(at + 1) * d + at + 1]! -= score[FIRST_KIND + 1]! * errorCurvature(x[at + 1]!);
    }
    return value;
  };
}

/** The same without Hessian. */
export function latentObjective(data: LatentData, rule: LatentRule): Objective {
  const objective = curvedLatentObjective(data, rule);
  return (x, gradient) => objective(x, gradient, null);
}

/** The objective in the free parameters alone, the others held where `full` has them. */
export function inFree(objective: CurvedObjective, full: Float64Array, free: readonly number[]): CurvedObjective {
  const x = Float64Array.from(full);
  const d = full.length;
  const n = free.length;
  const all = new Float64Array(d);
  const curvature = new Float64Array(d * d);
  return (part, gradient, hessian) => {
    free.forEach((position, j) => {
      x[position] = part[j]!;
    });
    const value = objective(x, all, hessian === null ? null : curvature);
    free.forEach((position, j) => {
      gradient[j] = all[position]!;
      if (hessian !== null) {
        for (let l = 0; l < n; l++) hessian[j * n + l] = curvature[position * d + free[l]!]!;
      }
    });
    return value;
  };
}
