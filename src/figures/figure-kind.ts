import type { Analysis } from "../analysis/analyze.js";
import type { TestComparison } from "../inference/comparative/test-comparison.js";
import type { ReferenceSensitivityAnalysis } from "../inference/reference/reference-sensitivity-analysis.js";
import type { ThresholdAnalysis } from "../inference/thresholds/analyze-thresholds.js";
import type { LatentClassFit } from "../models/fit.js";
import type { Study } from "../tables/study.js";
import type { ForestSort, Measure } from "./forest/forest-data.js";
import type { Figure } from "./frame/figure.js";
import type { LabelName } from "./frame/labels.js";
import type { FigureOptions } from "./frame/theme.js";
import type { LabelChoice } from "./marks/point-labels.js";
import type { PrismaInput } from "./quality/prisma-flow.js";
import type { QualityAssessment, QualitySchema } from "./quality/quadas-data.js";
import type { SrocPlotOptions } from "./sroc/sroc-options.js";

/** What figures are drawn from, by name. */
export interface FigureSources {
  /** 2×2 tables, for figures that need no fit. */
  readonly studies: readonly Study[];
  /** What `analyze` found. */
  readonly analysis: Analysis;
  /** Judgements of the studies' quality. */
  readonly quality: readonly QualityAssessment[];
  /** Numbers of a flow diagram. */
  readonly prisma: PrismaInput;
  /** What `compareTests` found. */
  readonly comparison: TestComparison;
  /** What `referenceSensitivityAnalysis` found. */
  readonly reference: ReferenceSensitivityAnalysis;
  /** What `fitLatentClass` found. */
  readonly latent: LatentClassFit;
  /** What `analyzeThresholds` found. */
  readonly thresholds: ThresholdAnalysis;
}

/** Name of what a figure is drawn from. */
export type SourceName = keyof FigureSources;

/** What some of the figures can be asked, beside what all can. */
export interface DrawingOptions extends FigureOptions {
  /** The panels, or what is plotted. */
  readonly measures?: readonly Measure[];
  /** Order of the rows. */
  readonly sort?: ForestSort;
  /** Whether that order is turned round. */
  readonly descending?: boolean;
  /** Covariates that are shown as columns. */
  readonly columns?: readonly string[];
  /** Which studies carry their names. */
  readonly labels?: LabelChoice;
  /** Whether the studies' weights are shown. */
  readonly weights?: boolean;
  /** Whether empirical Bayes estimates stand beside the studies' own. */
  readonly empiricalBayes?: boolean;
  /** Whether the curve goes on beyond the observed false positive rates. */
  readonly extrapolate?: boolean;
  /** Which intervals are drawn as crosses. */
  readonly crosshairs?: NonNullable<SrocPlotOptions["crosshairs"]>;
  /** Whether the confidence region is drawn. */
  readonly confidenceRegion?: boolean;
  /** Whether the prediction region is drawn. */
  readonly predictionRegion?: boolean;
  /** A covariate by which studies are coloured. */
  readonly colorBy?: string;
  /** Judgements of the studies, drawn as pies. */
  readonly quality?: readonly QualityAssessment[];
  /** What the horizontal axis shows. */
  readonly xAxis?: NonNullable<SrocPlotOptions["xAxis"]>;
  /** Bars or lights. */
  readonly layout?: "bars" | "lights";
  /** The tool that the studies were judged by. */
  readonly schema?: QualitySchema;
  /** Said below the figure. */
  readonly note?: string;
}

/** Name of an option that not every figure has. */
export type DrawingOption = Exclude<keyof DrawingOptions, keyof FigureOptions>;

/** What a figure may need of its source: refits without each study in turn, a prior, studies with two of the tests, a prevalence, or a posterior. */
export type FigureNeed = "refits" | "prior" | "pairs" | "prevalence" | "posterior";

/** A row of the catalogue, as everybody who draws figures sees it. */
export interface FigureKind<S extends SourceName = SourceName> {
  /** Its title, by the name of the label. */
  readonly title: LabelName;
  /** What it shows, in a few words, for help and menus. */
  readonly caption: string;
  /** The call that draws it in code. */
  readonly code: string;
  /** What it is drawn from. */
  readonly from: S;
  /** What must be there beyond that; `null` where nothing must. */
  readonly needs: FigureNeed | null;
  /** The options that it has beside those of all figures. */
  readonly options: readonly DrawingOption[];
  /** Whether a report shows it. */
  inReport(source: FigureSources[S]): boolean;
  /** Whether the fit behind it, where there is one, converged. */
  converged(source: FigureSources[S]): boolean;
  /** The figure; `null` where something that it needs is not there. */
  draw(source: FigureSources[S], options: DrawingOptions): Figure | null;
}

/** A row as it is written down: with the way from its source to what its function draws. */
export interface FigureRow<S extends SourceName, Input>
  extends Pick<FigureKind<S>, "title" | "caption" | "code" | "from">,
    Partial<Pick<FigureKind<S>, "needs" | "options" | "inReport" | "converged">> {
  /** What the function draws: found in the source, or one function of `inference` or `analysis`; `null` where it isn't there. */
  input(source: FigureSources[S], options: DrawingOptions): Input | null;
  /** The function that draws it. `options` hold no others than those that the row names, and those of all figures. */
  figure(input: Input, options: DrawingOptions): Figure;
}

const SHARED: readonly (keyof FigureOptions)[] = ["theme", "width", "title", "showTitle"];

/** A row of the catalogue from what is written down of it. */
export function figureKind<S extends SourceName, Input>({
  input,
  figure,
  needs = null,
  options: names = [],
  inReport = () => false,
  converged = () => true,
  ...rest
}: FigureRow<S, Input>): FigureKind<S> {
  const known: readonly string[] = [...SHARED, ...names];
  const pick = (options: DrawingOptions): DrawingOptions =>
    Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name)));
  return {
    ...rest,
    needs,
    options: names,
    inReport,
    converged,
    draw(source, options) {
      const found = input(source, options);
      return found === null ? null : figure(found, pick(options));
    },
  };
}
