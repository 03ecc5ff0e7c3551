import { checkChoice } from "../checks.js";
import type { Study } from "../data/study.js";
import { InputError, InsufficientStudiesError } from "../errors.js";
import type { PartialEstimate } from "../estimate.js";
import type { BivariateFit } from "../models/fit.js";
import { type BinomialOptions, fitBinomial } from "../models/fit-binomial.js";
import { fitReitsma, type ReitsmaOptions } from "../models/fit-reitsma.js";
import { chiSquaredUpperTail } from "../numeric/chi-squared.js";
import { iSquaredOf } from "./i-squared.js";
import { likelihoodRatioTest } from "./likelihood-ratio-test.js";
import { narrate } from "./narrative.js";
import { independentContrast, regressionContrast, type SubgroupContrast } from "./subgroup-contrasts.js";
import { type SummaryPoint, summaryPoint } from "./summary-point.js";

/** Options of `compareSubgroups`; the model's own options beside them are passed on. */
export interface CompareSubgroupsOptions
  extends Pick<ReitsmaOptions, "method" | "correction">,
    Pick<BinomialOptions, "nodes" | "correlation" | "minStudies" | "level"> {
  /** The covariate whose values are the subgroups; numbers are taken as labels. */
  readonly by: string;
  /** Default `"binomial"`. */
  readonly model?: "binomial" | "reitsma";
  /**
   * Of the joint test and of the comparisons. `"equal"` (default): one between-study covariance for all levels, a
   * meta-regression on `by`; `"unequal"`: one for each level, as separate fits give.
   */
  readonly variances?: "equal" | "unequal";
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
  /** Why the level was not pooled, and its studies' own values; `null` where it was. */
  readonly narrative: string | null;
}

/** What `compareSubgroups` found. */
export interface SubgroupComparison {
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
  /** Each level against the first that takes part; empty where there is nothing to compare. */
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
 * covariance, so that the test asks for equal between-study variation too (5 df a level). Comparisons come from the same
 * model as the test. They are indirect unless the studies applied all tests to the same patients (Takwoingi 2017, Stat
 * Methods Med Res 26:1896, doi:10.1177/0962280215592269): rows of one study are not independent, see `clusterRobust`.
 * Every table counts as a study of its own here. A mixed model grouped by study lets two tests of one study share their random
 * effects and has another likelihood: for Schuetz 2010 (CT and MRI, 5 of 103 studies with both) Takwoingi's tutorial prints
 * χ² = 51.66 on 5 df where this gives 35.84; with a covariance for each test the estimates are the same.
 *
 * A level with fewer tables than `minStudies` is not pooled by itself; its `narrative` says so, with its studies' own values.
 * It still takes part in the test with equal variances. A level without any diseased (or non-diseased) participants takes part
 * in neither. Comparisons are left out where the fit behind them did not converge.
 *
 * @throws InputError where no study reports `by`, or options make no sense
 *
 * @example
 * compareSubgroups(studies, { by: "modality" }).joint.pValue;
 */
export function compareSubgroups(studies: readonly Study[], options: CompareSubgroupsOptions): SubgroupComparison {
  const { by, variances = "equal" } = options;
  checkChoice("variances", variances, ["equal", "unequal"]);
  checkChoice("model", options.model ?? "binomial", ["binomial", "reitsma"]);
  const { groups, unreported } = grouped(studies, by);
  const fits = [...groups].map(([level, members]) => fitLevel(level, members, options));
  const level = options.level ?? 0.95;
  const comparison =
    groups.size < 2
      ? noComparison(`every study has the one value ${[...groups.keys()][0]} of ${by}`, level)
      : variances === "equal"
        ? byRegression(groups, by, options)
        : bySeparateFits(groups, fits, options);
  return { by, variances, levels: fits, ...comparison, unreported };
}

/** The studies of each level, levels in code-unit order, and the names of those that have none. */
function grouped(studies: readonly Study[], by: string) {
  const groups = new Map<string, Study[]>();
  const unreported: string[] = [];
  for (const study of studies) {
    const value = study.covariates?.[by] ?? null;
    const members = value === null ? undefined : groups.get(String(value));
    if (value === null) unreported.push(study.id);
    else if (members === undefined) groups.set(String(value), [study]);
    else members.push(study);
  }
  if (groups.size === 0) {
    const known = [...new Set(studies.flatMap(({ covariates }) => Object.keys(covariates ?? {})))];
    throw new InputError(
      "unknown-covariate",
      `no study has a value of "${by}"; ${known.length > 0 ? `the covariates are ${known.join(", ")}` : "the studies have no covariates"}.`,
      { where: "by", got: by, wanted: "the name of a covariate" },
    );
  }
  return { groups: new Map([...groups].sort(([x], [y]) => (x < y ? -1 : 1))), unreported };
}

function fitModel(
  studies: readonly Study[],
  { by: _, model = "binomial", variances: __, method, correction, nodes, ...shared }: CompareSubgroupsOptions,
  changes: { readonly moderators?: readonly string[]; readonly maximumLikelihood?: boolean } = {},
): BivariateFit {
  const { maximumLikelihood = false, ...rest } = changes;
  if (model === "binomial")
    return fitBinomial(studies, { ...shared, ...rest, ...(nodes === undefined ? {} : { nodes }) });
  const estimation = maximumLikelihood ? "ml" : method;
  return fitReitsma(studies, {
    ...shared,
    ...rest,
    ...(estimation === undefined ? {} : { method: estimation }),
    ...(correction === undefined ? {} : { correction }),
  });
}

function fitLevel(level: string, members: readonly Study[], options: CompareSubgroupsOptions): SubgroupLevel {
  const k = members.length;
  try {
    const fit = fitModel(members, options);
    return { level, k, fit, summary: summaryPoint(fit), narrative: null };
  } catch (error) {
    const unpooled = { level, k, fit: null, summary: null };
    if (error instanceof InsufficientStudiesError)
      return { ...unpooled, narrative: narrate(members, error.k, error.needed) };
    if (error instanceof InputError && emptyMargin(members) !== null)
      return { ...unpooled, narrative: `Not pooled: ${error.message}` };
    throw error;
  }
}

/** Whom none of the studies has, or `null`. */
function emptyMargin(studies: readonly Study[]): "diseased" | "non-diseased" | null {
  if (studies.every(({ tp, fn }) => tp + fn === 0)) return "diseased";
  return studies.every(({ fp, tn }) => fp + tn === 0) ? "non-diseased" : null;
}

type Comparison = Pick<SubgroupComparison, "joint" | "relative">;

function noComparison(reason: string, level: number): Comparison {
  const iSquared = iSquaredOf(Number.NaN, 0, level);
  return { joint: { chiSquared: null, df: null, pValue: null, iSquared, reason }, relative: [] };
}

/** One between-study covariance: the model with and without the covariate. */
function byRegression(
  groups: ReadonlyMap<string, readonly Study[]>,
  by: string,
  options: CompareSubgroupsOptions,
): Comparison {
  const confidence = options.level ?? 0.95;
  const left = [...groups].flatMap(([level, members]) => {
    const margin = emptyMargin(members);
    return margin === null ? [] : [{ level, why: `no ${margin} participants` }];
  });
  const without = left.length === 0 ? null : `without ${left.map(({ level, why }) => `${level} (${why})`).join(", ")}`;
  const taken = [...groups].filter(([level]) => left.every((one) => one.level !== level));
  if (taken.length < 2) return noComparison(`fewer than two levels can be compared, ${without}`, confidence);
  // The covariate as text, so that numbers are labels here
  const labelled = taken.flatMap(([level, members]) =>
    members.map((study) => ({ ...study, covariates: { ...study.covariates, [by]: level } })),
  );
  let larger: BivariateFit;
  try {
    larger = fitModel(labelled, options, { moderators: [by], maximumLikelihood: true });
  } catch (error) {
    // Too few studies, or no more than one level among those that can enter the model
    const ofData =
      error instanceof InsufficientStudiesError ||
      (error instanceof InputError && (error.code === "constant-moderator" || error.code === "empty-margin"));
    if (!ofData) throw error;
    return noComparison(error.message, confidence);
  }
  const smaller = fitModel(larger.studies, options, { maximumLikelihood: true });
  const { chiSquared, df, pValue, iSquared, reason } = likelihoodRatioTest(smaller, larger);
  const coding = larger.design.moderators[0];
  const levels = coding?.kind === "categorical" && larger.convergence.converged ? coding.levels : [];
  const [reference, ...others] = levels;
  const relative =
    reference === undefined ? [] : others.map((level) => regressionContrast(larger, by, level, reference));
  return { joint: { chiSquared, df, pValue, iSquared, reason: reason ?? without }, relative };
}

/** A covariance for each level: separate fits against one fit of all. */
function bySeparateFits(
  groups: ReadonlyMap<string, readonly Study[]>,
  levels: readonly SubgroupLevel[],
  options: CompareSubgroupsOptions,
): Comparison {
  const pooled = levels.flatMap(({ level, fit }) => (fit === null ? [] : [{ level, fit }]));
  const left = levels.filter(({ fit }) => fit === null).map(({ level }) => level);
  const confidence = options.level ?? 0.95;
  if (pooled.length < 2)
    return noComparison(`fewer than two levels could be pooled (not ${left.join(", ")})`, confidence);
  const own = pooled.map(({ level }) => fitModel(groups.get(level)!, options, { maximumLikelihood: true }));
  const all = fitModel(
    own.flatMap(({ studies }) => studies),
    options,
    { maximumLikelihood: true },
  );
  const [first, ...others] = pooled.filter(({ fit }) => fit.convergence.converged);
  return {
    joint: separationTest(own, all, left, confidence),
    relative: others.map(({ level, fit }) => independentContrast(level, fit, first!.level, first!.fit)),
  };
}

/** The likelihood ratio test of separate fits against one fit of all their studies. */
function separationTest(
  own: readonly BivariateFit[],
  all: BivariateFit,
  left: readonly string[],
  confidence: number,
): Comparison["joint"] {
  const df = own.reduce((sum, { parameters }) => sum + parameters, 0) - all.parameters;
  const difference = 2 * (own.reduce((sum, { logLik }) => sum + logLik, 0) - all.logLik);
  const corrected = own.reduce((sum, { corrections }) => sum + corrections.length, 0);
  const impossible = [all, ...own].some(({ convergence }) => !convergence.converged)
    ? "one of the fits did not converge"
    : corrected !== all.corrections.length
      ? "the continuity correction of all studies depends on which studies are fitted together; correct the affected ones alone"
      : df < 1
        ? "after the steps down to simpler models the separate fits have no more parameters than the one of all"
        : difference < -1e-6
          ? "one of the separate fits missed its optimum"
          : null;
  if (impossible !== null) return noComparison(impossible, confidence).joint;
  const chiSquared = Math.max(0, difference);
  return {
    chiSquared,
    df,
    pValue: chiSquaredUpperTail(chiSquared, df),
    iSquared: iSquaredOf(chiSquared, df, confidence),
    reason: left.length === 0 ? null : `without ${left.join(", ")}, not pooled on their own`,
  };
}
