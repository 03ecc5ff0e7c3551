import { choleskyInPlace, choleskyInverse } from "../../numeric/linear/cholesky.js";
import { coefficientTable, fitWarnings, informationCriteria, naturalScaleCovariance } from "../assemble-fit.js";
import { betweenStudyOf } from "../between-study.js";
import { FIT_SCHEMA } from "../fit-core.js";
import { type Estimator, estimatorTraits } from "./estimators.js";
import type { NormalFit, NormalFitOptions } from "./fit.js";
import type { PreparedLogits } from "./logit-data.js";
import type { ProfileLikelihood } from "./profile-likelihood.js";
import type { Solution } from "./solve.js";
import { sparseWarnings } from "./sparse.js";

/** Whether an estimator maximises the restricted likelihood. */
export const isRestricted = (method: Estimator): boolean =>
  estimatorTraits(method).maximizes === "restricted likelihood";

/** The covariance of the coefficients and of Ψ's elements, from that of the coefficients and the information about the free ones of (a, b, c). */
function parameterCovariance(
  fixed: readonly (readonly number[])[],
  { information, abc, free }: Solution,
): number[][] | null {
  const f = free.length;
  if (information === null || !choleskyInPlace(information, f)) return null;
  const inverse = new Float64Array(f * f);
  choleskyInverse(information, f, inverse, new Float64Array(f));
  const p = fixed.length;
  const joint = Array.from({ length: p + f }, (_, i) =>
    Array.from({ length: p + f }, (_, j) =>
      i < p && j < p ? fixed[i]![j]! : i >= p && j >= p ? inverse[(i - p) * f + (j - p)]! : 0,
    ),
  );
  return naturalScaleCovariance(joint, p, abc, free);
}

/** The fit that a solution makes, the likelihood standing at it. */
export function normalFitOf(
  {
    studies,
    data,
    design,
    excluded,
    corrections,
  }: Omit<PreparedLogits, "design"> & { readonly design: Pick<PreparedLogits["design"], "terms" | "moderators"> },
  resolved: NormalFitOptions,
  likelihood: ProfileLikelihood,
  solution: Solution,
): NormalFit {
  const estimator = estimatorTraits(resolved.method);
  const { abc, convergence } = solution;
  const parameters = 2 * data.q + (!estimator.variation ? 0 : resolved.correlation === 0 ? 2 : 3);
  const covariance = likelihood.covariance();
  return {
    schema: FIT_SCHEMA,
    model: "normal",
    method: estimator.words,
    k: data.k,
    level: resolved.level,
    coefficients: coefficientTable(design.terms, likelihood.coefficients(), covariance, resolved.level),
    covariance,
    betweenStudy: betweenStudyOf(abc),
    parameterCovariance: parameterCovariance(covariance, solution),
    logLik: solution.logLik,
    restricted: isRestricted(resolved.method),
    parameters,
    ...informationCriteria(solution.logLik, parameters, data.k),
    convergence,
    design: { terms: design.terms, moderators: design.moderators },
    studies,
    excluded,
    corrections,
    warnings: [
      ...fitWarnings({ k: data.k, columns: data.q, convergence, excluded, corrections }),
      ...sparseWarnings(studies, corrections),
    ],
    options: resolved,
  };
}
