import type { Markup } from "./svg.js";
import { LINE_HEIGHT, middleText, SMALL } from "./text.js";
import { textWidth, wrapText } from "./text-width.js";
import type { Theme } from "./theme.js";

/** An entry of a legend: a swatch, drawn around its middle line, and what it means. */
export interface LegendItem {
  readonly text: string;
  /** Draws into the box from `x` to `x + width`, centred on `y`. */
  swatch(x: number, y: number, width: number): readonly Markup[];
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
  const swatch = 2.1 * size;
  const gap = 0.5 * size;
  const between = 1.6 * size;
  const lineHeight = LINE_HEIGHT * size * 1.08;
  const markup: Markup[] = [];
  let left = x;
  let top = y;
  let rowLines = 0;
  for (const item of items) {
    const whole = swatch + gap + textWidth(item.text, theme, size);
    if (left > x && left + whole > x + width) {
      left = x;
      top += rowLines * lineHeight;
      rowLines = 0;
    }
    const lines = wrapText(item.text, width - swatch - gap, theme, size);
    const middle = top + lineHeight / 2;
    markup.push(...item.swatch(left, middle, swatch));
    lines.forEach((text, i) => {
      markup.push(middleText(left + swatch + gap, middle + i * lineHeight, text, theme, { size }));
    });
    rowLines = Math.max(rowLines, lines.length);
    left += Math.min(whole, width) + between;
  }
  return { markup, height: top + rowLines * lineHeight - y };
}
