import type { PartialEstimate } from "../../base/estimate.js";
import { ratioAxis } from "../frame/axes.js";
import { checkData, checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatEstimate, formatRatio } from "../frame/format.js";
import { type Area, layOutPlot } from "../frame/plot.js";
import { paddedRatios } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { line, type Markup, tooltip } from "../frame/svg.js";
import { textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { groupShape, marker } from "../marks/markers.js";
import type { Box, Segment } from "../marks/place-labels.js";
import { type LabelChoice, pointLabels } from "../marks/point-labels.js";
import { studyPoints } from "../marks/study-points.js";
import { lineSwatch, markSwatch, studiesItem, swatches } from "../marks/swatches.js";
import { convergenceNote, type FittedModel } from "../sroc/fit-note.js";

/** A pair of likelihood ratios. */
export interface LikelihoodRatioPair {
  /** Positive likelihood ratio. */
  readonly plr?: PartialEstimate | null;
  /** Negative likelihood ratio. */
  readonly nlr?: PartialEstimate | null;
}

/** What the matrix is drawn from; an `Analysis` is such. */
export interface LikelihoodRatioMatrixInput {
  /** The studies, a mark each. */
  readonly studies: readonly {
    /** Name of the study. */
    readonly id: string;
    /** The study's likelihood ratios. */
    readonly accuracy: LikelihoodRatioPair;
  }[];
  /** The likelihood ratios of the summary point. */
  readonly summary?: LikelihoodRatioPair | null;
  /** The fit behind the summary. */
  readonly fit?: FittedModel | null;
}

/** What a likelihood ratio matrix can be asked, beside what every figure can. */
export interface LikelihoodRatioMatrixOptions extends FigureOptions {
  /** A positive result confirms above the first, a negative one excludes below the second. Default 10 and 0.1. */
  readonly cuts?: {
    /** Cut of the positive likelihood ratio. */
    readonly plr: number;
    /** Cut of the negative likelihood ratio. */
    readonly nlr: number;
  };
  /** Which studies carry their names. Default none. */
  readonly labels?: LabelChoice;
}

const positive = (
  estimate: PartialEstimate | null | undefined,
): estimate is PartialEstimate & { readonly estimate: number } =>
  estimate !== null && estimate !== undefined && estimate.estimate !== null && estimate.estimate > 0;

/**
 * The likelihood ratio matrix: LR− against LR+ of the studies on log axes, cut into four quadrants by what a test can do
 * (confirm, exclude, both, neither), with the summary and its intervals as a cross (Stengel et al. 2003, J Med Screen 10:47,
 * as drawn by Stata's midas). Studies whose ratios are infinite, zero or not defined have no place on log axes; a note
 * counts them.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { likelihoodRatioMatrix } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * likelihoodRatioMatrix(analyze(readStudies(csv)), { labels: true }).title; // "Likelihood ratio matrix"
 * ```
 */
export function likelihoodRatioMatrix(
  data: LikelihoodRatioMatrixInput,
  options: LikelihoodRatioMatrixOptions = {},
): Figure {
  const from = "an analysis, or studies with their accuracy";
  checkData(data, { figure: "likelihoodRatioMatrix", fields: ["studies"], from });
  checkRows(data.studies, { figure: "likelihoodRatioMatrix", fields: ["id", "accuracy"], from });
  checkData(data, { figure: "likelihoodRatioMatrix", fields: [], from, shape: "LikelihoodRatioMatrixInput" });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const cuts = options.cuts ?? { plr: 10, nlr: 0.1 };
  const color = seriesColor(theme, 0);
  const studies = data.studies.flatMap(({ id, accuracy: { plr, nlr } }) =>
    positive(plr) && positive(nlr) ? [{ id, plr: plr.estimate, nlr: nlr.estimate }] : [],
  );
  const { plr, nlr } = data.summary ?? {};
  const drawable = positive(plr) && positive(nlr) && isOnAxes(plr) && isOnAxes(nlr);
  const summary = drawable ? { plr, nlr } : null;
  const xDomain = paddedRatios(
    [...studies.map((study) => study.nlr), ...reachOf(summary?.nlr)],
    [cuts.nlr / 8, 1, cuts.nlr * 8],
  );
  const yDomain = withRoom(
    paddedRatios([...studies.map((study) => study.plr), ...reachOf(summary?.plr)], [cuts.plr / 8, 1, cuts.plr * 8]),
    theme,
  );
  const undrawn = data.studies.length - studies.length;
  const notes = [
    undrawn > 0 ? fill(labels.matrixUndrawn, { n: undrawn }) : "",
    summary !== null ? "" : data.summary ? labels.matrixSummaryUndrawn : labels.notPooled,
    convergenceNote(data.fit, theme),
  ].filter((note) => note !== "");
  const title = options.title ?? labels.matrixTitle;
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.matrixDescription, {
          k: studies.length,
          plr: formatRatio(cuts.plr, theme),
          nlr: formatRatio(cuts.nlr, theme),
        }),
        summary === null
          ? ""
          : fill(labels.matrixSummaryIn, {
              summary: summaryWords(summary, theme),
              quadrant: labels[quadrantOf(summary.plr.estimate > cuts.plr, summary.nlr.estimate < cuts.nlr)],
            }),
        ...notes,
      ],
      xAxis: ratioAxis({ label: labels.nlr, domain: xDomain }, theme),
      yAxis: ratioAxis({ label: labels.plr, domain: yDomain }, theme),
      aspect: 0.95,
      draw(x, y, area) {
        const [cutX, cutY] = [x(cuts.nlr), y(cuts.plr)];
        const placed = studies.map((study) => ({
          id: study.id,
          x: x(study.nlr),
          y: y(study.plr),
          radius: 0.33 * fontSize,
          text: fill(labels.matrixStudy, {
            id: study.id,
            plr: formatRatio(study.plr, theme),
            nlr: formatRatio(study.nlr, theme),
          }),
        }));
        const names = quadrantNames(area, cutX, theme);
        const dashes = { class: "cut", stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "4 3" };
        const cross: Markup[] = [];
        const lines: Segment[] = [
          { x1: cutX, y1: area.top, x2: cutX, y2: area.bottom },
          { x1: area.left, y1: cutY, x2: area.right, y2: cutY },
        ];
        if (summary) {
          const [sx, sy] = [x(summary.nlr.estimate), y(summary.plr.estimate)];
          const style = { stroke: colors.text, "stroke-width": 1.5 * lineWidth };
          const [left, right] = limitsWithin(summary.nlr, xDomain).map(x);
          const [bottom, top] = limitsWithin(summary.plr, yDomain).map(y);
          for (const segment of [
            { x1: left!, y1: sy, x2: right!, y2: sy },
            { x1: sx, y1: bottom!, x2: sx, y2: top! },
          ]) {
            lines.push(segment);
            cross.push(line(segment.x1, segment.y1, segment.x2, segment.y2, style));
          }
          cross.push(
            marker(
              groupShape(3),
              sx,
              sy,
              0.45 * fontSize,
              { class: "summary", fill: colors.text },
              tooltip(summaryWords(summary, theme)),
            ),
          );
          names.boxes.push({
            left: sx - fontSize / 2,
            right: sx + fontSize / 2,
            top: sy - fontSize / 2,
            bottom: sy + fontSize / 2,
          });
        }
        const ids = pointLabels(placed, options.labels ?? false, area, theme, { boxes: names.boxes, lines });
        return {
          markup: [
            line(cutX, area.top, cutX, area.bottom, dashes),
            line(area.left, cutY, area.right, cutY, dashes),
            ...names.markup,
            studyPoints(placed, color, theme),
            ...cross,
            ids.markup,
          ],
          names: ids,
        };
      },
      legend: [
        studiesItem(fill(labels.srocStudies, { k: studies.length }), color, theme),
        ...(summary === null
          ? []
          : [
              {
                text: summaryWords(summary, theme),
                swatch: swatches(
                  lineSwatch({ stroke: colors.text, "stroke-width": 1.5 * lineWidth }),
                  markSwatch(groupShape(3), 0.4 * fontSize, { fill: colors.text }),
                ),
              },
            ]),
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

type Ratio = PartialEstimate & { readonly estimate: number };

/** A fit that runs away gives ratios such as 1e-13; axes that hold them would show nothing else. */
function isOnAxes({ estimate }: Ratio): boolean {
  return estimate > 1e-6 && estimate < 1e6;
}

/** What the axis must hold of a ratio: its estimate, and limits within three orders of magnitude. */
function reachOf(ratio: Ratio | undefined): number[] {
  if (ratio === undefined) return [];
  const { estimate, lower, upper } = ratio;
  const isNear = (limit: number | null): limit is number =>
    limit !== null && limit > estimate / 1e3 && limit < estimate * 1e3;
  return [estimate, ...[lower, upper].filter(isNear)];
}

/** The limits of a ratio, as far as the axis goes; one that isn't defined is the estimate. */
function limitsWithin({ estimate, lower, upper }: Ratio, [low, high]: readonly [number, number]): [number, number] {
  return [Math.max(lower ?? estimate, low), Math.min(upper ?? estimate, high)];
}

/** Widens a range of ratios so that the quadrants' names have a strip of their own above and below the marks. */
function withRoom([low, high]: readonly [number, number], { fontSize, width }: Theme): readonly [number, number] {
  const share = Math.min(0.2, (1.9 * fontSize) / (0.8 * width));
  const room = (Math.log(high / low) * share) / (1 - 2 * share);
  return [low * Math.exp(-room), high * Math.exp(room)];
}

function quadrantOf(
  confirms: boolean,
  excludes: boolean,
): "quadrantBoth" | "quadrantConfirm" | "quadrantExclude" | "quadrantNeither" {
  return confirms ? (excludes ? "quadrantBoth" : "quadrantConfirm") : excludes ? "quadrantExclude" : "quadrantNeither";
}

function summaryWords(summary: { readonly plr: PartialEstimate; readonly nlr: PartialEstimate }, theme: Theme): string {
  return fill(theme.labels.matrixSummary, {
    plr: formatEstimate(summary.plr, formatRatio, theme),
    nlr: formatEstimate(summary.nlr, formatRatio, theme),
  });
}

/** The four names, each in its quadrant's outer corner and no wider than the quadrant. */
function quadrantNames(area: Area, cutX: number, theme: Theme): { readonly markup: Markup[]; readonly boxes: Box[] } {
  const size = 0.85 * theme.fontSize;
  const pad = 0.4 * size;
  const markup: Markup[] = [];
  const boxes: Box[] = [];
  for (const upper of [true, false]) {
    for (const onLeft of [true, false]) {
      const room = (onLeft ? cutX - area.left : area.right - cutX) - 2 * pad;
      const lines = wrapText(theme.labels[quadrantOf(upper, onLeft)], room, theme, size, "bold");
      const height = 1.2 * size * lines.length;
      const top = upper ? area.top + pad : area.bottom - pad - height;
      const width = Math.max(...lines.map((text) => textWidth(text, theme, size, "bold")));
      const x = onLeft ? area.left + pad : area.right - pad;
      lines.forEach((text, i) => {
        markup.push(
          textLine(x, top + (i + 0.85) * 1.2 * size, text, theme, {
            size,
            weight: "bold",
            fill: theme.colors.muted,
            anchor: onLeft ? "start" : "end",
          }),
        );
      });
      boxes.push({ left: onLeft ? x : x - width, right: onLeft ? x + width : x, top, bottom: top + height });
    }
  }
  return { markup, boxes };
}
