import Papa from "papaparse";
import { rejectEmpty } from "./csv-text.js";

/** Whether a row names the columns that a reader wants. */
export type IsHeader = (cells: readonly string[]) => boolean;

/** Where the table of a text begins, and what separates its fields. */
export interface TableStart {
  readonly delimiter: string;
  /** The text from the header on. */
  readonly rest: string;
  /** Line of the file with which `rest` begins, from 1. */
  readonly line: number;
  /** What stands above the header: titles and the like. */
  readonly titles: readonly string[];
  /** Whether there is a header that was taken for one. */
  readonly found: boolean;
}

const DELIMITERS = [",", ";", "\t"] as const;
/** Titles are looked for in so many characters and rows. */
const LONGEST_TITLES = 20_000;
const MOST_TITLES = 60;

/** How many line breaks the cells of a row hold. */
export function lineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (let i = cell.indexOf("\n"); i >= 0; i = cell.indexOf("\n", i + 1)) count += 1;
  return count;
}

/**
 * Finds the header: the first row that `isHeader` takes, cut by whichever delimiter gives it the most columns; rows above it
 * are titles. Without such a row the table begins with the first one that isn't blank, cut by the delimiter that occurs in it
 * most often, so that messages can say what is wrong with it. Excel's `sep=` line says the delimiter.
 */
export function findHeader(text: string, isHeader: IsHeader): TableStart {
  const separator = /^\s*"?sep=(.)"?[ \t]*\n/i.exec(text);
  const skipped = separator?.[0] ?? "";
  const body = text.slice(skipped.length);
  const line = 1 + (skipped.match(/\n/g)?.length ?? 0);
  if (!/\S/.test(body)) rejectEmpty();
  const delimiters = separator === null ? DELIMITERS : [separator[1]!];
  const starts = delimiters.flatMap((delimiter) => headerIn(body, delimiter, isHeader) ?? []);
  const [best] = starts.sort((x, y) => y.width - x.width);
  if (best === undefined) {
    const delimiter = separator?.[1] ?? commonDelimiter(body);
    return { delimiter, rest: body, line, titles: [], found: false };
  }
  const { delimiter, lines, titles } = best;
  let at = 0;
  for (let i = 0; i < lines; i++) at = body.indexOf("\n", at) + 1;
  return { delimiter, rest: body.slice(at), line: line + lines, titles, found: true };
}

interface Found {
  readonly delimiter: string;
  /** Filled cells of the header. */
  readonly width: number;
  /** Lines above it. */
  readonly lines: number;
  readonly titles: readonly string[];
}

function headerIn(body: string, delimiter: string, isHeader: IsHeader): Found | null {
  const { data } = Papa.parse<string[]>(body.slice(0, LONGEST_TITLES), {
    delimiter,
    newline: "\n",
    preview: MOST_TITLES,
  });
  const titles: string[] = [];
  let lines = 0;
  for (const row of data) {
    const cells = row.map((cell) => cell.trim());
    const filled = cells.filter((cell) => cell !== "");
    if (isHeader(cells)) return { delimiter, width: filled.length, lines, titles };
    if (filled.length > 0) titles.push(filled.join(" "));
    lines += 1 + lineBreaks(row);
  }
  return null;
}

/** The delimiter that occurs most often, outside quotes, in the first line that isn't blank. */
function commonDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (let i = text.search(/\S/); i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "\n") break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return [...DELIMITERS].sort((x, y) => counts.get(y)! - counts.get(x)!)[0]!;
}
