import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { Measure } from "../../inference/univariate/study-effects.js";
import type { BetweenStudy } from "../../models/fit.js";
import type { CovariateValue, TwoByTwo } from "../../tables/study.js";
import type { FittedModel } from "../sroc/fit-note.js";

export type { Measure };

/** Every measure that a forest plot can show. */
export const MEASURES: readonly Measure[] = ["sensitivity", "specificity", "plr", "nlr", "dor"];

/** The panels that `measures` asks for; sensitivity and specificity without it. Throws `InputError` (`bad-measures`). */
export function checkedMeasures(measures: readonly Measure[] = ["sensitivity", "specificity"]): readonly Measure[] {
  const list: readonly unknown[] = Array.isArray(measures) ? measures : [measures];
  const wrong = list.find((measure) => !MEASURES.includes(measure as Measure));
  if (Array.isArray(measures) && list.length > 0 && wrong === undefined) return measures;
  const got = list.length === 0 ? "an empty one" : describe(wrong ?? measures);
  throw new InputError("bad-measures", `measures must be a list of ${MEASURES.join(", ")}; got ${got}.`, {
    where: "measures",
    got: measures,
    wanted: `a list of one or more of ${MEASURES.join(" | ")}`,
  });
}

/** Estimates by measure; `null` or missing where there is none. */
export type Measures = { readonly [M in Measure]?: PartialEstimate | null };

/** A study with its measures. */
export interface ForestStudy extends TwoByTwo {
  /** Name of the study. */
  readonly id: string;
  /** The study's covariates by name; `null` where a value is missing. */
  readonly covariates?: Readonly<Record<string, CovariateValue>>;
  /** The study's own estimates. */
  readonly accuracy: Measures;
  /** The model's own estimates of the study's accuracy. */
  readonly empiricalBayes?: Measures | null;
  /** The study's shares in the summary estimates, from 0 to 1. */
  readonly weight?: Readonly<Partial<Record<Measure, number | null>>> | null;
}

/** The parts of a fit that a forest plot writes down. */
export interface ForestFit extends FittedModel {
  /** Covariance of the true logits between studies. */
  readonly betweenStudy: BetweenStudy;
  /** The estimation method in words. */
  readonly method: string;
  /** Name of the model. */
  readonly model?: string;
}

/** A subgroup's summary. */
export interface ForestSubgroup {
  /** The value of the covariate. */
  readonly level: string;
  /** The subgroup's pooled estimates; `null` where it was not pooled. */
  readonly summary: Measures | null;
  /** The subgroup's fit. */
  readonly fit?: ForestFit | null;
}

/** Which studies form groups, and what is known of the groups; a comparison by the core's `compareSubgroups` is such. */
export interface ForestSubgroups {
  /** The covariate whose values name the groups. */
  readonly by: string;
  /** Groups with their summaries, in the order in which they stand; without them there are no subtotals. */
  readonly levels?: readonly ForestSubgroup[];
  /** Test of a difference between the groups, written below the plot. */
  readonly joint?: {
    /** The χ² statistic. */
    readonly chiSquared: number | null;
    /** Degrees of freedom. */
    readonly df: number | null;
    /** P value, from 0 to 1. */
    readonly pValue: number | null;
  } | null;
}

/** Shares of the studies, from 0 to 1, in the estimate of each measure. */
export type ForestWeights = Readonly<Partial<Record<Measure, number | null>>> & {
  /** Name of the study. */
  readonly id: string;
};

/** In which order studies stand: as given, by name, by a measure, by the number of participants, or by a covariate. */
export type ForestSort =
  | "given"
  | "id"
  | "n"
  | Measure
  | {
      /** Name of the covariate. */
      readonly covariate: string;
    };

type SortKey = string | number | null;

function sortKey(study: ForestStudy, sort: Exclude<ForestSort, "given">): SortKey {
  if (sort === "id") return study.id;
  if (sort === "n") return study.tp + study.fp + study.fn + study.tn;
  if (typeof sort === "string") return study.accuracy[sort]?.estimate ?? null;
  const value = study.covariates?.[sort.covariate] ?? null;
  return typeof value === "boolean" ? String(value) : value;
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [s, t] = [String(a), String(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}

/** Studies in the order asked for; equal ones stay as given, and those without a value come last either way. */
export function sortStudies(studies: readonly ForestStudy[], sort: ForestSort, descending: boolean): ForestStudy[] {
  if (sort === "given") return descending ? [...studies].reverse() : [...studies];
  if (typeof sort === "string" && sort !== "id" && sort !== "n" && !MEASURES.includes(sort)) {
    throw new InputError("bad-sort", `studies can't be sorted by ${JSON.stringify(sort)}.`, {
      where: "sort",
      got: sort,
      wanted: `"given", "id", "n", ${MEASURES.map((m) => `"${m}"`).join(", ")} or { covariate: name }`,
    });
  }
  const keyed = studies.map((study, index) => ({ study, index, key: sortKey(study, sort) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null)
      return (a.key === null ? 1 : 0) - (b.key === null ? 1 : 0) || a.index - b.index;
    return (descending ? -1 : 1) * compareKeys(a.key, b.key) || a.index - b.index;
  });
  return keyed.map(({ study }) => study);
}

/** Studies by the value of a covariate, in the order of the comparison's levels, then of appearance; those without one last. */
export function splitStudies(
  studies: readonly ForestStudy[],
  { by, levels: known = [] }: ForestSubgroups,
): {
  readonly level: string | null;
  readonly studies: readonly ForestStudy[];
  readonly summary: ForestSubgroup | null;
}[] {
  const levelOf = (study: ForestStudy): string | null => {
    const value = study.covariates?.[by] ?? null;
    return value === null ? null : String(value);
  };
  const levels: (string | null)[] = [
    ...new Set([...known.map(({ level }) => level), ...studies.map(levelOf).filter((level) => level !== null)]),
  ];
  if (levels.length === 0) {
    throw new InputError(
      "unknown-covariate",
      `no study has a value for "${by}", so that there are no subgroups to draw.`,
      {
        where: "subgroups.by",
        got: by,
        wanted: "the name of a covariate",
      },
    );
  }
  if (studies.some((study) => levelOf(study) === null)) levels.push(null);
  return levels.map((level) => ({
    level,
    studies: studies.filter((study) => levelOf(study) === level),
    summary: known.find((candidate) => candidate.level === level) ?? null,
  }));
}
