/** The data of the normal-normal model: two logits a study, their sampling variances, and the rows of the design. */
export interface LogitData {
  /** Number of studies. */
  readonly k: number;
  /** Columns of the design of one logit. */
  readonly q: number;
  readonly logitSensitivity: Float64Array;
  readonly logitSpecificity: Float64Array;
  readonly varSensitivity: Float64Array;
  readonly varSpecificity: Float64Array;
  /** k × q, row by row; both logits share it. */
  readonly design: Float64Array;
}
