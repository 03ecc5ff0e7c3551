import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import type { BayesPrior } from "../../models/bayes/bayes-prior.js";
import type { BayesFit, BayesQuantity, PosteriorSummary } from "../../models/bayes/fit.js";
import { fitBayes } from "../../models/bayes/fit-bayes.js";
import { type PriorName, priorNames } from "../../models/bayes/named-priors.js";
import { type ResolvedPrior, resolvePrior } from "../../models/bayes/prior.js";
import { logPriorDensity, priorCentre } from "../../models/bayes/prior-density.js";
import { posteriorSummary, QUANTITIES } from "../../models/bayes/quantities.js";
import { checkFit } from "../../models/check-fit.js";
import { designRow } from "../../models/design.js";
import { log, log1p } from "../../numeric/elementary.js";
import { smoothWeights } from "../../numeric/monte-carlo/pareto-smoothing.js";
import { sortedPositions, sumOfSquares } from "../../numeric/monte-carlo/weighted-sample.js";

/** Quantities that are compared between priors. */
const COMPARED = [
  "sensitivity",
  "specificity",
  "sdSensitivity",
  "sdSpecificity",
  "correlation",
  "plr",
  "nlr",
  "dor",
] as const;

/** The posterior under one prior. */
export interface PriorSensitivityRow {
  /** The prior. */
  readonly prior: ResolvedPrior;
  /** Posterior of the quantities that readers compare; at the intercepts where the fit has moderators. */
  readonly summary: Readonly<Pick<Record<BayesQuantity, PosteriorSummary>, (typeof COMPARED)[number]>>;
  /** Change of the median logit sensitivity against the fit, in its posterior standard deviations. */
  readonly shiftSensitivity: number;
  /** Change of the median logit specificity against the fit, in its posterior standard deviations. */
  readonly shiftSpecificity: number;
  /** ln of the Bayes factor for this prior against that of the fit; `null` where the draws can't tell it. */
  readonly logBayesFactor: number | null;
  /** The fit's own draws with other weights, or draws of a fit of its own where those would not do. */
  readonly computed: "fit" | "reweighted" | "refitted";
  /** Independent draws that would say as much. */
  readonly effectiveDraws: number;
  /** Shape of the weights' tail. */
  readonly paretoK: number | null;
}

/** Fewer effective draws than this, or a heavier tail, and the posterior is computed anew. */
const LEAST_EFFECTIVE = 1000;
const MOST_PARETO_K = 0.7;

/** artanh of a correlation, which may have been rounded to ±1. */
function artanh(rho: number): number {
  const size = Math.min(Math.abs(rho), 1 - 1e-16);
  return Math.sign(rho) * 0.5 * (log1p(size) - log1p(-size));
}

type Compared = Record<(typeof COMPARED)[number] | "logitSensitivity" | "logitSpecificity", PosteriorSummary>;

/** The summary of a fit's draws under one set of weights after another; their order does not change. */
function summaryOf({ draws, level }: BayesFit): (weights: Float64Array) => Compared {
  const names = [...COMPARED, "logitSensitivity", "logitSpecificity"] as const;
  const columns = names.map((name) => {
    const values = Float64Array.from(draws, QUANTITIES[name]);
    return { name, values, order: sortedPositions(values) };
  });
  return (weights) =>
    Object.fromEntries(
      columns.map(({ name, values, order }) => [name, posteriorSummary(values, weights, level, order)]),
    ) as Compared;
}

/**
 * The answer under other priors: by reweighting the fit's draws with the ratio of the priors, which costs nothing; where the weights
 * would rest on too few draws (fewer than 1,000 effective, or Pareto k above 0.7) by a fit of its own. With few studies the prior is
 * part of the result, and reviewers ask for this table.
 *
 * @param priors names, or densities; all named priors by default. The fit's own comes first in any case.
 * @throws InputError `bad-fit` for another model's fit, `bad-prior`
 *
 * @example
 * ```ts
 * import { fitBayes, priorSensitivity, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const rows = priorSensitivity(fitBayes(readStudies(csv), { draws: 4000 }), ["metabayesdta"]);
 * rows.map(({ prior }) => prior.name); // ["cochrane", "metabayesdta"]
 * ```
 */
export function priorSensitivity(
  fit: BayesFit,
  priors: readonly (PriorName | BayesPrior)[] = priorNames,
): PriorSensitivityRow[] {
  checkBayesFit(fit);
  if (!Array.isArray(priors)) {
    throw new InputError("bad-prior", `priors: got ${describe(priors)}, wanted an array of priors.`, {
      where: "priors",
      got: priors,
      wanted: `an array of ${priorNames.join(", ")} or densities`,
    });
  }
  const others = priors
    .map((prior) => resolvePrior(prior))
    .filter((prior) => JSON.stringify(densitiesOf(prior)) !== JSON.stringify(densitiesOf(fit.prior)));
  const own = Float64Array.from(fit.draws, ({ weight }) => weight);
  const summarized = summaryOf(fit);
  const before = summarized(own);
  const row = (
    prior: ResolvedPrior,
    summary: Compared,
    how: Omit<PriorSensitivityRow, "prior" | "summary" | "shiftSensitivity" | "shiftSpecificity">,
  ): PriorSensitivityRow => {
    const { logitSensitivity, logitSpecificity, ...compared } = summary;
    return {
      prior,
      summary: compared,
      shiftSensitivity: (logitSensitivity.median - before.logitSensitivity.median) / before.logitSensitivity.sd,
      shiftSpecificity: (logitSpecificity.median - before.logitSpecificity.median) / before.logitSpecificity.sd,
      ...how,
    };
  };
  const { effectiveDraws, paretoK } = fit.diagnostics;
  return [
    row(fit.prior, before, { logBayesFactor: 0, computed: "fit", effectiveDraws, paretoK }),
    ...others.map((prior) => {
      const smoothed = reweighted(fit, prior, own);
      const effective = 1 / sumOfSquares(smoothed.weights);
      const trusted = effective >= LEAST_EFFECTIVE && smoothed.paretoK !== null && smoothed.paretoK <= MOST_PARETO_K;
      if (trusted) {
        return row(prior, summarized(smoothed.weights), {
          logBayesFactor: finiteOrNull(smoothed.logMean + log(fit.draws.length)),
          computed: "reweighted",
          effectiveDraws: effective,
          paretoK: smoothed.paretoK,
        });
      }
      const { moderators, draws, seed, nodes, minStudies } = fit.options;
      const options = { prior, draws, seed, nodes, moderators, minStudies, level: fit.level };
      const refitted = fitBayes(fit.studies, options);
      const weights = Float64Array.from(refitted.draws, ({ weight }) => weight);
      return row(prior, summaryOf(refitted)(weights), {
        logBayesFactor: finiteOrNull(refitted.evidence.logEvidence - fit.evidence.logEvidence),
        computed: "refitted",
        effectiveDraws: refitted.diagnostics.effectiveDraws,
        paretoK: refitted.diagnostics.paretoK,
      });
    }),
  ];
}

const densitiesOf = ({ mean, sd, correlation, coefficient }: BayesPrior): unknown[] => [
  mean,
  sd,
  correlation,
  coefficient,
];

/** The fit's weights times the ratio of the priors, smoothed. The logarithm of their mean is that of the Bayes factor over n. */
function reweighted(fit: BayesFit, prior: BayesPrior, own: Float64Array): ReturnType<typeof smoothWeights> {
  const rows = fit.studies.map((study) => designRow(fit.design.moderators, study.covariates ?? {}));
  const centre = priorCentre(fit.design, rows);
  const logWeights = Float64Array.from(fit.draws, ({ mu1, mu2, sd1, sd2, rho, coefficients }, i) => {
    if (!(own[i]! > 0)) return Number.NEGATIVE_INFINITY;
    const point = { coefficients: coefficients ?? [mu1, mu2], sd1, sd2, z: artanh(rho) };
    return log(own[i]!) + logPriorDensity(prior, centre, point) - logPriorDensity(fit.prior, centre, point);
  });
  return smoothWeights(logWeights);
}

/** Refuses (`bad-fit`) what `fitBayes` did not make. */
export function checkBayesFit(fit: BayesFit): void {
  if (fit?.model === "bayes") {
    checkFit(fit);
    return;
  }
  throw new InputError("bad-fit", `fit: got ${describe(fit)}, wanted what fitBayes returned.`, {
    where: "fit",
    got: fit,
    wanted: "a BayesFit",
  });
}
