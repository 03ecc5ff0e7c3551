import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  symbolWye,
} from "d3-shape";
import { type Attributes, element, formatCoordinate, type Markup } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";

/** Marks of groups in order; together with the colours they keep groups apart in grey. */
const GROUP_SHAPES: readonly SymbolType[] = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolWye];
const GROUP_DASHES: readonly (string | undefined)[] = [undefined, "7 3", "2 2", "9 3 2 3", "12 4", "1 3"];

/** Shape of group number `index`. */
export function groupShape(index: number): SymbolType {
  return GROUP_SHAPES[index % GROUP_SHAPES.length]!;
}

/** Dashes of the curve of group number `index`; the first is solid. */
export function groupDash(index: number): string | undefined {
  return GROUP_DASHES[index % GROUP_DASHES.length];
}

/** A mark at (x, y) with the area of a circle of radius `radius`. Circles are circles, the other shapes paths. */
export function marker(
  shape: SymbolType,
  x: number,
  y: number,
  radius: number,
  attributes: Attributes,
  ...children: readonly Markup[]
): Markup {
  if (shape === symbolCircle) return element("circle", { cx: x, cy: y, r: radius, ...attributes }, ...children);
  const d = symbol(shape, Math.PI * radius * radius).digits(2)() ?? "";
  const transform = `translate(${formatCoordinate(x)} ${formatCoordinate(y)})`;
  return element("path", { transform, d, ...attributes }, ...children);
}

/** A cross (✕ turned or +) of half-width `radius`, for points that stand for a summary. */
export function plusPath(x: number, y: number, radius: number): string {
  const [cx, cy, r] = [formatCoordinate(x), formatCoordinate(y), formatCoordinate(radius)];
  return `M${cx},${cy}m-${r},0h${formatCoordinate(2 * radius)}m-${r},-${r}v${formatCoordinate(2 * radius)}`;
}

/** Radius of a mark whose area stands for `size` among sizes up to `largest`; never too small to see. */
export function areaRadius(size: number, largest: number, maximum: number, minimum = 1.8): number {
  if (!(largest > 0 && size > 0)) return minimum;
  return Math.max(minimum, maximum * Math.sqrt(size / largest));
}

/** How the mark of a study looks. */
export const studyStyle = (color: string, theme: Theme): Readonly<Record<string, string | number>> => ({
  fill: color,
  "fill-opacity": "0.3",
  stroke: color,
  "stroke-width": theme.lineWidth,
});
