import { fill, formatLevel } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import { element, line } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { groupDash, groupShape, marker, studyStyle } from "../marks/markers.js";
import { type Drawing, reachesBeyond } from "./sroc-layers.js";
import type { SrocPlotOptions } from "./sroc-options.js";
import { curveText, groupText } from "./sroc-words.js";

/** The legend: per group where there are several, per layer where there is one. */
export function srocLegend(drawings: readonly Drawing[], options: SrocPlotOptions, theme: Theme): LegendItem[] {
  const { labels, lineWidth, fontSize } = theme;
  const items: LegendItem[] = [];
  const several = drawings.length > 1;
  const stroke =
    (color: string, dash?: string, width = 1.6) =>
    (x: number, y: number, length: number) => [
      line(x, y, x + length, y, { stroke: color, "stroke-width": width * lineWidth, "stroke-dasharray": dash }),
    ];
  for (const drawing of drawings) {
    const { group: data, color, index } = drawing;
    if (several) {
      items.push({
        text: groupText(data, index, theme),
        swatch: (x, y, width) => [
          ...(data.sroc ? stroke(color, groupDash(index))(x, y, width) : []),
          marker(groupShape(index), x + width / 2, y, 0.36 * fontSize, { fill: color }),
        ],
      });
      continue;
    }
    items.push({
      text: fill(labels.srocStudies, { k: data.studies.length }),
      swatch: (x, y, width) => [
        marker(groupShape(0), x + width / 2, y, 0.34 * fontSize, { ...studyStyle(color, theme) }),
      ],
    });
    if (data.summary) {
      items.push({
        text: labels.srocSummaryPoint,
        swatch: (x, y, width) => [marker(groupShape(3), x + width / 2, y, 0.4 * fontSize, { fill: theme.colors.text })],
      });
    }
    if (data.sroc && data.sroc.curve.length > 0) items.push({ text: curveText(data, theme), swatch: stroke(color) });
  }
  const color = several ? theme.colors.muted : drawings[0]!.color;
  const shown = (kind: "confidence" | "prediction"): Drawing | undefined =>
    drawings.find(({ group: { regions } }) => regions?.[kind]);
  const confidence = options.confidenceRegion === false ? undefined : shown("confidence");
  if (confidence) {
    items.push({
      text: fill(labels.srocConfidence, { level: formatLevel(confidence.group.regions!.level, theme) }),
      swatch: (x, y, width) => [
        element("rect", {
          x,
          y: y - 0.32 * fontSize,
          width,
          height: 0.64 * fontSize,
          fill: color,
          "fill-opacity": "0.14",
          stroke: color,
          "stroke-width": lineWidth,
        }),
      ],
    });
  }
  const prediction = options.predictionRegion === false ? undefined : shown("prediction");
  if (prediction) {
    items.push({
      text: fill(labels.srocPrediction, { level: formatLevel(prediction.group.regions!.level, theme) }),
      swatch: (x, y, width) => [
        element("rect", {
          x,
          y: y - 0.32 * fontSize,
          width,
          height: 0.64 * fontSize,
          fill: "none",
          stroke: color,
          "stroke-width": lineWidth,
          "stroke-dasharray": "5 3",
        }),
      ],
    });
  }
  if (options.extrapolate && drawings.some(({ group: { sroc } }) => reachesBeyond(sroc))) {
    items.push({ text: labels.srocExtrapolated, swatch: stroke(color, "1.5 3", 1.2) });
  }
  return items;
}
