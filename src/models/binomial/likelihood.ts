import { type GaussHermiteRule, gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import { adaptedGradient } from "./adaptation.js";
import type { BinomialCounts } from "./counts.js";
import { createNodeFactor, type Placement, placeNodes } from "./placement.js";
import { createPosteriorMode, findPosteriorMode, type StudyPoint } from "./posterior-mode.js";
import { createStudyIntegral, integrateStudy } from "./study-integral.js";

/** The log-likelihood of the binomial-normal model in (β sensitivity, β specificity, a, b, c), q + q + 3 numbers. */
export interface BinomialLikelihood {
  readonly parameters: number;
  readonly nodes: number;
  /** Log-likelihood, binomial coefficients included; writes the exact gradient of this approximation. */
  withGradient(parameters: ArrayLike<number>, gradient: Float64Array): number;
  /**
   * Log-likelihood; writes the true log-likelihood's score by Fisher's identity and observed information by Louis' identity,
   * their posterior expectations by the same quadrature. Needs several nodes.
   */
  withInformation(parameters: ArrayLike<number>, score: Float64Array, information: Float64Array): number;
}

/**
 * Binds counts and a number of quadrature nodes (per dimension; 1 is Laplace) to a log-likelihood with its derivatives.
 * It keeps the studies' modes from one evaluation to the next, as starts for the following one; no evaluation allocates.
 */
export function binomialLikelihood(counts: BinomialCounts, nodes: number): BinomialLikelihood {
  const { k, q } = counts;
  const size = 2 * q + 3;
  const rule: GaussHermiteRule = gaussHermite(nodes);
  const modes = new Float64Array(2 * k);
  const integral = createStudyIntegral();
  const factor = createNodeFactor();
  const local = new Float64Array(5);
  const study: StudyPoint = { y1: 0, n1: 0, y2: 0, n0: 0, o1: 0, o2: 0, a: 0, b: 0, c: 0 };
  const mode = createPosteriorMode();

  /** Sets `study`, `mode` and `factor` to study i at these parameters. */
  const visit = (i: number, parameters: ArrayLike<number>, placement: Placement): void => {
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
    placeNodes(study, mode, placement, factor);
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

  return {
    parameters: size,
    nodes,
    withGradient(parameters, gradient) {
      setFactor(parameters);
      gradient.fill(0);
      let logLik = counts.logCoefficients;
      for (let i = 0; i < k; i++) {
        visit(i, parameters, "specificity-first");
        integrateStudy(study, mode, factor, rule, false, integral);
        logLik += integral.logLik;
        adaptedGradient(study, mode, integral, local);
        spread(i, local, gradient);
      }
      return logLik;
    },
    withInformation(parameters, score, information) {
      setFactor(parameters);
      score.fill(0);
      information.fill(0);
      let logLik = counts.logCoefficients;
      for (let i = 0; i < k; i++) {
        visit(i, parameters, "whitened");
        integrateStudy(study, mode, factor, rule, true, integral);
        logLik += integral.logLik;
        spread(i, integral.score, score);
        spreadInformation(i, information);
      }
      for (let s = 0; s < size; s++) {
        for (let t = 0; t < s; t++) information[t * size + s] = information[s * size + t]!;
      }
      return logLik;
    },
  };
}
