import type { Estimate } from "../../base/estimate.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";
import { log } from "../../numeric/elementary.js";
import { positiveDefiniteInverse, symmetricEigenvalues } from "../../numeric/linear/matrix.js";
import { coefficientTable, fitWarnings, informationCriteria, naturalScaleCovariance } from "../assemble-fit.js";
import { betweenStudyOf, type FreeParameters } from "../between-study.js";
import type { BinomialFit } from "../binomial/fit.js";
import { type Convergence, type Exclusion, FIT_SCHEMA, type Warning } from "../fit-core.js";
import type { LatentClassFit, LatentClassFitOptions, ProfilePoint, ReferenceEstimate } from "./fit.js";
import { A, B, C, FIRST_KIND, type LatentData, M, MU1, MU2, S } from "./likelihood.js";
import type { LatentOptimum, maximizeLatent } from "./maximize.js";
import type { PrevalenceFit } from "./prevalence.js";
import { referenceParameter } from "./profile.js";

/** All that a fit is made of. */
export interface LatentParts {
  readonly data: LatentData;
  readonly kinds: readonly string[];
  readonly options: LatentClassFitOptions;
  readonly excluded: readonly Exclusion[];
  readonly perfect: BinomialFit;
  readonly prevalence: PrevalenceFit;
  /** The perfect-reference optimum in the full vector of parameters. */
  readonly base: Float64Array;
  /** `null` where the reference is perfect by assumption: the likelihood then falls into the binomial one and that of prevalence. */
  readonly result: ReturnType<typeof maximizeLatent> | null;
  readonly profile: readonly ProfilePoint[];
}

/** Below these a fit that estimates the reference is not to be trusted on its own. */
const FEW = 10;
const LITTLE_VARIATION = 0.3;

function proportion(estimate: number, variance: number, level: number): Estimate {
  const half = normalUpperQuantile((1 - level) / 2) * Math.sqrt(variance);
  return { estimate: expit(estimate), lower: expit(estimate - half), upper: expit(estimate + half), level };
}

/** The inverse of the information in the free parameters; `null` where it is singular. */
function covarianceOf({ hessian, free }: LatentOptimum): number[][] | null {
  const n = free.length;
  const rows = Array.from({ length: n }, (_, i) => Array.from(hessian.subarray(i * n, (i + 1) * n)));
  return positiveDefiniteInverse(rows);
}

/** Smallest eigenvalue of the information scaled to a unit diagonal. */
function smallestScaledEigenvalue({ hessian, free }: LatentOptimum): number {
  const n = free.length;
  const at = (i: number, j: number): number => hessian[i * n + j]!;
  const scaled = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => at(i, j) / Math.sqrt(Math.max(1e-300, at(i, i) * at(j, j)))),
  );
  return symmetricEigenvalues(scaled)[n - 1]!;
}

const isReference = (position: number): boolean => position >= FIRST_KIND;

function largestReferenceCorrelation(free: readonly number[], covariance: number[][] | null): number | null {
  if (covariance === null) return null;
  let largest: number | null = null;
  free.forEach((position, i) => {
    if (!isReference(position)) return;
    free.forEach((_, j) => {
      if (i === j) return;
      const correlation = Math.abs(covariance[i]![j]!) / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
      if (largest === null || correlation > largest) largest = correlation;
    });
  });
  return largest;
}

/** Puts a fit together. */
export function assembleLatentFit(parts: LatentParts): LatentClassFit {
  const { data, kinds, options, excluded, perfect, prevalence, base, result, profile } = parts;
  const { level } = options;
  const { studies } = data;
  const k = studies.length;
  const perfectLogLik = perfect.logLik + prevalence.logLik;
  const perfectPoint = (j: 0 | 1): Estimate =>
    proportion(perfect.coefficients[j]!.estimate, perfect.covariance[j]![j]!, level);
  const optimum = result?.optimum ?? null;
  const full = optimum?.full ?? base;
  const inverse = optimum === null ? null : covarianceOf(optimum);
  const place = new Map(optimum?.free.map((position, i) => [position, i]));
  /** Variance or covariance of two parameters; those held on an edge vary by nothing. */
  const covarianceAt = (p: number, q: number): number => {
    const i = place.get(p);
    const j = place.get(q);
    return i === undefined || j === undefined || inverse === null ? 0 : inverse[i]![j]!;
  };
  const freeAbc = (
    [
      ["a", A],
      ["b", B],
      ["c", C],
    ] as const
  ).filter(([, position]) => place.has(position));
  const positions = [MU1, MU2, ...freeAbc.map(([, position]) => position)];
  const joint = positions.map((p) => positions.map((q) => covarianceAt(p, q)));
  const abc = [full[A]!, full[B]!, full[C]!] as const;
  const names = freeAbc.map(([name]) => name) as unknown as FreeParameters;
  const covariance = optimum === null ? perfect.covariance : joint.slice(0, 2).map((row) => row.slice(0, 2));
  const logLik = optimum?.logLik ?? perfectLogLik;
  const parameters = 7 + data.settings.flatMap(Object.values).filter((value) => value === null).length;
  const convergence = optimum === null ? perfect.convergence : convergenceOf(parts, optimum, inverse !== null);
  const referenceEstimate = (kind: number, which: 0 | 1): ReferenceEstimate => {
    const position = FIRST_KIND + 2 * kind + which;
    const setting = data.settings[kind]![which === 0 ? "sensitivity" : "specificity"];
    const name = kinds[kind]!;
    if (setting !== null) {
      return { estimate: setting, lower: setting, upper: setting, level, kind: name, fixed: true, boundary: false };
    }
    const phi = full[position]!;
    if (phi === 0) return { estimate: 1, lower: 1, upper: 1, level, kind: name, fixed: false, boundary: true };
    // logit of the accuracy is −2 ln φ
    const variance = (4 / (phi * phi)) * covarianceAt(position, position);
    return { ...proportion(-2 * log(phi), variance, level), kind: name, fixed: false, boundary: false };
  };
  const referenceSensitivity = kinds.map((_, kind) => referenceEstimate(kind, 0));
  const referenceSpecificity = kinds.map((_, kind) => referenceEstimate(kind, 1));
  const prevalenceVariance =
    optimum === null ? prevalence.standardError * prevalence.standardError : covarianceAt(M, M);
  const sdLogitPrevalence = Math.abs(full[S]!);
  const starts = result === null ? { n: 1, agreeing: 1, spread: 0 } : { n: options.starts, ...agreementOf(result) };
  return {
    schema: FIT_SCHEMA,
    model: "latent-class",
    method:
      optimum === null
        ? `perfect reference by assumption: ${perfect.method}`
        : `maximum likelihood, integrals by about ${options.nodes} points per dimension`,
    k,
    level,
    sensitivity: proportion(full[MU1]!, covariance[0]![0]!, level),
    specificity: proportion(full[MU2]!, covariance[1]![1]!, level),
    prevalence: proportion(full[M]!, prevalenceVariance, level),
    sdLogitPrevalence,
    referenceSensitivity,
    referenceSpecificity,
    coefficients: coefficientTable(["intercept"], [full[MU1]!, full[MU2]!], covariance, level),
    covariance,
    betweenStudy: optimum === null ? perfect.betweenStudy : betweenStudyOf(abc),
    parameterCovariance: optimum === null ? perfect.parameterCovariance : naturalScaleCovariance(joint, 2, abc, names),
    logLik,
    restricted: false,
    parameters,
    ...informationCriteria(logLik, parameters, k),
    perfectReference: { logLik: perfectLogLik, sensitivity: perfectPoint(0), specificity: perfectPoint(1) },
    profile,
    starts,
    identifiability: {
      smallestInformationEigenvalue: optimum === null ? 1 : smallestScaledEigenvalue(optimum),
      correlation: optimum === null ? null : largestReferenceCorrelation(optimum.free, inverse),
    },
    convergence,
    design: { terms: ["intercept"], moderators: [] },
    studies,
    excluded,
    corrections: [],
    warnings: [
      ...fitWarnings({ k, columns: 1, convergence, excluded, corrections: [] }),
      ...latentWarnings(k, sdLogitPrevalence, starts, [...referenceSensitivity, ...referenceSpecificity]),
    ],
    options,
  };
}

const agreementOf = ({
  agreeing,
  spread,
}: ReturnType<typeof maximizeLatent>): { agreeing: number; spread: number } => ({
  agreeing,
  spread,
});

function convergenceOf({ kinds }: LatentParts, optimum: LatentOptimum, invertible: boolean): Convergence {
  const held = optimum.full.length;
  const edges: string[] = [];
  for (let position = FIRST_KIND; position < held; position++) {
    if (optimum.full[position] === 0 && !optimum.free.includes(position))
      edges.push(referenceParameter(position, kinds));
  }
  const correlated = !optimum.free.includes(C);
  const runaways = (
    [
      ["sensitivity", MU1],
      ["specificity", MU2],
    ] as const
  ).filter(([, position]) => Math.abs(optimum.full[position]!) > RUNAWAY);
  if (runaways.length > 0) return runawayOf(runaways, optimum);
  const converged = optimum.converged && invertible;
  const sentences = [
    converged ? "Converged to an optimum" : "The search did not end at a proper optimum",
    correlated ? ", the between-study correlation on its edge of ±1" : "",
    edges.length > 0 ? `, ${edges.join(" and ")} on the edge at 1 (or fixed there)` : "",
    ". Standard errors condition on what lies on an edge.",
  ];
  return {
    converged,
    iterations: optimum.iterations,
    evaluations: optimum.evaluations,
    gradientNorm: optimum.gradientNorm,
    boundary: correlated ? "correlation" : "none",
    message: sentences.join(""),
  };
}

/** A mean logit beyond ±12 is a proportion within 6 in a million of its edge: no study of a review tells it from the edge itself. */
const RUNAWAY = 12;

/** There is no optimum: the likelihood is flat as far as one can go, and its standard errors say nothing. */
function runawayOf(margins: readonly (readonly [string, number])[], optimum: LatentOptimum): Convergence {
  const says = margins.map(
    ([name, position]) => `the index test's ${name} goes to ${optimum.full[position]! > 0 ? 1 : 0}`,
  );
  return {
    converged: false,
    iterations: optimum.iterations,
    evaluations: optimum.evaluations,
    gradientNorm: optimum.gradientNorm,
    boundary: optimum.free.includes(C) ? "none" : "correlation",
    message: `There is no optimum: under this reference ${says.join(" and ")}, where the likelihood is flat and its logit runs away without end. Its limits and every standard error are meaningless; read the estimate as that edge, or suppose another reference.`,
  };
}

function latentWarnings(
  k: number,
  sdLogitPrevalence: number,
  { n, agreeing, spread }: LatentClassFit["starts"],
  references: readonly ReferenceEstimate[],
): Warning[] {
  const warnings: Warning[] = [];
  if (references.every(({ fixed }) => fixed)) return warnings;
  if (k < FEW || sdLogitPrevalence < LITTLE_VARIATION) {
    const why =
      k < FEW
        ? `there are ${k} studies`
        : `the studies' prevalences hardly vary (standard deviation of their logit ${sdLogitPrevalence.toFixed(2)})`;
    warnings.push({
      code: "weakly-identified",
      message: `The reference's accuracy is hardly identified, as ${why}: look at the grid of known references (referenceSensitivityAnalysis) instead of this one answer.`,
    });
  }
  if (agreeing < n) {
    warnings.push({
      code: "several-optima",
      message: `${agreeing} of ${n} starts of the search ended at the best optimum; the others up to ${spread.toPrecision(2)} log-likelihood units lower.`,
    });
  }
  const edges = references.filter(({ boundary }) => boundary);
  if (edges.length > 0) {
    warnings.push({
      code: "reference-boundary",
      message:
        "An accuracy of the reference is estimated as 1, on the edge: no interval can be given for it, the others' condition on it, and a likelihood ratio test of it has no plain χ² distribution.",
    });
  }
  return warnings;
}
