import type { Estimate, PartialEstimate } from "../../base/estimate.js";
import type { Regions } from "../../inference/curve/regions.js";
import type { Sroc } from "../../inference/curve/sroc.js";
import type { CovariateValue, TwoByTwo } from "../../tables/study.js";
import type { FigureOptions } from "../frame/theme.js";
import type { LabelChoice } from "../marks/point-labels.js";
import type { QualityAssessment, QualitySchema } from "../quality/quadas-data.js";
import { quadas2 } from "../quality/quadas-schemas.js";
import type { FittedModel } from "./fit-note.js";

/** A study as a plot in ROC space needs it; intervals only where crosshairs are asked for. */
export interface SrocStudy extends TwoByTwo {
  /** Name of the study. */
  readonly id: string;
  /** Which rows are of one study; needed where these are joined. */
  readonly cluster?: string | null;
  /** The study's own estimates; their intervals become the crosshairs. */
  readonly accuracy?: {
    /** Sensitivity, a proportion. */
    readonly sensitivity: Estimate | null;
    /** Specificity, a proportion. */
    readonly specificity: Estimate | null;
  };
  /** The study's covariates by name; needed where studies are coloured by one. */
  readonly covariates?: Readonly<Record<string, CovariateValue>>;
  /** The study's shares in the summary estimates, from 0 to 1; needed where weights are drawn. */
  readonly weight?: {
    /** Share in summary sensitivity. */
    readonly sensitivity: number | null;
    /** Share in summary specificity. */
    readonly specificity: number | null;
  } | null;
}

/** What is known about one test or group; whatever is missing isn't drawn. An `Analysis` is one. */
export interface SrocGroup {
  /** What the legend calls it; needed where there are several. */
  readonly name?: string;
  /** The studies, a mark each. */
  readonly studies: readonly SrocStudy[];
  /** The fit behind the summary. */
  readonly fit?: FittedModel | null;
  /** The summary point. */
  readonly summary?: {
    /** Summary sensitivity, a proportion. */
    readonly sensitivity: Estimate;
    /** Summary specificity, a proportion. */
    readonly specificity: Estimate;
  } | null;
  /** Confidence and prediction region. */
  readonly regions?: Regions | null;
  /** The summary ROC curve. */
  readonly sroc?: Sroc | null;
  /** With its interval, to stand in the legend; without it the legend gives the curve's own. */
  readonly auc?: PartialEstimate | null;
}

/** What an SROC plot can be asked, beside what every figure can. */
export interface SrocPlotOptions extends FigureOptions {
  /** The horizontal axis: specificity from 1 down to 0 (default, as in Cochrane reviews), or the false positive rate. */
  readonly xAxis?: "specificity" | "falsePositiveRate";
  /** Whether the curve goes on, dashed, beyond the false positive rates that the studies saw; `sroc` needs `range: "full"`. */
  readonly extrapolate?: boolean;
  /** Intervals drawn as crosses: of the summary point, of the studies, of both, or of none (default). */
  readonly crosshairs?: "none" | "summary" | "studies" | "both";
  /** Which studies carry their names. Default none. */
  readonly labels?: LabelChoice;
  /** Whether studies are drawn as crosses whose arms are their weights: across in specificity, upright in sensitivity. Default no. */
  readonly weights?: boolean;
  /** A covariate by whose values studies differ in colour and shape. Default none. */
  readonly colorBy?: string;
  /** Judgements of the studies; a study that has some is drawn as a pie, a slice for each domain of risk of bias; of several of one study, the first. */
  readonly quality?: readonly QualityAssessment[];
  /** The tool of these judgements. Default QUADAS-2. */
  readonly schema?: QualitySchema;
  /** Which regions are drawn. Default both. */
  readonly confidenceRegion?: boolean;
  /** Whether the prediction region is drawn. Default yes. */
  readonly predictionRegion?: boolean;
  /** `"cluster"`: points of different groups that are of one cluster are joined by a line. Default none. */
  readonly joined?: "cluster";
  /** Whether the chance diagonal is drawn. Default yes. */
  readonly diagonal?: boolean;
}

/** The tool by which the studies of a plot were judged. */
export const schemaOf = ({ schema = quadas2 }: SrocPlotOptions): QualitySchema => schema;
