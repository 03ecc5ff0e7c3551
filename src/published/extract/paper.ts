/** A piece of a paper, with its place in the paper's text. */
export type PaperBlock =
  | {
      /** A heading. */
      readonly kind: "heading";
      /** 1 for the highest. */
      readonly level: number;
      /** Its words. */
      readonly text: string;
      /** Where it begins in the paper's text, in characters. */
      readonly start: number;
    }
  | {
      /** A paragraph. */
      readonly kind: "paragraph";
      /** Its words. */
      readonly text: string;
      /** Where it begins in the paper's text, in characters. */
      readonly start: number;
    }
  | {
      /** A table. */
      readonly kind: "table";
      /** Its caption. */
      readonly caption: string;
      /** Its cells, row by row. */
      readonly rows: readonly (readonly Cell[])[];
      /** Where it begins in the paper's text, in characters. */
      readonly start: number;
    };

/** A cell of a table, with its place in the paper's text. */
export interface Cell {
  /** What the cell says. */
  readonly text: string;
  /** Where it begins in the paper's text, in characters. */
  readonly start: number;
}

/** The text of a paper, whatever format it came in, and what it is made of. */
export interface Paper {
  /** The format that was read: `html`, `jats`, `docx`, `pdf`, `text`, `csv`. */
  readonly format: string;
  /** `null` where the paper gives none. */
  readonly title: string | null;
  /** `null` where the paper gives none. */
  readonly doi: string | null;
  /** Everything in reading order; spans count its characters. */
  readonly text: string;
  /** Headings, paragraphs and tables, in reading order. */
  readonly blocks: readonly PaperBlock[];
}

/** A block before it has a place. */
export type RawBlock =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly caption: string; readonly rows: readonly (readonly string[])[] };

/** Text on one line: runs of white space are one space, soft hyphens are gone. */
export const tidy = (text: string): string =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The end of a sentence, of a caption, of an introduction to a list. */
const ENDED = /[.!?:][)\]"”’]*$/;
const CAPTION = /^(?:figure|fig\.?|table)\s+\w+/i;

/** Paragraphs that a page break cut in two, in one piece again. */
function mended(blocks: readonly RawBlock[]): RawBlock[] {
  const whole: RawBlock[] = [];
  for (const block of blocks) {
    const before = whole[whole.length - 1];
    const continues =
      block.kind === "paragraph" &&
      before?.kind === "paragraph" &&
      !ENDED.test(before.text) &&
      !CAPTION.test(before.text) &&
      /^[a-z0-9(.,;]/.test(block.text);
    if (continues) whole[whole.length - 1] = { kind: "paragraph", text: `${before.text} ${block.text}` };
    else whole.push(block);
  }
  return whole;
}

const DOI = /\b10\.\d{4,9}\/[^\s"<>\])}]+/;

/** Puts blocks into one text and gives each its place in it. */
export function makePaper(
  format: string,
  raw: readonly RawBlock[],
  known: { readonly title?: string | null; readonly doi?: string | null } = {},
): Paper {
  let text = "";
  const blocks: PaperBlock[] = [];
  const put = (piece: string): number => {
    const start = text.length;
    text += piece;
    return start;
  };
  for (const block of mended(raw)) {
    if (text !== "") put("\n\n");
    const start = text.length;
    if (block.kind !== "table") {
      put(block.text);
      blocks.push({ ...block, start });
      continue;
    }
    if (block.caption !== "") put(`${block.caption}\n`);
    const rows = block.rows.map((row, i) => {
      if (i > 0) put("\n");
      return row.map((cell, j): Cell => {
        if (j > 0) put("\t");
        return { text: cell, start: put(cell) };
      });
    });
    blocks.push({ kind: "table", caption: block.caption, rows, start });
  }
  const headed = blocks.find((block) => block.kind === "heading");
  const before = text.slice(0, indexOfReferences(text));
  return {
    format,
    title: known.title ?? (headed?.kind === "heading" ? headed.text : null),
    doi: known.doi ?? DOI.exec(before)?.[0].replace(/[.,;]+$/, "") ?? null,
    text,
    blocks,
  };
}

function indexOfReferences(text: string): number {
  const at = text.search(/\n(?:references|bibliography|literature cited)\n/i);
  return at < 0 ? text.length : at;
}
