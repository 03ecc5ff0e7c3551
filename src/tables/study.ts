/** One 2×2 table of an index test against the reference standard. Whole numbers ≥ 0. */
export interface TwoByTwo {
  /** Diseased, test positive. */
  readonly tp: number;
  /** Not diseased, test positive. */
  readonly fp: number;
  /** Diseased, test negative. */
  readonly fn: number;
  /** Not diseased, test negative. */
  readonly tn: number;
}

/** A value of a study-level covariate; `null` where it is not reported. */
export type CovariateValue = number | string | boolean | null;

/** A 2×2 table with its name, and what else is known about the study. */
export interface Study extends TwoByTwo {
  /** The study's name; unique within a data set. */
  readonly id: string;
  /** Rows that share patients or authors carry the same cluster; a row without one is a cluster of its own. */
  readonly cluster?: string;
  /** Study-level covariates by name. */
  readonly covariates?: Readonly<Record<string, CovariateValue>>;
}
