/** A quantity with its confidence interval, on the scale that people read (0.92, not its logit). */
export interface Estimate {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Confidence level, e.g. 0.95. */
  readonly level: number;
}

/** A quantity whose value or limits may be unknown (`null`), e.g. at a boundary of the parameter space. */
export interface PartialEstimate {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
}
