import { checkText } from "../../../base/checks.js";
import { makePaper, type Paper, type RawBlock, tidy } from "../paper.js";

const SYMBOLS: Readonly<Record<string, string>> = {
  kappa: "κ",
  chi: "χ",
  tau: "τ",
  rho: "ρ",
  times: "×",
  leq: "≤",
  geq: "≥",
  pm: "±",
};

/** Markdown's marks taken away: links and emphasis keep their words, formulas become symbols. */
function plain(text: string): string {
  return tidy(
    text
      .replace(/<!--[\s\S]*?-->|<[a-z/][^>]*>/gi, "")
      .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
      .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\((?:[^()]|\([^)]*\))*\)/g, "$1")
      .replace(/\\([a-z]+)\b/g, (whole, name: string) => SYMBOLS[name] ?? whole)
      .replace(/\$([^$\n]{1,60})\$/g, "$1")
      .replace(/\*\*|__/g, "")
      .replace(/(^|[\s(])[*_](\S(?:[^*_\n]*\S)?)[*_](?=[\s).,;:]|$)/g, "$1$2"),
  );
}

const TABLE_ROW = /^\s*\|.*\|\s*$/;
const TABLE_RULE = /^\s*\|[\s:|-]+\|\s*$/;

/** A line that stands alone, is short and has no end: the heading of a plain text. */
function isBareHeading(text: string): boolean {
  return (
    text.length <= 90 &&
    /^[A-Z]/.test(text) &&
    !/[.,;:!?]$/.test(text) &&
    !/\d\s*[([]|=|%|@/.test(text) &&
    /[a-z]{3}/i.test(text)
  );
}

function blockOf(lines: readonly string[], marked: boolean): RawBlock[] {
  const first = lines[0]!;
  const hashes = /^(#{1,6})\s+(.*?)\s*#*$/.exec(first);
  if (hashes !== null) {
    const heading: RawBlock = { kind: "heading", level: hashes[1]!.length, text: plain(hashes[2]!) };
    return lines.length === 1 ? [heading] : [heading, ...blockOf(lines.slice(1), marked)];
  }
  if (lines.every((line) => TABLE_ROW.test(line))) {
    const rows = lines
      .filter((line) => !TABLE_RULE.test(line))
      .map((line) => line.trim().slice(1, -1).split("|").map(plain));
    return [{ kind: "table", caption: "", rows }];
  }
  const text = plain(lines.join("\n"));
  if (text === "") return [];
  return !marked && lines.length === 1 && isBareHeading(text)
    ? [{ kind: "heading", level: 2, text }]
    : [{ kind: "paragraph", text }];
}

/** Lines in groups with blank lines between. */
export function lineGroups(text: string): string[][] {
  const groups: string[][] = [];
  let open: string[] = [];
  for (const line of [...text.split(/\r\n|\r|\n/), ""]) {
    if (line.trim() !== "") open.push(line);
    else if (open.length > 0) {
      groups.push(open);
      open = [];
    }
  }
  return groups;
}

/**
 * A paper's plain text or Markdown: paragraphs with blank lines between, headings by `#`, or where no line has one by their
 * looks. `readPaper` reads the other formats.
 *
 * @example
 * ```ts
 * import { readPaperText } from "dta-meta/published";
 *
 * const { title, blocks } = readPaperText("# A review\n\n## Results\n\nTwelve studies were pooled.");
 * title; // "A review"
 * blocks.map(({ kind }) => kind); // ["heading", "heading", "paragraph"]
 * ```
 */
export function readPaperText(text: string): Paper {
  const groups = lineGroups(checkText("text", text, "the text of a paper"));
  const marked = groups.some(([first]) => /^#{1,6}\s/.test(first!));
  return makePaper(
    "text",
    groups.flatMap((lines) => blockOf(lines, marked)),
  );
}
