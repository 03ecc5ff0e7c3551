import type { PartialEstimate } from "../estimate.js";
import type {
  ForestFit,
  ForestSort,
  ForestStudy,
  ForestSubgroups,
  ForestWeights,
  Measure,
  Measures,
} from "./forest-data.js";
import type { FigureOptions } from "./theme.js";

/** What a forest plot is drawn from; an `Analysis` is such. Without a summary the studies stand alone. */
export interface ForestInput {
  readonly studies: readonly ForestStudy[];
  readonly summary?: Measures | null;
  readonly fit?: ForestFit | null;
  readonly heterogeneity?: ForestHeterogeneity | null;
}

/** The parts of a heterogeneity result that a forest plot writes down. */
export interface ForestHeterogeneity {
  readonly sensitivity: UnivariateHeterogeneity | null;
  readonly specificity: UnivariateHeterogeneity | null;
}

interface UnivariateHeterogeneity {
  readonly q: number | null;
  readonly df: number | null;
  readonly pValue: number | null;
  readonly iSquared: PartialEstimate | null;
}

/** What a forest plot can be asked, beside what every figure can. */
export interface ForestPlotOptions extends FigureOptions {
  /** The panels from left to right. Default sensitivity and specificity. */
  readonly measures?: readonly Measure[];
  readonly sort?: ForestSort;
  readonly descending?: boolean;
  /** Whether the columns TP, FP, FN and TN are shown. Default: where the theme's width leaves room, 500 px. */
  readonly counts?: boolean;
  /** Covariates to be shown, each a column. */
  readonly columns?: readonly string[];
  /** Shares of the studies; each panel gets a column, and the squares take their areas from it. */
  readonly weights?: readonly ForestWeights[];
  /** Groups of studies, with their summaries where these are known. */
  readonly subgroups?: ForestSubgroups;
  /** Intervals in which a new study's true values are expected, below the summary. */
  readonly prediction?: Measures;
  /** Whether the studies' empirical Bayes estimates are drawn below their own. Default no. */
  readonly empiricalBayes?: boolean;
  /** Studies' names are broken at this width, in px. Default 20 times the font size. */
  readonly labelWidth?: number;
  /** Said below the plot: how intervals and summary were computed, for instance. */
  readonly note?: string;
}
