import { coefficientTable, informationCriteria } from "../../src/models/assemble-fit.js";
import type { BinomialFit, NormalFit } from "../../src/models/fit.js";
import type { Study } from "../../src/tables/study.js";

/** The numbers of a fit as reference results give them. */
export interface ReferenceNumbers {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly covariance: readonly (readonly number[])[];
  readonly betweenStudy: {
    readonly varSensitivity: number;
    readonly varSpecificity: number;
    readonly covariance: number;
    readonly correlation?: number | null;
  };
  readonly parameterCovariance?: readonly (readonly number[])[] | null;
  readonly logLik?: number;
}

const convergence = {
  converged: true,
  iterations: 0,
  evaluations: 0,
  gradientNorm: 0,
  boundary: "none",
  message: "",
} as const;

function core(reference: ReferenceNumbers, studies: readonly Study[]) {
  const { varSensitivity, varSpecificity, covariance } = reference.betweenStudy;
  const spread = Math.sqrt(varSensitivity * varSpecificity);
  const correlation = reference.betweenStudy.correlation ?? (spread > 0 ? covariance / spread : null);
  const logLik = reference.logLik ?? 0;
  return {
    k: studies.length,
    level: 0.95,
    coefficients: coefficientTable(
      ["intercept"],
      [reference.sensitivity, reference.specificity],
      reference.covariance,
      0.95,
    ),
    covariance: reference.covariance,
    betweenStudy: { varSensitivity, varSpecificity, covariance, correlation },
    parameterCovariance: reference.parameterCovariance ?? null,
    logLik,
    parameters: 5,
    ...informationCriteria(logLik, 5, studies.length),
    convergence,
    design: { terms: ["intercept"], moderators: [] },
    studies,
    excluded: [],
    corrections: [],
    warnings: [],
  };
}

/** A fit of the normal model that holds the given numbers, so that what follows from a fit is tested apart from fitting. */
export function normalFitFrom(reference: ReferenceNumbers, studies: readonly Study[]): NormalFit {
  return {
    ...core(reference, studies),
    schema: "dta-meta/fit/1",
    model: "normal",
    method: "restricted maximum likelihood",
    restricted: true,
    options: {
      method: "reml",
      correction: { value: 0.5, when: "all" },
      moderators: [],
      correlation: "estimated",
      minStudies: 4,
      level: 0.95,
    },
  };
}

/** A fit of the binomial model that holds the given numbers. */
export function binomialFitFrom(reference: ReferenceNumbers, studies: readonly Study[]): BinomialFit {
  return {
    ...core(reference, studies),
    schema: "dta-meta/fit/1",
    model: "binomial",
    method: "maximum likelihood, 21 × 21-node quadrature",
    restricted: false,
    options: { nodes: 21, refine: false, moderators: [], correlation: "estimated", minStudies: 4, level: 0.95 },
    quadrature: null,
    simplifications: [],
  };
}
