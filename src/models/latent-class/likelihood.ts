import { logGamma } from "../../numeric/distributions/gamma.js";
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

/**
 * Minus the log-likelihood, multinomial constants included, and its gradient in the full vector of parameters. Keeps the studies' modes
 * from one evaluation to the next. `Infinity` where a reference would be no better than chance.
 */
export function latentObjective(data: LatentData, rule: LatentRule): Objective {
  const { studies, kindOf } = data;
  const integral = latentStudyIntegral();
  const modes = studies.map(() => new Float64Array(3));
  const score = new Float64Array(LATENT_SCORES);
  const constant = multinomialConstant(studies);
  const tables = studies.map(({ tp, fp, fn, tn }) => ({ n11: tp, n10: fp, n01: fn, n00: tn }));
  return (x, gradient) => {
    gradient.fill(0);
    const points = data.settings.map((_, kind) => latentPointAt(x, kind, data));
    const chance = points.some(({ reference }) => !(reference.sensitivity + reference.specificity > 1.01));
    if (chance || Array.from(x).some((value) => !(Math.abs(value) < 60))) return Number.POSITIVE_INFINITY;
    let value = -constant;
    for (let i = 0; i < studies.length; i++) {
      const kind = kindOf[i]!;
      value -= integral(tables[i]!, points[kind]!, rule, modes[i]!, score);
      for (let j = 0; j < FIRST_KIND; j++) gradient[j]! -= score[j]!;
      const at = FIRST_KIND + 2 * kind;
      gradient[at]! += score[7]! * errorSlope(x[at]!);
      gradient[at + 1]! -= score[8]! * errorSlope(x[at + 1]!);
    }
    return value;
  };
}

/** The objective in the free parameters alone, the others held where `full` has them. */
export function inFree(objective: Objective, full: Float64Array, free: readonly number[]): Objective {
  const x = Float64Array.from(full);
  const all = new Float64Array(full.length);
  return (part, gradient) => {
    free.forEach((position, j) => {
      x[position] = part[j]!;
    });
    const value = objective(x, all);
    free.forEach((position, j) => {
      gradient[j] = all[position]!;
    });
    return value;
  };
}
