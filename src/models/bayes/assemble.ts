import { checkLevel } from "../../base/checks.js";
import { weightedMoments } from "../../numeric/monte-carlo/student-mixture.js";
import { sortedPositions, weightedQuantiles } from "../../numeric/monte-carlo/weighted-sample.js";
import type { Random } from "../../numeric/random/random.js";
import { coefficientTable, fitWarnings, informationCriteria } from "../assemble-fit.js";
import type { PreparedCounts } from "../binomial/counts.js";
import {
  type BetweenStudy,
  type Coefficient,
  type Convergence,
  FIT_SCHEMA,
  type PosteriorDraw,
  type Warning,
} from "../fit-core.js";
import type { BayesDiagnostics, BayesFit, BayesFitOptions, BayesStudy } from "./fit.js";
import { leaveOneStudyOut } from "./leave-one-study-out.js";
import { withoutMomentless } from "./moments.js";
import type { Posterior } from "./posterior.js";
import type { ResolvedPrior } from "./prior.js";
import { summarizeDraws } from "./quantities.js";
import type { PosteriorSample } from "./sample.js";
import { studyLikelihood } from "./study-likelihood.js";

/** All that a fit is made of. */
export interface BayesParts {
  readonly prepared: PreparedCounts;
  readonly posterior: Posterior;
  readonly prior: ResolvedPrior;
  readonly sample: PosteriorSample;
  /** Every point of the sample. */
  readonly all: readonly PosteriorDraw[];
  /** What the fit keeps of them. */
  readonly kept: readonly PosteriorDraw[];
  readonly studies: readonly BayesStudy[];
  readonly random: Random;
  readonly options: BayesFitOptions;
}

/** Above this shape of the weights' tail averages are not to be trusted (Vehtari et al. 2024). */
const MOST_PARETO_K = 0.7;
const LEAST_EFFECTIVE = 400;
/** Half a lattice may move a mean by this share of a standard deviation. */
const MOST_LATTICE_CHANGE = 0.02;

const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
const whole = (n: number): string => Math.round(n).toString();

/** What was computed and whether it can be trusted, in words. */
function computationOf(diagnostics: BayesDiagnostics): Pick<Convergence, "converged" | "message"> {
  const { engine, points, effectiveDraws, largestWeight, paretoK, edgeMass, latticeChange } = diagnostics;
  if (engine === "lattice") {
    const converged = (latticeChange ?? 1) <= MOST_LATTICE_CHANGE && (edgeMass ?? 1) < 1e-3;
    const check = `a second lattice between its points moved no mean by more than ${(latticeChange ?? 0).toPrecision(2)} posterior standard deviations`;
    return {
      converged,
      message: converged
        ? `No Markov chains: a lattice of ${points} points; ${check}.`
        : `The lattice of ${points} points is too coarse for this posterior (${check}; mass on its edge ${percent(edgeMass ?? 0)}): take importance sampling.`,
    };
  }
  const numbers = `effective draws ${whole(effectiveDraws)} of ${points}, largest weight ${percent(largestWeight)}, Pareto k ${paretoK === null ? "not known" : paretoK.toFixed(2)}`;
  const converged = effectiveDraws >= LEAST_EFFECTIVE && paretoK !== null && paretoK <= MOST_PARETO_K;
  return {
    converged,
    message: converged
      ? `No Markov chains: importance sampling, ${numbers}.`
      : `Importance sampling did not settle (${numbers}; at least ${LEAST_EFFECTIVE} effective draws and Pareto k up to ${MOST_PARETO_K} are wanted): take more draws.`,
  };
}

/** Quantiles of the coefficients in place of Wald's limits. */
function posteriorCoefficients(
  table: readonly Coefficient[],
  values: readonly Float64Array[],
  weights: Float64Array,
  level: number,
): Coefficient[] {
  return table.map((coefficient, j) => {
    const order = sortedPositions(values[j]!);
    const [lower, upper] = weightedQuantiles(values[j]!, weights, order, [(1 - level) / 2, (1 + level) / 2]);
    return { ...coefficient, lower: lower!, upper: upper! };
  });
}

function medianOf(values: Float64Array, weights: Float64Array): number {
  return weightedQuantiles(values, weights, sortedPositions(values), [0.5])[0]!;
}

/** Puts a fit together: medians, posterior covariances, leave-one-out, warnings. */
export function assembleBayesFit(made: BayesParts): BayesFit {
  const { prepared, prior, sample, all: draws, options } = made;
  const { design, excluded, counts } = prepared;
  const { k, q } = counts;
  const level = checkLevel(options.level);
  const weights = Float64Array.from(draws, ({ weight }) => weight);
  const column = (value: (draw: PosteriorDraw) => number): Float64Array => Float64Array.from(draws, value);
  const coefficients = Array.from({ length: 2 * q }, (_, j) =>
    column((draw) => draw.coefficients?.[j] ?? (j === 0 ? draw.mu1 : draw.mu2)),
  );
  const psi = [
    column(({ sd1 }) => sd1 * sd1),
    column(({ sd2 }) => sd2 * sd2),
    column(({ sd1, sd2, rho }) => sd1 * sd2 * rho),
  ];
  const columns = [...coefficients, ...psi];
  const d = columns.length;
  const rows = new Float64Array(draws.length * d);
  columns.forEach((values, j) => {
    for (let i = 0; i < values.length; i++) rows[i * d + j] = values[i]!;
  });
  const moments = weightedMoments(rows, weights, d).covariance;
  const parameterCovariance = Array.from({ length: d }, (_, i) => Array.from(moments.subarray(i * d, (i + 1) * d)));
  const covariance = parameterCovariance.slice(0, 2 * q).map((row) => row.slice(0, 2 * q));
  const medians = coefficients.map((values) => medianOf(values, weights));
  const sd1 = medianOf(
    column((draw) => draw.sd1),
    weights,
  );
  const sd2 = medianOf(
    column((draw) => draw.sd2),
    weights,
  );
  const correlation = medianOf(
    column((draw) => draw.rho),
    weights,
  );
  const betweenStudy: BetweenStudy = {
    varSensitivity: sd1 * sd1,
    varSpecificity: sd2 * sd2,
    covariance: correlation * sd1 * sd2,
    correlation,
  };
  const { diagnostics } = sample;
  const computation = computationOf(diagnostics);
  const convergence: Convergence = {
    ...computation,
    iterations: 0,
    evaluations: diagnostics.evaluations,
    gradientNorm: 0,
    boundary: "none",
  };
  const logLik = logLikAt(prepared, medians, sd1, sd2, correlation, options.nodes);
  const loo = leaveOneStudyOut(prepared.studies, sample);
  const summary =
    q === 1
      ? withoutMomentless(
          summarizeDraws(draws, weights, level, made.random, sample.firstHalf),
          prior,
          k,
          diagnostics.effectiveDraws,
        )
      : null;
  return {
    schema: FIT_SCHEMA,
    model: "bayes",
    method: `posterior under the ${prior.name === "custom" ? "given" : `"${prior.name}"`} prior, ${
      diagnostics.engine === "importance" ? "importance sampling" : "lattice"
    }`,
    prior,
    k,
    level,
    coefficients: posteriorCoefficients(
      coefficientTable(design.terms, medians, covariance, level),
      coefficients,
      weights,
      level,
    ),
    covariance,
    betweenStudy,
    parameterCovariance,
    summary,
    logLik,
    restricted: false,
    parameters: 2 * q + 3,
    ...informationCriteria(logLik, 2 * q + 3, k),
    convergence,
    evidence: { logEvidence: sample.logEvidence, error: sample.evidenceError },
    loo,
    diagnostics,
    design: { terms: design.terms, moderators: design.moderators },
    studies: made.studies,
    excluded,
    corrections: [],
    warnings: [
      ...priorWarning(prior),
      ...fitWarnings({ k, columns: q, convergence, excluded, corrections: [] }),
      ...unpredicted(loo),
      ...heavyTails(summary),
    ],
    draws: made.kept,
    options,
  };
}

/** The log-likelihood at the medians. */
function logLikAt(
  { counts, design }: PreparedCounts,
  medians: readonly number[],
  sd1: number,
  sd2: number,
  correlation: number,
  nodes: number,
): number {
  const at = { ...counts, design: Float64Array.from(design.rows.flat()) };
  const c = sd2 * Math.sqrt(Math.max(0, 1 - correlation * correlation));
  return studyLikelihood(at, nodes).total(medians, sd1, correlation * sd2, c, new Float64Array(counts.k), 0);
}

/** Which prior it was is never silent. */
function priorWarning(prior: ResolvedPrior): Warning[] {
  const { lower, upper } = prior.intervals.sdSensitivity;
  return [
    {
      code: "prior",
      message: `Posterior under the prior ${prior.name === "custom" ? "given" : `"${prior.name}"`} (${prior.source}): ${prior.words}. Before the data it puts the standard deviation of logit sensitivity between ${lower.toPrecision(2)} and ${upper.toPrecision(2)}.`,
    },
  ];
}

/** What the tables of a review call these quantities. */
const TAILED = { plr: "LR+", nlr: "LR−", dor: "the diagnostic odds ratio" } as const;

/** Ratios have means and standard deviations that a few draws decide, or none at all. */
function heavyTails(summary: BayesFit["summary"]): Warning[] {
  if (summary === null) return [];
  const names = Object.keys(TAILED) as (keyof typeof TAILED)[];
  const heavy = names.filter((name) => summary[name].errors.sd === null).map((name) => TAILED[name]);
  if (heavy.length === 0) return [];
  return [
    {
      code: "heavy-tails",
      message: `The posterior of ${heavy.join(", ")} has so heavy a tail that draws can't tell its standard deviation, and its mean badly; report median and interval.`,
    },
  ];
}

function unpredicted({ perStudy }: BayesFit["loo"]): Warning[] {
  const poor = perStudy.filter(({ paretoK }) => paretoK !== null && paretoK > MOST_PARETO_K).map(({ id }) => id);
  if (poor.length === 0) return [];
  return [
    {
      code: "influential-studies",
      message: `Leave-one-out prediction is not to be trusted for ${poor.join(", ")} (Pareto k above ${MOST_PARETO_K}): without ${poor.length === 1 ? "it" : "one of them"} the posterior is another.`,
    },
  ];
}
