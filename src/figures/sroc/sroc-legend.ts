import { fill, formatLevel } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import type { Theme } from "../frame/theme.js";
import { groupDash, groupShape } from "../marks/markers.js";
import {
  boxSwatch,
  dashedStyle,
  filledStyle,
  lineSwatch,
  markSwatch,
  studiesItem,
  swatches,
} from "../marks/swatches.js";
import { type Drawing, reachesBeyond } from "./sroc-layers.js";
import type { SrocPlotOptions } from "./sroc-options.js";
import { curveText, groupText } from "./sroc-words.js";

/** The legend: per group where there are several, per layer where there is one. */
export function srocLegend(drawings: readonly Drawing[], options: SrocPlotOptions, theme: Theme): LegendItem[] {
  const { labels, lineWidth, fontSize } = theme;
  const items: LegendItem[] = [];
  const several = drawings.length > 1;
  const stroke = (color: string, dash?: string, width = 1.6) =>
    lineSwatch({ stroke: color, "stroke-width": width * lineWidth, "stroke-dasharray": dash });
  for (const drawing of drawings) {
    const { group: data, color, index } = drawing;
    if (several) {
      items.push({
        text: groupText(data, index, theme),
        swatch: swatches(
          ...(data.sroc ? [stroke(color, groupDash(index))] : []),
          markSwatch(groupShape(index), 0.36 * fontSize, { fill: color }),
        ),
      });
      continue;
    }
    items.push(studiesItem(fill(labels.srocStudies, { k: data.studies.length }), color, theme, 0.34));
    if (data.summary) {
      items.push({
        text: labels.srocSummaryPoint,
        swatch: markSwatch(groupShape(3), 0.4 * fontSize, { fill: theme.colors.text }),
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
      swatch: boxSwatch(filledStyle(color, theme), theme),
    });
  }
  const prediction = options.predictionRegion === false ? undefined : shown("prediction");
  if (prediction) {
    items.push({
      text: fill(labels.srocPrediction, { level: formatLevel(prediction.group.regions!.level, theme) }),
      swatch: boxSwatch(dashedStyle(color, theme), theme),
    });
  }
  if (options.extrapolate && drawings.some(({ group: { sroc } }) => reachesBeyond(sroc))) {
    items.push({ text: labels.srocExtrapolated, swatch: stroke(color, "1.5 3", 1.2) });
  }
  return items;
}
