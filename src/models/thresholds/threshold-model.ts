import { generalCells } from "./general-cells.js";
import type { CellLikelihood } from "./group-cells.js";
import { type LatentDistribution, latentDistributions } from "./latent-distribution.js";
import { logisticCells } from "./logistic-cells.js";
import { scaleIntegral } from "./scale-integral.js";
import { type StudyLikelihood, studyLikelihood } from "./study-likelihood.js";
import { CURVED_PARAMETERS, PLACE, STUDY_PARAMETERS } from "./study-parameters.js";
import type { ThresholdData } from "./threshold-data.js";

/** The likelihood of cells that is quickest for each distribution. */
const cellLikelihoods: Readonly<Record<LatentDistribution, CellLikelihood>> = {
  logistic: logisticCells,
  normal: generalCells(latentDistributions.normal),
  weibull: generalCells(latentDistributions.weibull),
};

/**
 * How finely the random effects are integrated: `nodes` over 9 posterior standard deviations of a location, two thirds as many over
 * a scale; and how far out: to e^−25 of the best with 21 nodes.
 */
export function quadratureOf(distribution: LatentDistribution, nodes: number): StudyLikelihood {
  const scales = Math.max(1, Math.round((2 * nodes) / 3));
  return studyLikelihood(
    scaleIntegral(cellLikelihoods[distribution], scales),
    9 / nodes,
    Math.min(30, 12 + 0.6 * nodes),
  );
}

/**
 * Places in the full parameter vector of a model with q location terms: those of the non-diseased, those of the diseased, then
 * the rest as in a study (see PLACE).
 */
export interface ParameterPlaces {
  readonly q: number;
  readonly size: number;
  readonly s0: number;
  readonly s1: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly t0: number;
  readonly t1: number;
  readonly lambda: number;
}

/** Where each parameter stands. */
export function parameterPlaces(q: number): ParameterPlaces {
  const at = 2 * q - 2;
  return {
    q,
    size: 2 * q + 8,
    s0: at + PLACE.s0,
    s1: at + PLACE.s1,
    a: at + PLACE.a,
    b: at + PLACE.b,
    c: at + PLACE.c,
    t0: at + PLACE.t0,
    t1: at + PLACE.t1,
    lambda: at + PLACE.lambda,
  };
}

/** Log-likelihood of all studies at the full parameter vector, with derivatives by all of it where wanted. */
export type FullLikelihood = (full: Float64Array, gradient: Float64Array, hessian: Float64Array | null) => number;

/** Half the distance over which the gradient is differenced by λ. */
const LAMBDA_STEP = 1e-4;

/** The log-likelihood, the multinomial constants included, of data with a design (one row of q terms a study). */
export function fullLikelihood(
  data: ThresholdData,
  rows: readonly (readonly number[])[],
  likelihood: StudyLikelihood,
  curvedByLambda: boolean,
): FullLikelihood {
  const q = rows[0]?.length ?? 1;
  const places = parameterPlaces(q);
  const { size } = places;
  const theta = new Float64Array(STUDY_PARAMETERS);
  const g = new Float64Array(STUDY_PARAMETERS);
  const h = new Float64Array(CURVED_PARAMETERS * CURVED_PARAMETERS);
  /** Where parameter p of a study stands in the full vector, and times what, for each of its (up to q) places. */
  const spread = (p: number, row: readonly number[], visit: (place: number, factor: number) => void): void => {
    if (p >= PLACE.s0) visit(p + 2 * q - 2, 1);
    else for (let j = 0; j < q; j++) visit(p * q + j, row[j]!);
  };
  const evaluate: FullLikelihood = (full, gradient, hessian) => {
    gradient.fill(0);
    hessian?.fill(0);
    for (let p = PLACE.s0; p < STUDY_PARAMETERS; p++) theta[p] = full[p + 2 * q - 2]!;
    data.setLambda(theta[PLACE.lambda]!);
    let value = data.logConstant;
    for (let i = 0; i < data.studies.length; i++) {
      const row = rows[i]!;
      for (const p of [PLACE.m0, PLACE.m1]) {
        let mean = 0;
        for (let j = 0; j < q; j++) mean += full[p * q + j]! * row[j]!;
        theta[p] = mean;
      }
      value += likelihood(data.studies[i]!, theta, g, hessian === null ? null : h);
      for (let p = 0; p < STUDY_PARAMETERS; p++) {
        spread(p, row, (place, factor) => {
          gradient[place]! += factor * g[p]!;
        });
      }
      if (hessian === null) continue;
      for (let p = 0; p < CURVED_PARAMETERS; p++) {
        for (let r = 0; r < CURVED_PARAMETERS; r++) {
          const element = h[p * CURVED_PARAMETERS + r]!;
          if (element === 0) continue;
          spread(p, row, (place, factor) =>
            spread(r, row, (other, by) => {
              hessian[place * size + other]! += factor * by * element;
            }),
          );
        }
      }
    }
    return value;
  };
  const ahead = new Float64Array(size);
  const behind = new Float64Array(size);
  return (full, gradient, hessian) => {
    const value = evaluate(full, gradient, hessian);
    if (hessian !== null && curvedByLambda) {
      const moved = Float64Array.from(full);
      moved[places.lambda] = full[places.lambda]! + LAMBDA_STEP;
      evaluate(moved, ahead, null);
      moved[places.lambda] = full[places.lambda]! - LAMBDA_STEP;
      evaluate(moved, behind, null);
      for (let i = 0; i < size; i++) {
        const element = (ahead[i]! - behind[i]!) / (2 * LAMBDA_STEP);
        hessian[places.lambda * size + i] = element;
        hessian[i * size + places.lambda] = element;
      }
    }
    return value;
  };
}

/** The function of its free parameters alone, negative, for a minimiser; the others stay as they are in `full`. */
export function negativeOfFree(
  likelihood: FullLikelihood,
  full: Float64Array,
  free: readonly number[],
): (x: Float64Array, gradient: Float64Array, hessian: Float64Array | null) => number {
  const size = full.length;
  const point = Float64Array.from(full);
  const g = new Float64Array(size);
  const h = new Float64Array(size * size);
  const n = free.length;
  return (x, gradient, hessian) => {
    free.forEach((place, i) => {
      point[place] = x[i]!;
    });
    const value = likelihood(point, g, hessian === null ? null : h);
    for (let i = 0; i < n; i++) gradient[i] = -g[free[i]!]!;
    if (hessian !== null) {
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hessian[i * n + j] = -h[free[i]! * size + free[j]!]!;
    }
    return Number.isFinite(value) ? -value : Number.POSITIVE_INFINITY;
  };
}
