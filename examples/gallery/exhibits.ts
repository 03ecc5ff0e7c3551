import {
  type DrawingOptions,
  type Figure,
  type FigureKind,
  type FigureName,
  type FigureSources,
  figureCatalogue,
  figureKinds,
  journalTheme,
  type SourceName,
  slideTheme,
} from "../../src/figures.js";
import type { Analysis } from "../../src/index.js";
import { analysisOf, type DataSet, judgements } from "./sources.js";

/** A picture of the gallery: what it shows, the call that draws it, and the drawing. */
export interface Exhibit {
  readonly name: string;
  readonly caption: string;
  readonly code: string;
  readonly figure: Figure;
}

/** Every figure that can be drawn of a data set. */
export function exhibitsOf({ sources }: DataSet): Exhibit[] {
  const there = sources();
  return figureKinds.flatMap(({ name, caption, code, from, draw }) => {
    const source = there[from];
    const figure = source === undefined ? null : draw(source, {});
    return figure === null ? [] : [{ name, caption, code, figure }];
  });
}

interface Variant {
  readonly name: string;
  readonly caption: string;
  readonly code: string;
  /** What it is drawn from. */
  readonly of: () => FigureSources[SourceName];
  readonly figure: FigureName;
  readonly options: DrawingOptions;
}

const auditc = (): Analysis => analysisOf("auditc");
const grouped = (): Analysis => analysisOf("scheidler", { by: "modality", leaveOneOut: false });

/** What figures can do beside. */
const VARIANTS: readonly Variant[] = [
  {
    name: "forest-subgroups",
    caption: "Subgroups, weights and the test between groups",
    code: "forestPlot(analysis, { weights: true })",
    of: grouped,
    figure: "forest",
    options: { weights: true },
  },
  {
    name: "forest-empirical-bayes",
    caption: "Empirical Bayes estimates below the studies’ own, sorted by sensitivity",
    code: 'forestPlot(analysis, { empiricalBayes: true, sort: "sensitivity" })',
    of: auditc,
    figure: "forest",
    options: { empiricalBayes: true, sort: "sensitivity" },
  },
  {
    name: "forest-ratios",
    caption: "Likelihood ratios on log axes; an interval that goes on ends in an arrow",
    code: 'forestPlot(analysis, { measures: ["plr", "nlr"] })',
    of: auditc,
    figure: "forest",
    options: { measures: ["plr", "nlr"] },
  },
  {
    name: "sroc-groups",
    caption: "Three tests in one plot, told apart by shape and dash as well as colour",
    code: "srocPlot(groups)",
    of: grouped,
    figure: "sroc",
    options: {},
  },
  {
    name: "prior-posterior",
    caption: "What the data of ten studies add to the prior",
    code: "priorPosteriorPlot({ fit, curves: priorPosterior(fit) })",
    of: () => analysisOf("telomerase", { model: "bayes", leaveOneOut: false }),
    figure: "prior-posterior",
    options: {},
  },
  {
    name: "sroc-names",
    caption: "Names that keep clear of each other, the curve beyond the observed range, and the summary’s intervals",
    code: 'srocPlot(analysis, { labels: true, extrapolate: true, crosshairs: "summary" })',
    of: auditc,
    figure: "sroc",
    options: { labels: true, extrapolate: true, crosshairs: "summary" },
  },
  {
    name: "sroc-weights",
    caption: "Weights of the studies as the arms of crosses",
    code: "srocPlot(analysis, { weights: true })",
    of: auditc,
    figure: "sroc",
    options: { weights: true },
  },
  {
    name: "sroc-covariate",
    caption: "Coloured by a covariate, with numbers and their key",
    code: 'srocPlot(analysis, { colorBy: "modality", labels: "numbers" })',
    of: () => analysisOf("scheidler", { leaveOneOut: false }),
    figure: "sroc",
    options: { colorBy: "modality", labels: "numbers" },
  },
  {
    name: "sroc-quality",
    caption: "Judgements of the studies’ quality as pies",
    code: "srocPlot(analysis, { quality: judgements })",
    of: () => analysisOf("iqcode", { leaveOneOut: false }),
    figure: "sroc",
    options: { quality: judgements() },
  },
  {
    name: "sroc-journal",
    caption: "For one column of a journal",
    code: "srocPlot(analysis, { theme: journalTheme })",
    of: auditc,
    figure: "sroc",
    options: { theme: journalTheme },
  },
  {
    name: "fagan-journal",
    caption: "For one column of a journal",
    code: "faganNomogram(analysis, { theme: journalTheme })",
    of: auditc,
    figure: "fagan",
    options: { theme: journalTheme },
  },
  {
    name: "quadas-lights",
    caption: "QUADAS-2, study by study",
    code: 'quadasPlot(judgements, { layout: "lights" })',
    of: judgements,
    figure: "quadas",
    options: { layout: "lights" },
  },
  {
    name: "forest-slide",
    caption: "For a slide, in percent",
    code: 'forestPlot(analysis, { theme: { ...slideTheme, numbers: { proportions: "percent" } } })',
    of: auditc,
    figure: "forest",
    options: { theme: { ...slideTheme, numbers: { proportions: "percent" } } },
  },
];

/** The variants, drawn. */
export function variantExhibits(): Exhibit[] {
  return VARIANTS.map(({ of, figure: kind, options, ...rest }) => {
    const row: FigureKind = figureCatalogue[kind];
    const figure = row.draw(of(), options);
    if (figure === null) throw new Error(`${rest.name} lacks something`);
    return { ...rest, figure };
  });
}
