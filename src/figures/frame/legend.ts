import type { Markup } from "./svg.js";
import { LINE_HEIGHT, middleText, SMALL } from "./text.js";
import { textWidth, wrapText } from "./text-width.js";
import type { Theme } from "./theme.js";

/** An entry of a legend: a swatch, drawn around its middle line, and what it means. */
export interface LegendItem {
  readonly text: string;
  /** Width of the swatch, in px, where the usual one will not do. */
  readonly swatchWidth?: number;
  /** Height of the swatch, in px, where it is taller than a line. */
  readonly swatchHeight?: number;
  /** Draws into the box from `x` to `x + width`, centred on `y`. */
  swatch(x: number, y: number, width: number): readonly Markup[];
}

/** An entry with its place in a row, before the row's height is known. */
interface PlacedItem {
  readonly item: LegendItem;
  readonly left: number;
  readonly swatch: number;
  readonly lines: readonly string[];
}

/** Entries side by side, as many a line as fit, between `x` and `x + width`, from `y` down. */
export function legend(
  items: readonly LegendItem[],
  x: number,
  y: number,
  width: number,
  theme: Theme,
): { readonly markup: Markup[]; readonly height: number } {
  const size = SMALL * theme.fontSize;
  const gap = 0.5 * size;
  const lineHeight = LINE_HEIGHT * size * 1.08;
  const rows: PlacedItem[][] = [];
  let left = x;
  for (const item of items) {
    const swatch = item.swatchWidth ?? 2.1 * size;
    const whole = swatch + gap + textWidth(item.text, theme, size);
    const lines = wrapText(item.text, width - swatch - gap, theme, size);
    if (rows.length === 0 || (left > x && left + whole > x + width)) {
      rows.push([]);
      left = x;
    }
    rows.at(-1)!.push({ item, left, swatch, lines });
    left += Math.min(whole, width) + 1.6 * size;
  }
  const markup: Markup[] = [];
  let top = y;
  for (const row of rows) {
    const first = Math.max(lineHeight, ...row.map(({ item }) => item.swatchHeight ?? 0));
    const middle = top + first / 2;
    for (const { item, left: start, swatch, lines } of row) {
      markup.push(...item.swatch(start, middle, swatch));
      markup.push(
        ...lines.map((text, i) => middleText(start + swatch + gap, middle + i * lineHeight, text, theme, { size })),
      );
    }
    top += first + (Math.max(...row.map(({ lines }) => lines.length)) - 1) * lineHeight;
  }
  return { markup, height: top - y };
}
