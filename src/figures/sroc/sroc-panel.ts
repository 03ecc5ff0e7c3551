import type { Area, Panel } from "../frame/plot.js";
import { group, line, type Markup } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import type { Box, Segment } from "../marks/place-labels.js";
import { pointLabels, segmentsOf } from "../marks/point-labels.js";
import { cross, curve, type Drawing, type Place, region, summaryMark } from "./sroc-layers.js";
import type { SrocPlotOptions } from "./sroc-options.js";
import { type PlacedStudy, placeStudies } from "./sroc-studies.js";

/** The panel of an SROC plot, from back to front: diagonal, studies, regions and curves that many studies would hide, summaries, names. */
export function drawSroc(
  drawings: readonly Drawing[],
  place: Place,
  area: Area,
  options: SrocPlotOptions,
  theme: Theme,
): Panel {
  const { colors, lineWidth, fontSize } = theme;
  const { crosshairs = "none", confidenceRegion = true, predictionRegion = true, extrapolate = false } = options;
  const points = placeStudies(drawings, place, options, theme);
  const names = pointLabels(points.flat(), options.labels ?? false, area, theme, {
    boxes: summaryBoxes(drawings, place, 0.5 * fontSize),
    lines: options.labels ? drawnLines(drawings, place, options) : [],
  });
  const diagonal = line(...place({ fpr: 0, sensitivity: 0 }), ...place({ fpr: 1, sensitivity: 1 }), {
    class: "diagonal",
    stroke: colors.reference,
    "stroke-width": 0.8 * lineWidth,
    "stroke-dasharray": "1 3",
  });
  const curves = drawings.flatMap((drawing) => {
    const { regions } = drawing.group;
    return [
      predictionRegion ? region(regions?.prediction, "prediction", drawing.color, place, theme) : "",
      confidenceRegion ? region(regions?.confidence, "confidence", drawing.color, place, theme) : "",
      curve(drawing, place, extrapolate, theme),
    ];
  });
  const studies = drawings.flatMap(({ color }, i) => [
    crosshairs === "studies" || crosshairs === "both" ? studyCrosses(points[i]!, color, place, theme) : "",
    group(
      { class: "studies" },
      points[i]!.map(({ markup }) => markup),
    ),
  ]);
  const summaries = drawings.flatMap((drawing) => {
    const { summary } = drawing.group;
    const style = { stroke: drawing.several ? drawing.color : colors.text, "stroke-width": 1.4 * lineWidth };
    return [
      summary && (crosshairs === "summary" || crosshairs === "both")
        ? cross(summary.sensitivity, summary.specificity, place, style)
        : "",
      summaryMark(drawing, place, 0.45 * fontSize, theme),
    ];
  });
  const joints = options.joined === undefined ? "" : joinedPoints(drawings, points, theme);
  return {
    markup: [options.diagonal === false ? "" : diagonal, joints, ...studies, ...curves, ...summaries, names.markup],
    names,
  };
}

function summaryBoxes(drawings: readonly Drawing[], place: Place, half: number): Box[] {
  return drawings.flatMap(({ group: { summary } }) => {
    if (!summary) return [];
    const [x, y] = place({ fpr: 1 - summary.specificity.estimate, sensitivity: summary.sensitivity.estimate });
    return [{ left: x - half, right: x + half, top: y - half, bottom: y + half }];
  });
}

/** Curves, regions and crosses as lines, for names to keep clear of. */
function drawnLines(drawings: readonly Drawing[], place: Place, options: SrocPlotOptions): Segment[] {
  return drawings.flatMap(({ group: { sroc, regions, summary } }) => {
    const crossed = summary && (options.crosshairs === "summary" || options.crosshairs === "both") ? summary : null;
    return [
      ...segmentsOf((sroc?.curve ?? []).map(place)),
      ...(options.confidenceRegion === false ? [] : segmentsOf((regions?.confidence ?? []).map(place))),
      ...(options.predictionRegion === false ? [] : segmentsOf((regions?.prediction ?? []).map(place))),
      ...(crossed === null
        ? []
        : [
            ...segmentsOf(
              [crossed.specificity.lower, crossed.specificity.upper].map((specificity) =>
                place({ fpr: 1 - specificity, sensitivity: crossed.sensitivity.estimate }),
              ),
            ),
            ...segmentsOf(
              [crossed.sensitivity.lower, crossed.sensitivity.upper].map((sensitivity) =>
                place({ fpr: 1 - crossed.specificity.estimate, sensitivity }),
              ),
            ),
          ]),
    ];
  });
}

function studyCrosses(points: readonly PlacedStudy[], color: string, place: Place, theme: Theme): Markup {
  return group(
    { class: "crosshairs", stroke: color, "stroke-width": 0.7 * theme.lineWidth, "stroke-opacity": "0.55" },
    points.map(({ study: { accuracy } }) =>
      accuracy?.sensitivity && accuracy.specificity ? cross(accuracy.sensitivity, accuracy.specificity, place, {}) : "",
    ),
  );
}

/** Lines between the points of one cluster in different groups. */
function joinedPoints(drawings: readonly Drawing[], points: readonly (readonly PlacedStudy[])[], theme: Theme): Markup {
  const clusters = new Map<string, PlacedStudy[]>();
  drawings.forEach((drawing, i) => {
    const clusterOf = new Map(drawing.group.studies.map(({ id, cluster }) => [id, cluster]));
    for (const point of points[i]!) {
      const cluster = clusterOf.get(point.id);
      if (cluster != null) clusters.set(cluster, [...(clusters.get(cluster) ?? []), point]);
    }
  });
  const style = { class: "joined", stroke: theme.colors.reference, "stroke-width": 0.8 * theme.lineWidth };
  const lines = [...clusters.values()].flatMap((members) =>
    members.slice(1).map((member, i) => line(members[i]!.x, members[i]!.y, member.x, member.y, style)),
  );
  return group({ class: "pairs" }, lines);
}
