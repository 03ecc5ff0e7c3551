/** One binomial observation of a group: its counts, its row of the fixed effects' design, and what random effects it carries. */
export interface Cell {
  readonly successes: number;
  readonly trials: number;
  /** Row of the design, one number a fixed effect. */
  readonly x: readonly number[];
  /** The random effects of the cell: parameter · z of the column, z standard normal and independent. */
  readonly loadings: readonly Loading[];
}

/** One entry of a group's matrix of loadings: a covariance parameter in a column of the group's standard normal effects. */
export interface Loading {
  readonly column: number;
  /** Position among the covariance parameters, which are elements of Cholesky factors. */
  readonly parameter: number;
}

/** Cells that share random effects. */
export interface Group {
  readonly cells: readonly Cell[];
  /** The group's standard normal effects: columns of its loadings. */
  readonly columns: number;
  /** The first of them that the whole group shares; those after it belong to parts of it. */
  readonly shared: number;
}

/**
 * A mixed logistic model: logit p = xᵀβ + F z in every cell of a group, where F is linear in the covariance parameters. A
 * covariance matrix Σ = L Lᵀ is in it by the elements of L; two of them added, as study and test-within-study effects are, by
 * columns side by side. Variances of 0 and correlations of ±1 are interior points of these parameters.
 */
export interface MixedLogisticModel extends ParameterLayout {
  readonly groups: readonly Group[];
}

/** What the parameters of a likelihood of grouped data are: fixed effects, then the elements of factors. */
export interface ParameterLayout {
  /** Number of fixed effects. */
  readonly fixed: number;
  /** The Cholesky factors that the covariance parameters are elements of, in order. */
  readonly factors: readonly Factor[];
}

/** A lower triangular factor among the covariance parameters, row by row from `offset`; of size 1 a standard deviation. */
export interface Factor {
  readonly offset: number;
  readonly size: number;
}

/** Number of covariance parameters. */
export function spreadOf({ factors }: Pick<ParameterLayout, "factors">): number {
  return factors.reduce((sum, { size }) => sum + triangular(size), 0);
}

/** Elements of a lower triangle. */
export function triangular(size: number): number {
  return (size * (size + 1)) / 2;
}
