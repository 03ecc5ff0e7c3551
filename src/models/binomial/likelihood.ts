import { spend } from "../../base/work.js";
import { gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import { adaptedGradient } from "./adaptation.js";
import type { BinomialCounts } from "./counts.js";
import { type GridSteps, integrateOnGrid } from "./grid-integral.js";
import { integrateStudy } from "./hermite-integral.js";
import { laplaceInformation } from "./laplace-information.js";
import { createNodeFactor, placeNodes } from "./placement.js";
import { createPosteriorMode, findPosteriorMode, type StudyPoint } from "./posterior-mode.js";
import { createStudyIntegral } from "./study-integral.js";

/** How random effects are integrated out: adaptive Gauss–Hermite quadrature with so many nodes a dimension (1 is Laplace), or a grid. */
export type QuadratureRule = number | GridSteps;

/** The log-likelihood of the binomial-normal model in (β sensitivity, β specificity, a, b, c), q + q + 3 numbers. */
export interface BinomialLikelihood {
  readonly parameters: number;
  /**
   * Log-likelihood, binomial coefficients included; writes the exact gradient of this approximation and, where asked for, the
   * information of `withInformation` (by one node that of the approximation itself). For Gauss–Hermite rules.
   */
  withGradient(
    parameters: ArrayLike<number>,
    gradient: Float64Array,
    line?: boolean,
    information?: Float64Array | null,
  ): number;
  /**
   * Log-likelihood; writes the true log-likelihood's score by Fisher's identity and observed information by Louis' identity,
   * their posterior expectations by the same quadrature. Needs several nodes.
   */
  withInformation(
    parameters: ArrayLike<number>,
    score: Float64Array,
    information: Float64Array | null,
    line?: boolean,
  ): number;
  /** The most nodes that a study took in the last evaluation. */
  nodes(): number;
}

/**
 * Binds counts and a quadrature rule to a log-likelihood with its derivatives. On a `line` c is 0, one random effect is left, and
 * what is written for c means nothing. It keeps the studies' modes from one evaluation to the next, as starts for the following
 * one; no evaluation allocates.
 *
 * @param modes room for them, two numbers a study, filled where they are known about
 */
export function binomialLikelihood(
  counts: BinomialCounts,
  rule: QuadratureRule,
  modes: Float64Array = new Float64Array(2 * counts.k),
): BinomialLikelihood {
  const { k, q } = counts;
  const size = 2 * q + 3;
  const hermite = typeof rule === "number" ? gaussHermite(rule) : null;
  const laplace = rule === 1 ? laplaceInformation() : null;
  let most = 0;
  const integral = createStudyIntegral();
  const factor = createNodeFactor();
  const local = new Float64Array(5);
  const study: StudyPoint = { y1: 0, n1: 0, y2: 0, n0: 0, o1: 0, o2: 0, a: 0, b: 0, c: 0 };
  const mode = createPosteriorMode();

  /** Sets `study` and `mode` to study i at these parameters. */
  const visit = (i: number, parameters: ArrayLike<number>): void => {
    let o1 = 0;
    let o2 = 0;
    for (let j = 0; j < q; j++) {
      const x = counts.design[i * q + j]!;
      o1 += x * parameters[j]!;
      o2 += x * parameters[q + j]!;
    }
    study.y1 = counts.truePositives[i]!;
    study.n1 = counts.diseased[i]!;
    study.y2 = counts.trueNegatives[i]!;
    study.n0 = counts.nonDiseased[i]!;
    study.o1 = o1;
    study.o2 = o2;
    mode.v1 = modes[2 * i]!;
    mode.v2 = modes[2 * i + 1]!;
    findPosteriorMode(study, mode);
    modes[2 * i] = mode.v1;
    modes[2 * i + 1] = mode.v2;
  };

  const setFactor = (parameters: ArrayLike<number>): void => {
    study.a = parameters[2 * q]!;
    study.b = parameters[2 * q + 1]!;
    study.c = parameters[2 * q + 2]!;
  };

  /** Adds a study's local derivative (o1, o2, a, b, c) to that of all parameters. */
  const spread = (i: number, from: Float64Array, to: Float64Array): void => {
    for (let j = 0; j < q; j++) {
      const x = counts.design[i * q + j]!;
      to[j]! += x * from[0]!;
      to[q + j]! += x * from[1]!;
    }
    for (let j = 0; j < 3; j++) to[2 * q + j]! += from[2 + j]!;
  };

  const spreadInformation = (i: number, to: Float64Array): void => {
    const row = i * q;
    for (let s = 0; s < size; s++) {
      const localS = s < q ? 0 : s < 2 * q ? 1 : s - 2 * q + 2;
      const xs = s < 2 * q ? counts.design[row + (s % q)]! : 1;
      if (xs === 0) continue;
      for (let t = 0; t <= s; t++) {
        const localT = t < q ? 0 : t < 2 * q ? 1 : t - 2 * q + 2;
        const xt = t < 2 * q ? counts.design[row + (t % q)]! : 1;
        to[s * size + t]! += xs * xt * integral.information[localS * 5 + localT]!;
      }
    }
  };

  /** One pass over the studies: the value, its derivative (`adapted`) or the true score, and the information where asked for. */
  const evaluate = (
    parameters: ArrayLike<number>,
    gradient: Float64Array,
    information: Float64Array | null,
    line: boolean,
    adapted: boolean,
  ): number => {
    setFactor(parameters);
    gradient.fill(0);
    information?.fill(0);
    let logLik = counts.logCoefficients;
    most = 0;
    let visited = 0;
    const placement = adapted ? "specificity-first" : "whitened";
    for (let i = 0; i < k; i++) {
      visit(i, parameters);
      if (hermite === null) {
        integrateOnGrid(study, mode, rule as GridSteps, line, integral);
      } else {
        placeNodes(study, mode, line ? "line" : placement, factor);
        integrateStudy(study, mode, factor, hermite, line, integral);
      }
      most = Math.max(most, integral.nodes);
      if (hermite !== null) visited += integral.nodes;
      logLik += integral.logLik;
      if (adapted) adaptedGradient(study, mode, integral, line, local);
      spread(i, adapted ? local : integral.score, gradient);
      if (information === null) continue;
      laplace?.(study, mode, integral.information);
      spreadInformation(i, information);
    }
    spend(visited);
    if (information === null) return logLik;
    for (let s = 0; s < size; s++) {
      for (let t = 0; t < s; t++) information[t * size + s] = information[s * size + t]!;
    }
    return logLik;
  };

  return {
    parameters: size,
    nodes: () => most,
    withGradient: (parameters, gradient, line = false, information = null) => {
      if (hermite === null) throw new Error("the gradient of a grid is its score");
      return evaluate(parameters, gradient, information, line, true);
    },
    withInformation: (parameters, score, information, line = false) =>
      evaluate(parameters, score, information, line, false),
  };
}
