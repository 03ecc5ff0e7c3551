import { InputError } from "../errors.js";
import type { PartialEstimate } from "../estimate.js";
import { type Figure, makeFigure } from "./figure.js";
import { forestColumns, forestLegend } from "./forest-columns.js";
import {
  type ForestFit,
  type ForestSort,
  type ForestStudy,
  type ForestSubgroups,
  type ForestWeights,
  MEASURES,
  type Measure,
  type Measures,
  sortStudies,
} from "./forest-data.js";
import { type ForestRow, forestRows } from "./forest-rows.js";
import { describeForest, forestNotes } from "./forest-words.js";
import { layOutRows } from "./rows.js";
import { type FigureOptions, resolveTheme } from "./theme.js";

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

/** Options with their defaults, as the parts of the plot need them. */
export interface ForestSetup {
  readonly data: ForestInput;
  readonly options: ForestPlotOptions;
  readonly measures: readonly Measure[];
  readonly rows: readonly ForestRow[];
}

/**
 * A forest plot: studies in rows, with their counts, estimates and intervals, a panel for each measure side by side, and
 * the summary as a diamond below; subgroups with subtotals, prediction intervals and empirical Bayes estimates where they
 * are given. Likelihood and odds ratios have a log axis; an interval that leaves it ends in an arrow.
 *
 * The area of a square stands for the study's weight where `weights` are given, else for the participants that the measure
 * rests on: the diseased for sensitivity, the non-diseased for specificity, all for ratios. The plot is as wide as its columns
 * need, at least as the theme says.
 *
 * Where there is no summary, the plot says so. A measure that a study has no estimate of is named in its row.
 *
 * Throws `InputError` where there are no studies, or an option names what isn't there.
 */
export function forestPlot(data: ForestInput, options: ForestPlotOptions = {}): Figure {
  const theme = resolveTheme(options);
  const measures = options.measures ?? ["sensitivity", "specificity"];
  const unknown = measures.find((measure) => !MEASURES.includes(measure));
  if (measures.length === 0 || unknown !== undefined) {
    throw new InputError(
      "bad-measures",
      `measures must name one or more of ${MEASURES.join(", ")}; got ${JSON.stringify(measures)}.`,
      {
        where: "measures",
        got: measures,
        wanted: MEASURES.join(" | "),
      },
    );
  }
  if (data.studies.length === 0) {
    throw new InputError("no-data", "a forest plot needs at least one study.", {
      where: "studies",
      got: [],
      wanted: "studies",
    });
  }
  const sorted = { ...data, studies: sortStudies(data.studies, options.sort ?? "given", options.descending ?? false) };
  const rows = forestRows(sorted, options, theme);
  const setup: ForestSetup = { data: sorted, options, measures, rows };
  const title = options.title ?? theme.labels.forestTitle;
  const notes = forestNotes(setup, theme);
  const picture = layOutRows(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [...describeForest(setup, theme), ...notes],
      columns: forestColumns(setup, theme),
      rows: rows.map(({ row }) => row),
      legend: forestLegend(setup, theme),
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
