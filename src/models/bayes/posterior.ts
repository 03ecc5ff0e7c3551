import { cosh, exp, log, tanh } from "../../numeric/elementary.js";
import type { PreparedCounts } from "../binomial/counts.js";
import { allowsZero, type SdDensity } from "./density.js";
import type { BayesFitOptions } from "./fit.js";
import type { ResolvedPrior } from "./prior.js";
import { logPriorDensity, priorCentre } from "./prior-density.js";
import { type StudyLikelihood, studyLikelihood } from "./study-likelihood.js";

/** The parameters of one draw. */
export interface DrawnParameters {
  /** Coefficients of logit sensitivity, then of logit specificity, of the design as the user gave it. */
  readonly coefficients: readonly number[];
  readonly sdSensitivity: number;
  readonly sdSpecificity: number;
  readonly correlation: number;
}

/**
 * The posterior density of t = (coefficients of the scaled design, s₁, s₂, artanh ρ), 2q + 3 numbers, the studies' effects integrated
 * out. s is ln σ, or √σ where importance sampling meets a prior that lets σ be 0.
 */
export interface Posterior {
  readonly dimension: number;
  /** ln of likelihood (binomial coefficients included); each study's part goes to `parts` from `at` on. */
  logLikelihood(t: ArrayLike<number>, parts: Float64Array, at: number): number;
  /** The same by few nodes: good enough to find where the posterior lies. */
  roughLogLikelihood(t: ArrayLike<number>): number;
  /** Coordinates of standard deviations to start from. */
  start(sd: number): readonly [number, number];
  /** ln of the prior density of t, normalised. */
  logPrior(t: ArrayLike<number>): number;
  parametersOf(t: ArrayLike<number>): DrawnParameters;
}

/** Where a logarithm or an artanh is beyond this nothing but rounding is left to compute. */
const MOST = 40;

/** Nodes per dimension while the proposal is looked for. */
const ROUGH_NODES = 3;

/** A standard deviation as the sampler moves it. */
interface SdScale {
  sd(t: number): number;
  of(sd: number): number;
  /** ln |dσ/dt|; −∞ where t has no σ. */
  logJacobian(t: number): number;
}

const LOGARITHM: SdScale = {
  sd: exp,
  of: log,
  logJacobian: (t) => (Math.abs(t) < MOST ? t : Number.NEGATIVE_INFINITY),
};

const ROOT: SdScale = {
  sd: (t) => t * t,
  of: Math.sqrt,
  logJacobian: (t) => (t > 1e-9 && t < MOST ? Math.LN2 + log(t) : Number.NEGATIVE_INFINITY),
};

/** Binds data and prior. */
export function bayesPosterior(
  { counts, design, scaling }: PreparedCounts,
  prior: ResolvedPrior,
  { nodes, engine }: Pick<BayesFitOptions, "nodes" | "engine">,
): Posterior {
  const { q } = counts;
  const likelihood = studyLikelihood(counts, nodes);
  const rough = studyLikelihood(counts, ROUGH_NODES);
  const ignored = new Float64Array(counts.k);
  const centre = priorCentre(design, design.rows);
  const scaleOf = (density: SdDensity): SdScale => (engine === "importance" && allowsZero(density) ? ROOT : LOGARITHM);
  const first = scaleOf(prior.sd.sensitivity);
  const second = scaleOf(prior.sd.specificity);
  let ofCoefficients = 0;
  for (let j = 1; j < q; j++) {
    const unit = Array.from({ length: 2 * q }, (_, i) => (i === j ? 1 : 0));
    ofCoefficients += 2 * log(scaling.original(unit)[j]!);
  }
  const original = (t: ArrayLike<number>): number[] => {
    const scaled = Array.from({ length: 2 * q }, (_, j) => t[j]!);
    return q === 1 ? scaled : scaling.original(scaled);
  };
  const valueAt = (of: StudyLikelihood, t: ArrayLike<number>, parts: Float64Array, at: number): number => {
    const sd2 = second.sd(t[2 * q + 1]!);
    const z = t[2 * q + 2]!;
    return of.total(t, first.sd(t[2 * q]!), sd2 * tanh(z), sd2 / cosh(z), parts, at);
  };
  return {
    dimension: 2 * q + 3,
    start: (sd) => [first.of(sd), second.of(sd)],
    logLikelihood: (t, parts, at) => valueAt(likelihood, t, parts, at),
    roughLogLikelihood: (t) => valueAt(rough, t, ignored, 0),
    logPrior(t) {
      const z = t[2 * q + 2]!;
      const jacobian = first.logJacobian(t[2 * q]!) + second.logJacobian(t[2 * q + 1]!);
      if (jacobian === Number.NEGATIVE_INFINITY || !(Math.abs(z) < MOST)) return Number.NEGATIVE_INFINITY;
      const sd1 = first.sd(t[2 * q]!);
      const sd2 = second.sd(t[2 * q + 1]!);
      return ofCoefficients + jacobian + logPriorDensity(prior, centre, { coefficients: original(t), sd1, sd2, z });
    },
    parametersOf(t) {
      return {
        coefficients: original(t),
        sdSensitivity: first.sd(t[2 * q]!),
        sdSpecificity: second.sd(t[2 * q + 1]!),
        correlation: tanh(t[2 * q + 2]!),
      };
    },
  };
}
