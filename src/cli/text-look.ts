import pc from "picocolors";
import type { TextStyle } from "../report/render/render-text.js";
import type { Terminal } from "./terminal.js";

/** Wider lines are hard to read, however wide the terminal is. */
const WIDEST = 100;
const NARROWEST = 40;

/** How text is set: what `renderText` takes. */
export interface TextLook {
  readonly width: number;
  readonly style: TextStyle;
}

/** Text on a stream: as wide as its terminal, up to 100 columns, and in colours where it takes them. */
export function textLook({ colors, columns }: Terminal): TextLook {
  const { bold, yellow, dim } = pc.createColors(colors);
  return {
    width: Math.max(NARROWEST, Math.min(WIDEST, columns ?? WIDEST)),
    style: { heading: bold, warning: yellow, faint: dim },
  };
}

/** The word before every message of an error. */
export function errorWord({ colors }: Terminal): string {
  const { bold, red } = pc.createColors(colors);
  return bold(red("error:"));
}
