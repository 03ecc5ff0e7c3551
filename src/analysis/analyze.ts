import { type LikelihoodRatioQuadrant, likelihoodRatioQuadrant } from "../accuracy/likelihood-ratio-quadrant.js";
import { type NaturalFrequencies, naturalFrequencies } from "../accuracy/natural-frequencies.js";
import { checkPrior, type Posttest, posttest } from "../accuracy/posttest.js";
import { checkOptions } from "../base/check-options.js";
import { checkLevel } from "../base/checks.js";
import { given } from "../base/given.js";
import { interruptible, stopIfAborted } from "../base/interruptible.js";
import { type PosteriorChecks, posteriorChecks } from "../inference/bayes/posterior-checks.js";
import { compareSubgroups, type SubgroupComparison } from "../inference/compare/compare-subgroups.js";
import { type LikelihoodRatioTest, likelihoodRatioTest } from "../inference/compare/likelihood-ratio-test.js";
import { auc } from "../inference/curve/auc.js";
import { type Hsroc, hsroc } from "../inference/curve/hsroc.js";
import { type Regions, regions } from "../inference/curve/regions.js";
import { type Sroc, sroc } from "../inference/curve/sroc.js";
import { type Heterogeneity, heterogeneity } from "../inference/heterogeneity/heterogeneity.js";
import { type ClusterRobustness, clusterRobust } from "../inference/influence/cluster-robust.js";
import { type Deeks, deeks } from "../inference/influence/deeks.js";
import type { LeaveOneOutRow } from "../inference/influence/leave-one-out.js";
import type { LongRun } from "../inference/influence/progress.js";
import { aucInterval, type MeanInterval } from "../inference/point/mean-interval.js";
import type { Prediction } from "../inference/point/predict-at.js";
import { type PredictionIntervals, predictionIntervals } from "../inference/point/prediction-intervals.js";
import { hasRatios, type SummaryPoint, summaryPoint } from "../inference/point/summary-point.js";
import { type UnanimousMargin, unanimousMargins } from "../inference/point/unanimous-margins.js";
import type { BivariateFit, Warning } from "../models/fit.js";
import { refit } from "../models/models.js";
import type { PenalizedPsi } from "../models/penalized.js";
import { sampleQuantile } from "../numeric/descriptive.js";
import type { ProgramOutput } from "../programs/program-output.js";
import { checkStudies } from "../tables/check-studies.js";
import type { Study } from "../tables/study.js";
import { type AnalyzedAuc, habitsOf, programAuc, programOutput } from "./as-program.js";
import { repeatedClusters, withRepeatsClustered } from "./clusters.js";
import { fitOrNarrate, modelSettings } from "./fit-studies.js";
import { checkIntervals } from "./intervals.js";
import { omissions } from "./omissions.js";
import type { AnalyzeOptions } from "./options.js";
import { predictionBasis } from "./prediction.js";
import { predictions } from "./predictions.js";
import { type SmallSample, smallSample } from "./small-sample.js";
import { type StudyResult, studyResults } from "./study-results.js";
import { fitWarningsOnce } from "./warnings.js";

export type { PosteriorChecks } from "../inference/bayes/posterior-checks.js";
export type { AnalyzedAuc } from "./as-program.js";
export type { AnalyzedAs, AnalyzeOptions } from "./options.js";
export type { SmallSample } from "./small-sample.js";
export type { StudyResult } from "./study-results.js";

/** The cluster-robust answer beside the model's own. */
export interface RobustSummary {
  /** What the sandwich was made of; `null` where it is not defined. */
  readonly robustness: ClusterRobustness | null;
  /** `null` for a fit with moderators. */
  readonly summary: SummaryPoint | null;
  /** The fit's coefficients, logit scale, with cluster-robust standard errors. */
  readonly coefficients: BivariateFit["coefficients"];
}

/** Everything that `analyze` found. Plain data: it can be stored, compared and shown anywhere. */
export interface Analysis {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/analysis/1";
  /** Tables that were given. `fit.k` are in the model. */
  readonly k: number;
  /** `null` with fewer usable tables than `minStudies`; then everything that hangs on it is `null` too. */
  readonly fit: BivariateFit | null;
  /** `null` for a fit with moderators, whose accuracy is not one point: see `predictions`. The same holds for `hsroc`, `sroc`, `auc`, `regions`. */
  readonly summary: SummaryPoint | null;
  /** Intervals by Student's t and why they are advised; `null` from 20 studies on, and where `summary` has others than by z. */
  readonly smallSample: SmallSample | null;
  /** The answer under the other named priors, and posterior predictive checks; there for a Bayesian fit without moderators alone. */
  readonly posterior?: PosteriorChecks;
  /** Margins whose results all agree: `summary` holds exact bounds of them, and curve, area and regions are `null`. */
  readonly unanimous: readonly UnanimousMargin[];
  /** Parameters of the hierarchical SROC model; `null` as `summary` is. */
  readonly hsroc: Hsroc | null;
  /** Summary ROC curve; `null` as `summary` is. */
  readonly sroc: Sroc | null;
  /** Area under the summary ROC curve with its interval; `null` as `summary` is. */
  readonly auc: AnalyzedAuc | null;
  /** Confidence and prediction region in ROC space; `null` as `summary` is. */
  readonly regions: Regions | null;
  /** The Ψ behind prediction where `prediction` is `"penalized"`; `null` where it is the fit's own. */
  readonly penalizedPsi: PenalizedPsi | null;
  /** Where a new study's true sensitivity and specificity are expected, each by itself; `null` as `summary` is. */
  readonly predictionIntervals: PredictionIntervals | null;
  /** Between-study variation, by every usual formula; `null` without a fit. */
  readonly heterogeneity: Heterogeneity | null;
  /** Deeks' test of funnel plot asymmetry. */
  readonly deeks: Deeks;
  /** Quadrant of the summary point in the likelihood ratio matrix. */
  readonly quadrant: LikelihoodRatioQuadrant | null;
  /** At the `prior` that was given; `null` without one. */
  readonly posttest: Posttest | null;
  /** Per 1,000 tested, at the `prior`, or else at the quartiles of the studies' prevalences. */
  readonly naturalFrequencies: readonly NaturalFrequencies[] | null;
  /** Accuracy at the moderators' values; empty without moderators. */
  readonly predictions: readonly Prediction[];
  /** Of the moderators, by maximum likelihood; `null` without moderators. */
  readonly moderatorTest: LikelihoodRatioTest | null;
  /** Levels of `by` with a fit each, and their joint test; `null` without `by`. */
  readonly subgroups: SubgroupComparison | null;
  /** One row for each omitted study; `null` where it was not done. */
  readonly leaveOneOut: readonly LeaveOneOutRow[] | null;
  /** Where tables share a cluster; `null` where none do. */
  readonly clusterRobust: RobustSummary | null;
  /** One row a study; empty where `studyRows` is off. */
  readonly studies: readonly StudyResult[];
  /** Why nothing was pooled, and each study's own values; `null` where the studies were pooled. */
  readonly narrative: string | null;
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
  /** Everything that the program named by `as` prints, by name, unrounded; `null` without `as`. */
  readonly program: ProgramOutput | null;
  /** The options that were given. */
  readonly options: AnalyzeOptions;
}

/** Beyond this many tables nobody reads a row for each; they would fill the memory. */
const MOST_STUDY_ROWS = 10_000;

const NO_BIVARIATE_MODEL =
  "Meta-DiSc fits no bivariate model: it pools each measure by itself. `program` holds what it prints.";

/** Refits without each study take their time; beyond this many studies they are done only when asked for. */
const MOST_REFITS = 50;

/**
 * The whole meta-analysis in one call: fit, summary point, HSROC parameters, SROC curve, regions, heterogeneity, Deeks' test,
 * post-test probabilities, each study's own accuracy and influence, subgroups, cluster-robust intervals where tables share
 * a cluster, and warnings. Fewer than `minStudies` usable tables (four by default) are not pooled: `fit` is `null`, and
 * `narrative` says why and gives each study's values.
 *
 * The model is the exact binomial one unless `model: "reitsma"` asks for the normal-normal model.
 *
 * `onProgress` counts the fit and the refits without each study; `signal` is looked at before each of them.
 *
 * @throws InputError on options that make no sense (`bad-option`, `bad-level`, `bad-prior`, `bad-correction`), and on
 *   moderators and `by` as `fitBinomial` and `compareSubgroups` do; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { k, summary, posttest } = analyze(readStudies(csv), { prior: 0.2 });
 * k; // 5
 * summary?.sensitivity.estimate.toFixed(3); // "0.807"
 * posttest?.posttestPositive.estimate.toFixed(3); // "0.588"
 * ```
 */
export function analyze(tables: readonly Study[], settings: AnalyzeOptions & LongRun = {}): Analysis {
  checkStudies(tables);
  checkOptions(settings);
  const { onProgress, signal, ...options } = settings;
  const level = checkLevel(options.level ?? 0.95);
  const interval = checkIntervals(options);
  if (options.prior !== undefined) checkPrior(options.prior, "prior");
  const studies = withRepeatsClustered(tables);
  const habits = options.as === undefined ? null : habitsOf(options.as, options);
  const program = options.as === undefined ? null : programOutput(studies, options.as, options);
  const modelled: AnalyzeOptions = { ...options, ...habits?.fit };
  stopIfAborted(signal);
  const { fit, narrative } =
    habits !== null && habits.fit === null
      ? { fit: null, narrative: NO_BIVARIATE_MODEL }
      : interruptible(signal, () => fitOrNarrate(studies, modelled));
  const plain = fit !== null && fit.design.moderators.length === 0 ? fit : null;
  const summary = plain && summaryPoint(plain, { interval });
  const margins = plain === null ? [] : unanimousMargins(plain);
  // no curve goes through a point at the edge of the unit square
  const curved = margins.length === 0 ? plain : null;
  const regular = margins.length === 0 && (fit?.convergence.converged ?? false);
  const { psi, warnings: predictionWarnings } = predictionBasis(fit, options, regular);
  const ratios = summary !== null && hasRatios(summary) ? summary : null;
  const refits = fit !== null && (options.leaveOneOut ?? fit.k <= MOST_REFITS) ? fit.k : 0;
  onProgress?.(1, 1 + refits);
  const { rows: leaveOneOut, influences } =
    fit === null || refits === 0
      ? { rows: null, influences: null }
      : omissions(fit, interval, { signal, onProgress: (done) => onProgress?.(1 + done, 1 + refits) });
  const rows = options.studyRows ?? studies.length <= MOST_STUDY_ROWS;
  const clusters = repeatedClusters(fit?.studies ?? studies);
  const { correction } = options;
  const deeksOptions = habits?.deeks ?? (correction === undefined ? {} : { correction });
  return {
    schema: "dta-meta/analysis/1",
    k: studies.length,
    fit,
    summary,
    // of a margin whose results all agree and another the other's estimates stand
    smallSample:
      plain !== null && interval === "z" && program === null && (regular || margins.length === 1)
        ? smallSample(plain, regular)
        : null,
    ...given({ posterior: plain === null ? undefined : posteriorChecks(plain) }),
    unanimous: margins,
    hsroc: curved && hsroc(curved),
    sroc: curved && sroc(curved),
    auc: programAuc(curved && auc(curved, aucInterval(interval)), program),
    regions: curved && regions(curved, { ...habits?.regions, ...given({ psi }) }),
    penalizedPsi: psi ?? null,
    predictionIntervals: plain && predictionIntervals(plain, given({ psi })),
    heterogeneity: fit && heterogeneity(fit),
    deeks: deeks(studies, deeksOptions),
    quadrant: ratios && likelihoodRatioQuadrant({ plr: ratios.plr.estimate, nlr: ratios.nlr.estimate }),
    posttest:
      ratios === null || options.prior === undefined
        ? null
        : posttest({ prior: options.prior, plr: ratios.plr, nlr: ratios.nlr }),
    naturalFrequencies:
      summary && naturalFrequencies(summary, { prevalences: prevalences(studies, options.prior), per: 1000 }),
    predictions: fit === null ? [] : predictions(fit, { interval, ...given({ psi }) }),
    moderatorTest: fit && moderatorTest(fit),
    subgroups:
      options.by === undefined
        ? null
        : compareSubgroups(studies, { ...modelSettings(modelled), interval, by: options.by }),
    leaveOneOut,
    clusterRobust: fit !== null && clusters !== null ? robustSummary(fit, interval) : null,
    studies: rows ? studyResults(studies, fit, influences, { level, interval: options.studyInterval ?? "wilson" }) : [],
    narrative,
    warnings: [
      ...(fit === null ? [] : fitWarningsOnce(fit, margins)),
      ...predictionWarnings,
      ...(clusters === null ? [] : [clusters]),
      ...(rows || options.studyRows !== undefined ? [] : [noRows(studies.length)]),
    ],
    program,
    options,
  };
}

function noRows(k: number): Warning {
  return {
    code: "no-study-rows",
    message: `Results of each of the ${k} studies are left out; \`studyRows: true\` asks for them.`,
  };
}

/** The prior where there is one, else the quartiles of the prevalences that the studies saw. */
function prevalences(studies: readonly Study[], prior: number | undefined): number[] {
  if (prior !== undefined) return [prior];
  const seen = studies.flatMap(({ tp, fp, fn, tn }) => {
    const n = tp + fp + fn + tn;
    return n > 0 ? [(tp + fn) / n] : [];
  });
  return [0.25, 0.5, 0.75].map((p) => sampleQuantile(seen, p));
}

/** The likelihood ratio test of all moderators together, both fits by maximum likelihood on the same studies. */
function moderatorTest(fit: BivariateFit): LikelihoodRatioTest | null {
  if (fit.design.moderators.length === 0) return null;
  const larger = refit(fit, fit.studies, { maximumLikelihood: true });
  const smaller = refit(fit, fit.studies, { maximumLikelihood: true, moderators: [] });
  return likelihoodRatioTest(smaller, larger);
}

function robustSummary(fit: BivariateFit, asked: MeanInterval): RobustSummary {
  // a sandwich has no likelihood to profile; t is what comes nearest
  const interval = asked === "profile" ? "t" : asked;
  const robust = clusterRobust(fit);
  return {
    robustness: robust.robust,
    summary: fit.design.moderators.length === 0 ? summaryPoint(robust, { interval }) : null,
    coefficients: robust.coefficients,
  };
}
