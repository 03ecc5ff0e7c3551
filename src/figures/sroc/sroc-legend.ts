import { symbolCross } from "d3-shape";
import { fill, formatFixed, formatLevel } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import type { Theme } from "../frame/theme.js";
import { groupDash, groupShape, marker, studyStyle } from "../marks/markers.js";
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
import { levelsOf, shownJudgements, sizeRadius, sizeRange } from "./sroc-studies.js";
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
    items.push(...studyItems(drawing, drawings, options, theme));
    if (data.summary) {
      items.push({
        text: labels.srocSummaryPoint,
        swatch: markSwatch(groupShape(3), 0.4 * fontSize, { fill: theme.colors.text }),
      });
    }
    if (data.sroc && data.sroc.curve.length > 0) items.push({ text: curveText(data, theme), swatch: stroke(color) });
  }
  if (!options.weights && options.quality === undefined) items.push(...sizesItem(drawings, theme));
  if (options.quality !== undefined) items.push(...judgementItems(options, theme));
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

/** The entries of one group's studies: one, or one for each level that they are coloured by. */
function studyItems(
  { group: { studies }, color }: Drawing,
  drawings: readonly Drawing[],
  options: SrocPlotOptions,
  theme: Theme,
): LegendItem[] {
  const levels = levelsOf(drawings, options, theme);
  const radius = 0.34 * theme.fontSize;
  const text = fill(theme.labels.srocStudies, { k: studies.length });
  if (options.weights) return [{ text, swatch: markSwatch(symbolCross, 0.3 * theme.fontSize, { fill: color }) }];
  if (options.quality !== undefined) return [];
  if (levels.length === 0) return [studiesItem(text, color, theme, 0.34)];
  return levels.map((level) => ({
    text: fill(theme.labels.srocGroup, { name: level.text, k: studies.filter(level.has).length }),
    swatch: markSwatch(groupShape(level.shape), radius, studyStyle(level.color, theme)),
  }));
}

/** No study has more people than safe integers. */
const MOST_POWER = 15;

/** Numbers of the form 1, 2, 5 × 10ⁿ among the sizes: the least, the largest, and one in the middle; the largest below them where none is among them. */
function niceSizes([smallest, largest]: readonly [number, number]): number[] {
  const all: number[] = [];
  for (let power = 0; power <= MOST_POWER && 10 ** power <= largest; power++)
    all.push(...[1, 2, 5].map((step) => step * 10 ** power));
  const below = all.filter((size) => size <= largest);
  const among = below.filter((size) => size >= smallest);
  if (among.length === 0) return below.slice(-1);
  const places = new Set([0, Math.floor(among.length / 2), among.length - 1]);
  return among.filter((_, i) => places.has(i));
}

/** What the circles' areas stand for. */
function sizesItem(drawings: readonly Drawing[], theme: Theme): LegendItem[] {
  const [smallest, largest] = sizeRange(drawings);
  const sizes = niceSizes([smallest, largest]);
  if (sizes.length === 0) return [];
  const radii = sizes.map((size) => sizeRadius(size, largest, theme));
  const gap = 0.35 * theme.fontSize;
  const color = theme.colors.muted;
  return [
    {
      text: fill(theme.labels.srocSizes, { sizes: sizes.map((size) => formatFixed(size, 0, theme)).join(", ") }),
      swatchHeight: 2 * Math.max(...radii) + 2,
      swatchWidth: radii.reduce((sum, radius) => sum + 2 * radius + gap, 0),
      swatch(x, y) {
        let left = x;
        return radii.map((radius) => {
          const drawn = marker(groupShape(0), left + radius, y, radius, studyStyle(color, theme));
          left += 2 * radius + gap;
          return drawn;
        });
      },
    },
  ];
}

/** The colours of the judgements in the pies. */
function judgementItems(options: SrocPlotOptions, theme: Theme): LegendItem[] {
  return shownJudgements(options).map((judgement) => ({
    text: judgement?.label ?? theme.labels.quadasMissing,
    swatch: markSwatch(groupShape(0), 0.42 * theme.fontSize, {
      fill: theme.colors.judgements[judgement?.role ?? "missing"],
      stroke: theme.colors.axis,
      "stroke-width": 0.6 * theme.lineWidth,
    }),
  }));
}
