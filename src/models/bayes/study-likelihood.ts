import { log1pExp } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
import { type GaussHermiteRule, gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import type { BinomialCounts } from "../binomial/counts.js";
import { createNodeFactor, type NodeFactor, placeNodes } from "../binomial/placement.js";
import {
  createPosteriorMode,
  findPosteriorMode,
  type PosteriorMode,
  type StudyPoint,
} from "../binomial/posterior-mode.js";

/** The studies' marginal likelihoods at one value of the parameters. */
export interface StudyLikelihood {
  /**
   * Σ ln p(tablesᵢ | β, Ψ), binomial coefficients included, Ψ = L Lᵀ with L = [a 0; b c]; each study's own part (without the
   * coefficients) goes to `parts` from `at` on.
   */
  total(coefficients: ArrayLike<number>, a: number, b: number, c: number, parts: Float64Array, at: number): number;
}

/** y·ln p + (n − y)·ln(1 − p) of both margins at the mode, less its penalty and half the log determinant. */
function atMode({ y1, n1, y2, n0 }: StudyPoint, { v1, v2, p1, q1, p2, q2, determinant }: PosteriorMode): number {
  let sum = -0.5 * (v1 * v1 + v2 * v2 + log(determinant));
  if (y1 > 0) sum += y1 * log(p1);
  if (n1 > y1) sum += (n1 - y1) * log(q1);
  if (y2 > 0) sum += y2 * log(p2);
  if (n0 > y2) sum += (n0 - y2) * log(q2);
  return sum;
}

/** e^x for a shift of a logit; beyond ±350, where only wild draws come, a product of two must stay finite. */
const factorOf = (x: number): number => exp(x > 350 ? 350 : Math.max(x, -350));

/** The logarithm of the quadrature's sum over what is left once `atMode` is taken out; nodes placed "specificity-first". */
function quadrature(
  { y1, n1, y2, n0, a, b, c }: StudyPoint,
  { v1, v2, p1, q1, p2, q2 }: PosteriorMode,
  { t11, t12, t21, t22 }: NodeFactor,
  { nodes, logScaledWeights }: GaussHermiteRule,
  scratch: Float64Array,
): number {
  const count = nodes.length;
  const linear1 = a * y1 + b * y2 - v1;
  const linear2 = c * y2 - v2;
  const first = a * t11;
  const second = a * t12;
  // The logit of specificity moves with the second node alone.
  const ofSpecificity = b * t12 + c * t22;
  for (let l = 0; l < count; l++) {
    scratch[l] = logScaledWeights[l]! - n0 * log(q2 + p2 * factorOf(ofSpecificity * nodes[l]!));
    scratch[count + l] = factorOf(second * nodes[l]!);
  }
  let mass = 0;
  for (let j = 0; j < count; j++) {
    const x1 = nodes[j]!;
    const odds = p1 * factorOf(first * x1);
    const outer = logScaledWeights[j]!;
    for (let l = 0; l < count; l++) {
      const x2 = nodes[l]!;
      const d1 = t11 * x1 + t12 * x2;
      const d2 = t21 * x1 + t22 * x2;
      mass += exp(
        outer +
          scratch[l]! +
          (linear1 - 0.5 * d1) * d1 +
          (linear2 - 0.5 * d2) * d2 -
          n1 * log(q1 + odds * scratch[count + l]!),
      );
    }
  }
  return log(mass);
}

/** Beyond this standard deviation of logits, where only wild draws come, the modes' probabilities may underflow. */
const WIDE = 20;

/** The same sum by logits instead of odds: slower, and finite however wide the effects are. */
function quadratureOfLogits(
  { y1, n1, y2, n0, a, b, c }: StudyPoint,
  { v1, v2, logit1, logit2 }: PosteriorMode,
  { t11, t12, t21, t22 }: NodeFactor,
  { nodes, logScaledWeights }: GaussHermiteRule,
): number {
  const base = n1 * log1pExp(logit1) + n0 * log1pExp(logit2);
  let mass = 0;
  nodes.forEach((x1, j) => {
    nodes.forEach((x2, l) => {
      const d1 = t11 * x1 + t12 * x2;
      const d2 = t21 * x1 + t22 * x2;
      const s1 = a * d1;
      const s2 = b * d1 + c * d2;
      mass += exp(
        logScaledWeights[j]! +
          logScaledWeights[l]! +
          (y1 * s1 + y2 * s2 - (v1 + 0.5 * d1) * d1 - (v2 + 0.5 * d2) * d2) +
          (base - n1 * log1pExp(logit1 + s1) - n0 * log1pExp(logit2 + s2)),
      );
    });
  });
  return log(mass);
}

/**
 * Binds counts and quadrature nodes (per dimension) to the value of the log-likelihood, for samplers that ask for it at points all over
 * the posterior: no gradient, and each study's mode is looked for from the logits where it last was.
 */
export function studyLikelihood(counts: BinomialCounts, nodes: number): StudyLikelihood {
  const { k, q, design } = counts;
  const rule = gaussHermite(nodes);
  const scratch = new Float64Array(2 * nodes);
  const logits = new Float64Array(2 * k).fill(Number.NaN);
  const mode = createPosteriorMode();
  const factor = createNodeFactor();
  const study: StudyPoint = { y1: 0, n1: 0, y2: 0, n0: 0, o1: 0, o2: 0, a: 0, b: 0, c: 0 };
  const near = (v: number): number => (v > 4 ? 4 : v < -4 ? -4 : Number.isNaN(v) ? 0 : v);
  return {
    total(coefficients, a, b, c, parts, at) {
      study.a = a;
      study.b = b;
      study.c = c;
      let sum = counts.logCoefficients;
      for (let i = 0; i < k; i++) {
        let o1 = 0;
        let o2 = 0;
        for (let j = 0; j < q; j++) {
          const x = design[i * q + j]!;
          o1 += x * coefficients[j]!;
          o2 += x * coefficients[q + j]!;
        }
        study.y1 = counts.truePositives[i]!;
        study.n1 = counts.diseased[i]!;
        study.y2 = counts.trueNegatives[i]!;
        study.n0 = counts.nonDiseased[i]!;
        study.o1 = o1;
        study.o2 = o2;
        mode.v1 = near((logits[2 * i]! - o1) / a);
        mode.v2 = near((logits[2 * i + 1]! - o2 - b * mode.v1) / c);
        findPosteriorMode(study, mode);
        logits[2 * i] = mode.logit1;
        logits[2 * i + 1] = mode.logit2;
        placeNodes(study, mode, "specificity-first", factor);
        const wide = Math.max(a, Math.abs(b), c) > WIDE;
        const around = wide
          ? quadratureOfLogits(study, mode, factor, rule)
          : quadrature(study, mode, factor, rule, scratch);
        const part = atMode(study, mode) + around;
        parts[at + i] = part;
        sum += part;
      }
      return sum;
    },
  };
}
