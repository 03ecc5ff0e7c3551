import { type Attributes, element, escapeText, type Markup } from "./svg.js";
import { type FontWeight, lacksGlyphs, oneLine, textWidth, wrapText } from "./text-width.js";
import type { Theme } from "./theme.js";

/** Which end of a text its point is. */
export type Anchor = "start" | "middle" | "end";

/** How a text is set. */
export interface TextStyle {
  readonly anchor?: Anchor;
  readonly size?: number;
  readonly weight?: FontWeight;
  readonly fill?: string;
  /** Degrees, clockwise, about the text's own point. */
  readonly rotate?: number;
}

/** Distance between lines, in multiples of the font size. */
export const LINE_HEIGHT = 1.25;
/** How far the baseline lies below the middle of the capitals, in multiples of the font size. */
const MIDDLE_TO_BASELINE = 0.358;
/** Least ratio of notes' type to the figure's. */
export const SMALL = 0.9;

/** One line of text whose baseline is at `y`. */
export function textLine(x: number, y: number, content: string, theme: Theme, style: TextStyle = {}): Markup {
  const { anchor = "start", size = theme.fontSize, weight = "normal", fill, rotate } = style;
  const text = oneLine(content);
  if (text === "") return "";
  return element(
    "text",
    {
      x,
      y,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "font-size": size === theme.fontSize ? undefined : size,
      "font-weight": weight === "normal" ? undefined : weight,
      fill,
      ...fitted(text, theme, size, weight),
      transform: rotate === undefined ? undefined : `rotate(${rotate} ${round(x)} ${round(y)})`,
    },
    escapeText(text),
  );
}

/** Texts shorter than this stay short in any font. */
const LEAST_FITTED = 4;

/**
 * Holds a text to the width that was reckoned for it, so that it keeps clear of its neighbours where the font is another one
 * than Arial. A text with characters whose widths are not known stays as it is.
 */
function fitted(text: string, theme: Theme, size: number, weight: FontWeight): Attributes {
  if (text.length < LEAST_FITTED || lacksGlyphs(text)) return {};
  return { textLength: textWidth(text, theme, size, weight), lengthAdjust: "spacingAndGlyphs" };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** One line of text whose capitals are centred on `y`. */
export function middleText(x: number, y: number, content: string, theme: Theme, style: TextStyle = {}): Markup {
  const size = style.size ?? theme.fontSize;
  return textLine(x, y + MIDDLE_TO_BASELINE * size, content, theme, style);
}

/** Text over several lines, the first baseline at `y`; with its height. */
export function paragraph(
  x: number,
  y: number,
  width: number,
  content: string,
  theme: Theme,
  style: TextStyle = {},
): { readonly markup: Markup[]; readonly height: number } {
  const size = style.size ?? theme.fontSize;
  if (oneLine(content) === "") return { markup: [], height: 0 };
  const lines = wrapText(content, width, theme, size, style.weight);
  return {
    markup: lines.map((text, i) => textLine(x, y + i * LINE_HEIGHT * size, text, theme, style)),
    height: lines.length * LINE_HEIGHT * size,
  };
}
