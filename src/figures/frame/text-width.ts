import { BOLD_WIDTHS, REGULAR_WIDTHS, UNITS_PER_EM } from "./font-widths.js";
import type { Theme } from "./theme.js";

/** The two weights that figures are set in. */
export type FontWeight = "normal" | "bold";

function widthTable(rows: readonly (readonly [number, string])[]): ReadonlyMap<number, number> {
  const table = new Map<number, number>();
  for (const [first, widths] of rows) {
    for (let i = 0; i < widths.length; i += 3) {
      table.set(first + i / 3, Number.parseInt(widths.slice(i, i + 3), 16) / UNITS_PER_EM);
    }
  }
  return table;
}

const tables = { normal: widthTable(REGULAR_WIDTHS), bold: widthTable(BOLD_WIDTHS) };

/** Marks that stand on the letter before them, and characters without any width. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Width of a character that the table doesn't have, in em: letters of most scripts 0.75, ideographs and pictures more. */
function fallbackWidth(character: string, code: number): number {
  if (ZERO_WIDTH.test(character)) return 0;
  if (code >= 0x1f000 && code < 0x20000) return 1.4;
  if (code >= 0x1100) return 1.05;
  return 0.75;
}

/** Width of a text on one line, in px: the sum of its characters' advance widths, without kerning. */
export function textWidth(text: string, theme: Theme, size = theme.fontSize, weight: FontWeight = "normal"): number {
  const table = tables[weight];
  let em = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    em += table.get(code) ?? fallbackWidth(character, code);
  }
  return em * size * theme.fontWidth;
}

/** A label on one line: every run of white space, line breaks among them, becomes one space; no-break spaces stay. */
export function oneLine(text: string): string {
  return text.replace(/[^\S\u00a0\u202f]+/g, " ").trim();
}

/** Splits a word that is wider than a line. */
function splitWord(word: string, fits: (text: string) => boolean): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && !fits(part + character)) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  parts.push(part);
  return parts;
}

/** Breaks a text into lines no wider than `width`, at spaces where it can, inside words where it must. Nothing is lost. */
export function wrapText(
  text: string,
  width: number,
  theme: Theme,
  size = theme.fontSize,
  weight: FontWeight = "normal",
): string[] {
  const fits = (candidate: string): boolean => textWidth(candidate, theme, size, weight) <= width;
  const lines: string[] = [];
  let current = "";
  for (const word of oneLine(text).split(" ")) {
    const candidate = current === "" ? word : `${current} ${word}`;
    if (fits(candidate)) {
      current = candidate;
      continue;
    }
    if (current !== "") lines.push(current);
    const parts = splitWord(word, fits);
    current = parts.pop() ?? "";
    lines.push(...parts);
  }
  lines.push(current);
  return lines;
}

/** Whether a text has visible characters that Arimo, as far as the tables know it, doesn't have. */
export function lacksGlyphs(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0x20 && !tables.normal.has(code) && !ZERO_WIDTH.test(character)) return true;
  }
  return false;
}
