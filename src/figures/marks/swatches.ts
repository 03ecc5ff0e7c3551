import type { SymbolType } from "d3-shape";
import type { LegendItem } from "../frame/legend.js";
import { type Attributes, element, line } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { groupShape, marker, studyStyle } from "./markers.js";

type Swatch = LegendItem["swatch"];

/** A line. */
export const lineSwatch =
  (attributes: Attributes): Swatch =>
  (x, y, width) => [line(x, y, x + width, y, attributes)];

/** A mark, in the middle. */
export const markSwatch =
  (shape: SymbolType, radius: number, attributes: Attributes): Swatch =>
  (x, y, width) => [marker(shape, x + width / 2, y, radius, attributes)];

/** A region or a bar. */
export const boxSwatch =
  (attributes: Attributes, { fontSize }: Theme): Swatch =>
  (x, y, width) => [element("rect", { x, y: y - 0.32 * fontSize, width, height: 0.64 * fontSize, ...attributes })];

/** Several swatches, one over the other. */
export const swatches =
  (...parts: readonly Swatch[]): Swatch =>
  (x, y, width) =>
    parts.flatMap((swatch) => swatch(x, y, width));

/** The entry of ordinary studies. */
export const studiesItem = (text: string, color: string, theme: Theme, radius = 0.33): LegendItem => ({
  text,
  swatch: markSwatch(groupShape(0), radius * theme.fontSize, studyStyle(color, theme)),
});

/** The entry of studies that stand out. */
export const outliersItem = (text: string, theme: Theme): LegendItem => ({
  text,
  swatch: markSwatch(groupShape(3), 0.38 * theme.fontSize, studyStyle(theme.colors.accent, theme)),
});

/** How a region that is filled looks. */
export const filledStyle = (color: string, { lineWidth }: Theme): Attributes => ({
  fill: color,
  "fill-opacity": "0.14",
  stroke: color,
  "stroke-width": lineWidth,
});

/** How a region that is dashed looks. */
export const dashedStyle = (color: string, { lineWidth }: Theme): Attributes => ({
  fill: "none",
  stroke: color,
  "stroke-width": lineWidth,
  "stroke-dasharray": "5 3",
});
