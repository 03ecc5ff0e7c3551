import { checkBytes, checkText } from "../../base/checks.js";
import { DtaError, InputError } from "../../base/errors.js";
import { decodeText } from "../../tables/decode-text.js";
import type { Paper } from "./paper.js";
import { readCsv } from "./read/read-csv.js";
import { readDocx } from "./read/read-docx.js";
import { readHtml } from "./read/read-html.js";
import { readJats } from "./read/read-jats.js";
import { readPdf } from "./read/read-pdf.js";
import { readPaperText } from "./read/read-text.js";

interface Reader {
  /** Endings of file names. */
  readonly endings: readonly string[];
  /** Whether the content looks like it. */
  readonly looks: (bytes: Uint8Array, start: string) => boolean;
  readonly read: (bytes: Uint8Array) => Paper | Promise<Paper>;
}

const startsWith = (bytes: Uint8Array, ascii: string): boolean =>
  [...ascii].every((character, i) => bytes[i] === character.charCodeAt(0));

/** The formats that a paper can come in; what content says counts before what a name says. */
const READERS: Readonly<Record<string, Reader>> = {
  pdf: { endings: ["pdf"], looks: (bytes) => startsWith(bytes, "%PDF"), read: readPdf },
  docx: { endings: ["docx"], looks: (bytes) => startsWith(bytes, "PK"), read: readDocx },
  jats: {
    endings: ["xml", "nxml"],
    looks: (_, start) => /<article[\s>]/.test(start) && !/<html[\s>]/i.test(start),
    read: (bytes) => readJats(decodeText(bytes)),
  },
  html: {
    endings: ["html", "htm", "xhtml"],
    looks: (_, start) => /<!doctype html|<html[\s>]/i.test(start),
    read: (bytes) => readHtml(decodeText(bytes)),
  },
  csv: { endings: ["csv", "tsv"], looks: () => false, read: (bytes) => readCsv(decodeText(bytes)) },
  text: {
    endings: ["txt", "md", "markdown", "text"],
    looks: () => false,
    read: (bytes) => readPaperText(decodeText(bytes)),
  },
};

/** Endings of the files that `readPaper` reads. */
export const paperEndings: readonly string[] = Object.values(READERS).flatMap(({ endings }) => endings);

/** The ending of a file name, without its dot. */
export const endingOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";

function readerOf(name: string, bytes: Uint8Array): Reader {
  const start = new TextDecoder().decode(bytes.subarray(0, 4000));
  const readers = Object.values(READERS);
  const ending = endingOf(name);
  const found =
    readers.find(({ looks }) => looks(bytes, start)) ?? readers.find(({ endings }) => endings.includes(ending));
  if (found !== undefined) return found;
  throw new InputError("unknown-format", `${name}: papers are read from ${paperEndings.join(", ")}, not from this.`, {
    where: name,
    got: ending === "" ? name : ending,
    wanted: `a file that ends in ${paperEndings.join(", ")}`,
  });
}

/**
 * The text of a paper, from HTML, JATS XML, DOCX, PDF, CSV, Markdown or plain text. The readers of HTML, XML, DOCX and PDF
 * (parse5, fast-xml-parser, mammoth, unpdf) are loaded only where one is needed.
 *
 * @param name the file's name; its ending says what it is where the content doesn't
 * @throws InputError `unknown-format`, or `unreadable-paper` where the file is damaged or holds no text
 *
 * @example
 * ```ts
 * import { readPaper } from "dta-meta/published";
 *
 * const page = new TextEncoder().encode("<h1>A review</h1><p>Twelve studies were pooled.</p>");
 * const paper = readPaper("paper.html", page); // what it resolves to, extractPublished takes
 * paper instanceof Promise; // true
 * ```
 */
export async function readPaper(name: string, bytes: Uint8Array): Promise<Paper> {
  checkText("name", name, "the name of the paper's file");
  const reader = readerOf(name, checkBytes("bytes", bytes));
  let paper: Paper;
  try {
    paper = await reader.read(bytes);
  } catch (error) {
    if (error instanceof DtaError) throw error;
    throw new InputError(
      "unreadable-paper",
      `${name}: the paper can't be read, ${error instanceof Error ? error.message : String(error)}.`,
      { where: name, wanted: "a whole file; its reader may have to be installed" },
    );
  }
  if (paper.text.trim() !== "") return paper;
  throw new InputError("unreadable-paper", `${name}: there is no text in it; a scan has to be recognised first.`, {
    where: name,
    wanted: "a file with text",
  });
}
