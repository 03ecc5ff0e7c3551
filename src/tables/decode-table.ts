import { checkOptions } from "../base/check-options.js";
import { hasCountHeader } from "./csv.js";
import { csvText } from "./csv-text.js";
import { decodeBytes, type TextEncoding } from "./decode-text.js";
import { throwProblem } from "./problems.js";
import { isWorkbook, readWorkbook, sheetCalled } from "./workbook.js";

/** The text of a file that holds a table, and where it comes from. */
export interface DecodedTable {
  /** Comma-, semicolon- or tab-separated. */
  readonly text: string;
  /** What the file is. */
  readonly format: "text" | "workbook";
  /** How its characters were written down; `null` in workbooks. */
  readonly encoding: TextEncoding | null;
  /** The sheet that was taken, in workbooks. */
  readonly sheet: string | null;
  /** All sheets of a workbook that hold anything. */
  readonly sheets: readonly string[];
}

/** How `decodeTable` chooses. */
export interface DecodeTableOptions {
  /** Name of the sheet of a workbook; default the first with columns for all four counts, else the first. */
  readonly sheet?: string;
}

/**
 * The text of a table from the bytes of any file that people keep tables in: delimited text in every encoding that
 * `decodeText` knows, or a workbook (XLSX, XLS, ODS), of which one sheet becomes comma-separated text, its lines the sheet's
 * rows. The reader of workbooks, the optional package @e965/xlsx, is loaded only when there is one to read.
 *
 * @throws InputError where the bytes are neither (`binary-input`), the workbook is empty (`empty-input`), has no such sheet
 *   (`unknown-sheet`) or its reader is not installed (`missing-library`)
 *
 * @example
 * ```ts
 * import { decodeTable, readStudies } from "dta-meta";
 *
 * const bytes = new TextEncoder().encode("study,tp,fp,fn,tn\nSmith,20,3,5,60");
 * const decoded = decodeTable(bytes).then(({ text, encoding }) => ({ encoding, studies: readStudies(text) }));
 * decoded instanceof Promise; // true
 * ```
 */
export async function decodeTable(bytes: Uint8Array, options: DecodeTableOptions = {}): Promise<DecodedTable> {
  checkOptions(options);
  const { sheet } = options;
  if (!isWorkbook(bytes)) {
    if (sheet !== undefined) {
      throwProblem({
        code: "bad-option",
        message: `sheet "${sheet}": this is text, and has no sheets.`,
        where: "sheet",
        got: sheet,
        wanted: "no sheet, or a workbook",
      });
    }
    return { ...decodeBytes(bytes), format: "text", sheet: null, sheets: [] };
  }
  const sheets = await readWorkbook(bytes);
  const chosen =
    sheet === undefined
      ? (sheets.find(({ csv }) => hasCountHeader(csvText(csv))) ?? sheets[0]!)
      : sheetCalled(sheets, sheet);
  return {
    text: chosen.csv,
    format: "workbook",
    encoding: null,
    sheet: chosen.name,
    sheets: sheets.map(({ name }) => name),
  };
}
