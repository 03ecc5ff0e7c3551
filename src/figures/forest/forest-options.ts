import type { ProportionMethod } from "../../accuracy/proportion-interval.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { FigureOptions } from "../frame/theme.js";
import type {
  ForestFit,
  ForestSort,
  ForestStudy,
  ForestSubgroups,
  ForestWeights,
  Measure,
  Measures,
} from "./forest-data.js";

/** What a forest plot is drawn from; an `Analysis` is such. Without a summary the studies stand alone. */
export interface ForestInput {
  /** The studies, a row each. */
  readonly studies: readonly ForestStudy[];
  /** The pooled estimates, drawn as diamonds. */
  readonly summary?: Measures | null;
  /** The fit behind the summary. */
  readonly fit?: ForestFit | null;
  /** Heterogeneity of the two logits, written below the plot. */
  readonly heterogeneity?: ForestHeterogeneity | null;
  /** Intervals in which a new study's true values are expected, below the summary. */
  readonly predictionIntervals?: Measures | null;
  /** Groups of studies, with their summaries where these are known. */
  readonly subgroups?: ForestSubgroups | null;
  /** How the studies' intervals were computed; a note names it. */
  readonly options?: {
    /** Interval of the studies' proportions; Wilson's without it. */
    readonly studyInterval?: ProportionMethod;
  };
}

/** The parts of a heterogeneity result that a forest plot writes down. */
export interface ForestHeterogeneity {
  /** Of the logit of sensitivity. */
  readonly sensitivity: UnivariateHeterogeneity | null;
  /** Of the logit of specificity. */
  readonly specificity: UnivariateHeterogeneity | null;
}

/** Heterogeneity of one logit by itself. */
export interface UnivariateHeterogeneity {
  /** Cochran's Q. */
  readonly q: number | null;
  /** Degrees of freedom. */
  readonly df: number | null;
  /** P value, from 0 to 1. */
  readonly pValue: number | null;
  /** I² as a proportion, with its interval. */
  readonly iSquared: PartialEstimate | null;
}

/** What a forest plot can be asked, beside what every figure can. */
export interface ForestPlotOptions extends FigureOptions {
  /** The panels from left to right. Default sensitivity and specificity. */
  readonly measures?: readonly Measure[];
  /** Order of the rows. Default `"given"`. */
  readonly sort?: ForestSort;
  /** Whether the order is turned round. Default no. */
  readonly descending?: boolean;
  /** Whether the columns TP, FP, FN and TN are shown. Default: where the theme's width leaves room, 500 px. */
  readonly counts?: boolean;
  /** Covariates to be shown, each a column. */
  readonly columns?: readonly string[];
  /** Shares of the studies; each panel gets a column, and the squares take their areas from it. `true`: those of the data. */
  readonly weights?: boolean | readonly ForestWeights[];
  /** Groups of studies in place of those of the data; `null` draws none. */
  readonly subgroups?: ForestSubgroups | null;
  /** Prediction intervals in place of those of the data; `null` draws none. */
  readonly prediction?: Measures | null;
  /** Whether the studies' empirical Bayes estimates are drawn below their own. Default no. */
  readonly empiricalBayes?: boolean;
  /** Studies' names are broken at this width, in px. Default 20 times the font size. */
  readonly labelWidth?: number;
  /** Said below the plot, in place of how intervals and summary were computed; `""` says nothing. */
  readonly note?: string;
}
