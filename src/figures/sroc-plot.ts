import type { TwoByTwo } from "../data/study.js";
import { InputError } from "../errors.js";
import type { Estimate, PartialEstimate } from "../estimate.js";
import type { Regions } from "../inference/regions.js";
import type { Sroc } from "../inference/sroc.js";
import { linearAxis } from "./axis.js";
import { type Figure, makeFigure } from "./figure.js";
import { fill, formatFixed, formatProportion } from "./format.js";
import { areaRadius, groupShape, marker, studyStyle } from "./markers.js";
import { layOutPlot } from "./plot.js";
import { type LabelChoice, type LabelledPoint, pointLabels } from "./point-labels.js";
import { cross, curve, type Drawing, drawable, effectiveSize, type Place, region, summaryMark } from "./sroc-layers.js";
import { srocLegend } from "./sroc-legend.js";
import { curveText, summaryText } from "./sroc-words.js";
import { group, line, tooltip } from "./svg.js";
import { type FigureOptions, resolveTheme, seriesColor, type Theme } from "./theme.js";

/** A study as a plot in ROC space needs it; intervals only where crosshairs are asked for. */
export interface SrocStudy extends TwoByTwo {
  readonly id: string;
  readonly accuracy?: { readonly sensitivity: Estimate | null; readonly specificity: Estimate | null };
}

/** What is known about one test or group; whatever is missing isn't drawn. An `Analysis` is one. */
export interface SrocGroup {
  /** What the legend calls it; needed where there are several. */
  readonly name?: string;
  readonly studies: readonly SrocStudy[];
  readonly summary?: { readonly sensitivity: Estimate; readonly specificity: Estimate } | null;
  readonly regions?: Regions | null;
  readonly sroc?: Sroc | null;
  /** With its interval, to stand in the legend; without it the legend gives the curve's own. */
  readonly auc?: PartialEstimate | null;
}

export interface SrocPlotOptions extends FigureOptions {
  /** The horizontal axis: specificity from 1 down to 0 (default, as in Cochrane reviews), or the false positive rate. */
  readonly xAxis?: "specificity" | "falsePositiveRate";
  /** Whether the curve goes on, dashed, beyond the false positive rates that the studies saw; `sroc` needs `range: "full"`. */
  readonly extrapolate?: boolean;
  /** Intervals drawn as crosses: of the summary point, of the studies, of both, or of none (default). */
  readonly crosshairs?: "none" | "summary" | "studies" | "both";
  /** Which studies carry their names. Default none. */
  readonly labels?: LabelChoice;
  /** Which regions are drawn. Default both. */
  readonly confidenceRegion?: boolean;
  readonly predictionRegion?: boolean;
  /** Whether the chance diagonal is drawn. Default yes. */
  readonly diagonal?: boolean;
}

/**
 * Studies, summary points, regions and summary ROC curves in ROC space, for one test or several.
 *
 * Studies are marked at their raw sensitivity and specificity; the area of a mark is in proportion to the study's
 * effective sample size 4·n₁·n₀/(n₁ + n₀). The curve is solid over the false positive rates that the studies saw. What
 * is missing (no fit, a region that is not defined) is left out and named in a note; a study with no diseased or no
 * non-diseased participants has no place in ROC space and is counted in a note.
 *
 * Throws `InputError` where there is no group, or the theme is not usable.
 */
export function srocPlot(data: SrocGroup | readonly SrocGroup[], options: SrocPlotOptions = {}): Figure {
  const groups = isList(data) ? data : [data];
  if (groups.length === 0) {
    throw new InputError("no-data", "srocPlot needs at least one group of studies.", {
      where: "data",
      got: [],
      wanted: "a group or a list of groups",
    });
  }
  const theme = resolveTheme(options);
  const { labels, fontSize, lineWidth } = theme;
  const several = groups.length > 1;
  const drawings: Drawing[] = groups.map((member, index) => ({
    group: member,
    index,
    color: seriesColor(theme, index),
    several,
  }));
  const onSpecificity = (options.xAxis ?? "specificity") === "specificity";
  const format = (value: number): string => formatProportion(value, theme, 1);
  const xAxis = linearAxis({
    label: onSpecificity ? labels.specificity : labels.falsePositiveRate,
    domain: [0, 1],
    format,
    reversed: onSpecificity,
  });
  const yAxis = linearAxis({ label: labels.sensitivity, domain: [0, 1], format });
  const crosshairs = options.crosshairs ?? "none";
  const largest = Math.max(...groups.flatMap(({ studies }) => studies.map(effectiveSize)), 0);
  const unlabelled: string[] = [];
  const title = options.title ?? labels.srocTitle;
  const problems = srocNotes(drawings, options, theme);
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [],
      xAxis,
      yAxis,
      aspect: 1,
      draw(x, y, area) {
        const place: Place = ({ fpr, sensitivity }) => [x(onSpecificity ? 1 - fpr : fpr), y(sensitivity)];
        const points = drawings.map(({ group: { studies } }) =>
          studies.filter(drawable).map((study): LabelledPoint & { readonly study: SrocStudy } => {
            const [px, py] = place({
              fpr: study.fp / (study.fp + study.tn),
              sensitivity: study.tp / (study.tp + study.fn),
            });
            return {
              id: study.id,
              x: px,
              y: py,
              radius: areaRadius(effectiveSize(study), largest, 0.9 * fontSize, 0.2 * fontSize),
              study,
            };
          }),
        );
        const summaries = drawings.flatMap(({ group: { summary } }) => {
          if (!summary) return [];
          const [px, py] = place({ fpr: 1 - summary.specificity.estimate, sensitivity: summary.sensitivity.estimate });
          const half = 0.5 * fontSize;
          return [{ left: px - half, right: px + half, top: py - half, bottom: py + half }];
        });
        const names = pointLabels(points.flat(), options.labels ?? false, area, theme, summaries);
        unlabelled.push(...names.left);
        const [chance0, chance1] = [place({ fpr: 0, sensitivity: 0 }), place({ fpr: 1, sensitivity: 1 })];
        return [
          options.diagonal === false
            ? ""
            : line(...chance0, ...chance1, {
                class: "diagonal",
                stroke: theme.colors.reference,
                "stroke-width": 0.8 * lineWidth,
                "stroke-dasharray": "1 3",
              }),
          ...drawings.flatMap((drawing) => {
            const { regions } = drawing.group;
            return [
              options.predictionRegion === false
                ? ""
                : region(regions?.prediction, "prediction", drawing.color, place, theme),
              options.confidenceRegion === false
                ? ""
                : region(regions?.confidence, "confidence", drawing.color, place, theme),
              curve(drawing, place, options.extrapolate ?? false, theme),
            ];
          }),
          ...drawings.flatMap(({ color, index }, i) => [
            crosshairs === "studies" || crosshairs === "both"
              ? group(
                  { class: "crosshairs", stroke: color, "stroke-width": 0.7 * lineWidth, "stroke-opacity": "0.55" },
                  points[i]!.map(({ study }) =>
                    study.accuracy?.sensitivity && study.accuracy.specificity
                      ? cross(study.accuracy.sensitivity, study.accuracy.specificity, place, {})
                      : "",
                  ),
                )
              : "",
            group(
              { class: "studies" },
              points[i]!.map(({ study, x: px, y: py, radius }) =>
                marker(
                  groupShape(index),
                  px,
                  py,
                  radius,
                  { class: "study", "data-id": study.id, ...studyStyle(color, theme) },
                  tooltip(studyText(study, theme)),
                ),
              ),
            ),
          ]),
          ...drawings.flatMap((drawing) => [
            drawing.group.summary && (crosshairs === "summary" || crosshairs === "both")
              ? cross(drawing.group.summary.sensitivity, drawing.group.summary.specificity, place, {
                  stroke: drawing.several ? drawing.color : theme.colors.text,
                  "stroke-width": 1.4 * lineWidth,
                })
              : "",
            summaryMark(drawing, place, 0.45 * fontSize, theme),
          ]),
          names.markup,
        ];
      },
      legend: srocLegend(drawings, options, theme),
      notes: problems,
    },
    theme,
  );
  const description = [...drawings.flatMap((drawing) => describe(drawing, theme)), ...problems];
  if (unlabelled.length > 0) description.push(fill(labels.unlabelled, { ids: unlabelled.join(", ") }));
  return makeFigure({ ...picture, description }, theme);
}

const isList = (data: SrocGroup | readonly SrocGroup[]): data is readonly SrocGroup[] => Array.isArray(data);

function studyText(study: SrocStudy, theme: Theme): string {
  return fill(theme.labels.srocStudy, {
    id: study.id,
    sensitivity: formatProportion(study.tp / (study.tp + study.fn), theme),
    specificity: formatProportion(study.tn / (study.fp + study.tn), theme),
    n: formatFixed(study.tp + study.fp + study.fn + study.tn, 0, theme),
  });
}

/** What is not in the picture, and why. */
function srocNotes(drawings: readonly Drawing[], options: SrocPlotOptions, theme: Theme): string[] {
  const { labels } = theme;
  const notes: string[] = [];
  for (const { group: data, several, index } of drawings) {
    const prefix = several ? `${data.name ?? fill(labels.groupNumber, { n: index + 1 })}: ` : "";
    const undrawn = data.studies.filter((study) => !drawable(study)).length;
    if (undrawn > 0) notes.push(prefix + fill(labels.srocUndrawn, { n: undrawn }));
    if (!data.summary) {
      notes.push(prefix + labels.notPooled);
      continue;
    }
    const { regions, sroc } = data;
    if (options.confidenceRegion !== false && regions?.reasons.confidence)
      notes.push(prefix + fill(labels.noConfidenceRegion, { reason: regions.reasons.confidence }));
    if (options.predictionRegion !== false && regions?.reasons.prediction)
      notes.push(prefix + fill(labels.noPredictionRegion, { reason: regions.reasons.prediction }));
    if (sroc && sroc.curve.length === 0 && sroc.reason)
      notes.push(prefix + fill(labels.noCurve, { reason: sroc.reason }));
  }
  return notes;
}

function describe({ group: data, several, index }: Drawing, theme: Theme): string[] {
  const { labels } = theme;
  return [
    several ? `${data.name ?? fill(labels.groupNumber, { n: index + 1 })}:` : "",
    fill(labels.srocDescription, { k: data.studies.length }),
    data.summary ? `${summaryText(data.summary, theme)}.` : "",
    data.sroc && data.sroc.curve.length > 0
      ? `${curveText(data, theme)}; ${fill(labels.srocRange, { low: formatProportion(data.sroc.observedFpr[0], theme), high: formatProportion(data.sroc.observedFpr[1], theme) })}.`
      : "",
  ];
}
