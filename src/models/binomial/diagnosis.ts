import { hypot, square } from "../../numeric/elementary.js";
import { choleskyInPlace, choleskyInverse } from "../../numeric/linear/cholesky.js";
import type { Outcome } from "../fit-core.js";
import type { BinomialCounts } from "./counts.js";
import type { BinomialOptimum } from "./maximize.js";
import { choleskyOf } from "./target.js";

/** What can be wrong with an optimum, and how to say it. */
export interface Diagnosis {
  /**
   * - `"separation"`: a coefficient has no finite estimate; a simpler Ψ doesn't help;
   * - `"divergence"`: a between-study variance has no finite estimate;
   * - `"flat"`: the data don't identify all parameters;
   * - `"stopped"`: the search ended before the top.
   */
  readonly kind: "separation" | "divergence" | "flat" | "stopped";
  readonly message: string;
}

const ADJECTIVE: Readonly<Record<Outcome, { readonly error: string; readonly success: string; readonly who: string }>> =
  {
    sensitivity: { error: "false negative", success: "true positive", who: "diseased" },
    specificity: { error: "false positive", success: "true negative", who: "non-diseased" },
  };

const SUCCESSES: Readonly<Record<Outcome, (counts: BinomialCounts) => readonly [Float64Array, Float64Array]>> = {
  sensitivity: (counts) => [counts.truePositives, counts.diseased],
  specificity: (counts) => [counts.trueNegatives, counts.nonDiseased],
};

/** 1 where every study's results are all correct, 0 where all are wrong, `null` otherwise. */
export function unanimous(counts: BinomialCounts, outcome: Outcome): 0 | 1 | null {
  const [successes, sizes] = SUCCESSES[outcome](counts);
  if (successes.every((y, i) => y === sizes[i])) return 1;
  return successes.every((y) => y === 0) ? 0 : null;
}

/** Why an outcome with unanimous results has no estimate. */
export function unanimityMessage(outcome: Outcome, value: 0 | 1): string {
  const { error, success } = ADJECTIVE[outcome];
  const other = outcome === "sensitivity" ? "specificity" : "sensitivity";
  return (
    `No study has a ${value === 1 ? error : success}: every observed ${outcome} is ${value === 1 ? "100" : "0"} %, so its logit has no finite ` +
    `maximum-likelihood estimate and no finite interval. The value given for ${outcome} is where the search stopped; that for ${other} stands.`
  );
}

/** A linear predictor whose standard error is above this means a probability between 0 and 1: nothing. */
const HOPELESS_STANDARD_ERROR = 30;
const DIVERGED_DEVIATION = 15;

/** The largest |linear predictor| among those with a hopeless standard error, and whose it is. */
function separated(counts: BinomialCounts, optimum: BinomialOptimum, inverse: Float64Array, n: number) {
  const { k, q, design } = counts;
  const hit: Record<Outcome, number> = { sensitivity: 0, specificity: 0 };
  for (const outcome of ["sensitivity", "specificity"] as const) {
    const offset = outcome === "sensitivity" ? 0 : q;
    for (let i = 0; i < k; i++) {
      let variance = 0;
      let predictor = 0;
      for (let j = 0; j < q; j++) {
        predictor += design[i * q + j]! * optimum.full[offset + j]!;
        for (let m = 0; m < q; m++) {
          variance += design[i * q + j]! * inverse[(offset + j) * n + offset + m]! * design[i * q + m]!;
        }
      }
      if (Math.sqrt(variance) > HOPELESS_STANDARD_ERROR && Math.abs(predictor) > 6) hit[outcome]++;
    }
  }
  return hit;
}

/** Looks an optimum over; `null` where it is one. */
export function diagnose(counts: BinomialCounts, optimum: BinomialOptimum): Diagnosis | null {
  const n = 2 * counts.q + optimum.free.length;
  const [a, b, c] = choleskyOf(optimum.full);
  for (const [outcome, deviation] of [
    ["sensitivity", Math.abs(a)],
    ["specificity", hypot(b, c)],
  ] as const) {
    if (deviation > DIVERGED_DEVIATION) {
      return {
        kind: "divergence",
        message:
          `Did not converge: the between-study variance of logit ${outcome} grows without bound, because the studies' ` +
          `${outcome} is 0 % in some and 100 % in others. A pooled value would describe none of them; look for what sets these studies apart.`,
      };
    }
  }
  const factor = optimum.information.slice();
  const inverse = new Float64Array(n * n);
  const identified = choleskyInPlace(factor, n);
  if (identified) {
    choleskyInverse(factor, n, inverse, new Float64Array(n));
    const hit = separated(counts, optimum, inverse, n);
    for (const outcome of ["sensitivity", "specificity"] as const) {
      if (hit[outcome] === 0) continue;
      return {
        kind: "separation",
        message:
          `Did not converge: for ${hit[outcome]} of ${counts.k} studies the moderators predict a ${outcome} of 0 % or 100 %, because all ` +
          "results of theirs are on one side. Their coefficients have no finite estimate; leave the moderator out, or merge its levels.",
      };
    }
  }
  const weak = identified ? choleskyWeakness(optimum.information, factor, n) : Number.POSITIVE_INFINITY;
  if (!identified || weak > 1e10) {
    return {
      kind: "flat",
      message:
        "The data don't identify all parameters: along some direction the log-likelihood is flat, so there is no single best estimate.",
    };
  }
  if (optimum.decrement === null || !(optimum.decrement < 1e-8)) {
    return {
      kind: "stopped",
      message: `Did not converge: the gradient of the log-likelihood is still ${optimum.gradientNorm.toExponential(1)}. Do not use the estimates.`,
    };
  }
  return null;
}

/** The largest ratio of a diagonal element to the square of its pivot: by how much a parameter is explained by the others. */
function choleskyWeakness(matrix: Float64Array, factor: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++) worst = Math.max(worst, matrix[i * n + i]! / square(factor[i * n + i]!));
  return worst;
}
