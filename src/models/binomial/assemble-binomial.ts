import { DtaError } from "../../base/errors.js";
import { positiveDefiniteInverse } from "../../numeric/linear/matrix.js";
import {
  boundaryMessage,
  coefficientTable,
  fitWarnings,
  informationCriteria,
  naturalScaleCovariance,
} from "../assemble-fit.js";
import { betweenStudyOf } from "../between-study.js";
import { type Convergence, FIT_SCHEMA, type Warning } from "../fit-core.js";
import { choleskyOf } from "../psi-spaces.js";
import { convergenceOf } from "../search-story.js";
import type { PreparedCounts } from "./counts.js";
import { diagnose } from "./diagnosis.js";
import type { BinomialFit, BinomialFitOptions, QuadratureCheck } from "./fit.js";
import type { BinomialOptimum } from "./maximize.js";
import { type ChosenModel, dropZeroVariances } from "./simplify.js";

/** The words for what was fitted. */
function methodName({ rule, free }: BinomialOptimum): string {
  if (free.length === 0) return "maximum likelihood, no between-study variance to integrate over";
  if (rule === 1) return "maximum likelihood, Laplace approximation";
  return typeof rule === "number"
    ? `maximum likelihood, adaptive Gauss–Hermite quadrature with ${rule} nodes per dimension`
    : "maximum likelihood, adaptive trapezoidal quadrature";
}

/** The inverse of the information; where that is singular, of the least ridge that makes it definite: large, but finite. */
function finiteInverse(information: Float64Array, n: number): number[][] {
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => information[i * n + j]!));
  if (!information.every(Number.isFinite)) {
    throw new DtaError(
      "beyond-numbers",
      "The log-likelihood has no finite curvature where the search ended: the counts are too far apart for double precision.",
      { wanted: "studies that one distribution can describe" },
    );
  }
  const size = Math.max(...rows.map((row, i) => Math.abs(row[i]!)), 1e-12);
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-14 : 10 * ridge) {
    const inverse = positiveDefiniteInverse(
      rows.map((row, i) => row.map((value, j) => (i === j ? value + ridge * size : value))),
    );
    if (inverse?.every((row) => row.every(Number.isFinite))) return inverse;
  }
}

function binomialWarnings(simplifications: readonly string[], quadrature: QuadratureCheck | null): Warning[] {
  const warnings: Warning[] = [];
  if (simplifications.length > 0) warnings.push({ code: "simplified", message: simplifications.join(" ") });
  const change = quadrature === null ? 0 : Math.max(quadrature.coefficientChange, quadrature.betweenStudyChange);
  if (quadrature !== null && change > 1e-3) {
    const rule = quadrature.nodes === 1 ? "The Laplace approximation" : `Quadrature with ${quadrature.nodes} nodes`;
    warnings.push({
      code: "coarse-quadrature",
      message: `${rule} is coarse for these data: exact integration moves estimates on the logit scale by up to ${Number(change.toPrecision(1))}.`,
    });
  }
  return warnings;
}

/** The fit that an optimum makes, looked over. */
export function binomialFitOf(
  {
    studies,
    counts,
    scaling,
    design,
    excluded,
  }: Omit<PreparedCounts, "design"> & { readonly design: Pick<PreparedCounts["design"], "terms" | "moderators"> },
  chosen: ChosenModel,
  optimum: BinomialOptimum,
  options: BinomialFitOptions,
): BinomialFit {
  const { k, q } = counts;
  const { variances, boundary, simplifications } = dropZeroVariances(chosen, optimum);
  const abc = choleskyOf(optimum.full);
  const scaled = finiteInverse(optimum.climb.hessian, 2 * q + optimum.free.length);
  const joint = scaling.originalCovariance(scaled);
  const covariance = joint.slice(0, 2 * q).map((row) => row.slice(0, 2 * q));
  const coefficients = scaling.original(optimum.full.slice(0, -3));
  const problem = chosen.unanimity ?? diagnose(counts, optimum, scaled);
  const words = problem ?? boundaryMessage(boundary, abc);
  const convergence: Convergence = {
    ...convergenceOf(
      optimum,
      (problem === null ? [...simplifications, words] : [words, ...simplifications]).join(" "),
      (full) => scaling.original(full),
    ),
    converged: problem === null,
    boundary,
  };
  const parameters = 2 * q + variances;
  const logLik = -optimum.climb.value;
  return {
    schema: FIT_SCHEMA,
    model: "binomial",
    method: methodName(optimum),
    k,
    level: options.level,
    coefficients: coefficientTable(design.terms, coefficients, covariance, options.level),
    covariance,
    betweenStudy: betweenStudyOf(abc),
    parameterCovariance: naturalScaleCovariance(joint, 2 * q, abc, optimum.free),
    logLik,
    restricted: false,
    parameters,
    ...informationCriteria(logLik, parameters, k),
    convergence,
    design: { terms: design.terms, moderators: design.moderators },
    studies,
    excluded,
    corrections: [],
    warnings: [
      ...fitWarnings({ k, columns: q, convergence, excluded, corrections: [] }),
      ...binomialWarnings(simplifications, optimum.quadrature),
    ],
    options,
    quadrature: optimum.quadrature,
    simplifications,
  };
}
