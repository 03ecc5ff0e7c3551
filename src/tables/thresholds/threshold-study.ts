import type { CovariateValue, TwoByTwo } from "../study.js";

/** The table of one study at one cut-off. */
export interface ThresholdPoint extends TwoByTwo {
  /** The cut-off, in the marker's unit. */
  readonly cutoff: number;
}

/** A study of a continuous marker: its participants' tables at one or more cut-offs, ascending. */
export interface ThresholdStudy {
  /** The study's name; unique within a data set. */
  readonly id: string;
  /** Diseased participants, the same at every cut-off. */
  readonly diseased: number;
  /** Participants without the disease, the same at every cut-off. */
  readonly nonDiseased: number;
  /** One table a cut-off, by ascending cut-off. */
  readonly points: readonly ThresholdPoint[];
  /** Studies that share patients or authors carry the same cluster. */
  readonly cluster?: string;
  /** Study-level covariates by name. */
  readonly covariates?: Readonly<Record<string, CovariateValue>>;
}
