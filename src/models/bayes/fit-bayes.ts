import { checkNames } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import { interruptible, type Signal, stopIfAborted } from "../../base/interruptible.js";
import { resamplePositions } from "../../numeric/monte-carlo/weighted-sample.js";
import { MAX_GAUSS_HERMITE_NODES } from "../../numeric/quadrature/gauss-hermite.js";
import { seededRandom } from "../../numeric/random/random.js";
import { checkStudies } from "../../tables/check-studies.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { Study } from "../../tables/study.js";
import { type PreparedCounts, prepareCounts } from "../binomial/counts.js";
import type { PosteriorDraw } from "../fit-core.js";
import { requireStudies } from "../require-studies.js";
import { assembleBayesFit } from "./assemble.js";
import type { BayesPrior } from "./bayes-prior.js";
import type { BayesFit, BayesFitOptions, BayesStudy } from "./fit.js";
import { sampleByLattice } from "./lattice.js";
import { DEFAULT_PRIOR, type PriorName } from "./named-priors.js";
import { bayesPosterior, type Posterior } from "./posterior.js";
import { type ResolvedPrior, resolvePrior } from "./prior.js";
import { type PosteriorSample, sampleByImportance } from "./sample.js";
import { studyPosterior } from "./study-posterior.js";

/** Options of `fitBayes`. */
export interface BayesOptions {
  /** A prior by its name, or as densities; default `"cochrane"`. The fit names it, and so does every report. */
  readonly prior?: PriorName | BayesPrior;
  /** Importance sampling (default), or a lattice over the whole posterior: slower, no random numbers but for the draws. */
  readonly engine?: "importance" | "lattice";
  /** Draws from the posterior; 20,000 by default. */
  readonly draws?: number;
  /** Seed of the random numbers; 1 by default. */
  readonly seed?: number;
  /** Quadrature nodes per dimension of the studies' effects; 7 by default, within about 1e-5 of the log-likelihood. */
  readonly nodes?: number;
  /** Names of covariates, numeric or categorical; each acts on both logits. */
  readonly moderators?: readonly string[];
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
  /** Fewer usable studies than this are not fitted. Default 4. */
  readonly minStudies?: number;
  /** Called now and then with the draws done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** An `AbortSignal`, or anything like it; looked at every few hundred draws. */
  readonly signal?: Signal | undefined;
}

const OPTIONS = [
  "prior",
  "engine",
  "draws",
  "seed",
  "nodes",
  "moderators",
  "level",
  "minStudies",
  "onProgress",
  "signal",
] as const;

function resolveOptions(options: BayesOptions): BayesFitOptions {
  return {
    engine: checkChoice("engine", options.engine ?? "importance", ["importance", "lattice"]),
    draws: checkCount("draws", options.draws ?? 20_000, 100, 10_000_000),
    seed: checkCount("seed", options.seed ?? 1, 0),
    nodes: checkCount("nodes", options.nodes ?? 7, 3, MAX_GAUSS_HERMITE_NODES),
    moderators: options.moderators ?? [],
    correlation: "estimated",
    minStudies: checkCount("minStudies", options.minStudies ?? MIN_STUDIES, 1),
    level: checkLevel(options.level ?? 0.95),
  };
}

/** As many of the draws are taken for the studies' own accuracy. */
const STUDY_DRAWS = 4000;
/** Streams of the seed beside those of the sampler. */
const STREAM = { resample: 2000, studies: 2001, summary: 2002, lattice: 2003 } as const;

function drawsOf({ points, weights }: PosteriorSample, posterior: Posterior): PosteriorDraw[] {
  const d = posterior.dimension;
  return Array.from(weights, (weight, i) => {
    const { coefficients, sdSensitivity, sdSpecificity, correlation } = posterior.parametersOf(
      points.subarray(i * d, (i + 1) * d),
    );
    const q = coefficients.length / 2;
    return {
      mu1: coefficients[0]!,
      mu2: coefficients[q]!,
      sd1: sdSensitivity,
      sd2: sdSpecificity,
      rho: correlation,
      weight,
      ...(q > 1 ? { coefficients } : {}),
    };
  });
}

/** The draws that the fit keeps: those of importance sampling as they are, of a lattice as many as were asked for, all counting the same. */
function keptDraws(
  all: readonly PosteriorDraw[],
  { weights }: PosteriorSample,
  options: BayesFitOptions,
): readonly PosteriorDraw[] {
  if (options.engine === "importance") return all;
  const uniform = seededRandom(options.seed, STREAM.lattice).uniform();
  const picked = resamplePositions(weights, options.draws, uniform);
  return Array.from(picked, (i) => ({ ...all[i]!, weight: 1 / options.draws }));
}

function studiesOf(
  { studies, counts }: PreparedCounts,
  sample: PosteriorSample,
  posterior: Posterior,
  { seed, level }: BayesFitOptions,
): BayesStudy[] {
  const { k, q, design } = counts;
  const d = posterior.dimension;
  const count = Math.min(STUDY_DRAWS, sample.weights.length);
  const picked = resamplePositions(sample.weights, count, seededRandom(seed, STREAM.resample).uniform());
  return studies.map((study, i) => {
    const situations = Array.from(picked, (j) => {
      const t = sample.points.subarray(j * d, (j + 1) * d);
      const { sdSensitivity, sdSpecificity, correlation } = posterior.parametersOf(t);
      let o1 = 0;
      let o2 = 0;
      for (let l = 0; l < q; l++) {
        o1 += design[i * q + l]! * t[l]!;
        o2 += design[i * q + l]! * t[q + l]!;
      }
      const b = correlation * sdSpecificity;
      const c = sdSpecificity * Math.sqrt(Math.max(0, 1 - correlation * correlation));
      return { o1, o2, a: sdSensitivity, b, c, logMarginal: sample.parts[j * k + i]! };
    });
    return studyPosterior(study, situations, level, seededRandom(seed, STREAM.studies + 10 * i + 10));
  });
}

/**
 * The posterior of the exact bivariate random-effects model of sensitivity and specificity (Chu & Cole 2006), without Markov chains:
 *
 *   tpᵢ ~ Binomial(tpᵢ + fnᵢ, expit(xᵢᵀα + u₁ᵢ)),  tnᵢ ~ Binomial(tnᵢ + fpᵢ, expit(xᵢᵀβ + u₂ᵢ)),  (u₁ᵢ, u₂ᵢ) ~ N(0, Ψ)
 *
 * The studies' effects are integrated out by adaptive Gauss–Hermite quadrature; what is left, the mean logits, ln σ₁, ln σ₂ and
 * artanh ρ, is sampled by importance: from a mixture of multivariate t densities fitted to the posterior over rounds of draws (Cappé et
 * al. 2008, doi:10.1007/s11222-008-9059-x), the weights Pareto-smoothed (Vehtari et al. 2024). One seed gives the same bits on every
 * machine. There is nothing to converge but the weights: `diagnostics` holds effective draws, the largest weight and Pareto k, and
 * every number has its numerical error. `engine: "lattice"` sums over a lattice in the whitened parameters instead, checked by a
 * second lattice between its points.
 *
 * The prior matters with few studies, so it is named in the fit, and `priorSensitivity` shows the answer under the others:
 *
 * - `"cochrane"` (default), the Handbook's JAGS program: μ ~ N(0, 10²), 1/σ² ~ gamma(2, 0.5), ρ ~ U(−1, 1). The means are left
 *   alone; σ is held between 0.3 and 1.4, which shortens intervals where the data say more.
 * - `"tsd25"`, NICE TSD 25: μ ~ logistic(0, 1), so that accuracy is uniform; σ ~ U(0, 5), ρ ~ U(−1, 1).
 * - `"metabayesdta"`, MetaBayesDTA 1.5.3: μ ~ N(0, 1.5²), σ ~ half-normal(1), ρ ~ LKJ(2). Both draw the summary towards 0.5. Its HSROC
 *   variance σ²α takes the covariance with the sign of the false positive rate; ours is 2σ₁σ₂(1 + ρ) on logit specificity (Harbord
 *   et al. 2007), so that the two differ where ρ is not 0.
 * - `"meta4diag"`, R meta4diag (INLA): μ ~ N(0, 1000), σ² ~ inverse gamma(0.25, 0.025), ln((1 + ρ)/(1 − ρ)) ~ N(0, 5).
 * - `"pc"`, penalised complexity: as that, with P(σ > 3) = 0.05. (R bamdit works on sum and difference of the logits and squares the
 *   standard deviation that it asks for; its prior has no counterpart here.)
 *
 * Estimates are posterior medians with equal-tailed intervals: `summaryPoint`, `hsroc`, `auc` and all that take a fit take this one.
 * `logLik`, `aic` and `bic` are at the medians, not maximised; compare models by `loo` or `evidence`.
 *
 * With moderators the prior of the means is of studies at the average of numeric covariates and the first level of categorical ones;
 * coefficients have the same density around 0 unless `prior.coefficient` says otherwise.
 *
 * @throws InputError `bad-prior`, `bad-option`, `bad-level`, `unknown-option`, on moderators as `fitBinomial` does, `empty-margin`
 * @throws InsufficientStudiesError with fewer usable studies than `minStudies`; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { fitBayes, readStudies, summaryPoint } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitBayes(readStudies(csv), { prior: "cochrane", draws: 4000 });
 * fit.prior.name; // "cochrane"
 * summaryPoint(fit).sensitivity.estimate.toFixed(2); // "0.81"
 * ```
 */
export function fitBayes(studies: readonly Study[], options: BayesOptions = {}): BayesFit {
  checkStudies(studies, { whole: true });
  checkNames("options", options, OPTIONS);
  const resolved = resolveOptions(options);
  const prior: ResolvedPrior = resolvePrior(options.prior ?? DEFAULT_PRIOR);
  const prepared = prepareCounts(studies, resolved.moderators, resolved.minStudies);
  requireStudies(prepared.counts.k, prepared.counts.q);
  const posterior = bayesPosterior(prepared, prior, resolved);
  const { signal, onProgress } = options;
  const run = {
    draws: resolved.draws,
    seed: resolved.seed,
    onDraws: (done: number, total: number): void => {
      stopIfAborted(signal);
      onProgress?.(done, total);
    },
  };
  run.onDraws(0, resolved.draws);
  const sample = interruptible(signal, () =>
    resolved.engine === "importance"
      ? sampleByImportance(posterior, prepared, run)
      : sampleByLattice(
          posterior,
          bayesPosterior(prepared, prior, { ...resolved, nodes: 2 * resolved.nodes + 1 }),
          prepared,
          run,
        ),
  );
  const all = drawsOf(sample, posterior);
  return assembleBayesFit({
    prepared,
    posterior,
    prior,
    sample,
    all,
    kept: keptDraws(all, sample, resolved),
    studies: studiesOf(prepared, sample, posterior, resolved),
    random: seededRandom(resolved.seed, STREAM.summary),
    options: resolved,
  });
}
