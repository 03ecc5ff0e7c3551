import type { Paper, PaperBlock } from "./paper.js";

/** Signs of full width, which Chinese and Japanese typesetters set, beside those that stand for them here. */
const WIDE: Readonly<Record<string, string>> = {
  "（": "(",
  "）": ")",
  "［": "[",
  "］": "]",
  "：": ":",
  "；": ";",
  "，": ",",
  "．": ".",
  "％": "%",
  "＝": "=",
  "＜": "<",
  "＞": ">",
  "～": "–",
  "\u00a0": " ",
  "\u2009": " ",
  "\u202f": " ",
};
const WIDE_SIGNS = new RegExp(`[${Object.keys(WIDE).join("").replace(/[[\]]/g, "")}０-９]`, "g");

const CITED = /\[[\d,;\s–-]+\]/g;
const COMMA_DECIMAL = /(?<![\d.,])(?:0,\d{1,5}|\d{1,3},(?:\d{1,2}|\d{4,5}))(?![\d,])/g;
const POINT_DECIMAL = /\d\.\d|(?<!\w)\.\d/g;
/** As many decimal commas as make it sure that they are none of a list without blanks. */
const ENOUGH = 3;

/** Whether a paper writes 0,92 for 0.92. */
function hasDecimalCommas(text: string): boolean {
  const told = text.replace(CITED, "");
  const commas = told.match(COMMA_DECIMAL)?.length ?? 0;
  return commas >= ENOUGH && commas > 2 * (told.match(POINT_DECIMAL)?.length ?? 0);
}

/** "84 per cent", the sign in place of the words and blanks behind it. */
const PER_CENT = /\bper ?cent\b/gi;

const plainSigns = (text: string): string =>
  text
    .replace(PER_CENT, (words) => "%".padEnd(words.length))
    .replace(WIDE_SIGNS, (sign) => WIDE[sign] ?? String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** 1.234,5 as 1,234.5; what stands in brackets of citations stays. */
const withPoints = (text: string): string =>
  text.replace(/\[[\d,;\s–-]+\]|\d[\d.,]*\d/g, (number) => {
    if (number.startsWith("[")) return number;
    const thousands = number.replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, "\u0000");
    return thousands.replace(/,/g, ".").replaceAll("\u0000", ",");
  });

/**
 * The paper in signs as English papers set them: full-width signs, decimal commas and "per cent" replaced in their own length, so that every place in
 * the text stays where it is. What is quoted comes from the paper itself.
 */
export function plainScript(paper: Paper): Paper {
  const commas = hasDecimalCommas(paper.text);
  const plain = (text: string): string => (commas ? withPoints(plainSigns(text)) : plainSigns(text));
  return {
    ...paper,
    text: plain(paper.text),
    blocks: paper.blocks.map(
      (block): PaperBlock =>
        block.kind === "table"
          ? { ...block, rows: block.rows.map((row) => row.map((cell) => ({ ...cell, text: plain(cell.text) }))) }
          : { ...block, text: plain(block.text) },
    ),
  };
}

/** Letters without their accents, one for one, to find words by. */
export const unaccented = (text: string): string =>
  text.replace(/[À-ɏ’]/g, (letter) => {
    if (letter === "’") return "'";
    const base = letter.normalize("NFD")[0]!;
    return base.length === 1 ? base : letter;
  });
