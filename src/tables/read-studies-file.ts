import { checkObject } from "../base/checks.js";
import { given } from "../base/given.js";
import { type DecodeTableOptions, decodeTable } from "./decode-table.js";
import { type ReadStudiesOptions, readTableText } from "./read-studies.js";
import type { StudyReading } from "./reading.js";

/** How a file of studies is read. */
export interface ReadStudiesFileOptions extends ReadStudiesOptions, DecodeTableOptions {}

/**
 * Studies from the bytes of a file, whatever people keep tables in: text in UTF-8, UTF-16 or Windows-1252, separated by commas,
 * semicolons or tabs, or a workbook (XLSX, XLS, ODS). What comes back beside the studies says what was done to get them: the
 * encoding or the sheet, rows left out, where names come from, numbers that were written as people write them.
 *
 * @throws InputError as `decodeTable` and `readStudies`
 *
 * @example
 * ```ts
 * import { readStudiesFile } from "dta-meta";
 *
 * const bytes = new TextEncoder().encode("Author (year);TP;FP;FN;TN\nSmith 2004;20;3;5;60\nLee 2011;31;8;2;44");
 * const names = readStudiesFile(bytes).then(({ studies }) => studies.map(({ id }) => id)); // "Smith 2004", "Lee 2011"
 * names instanceof Promise; // true
 * ```
 */
export async function readStudiesFile(bytes: Uint8Array, options: ReadStudiesFileOptions = {}): Promise<StudyReading> {
  const { sheet, ...reading } = checkObject("options", options, "options of reading");
  const { text, ...file } = await decodeTable(bytes, given({ sheet }));
  return readTableText(text, reading, file);
}
