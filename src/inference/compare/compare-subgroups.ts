import { checkOptions } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import { InputError, InsufficientStudiesError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { given } from "../../base/given.js";
import { type BivariateFit, type ModelOption, modelOptions, traitsOf } from "../../models/fit.js";
import type { ModelSettings } from "../../models/model.js";
import { fitModel } from "../../models/models.js";
import { checkStudies } from "../../tables/check-studies.js";
import type { Study } from "../../tables/study.js";
import { type Auc, auc } from "../curve/auc.js";
import { narrate } from "../narrative.js";
import { aucInterval, MEAN_INTERVALS, type MeanInterval } from "../point/mean-interval.js";
import { type SummaryPoint, summaryPoint } from "../point/summary-point.js";
import { likelihoodRatioTest } from "./likelihood-ratio-test.js";
import { type StudiesAcross, studiesAcross } from "./studies-across.js";
import { independentContrast, regressionContrast, type SubgroupContrast } from "./subgroup-contrasts.js";
import { emptyMargin, grouped } from "./subgroup-levels.js";
import { type LevelTest, noTest, separationTest } from "./subgroup-tests.js";

/** Options of `compareSubgroups`; the model's own options beside them are passed on. */
export interface CompareSubgroupsOptions extends Omit<ModelSettings, "moderators" | "maximumLikelihood"> {
  /** The covariate whose values are the subgroups; numbers are taken as labels. */
  readonly by: string;
  /** Default `"binomial"`. */
  readonly model?: ModelOption;
  /**
   * Of the joint test and of the comparisons. `"equal"` (default): one between-study covariance for all levels, a
   * meta-regression on `by`; `"unequal"`: one for each level, as separate fits give.
   */
  readonly variances?: "equal" | "unequal";
  /**
   * How the intervals of the levels' means and of their comparisons are made; see `summaryPoint`. `"z"` by default. By `"t"` a
   * comparison has the degrees of freedom of its regression, or Satterthwaite's of two separate fits; beside `"profile"` likewise.
   */
  readonly interval?: MeanInterval;
}

/** One level: its own fit, or why there is none. */
export interface SubgroupLevel {
  /** The value of the covariate. */
  readonly level: string;
  /** Studies of this level. */
  readonly k: number;
  /** A fit of this level's studies alone; `null` with too few of them. */
  readonly fit: BivariateFit | null;
  /** Summary point of this level; `null` without a fit. */
  readonly summary: SummaryPoint | null;
  /** Area under the level's summary ROC curve; `null` where it was not pooled. */
  readonly auc: Auc | null;
  /** Why the level was not pooled, and its studies' own values; `null` where it was. */
  readonly narrative: string | null;
}

/** What `compareSubgroups` found. */
export interface SubgroupComparison extends StudiesAcross {
  /** The covariate. */
  readonly by: string;
  /** Whether all levels share one between-study covariance. */
  readonly variances: "equal" | "unequal";
  /** The levels, each with its own fit. */
  readonly levels: readonly SubgroupLevel[];
  /** The hypothesis that sensitivity and specificity are the same in every level: 2 df for each level but the first. */
  readonly joint: {
    /** Likelihood ratio statistic; `null` where there is no test. */
    readonly chiSquared: number | null;
    /** Degrees of freedom. */
    readonly df: number | null;
    /** P value, from 0 to 1. */
    readonly pValue: number | null;
    /** Share of χ² in excess of its degrees of freedom, a proportion. */
    readonly iSquared: PartialEstimate;
    /** Why there is no test, or which levels it leaves out; `null` where neither. */
    readonly reason: string | null;
  };
  /**
   * The hypothesis that all levels have one between-study covariance, which `variances: "equal"` takes for granted: separate
   * fits against the meta-regression on `by`, both by maximum likelihood, 3 df for each level but the first.
   */
  readonly equalVariances: {
    /** Likelihood ratio statistic; `null` where there is no test. */
    readonly chiSquared: number | null;
    /** Degrees of freedom. */
    readonly df: number | null;
    /** P value, from 0 to 1. */
    readonly pValue: number | null;
    /** Why there is no test; `null` where there is. */
    readonly reason: string | null;
  };
  /** Each pooled level against the first of them; empty where there is nothing to compare. */
  readonly relative: readonly SubgroupContrast[];
  /** Studies that don't report `by`. */
  readonly unreported: readonly string[];
}

/**
 * Accuracy by subgroup: a fit for each level of a covariate, the joint likelihood ratio test that sensitivity and specificity
 * are the same in all levels (by maximum likelihood whatever the levels' own method), and each level against the first.
 *
 * With `variances: "equal"` the test compares the meta-regression on `by` with the model without it, the joint model of
 * Stata's midas. With `"unequal"` the larger model is a separate fit for each level and the smaller one has one mean and one
 * covariance, so that the test asks for equal between-study variation too (5 df a level). `equalVariances` tests what lies
 * between the two. Comparisons come from the same
 * model as the test. They are indirect unless the studies applied all tests to the same patients (Takwoingi 2017, Stat
 * Methods Med Res 26:1896, doi:10.1177/0962280215592269): rows of one study are not independent, see `clusterRobust`.
 * Every table counts as a study of its own here; where a study has rows in several levels `note` names `compareTests`, which models that. A mixed model grouped by study lets two tests of one study share their random
 * effects and has another likelihood: for Schuetz 2010 (CT and MRI, 5 of 103 studies with both) Takwoingi's tutorial prints
 * χ² = 51.66 on 5 df where this gives 35.84; with a covariance for each test the estimates are the same.
 *
 * A level with fewer tables than `minStudies` is not pooled by itself; its `narrative` says so, with its studies' own values.
 * It still takes part in the test with equal variances, but is not compared with the others. A level without any diseased (or non-diseased) participants takes part
 * in neither. Comparisons are left out where the fit behind them did not converge.
 *
 * @throws InputError where no study reports `by` (`unknown-covariate`), or options make no sense (`bad-option`, `bad-level`)
 *
 * @example
 * ```ts
 * import { compareSubgroups, readStudies } from "dta-meta";
 *
 * const studies = readStudies(
 *   "study,test,tp,fp,fn,tn\nA,CT,47,101,9,738\nB,CT,126,272,51,1543\nC,CT,19,12,10,192\nD,CT,36,78,3,276\n" +
 *     "E,MRI,130,211,19,959\nF,MRI,84,68,2,89\nG,MRI,68,112,2,423\nH,MRI,59,55,5,136",
 * );
 * const { levels, joint } = compareSubgroups(studies, { by: "test" });
 * levels.map(({ level }) => level); // ["CT", "MRI"]
 * levels.map(({ summary }) => summary?.sensitivity.estimate.toFixed(3)); // ["0.786", "0.941"]
 * joint.pValue?.toFixed(3); // "0.049"
 * ```
 */
export function compareSubgroups(studies: readonly Study[], options: CompareSubgroupsOptions): SubgroupComparison {
  checkStudies(studies);
  checkOptions(options);
  const { by, variances = "equal" } = options;
  checkChoice("variances", variances, ["equal", "unequal"]);
  if (options.interval !== undefined) checkChoice("interval", options.interval, MEAN_INTERVALS);
  checkChoice("model", options.model ?? "binomial", modelOptions);
  const { groups, unreported } = grouped(studies, by);
  const across = studiesAcross(groups, by);
  const fits = [...groups].map(([level, members]) => fitLevel(level, members, options));
  const level = options.level ?? 0.95;
  if (groups.size < 2) {
    const none = noTest(`every study has the one value ${[...groups.keys()][0]} of ${by}`, level);
    return {
      by,
      variances,
      levels: fits,
      joint: none,
      equalVariances: withoutShare(none),
      relative: [],
      unreported,
      ...across,
    };
  }
  const regression = regress(groups, by, options);
  const apart = fits.map(({ level: name, fit }) =>
    fit === null || traitsOf(fit).isMaximumLikelihood(fit)
      ? fit
      : fitOf(groups.get(name)!, options, { maximumLikelihood: true }),
  );
  const comparison =
    variances === "equal"
      ? byRegression(regression, by, pooledLevels(fits), options)
      : bySeparateFits(fits, apart, options);
  const equalVariances = withoutShare(testOfEqualVariances(fits, apart, regression, level));
  return { by, variances, levels: fits, ...comparison, equalVariances, unreported, ...across };
}

function fitOf(
  studies: readonly Study[],
  { by: _, model = "binomial", variances: __, interval: ___, ...settings }: CompareSubgroupsOptions,
  changes: Pick<ModelSettings, "moderators" | "maximumLikelihood"> = {},
): BivariateFit {
  return fitModel(model, studies, { ...settings, ...changes });
}

function fitLevel(level: string, members: readonly Study[], options: CompareSubgroupsOptions): SubgroupLevel {
  const k = members.length;
  try {
    const fit = fitOf(members, options);
    return {
      level,
      k,
      fit,
      summary: summaryPoint(fit, given({ interval: options.interval })),
      auc: auc(fit, aucInterval(options.interval ?? "z")),
      narrative: null,
    };
  } catch (error) {
    const unpooled = { level, k, fit: null, summary: null, auc: null };
    if (error instanceof InsufficientStudiesError)
      return { ...unpooled, narrative: narrate(members, error.k, error.needed) };
    if (error instanceof InputError && emptyMargin(members) !== null)
      return { ...unpooled, narrative: `Not pooled: ${error.message}` };
    throw error;
  }
}

type Comparison = Pick<SubgroupComparison, "joint" | "relative">;

const withoutShare = ({ chiSquared, df, pValue, reason }: LevelTest): SubgroupComparison["equalVariances"] => ({
  chiSquared,
  df,
  pValue,
  reason,
});

/** The meta-regression on the covariate by maximum likelihood, or why there is none. */
interface LevelRegression {
  readonly fit: BivariateFit | null;
  /** Why there is no fit, or which levels it leaves out; `null` where neither. */
  readonly reason: string | null;
}

function regress(
  groups: ReadonlyMap<string, readonly Study[]>,
  by: string,
  options: CompareSubgroupsOptions,
): LevelRegression {
  const left = [...groups].flatMap(([level, members]) => {
    const margin = emptyMargin(members);
    return margin === null ? [] : [{ level, why: `no ${margin} participants` }];
  });
  const without = left.length === 0 ? null : `without ${left.map(({ level, why }) => `${level} (${why})`).join(", ")}`;
  const taken = [...groups].filter(([level]) => left.every((one) => one.level !== level));
  if (taken.length < 2) return { fit: null, reason: `fewer than two levels can be compared, ${without}` };
  // The covariate as text, so that numbers are labels here
  const labelled = taken.flatMap(([level, members]) =>
    members.map((study) => ({ ...study, covariates: { ...study.covariates, [by]: level } })),
  );
  try {
    return { fit: fitOf(labelled, options, { moderators: [by], maximumLikelihood: true }), reason: without };
  } catch (error) {
    // Too few studies, or no more than one level among those that can enter the model
    const ofData =
      error instanceof InsufficientStudiesError ||
      (error instanceof InputError && ["constant-moderator", "too-many-levels", "empty-margin"].includes(error.code));
    if (!ofData) throw error;
    return { fit: null, reason: error.message };
  }
}

const pooledLevels = (levels: readonly SubgroupLevel[]): ReadonlySet<string> =>
  new Set(levels.flatMap(({ level, summary }) => (summary === null ? [] : [level])));

/** One between-study covariance: the model with and without the covariate. */
function byRegression(
  { fit: larger, reason: without }: LevelRegression,
  by: string,
  pooled: ReadonlySet<string>,
  options: CompareSubgroupsOptions,
): Comparison {
  if (larger === null) return { joint: noTest(without, options.level ?? 0.95), relative: [] };
  const smaller = fitOf(larger.studies, options, { maximumLikelihood: true });
  const { chiSquared, df, pValue, iSquared, reason } = likelihoodRatioTest(smaller, larger);
  const coding = larger.design.moderators[0];
  const coded = coding?.kind === "categorical" && larger.convergence.converged ? coding.levels : [];
  // what is not pooled by itself is not compared either
  const levels = coded.filter((level) => pooled.has(level));
  const [reference, ...others] = levels;
  const relative =
    reference === undefined
      ? []
      : others.map((level) => regressionContrast(larger, by, level, reference, options.interval ?? "z"));
  return { joint: { chiSquared, df, pValue, iSquared, reason: reason ?? without }, relative };
}

/** A covariance for each level: separate fits against one fit of all. */
function bySeparateFits(
  levels: readonly SubgroupLevel[],
  apart: readonly (BivariateFit | null)[],
  options: CompareSubgroupsOptions,
): Comparison {
  const confidence = options.level ?? 0.95;
  const own = apart.filter((fit) => fit !== null);
  const left = levels.filter(({ fit }) => fit === null).map(({ level }) => level);
  if (own.length < 2)
    return {
      joint: noTest(`fewer than two levels could be pooled (not ${left.join(", ")})`, confidence),
      relative: [],
    };
  const all = fitOf(
    own.flatMap(({ studies }) => studies),
    options,
    { maximumLikelihood: true },
  );
  const test = separationTest(own, all, confidence);
  const without = left.length === 0 ? null : `without ${left.join(", ")}, not pooled on their own`;
  const pooled = levels.flatMap(({ level, fit }) => (fit?.convergence.converged ? [{ level, fit }] : []));
  const [first, ...others] = pooled;
  return {
    joint: { ...test, reason: test.reason ?? without },
    relative: others.map(({ level, fit }) =>
      independentContrast(level, fit, first!.level, first!.fit, options.interval ?? "z"),
    ),
  };
}

function testOfEqualVariances(
  levels: readonly SubgroupLevel[],
  apart: readonly (BivariateFit | null)[],
  { fit: regression, reason }: LevelRegression,
  confidence: number,
): LevelTest {
  if (regression === null) return noTest(reason, confidence);
  const own = apart.filter((fit) => fit !== null);
  const left = levels.filter(({ fit }) => fit === null).map(({ level }) => level);
  if (left.length > 0) return noTest(`${left.join(", ")} could not be pooled apart`, confidence);
  return separationTest(own, regression, confidence);
}
