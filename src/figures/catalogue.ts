/**
 * Every figure once. The command `dta plot`, the report, the app, the gallery and the tests all iterate this table.
 *
 * To add a figure:
 *
 * 1. Write its function in a file of its own (data and options in, `Figure` out; it computes no statistics), and export it in
 *    `src/figures.ts`.
 * 2. Add a row below: `from` says what it is drawn from, `input` how its data come from there by one function of `inference`
 *    or `analysis` (`null` where they aren't there; `needs` says what was lacking), `figure` which function draws them,
 *    `options` which of the `DrawingOptions` that function has.
 *
 * Where it is drawn from something new, or has a new option, that is a line in `FigureSources` or `DrawingOptions`
 * (`figure-kind.ts`); the compiler then names what is missing: the way from a file to it (`cli/plot/sources.ts`), its flag
 * (`cli/plot/flags.ts`), and where the tests find it (`test/figures/drawings.ts`, which draws every row plain unless it says how else;
 * where it shall be in the gallery, `examples/gallery/sources.ts`).
 */
import { analysisFigureRows } from "./catalogue/analysis-figures.js";
import { comparisonFigureRows } from "./catalogue/comparison-figures.js";
import { qualityFigureRows } from "./catalogue/quality-figures.js";
import { studyFigureRows } from "./catalogue/study-figures.js";
import { thresholdFigureRows } from "./catalogue/threshold-figures.js";
import { uncertaintyFigureRows } from "./catalogue/uncertainty-figures.js";
import type { FigureKind, SourceName } from "./figure-kind.js";

/**
 * The figures by name, in the order of a report: title, caption, what each is drawn from and needs, its options, and `draw`, which
 * finds its data in the source and draws them (`null` where something that it needs is not there).
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { figureCatalogue } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const analysis = analyze(readStudies(csv));
 * figureCatalogue.sroc.draw(analysis, { labels: true })?.title; // "Summary ROC plot"
 * figureCatalogue.fagan.draw(analysis, {}); // null
 * figureCatalogue.fagan.needs; // "prior"
 * ```
 */
export const figureCatalogue = {
  ...analysisFigureRows,
  ...studyFigureRows,
  ...comparisonFigureRows,
  ...thresholdFigureRows,
  ...uncertaintyFigureRows,
  ...qualityFigureRows,
} as const satisfies Readonly<Record<string, FigureKind>>;

/** Name of a figure, as `dta plot` and files call it. */
export type FigureName = keyof typeof figureCatalogue;

/** Every figure with its name, in the order of a report. */
export const figureKinds: readonly (FigureKind & {
  /** As in `figureCatalogue`. */
  readonly name: FigureName;
})[] = Object.entries(figureCatalogue).map(([name, kind]) => ({ ...(kind as FigureKind), name: name as FigureName }));

/**
 * The figures that are drawn from one source, in the order of a report.
 *
 * @example
 * ```ts
 * import { figuresFrom } from "dta-meta/figures";
 *
 * figuresFrom("studies").map(({ name }) => name); // ["bivariate-boxplot", "galbraith"]
 * ```
 */
export function figuresFrom<S extends SourceName>(
  source: S,
): readonly (FigureKind<S> & {
  /** As in `figureCatalogue`. */
  readonly name: FigureName;
})[] {
  return figureKinds.filter(({ from }) => from === source) as never;
}
