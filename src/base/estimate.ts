/** A quantity with its confidence interval, on the scale that people read (0.92, not its logit). */
export interface Estimate {
  /** The value. */
  readonly estimate: number;
  /** Lower confidence limit. */
  readonly lower: number;
  /** Upper confidence limit. */
  readonly upper: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
}

/** A quantity whose value or limits may be unknown (`null`), e.g. at a boundary of the parameter space. */
export interface PartialEstimate {
  /** The value; `null` where it is not defined. */
  readonly estimate: number | null;
  /** Lower confidence limit; `null` where there is none. */
  readonly lower: number | null;
  /** Upper confidence limit; `null` where there is none. */
  readonly upper: number | null;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
}
