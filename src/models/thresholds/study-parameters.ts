/**
 * What one study's likelihood depends on, in this order: the mean locations of the non-diseased (0) and the diseased (1), their
 * mean log scales, the Cholesky factor of the locations' covariance (u₀ = a·z₁, u₁ = b·z₁ + c·z₂), the standard deviations of the
 * log scales, and the power of the Box–Cox scale.
 */
export const PLACE = { m0: 0, m1: 1, s0: 2, s1: 3, a: 4, b: 5, c: 6, t0: 7, t1: 8, lambda: 9 } as const;

/** Parameters of a study, λ included. */
export const STUDY_PARAMETERS = 10;

/** Those that the Hessian covers: all but λ. */
export const CURVED_PARAMETERS = 9;
