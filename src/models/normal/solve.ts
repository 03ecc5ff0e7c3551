import { boundaryMessage } from "../assemble-fit.js";
import { type CholeskyParameters, choleskyOfBetweenStudy, type FreeParameters } from "../between-study.js";
import type { BetweenStudy, Convergence } from "../fit-core.js";
import type { Optimum } from "../optimum.js";
import { choleskyOf } from "../psi-spaces.js";
import { convergenceOf, isAtTop, notAtTop } from "../search-story.js";
import type { Estimator } from "./estimators.js";
import type { NormalFitOptions } from "./fit.js";
import type { LogitData } from "./logits.js";
import { maximizeProfile } from "./maximize.js";
import { momentEstimate } from "./moments.js";
import type { ProfileLikelihood } from "./profile-likelihood.js";

/** The between-study covariance Ψ of the normal-normal model, estimated. */
export interface Solution {
  readonly abc: CholeskyParameters;
  readonly free: FreeParameters;
  readonly logLik: number;
  /** Observed information about the free parameters; `null` where the method has none. */
  readonly information: Float64Array | null;
  readonly convergence: Convergence;
}

type Solver = (
  data: LogitData,
  likelihood: ProfileLikelihood,
  options: NormalFitOptions,
  startFrom: BetweenStudy | undefined,
) => Solution;

const closedForm = (message: string, boundary: Convergence["boundary"] = "none"): Convergence => ({
  converged: true,
  iterations: 0,
  evaluations: 1,
  gradientNorm: 0,
  boundary,
  message: `Closed form: ${message}`,
});

const ofNoVariation: Solver = (_, likelihood) => ({
  abc: [0, 0, 0],
  free: [],
  logLik: likelihood.value(new Float64Array(3), new Float64Array(3)),
  information: new Float64Array(0),
  convergence: closedForm("no between-study variance in the fixed-effect model."),
});

const byMoments: Solver = (data, likelihood, options) => {
  const correlated = options.correlation === "estimated";
  const abc = momentEstimate(data, correlated);
  const [a, b, c] = abc;
  const boundary = a === 0 || (b === 0 && c === 0) ? "variance" : correlated && c === 0 ? "correlation" : "none";
  const message =
    boundary === "none"
      ? "the moment estimate of the between-study covariance is positive definite."
      : "the moment estimate of the between-study covariance was not positive semidefinite; its negative eigenvalue was set to 0.";
  const logLik = likelihood.value(Float64Array.from(abc), new Float64Array(3));
  return { abc, free: [], logLik, information: null, convergence: closedForm(message, boundary) };
};

const byLikelihood: Solver = (data, likelihood, options, startFrom) => {
  const correlated = options.correlation === "estimated";
  const optimum = maximizeProfile(likelihood, {
    start: startFrom === undefined ? momentEstimate(data, correlated) : choleskyOfBetweenStudy(startFrom),
    model: correlated ? "correlated" : "uncorrelated",
    data,
  });
  return solutionOf(optimum);
};

/** What an optimum of the likelihood says. */
export function solutionOf(optimum: Optimum): Solution {
  const { full, free, climb } = optimum;
  const abc = choleskyOf(full);
  const message = isAtTop(optimum) ? boundaryMessage(optimum.boundary, abc) : notAtTop(optimum);
  return { abc, free, logLik: -climb.value, information: climb.hessian, convergence: convergenceOf(optimum, message) };
}

/** What computes each estimator; the likelihood it is given is the one that the estimator maximises. */
export const SOLVERS: Readonly<Record<Estimator, Solver>> = {
  reml: byLikelihood,
  ml: byLikelihood,
  mm: byMoments,
  fixed: ofNoVariation,
};
