/** What an estimator of the between-study covariance Ψ says of itself. */
interface EstimatorTraits {
  /** Its name in a sentence. */
  readonly words: string;
  /** Who described it; empty where nobody need be named. */
  readonly source: string;
  /** What its Ψ maximises; `null` where that is nothing. */
  readonly maximizes: "likelihood" | "restricted likelihood" | null;
  /** Whether it takes Ψ from residual degrees of freedom, so that there must be one. */
  readonly residual: boolean;
  /** Whether it estimates between-study variation at all. */
  readonly variation: boolean;
}

/** How the between-study covariance of the normal-normal model is estimated; what computes each stands in `solve.ts`. */
export const ESTIMATORS = {
  reml: {
    words: "restricted maximum likelihood",
    source: "",
    maximizes: "restricted likelihood",
    residual: true,
    variation: true,
  },
  ml: { words: "maximum likelihood", source: "", maximizes: "likelihood", residual: false, variation: true },
  mm: {
    words: "method of moments",
    source: "Jackson, White & Riley 2013",
    maximizes: null,
    residual: true,
    variation: true,
  },
  fixed: { words: "fixed effect", source: "", maximizes: null, residual: false, variation: false },
} as const satisfies Readonly<Record<string, EstimatorTraits>>;

/** Name of an estimator of the normal-normal model. */
export type Estimator = keyof typeof ESTIMATORS;

/** All of them, the default first. */
export const estimators = Object.keys(ESTIMATORS) as readonly Estimator[];

/** What an estimator says of itself. */
export const estimatorTraits = (name: Estimator): EstimatorTraits => ESTIMATORS[name];
