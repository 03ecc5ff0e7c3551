/** How the between-study covariance of the normal-normal model is estimated. */
export const ESTIMATORS = {
  reml: "restricted maximum likelihood",
  ml: "maximum likelihood",
  mm: "method of moments",
  fixed: "fixed effect",
} as const;

/** Name of an estimator of the normal-normal model. */
export type Estimator = keyof typeof ESTIMATORS;

/** All of them, the default first. */
export const estimators = Object.keys(ESTIMATORS) as readonly Estimator[];
